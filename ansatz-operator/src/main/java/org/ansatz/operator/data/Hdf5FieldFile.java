package org.ansatz.operator.data;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Fields in an HDF5 file, at its top level; parts are read as slices of the datasets. */
record Hdf5FieldFile(Path path, HdfFile hdf) implements FieldFile {
    static Hdf5FieldFile open(Path path) throws IOException {
        try {
            return new Hdf5FieldFile(path, new HdfFile(path));
        } catch (HdfException e) {
            throw new IOException(path + ": cannot be read as HDF5 (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public List<String> names() {
        return hdf.getChildren().values().stream()
                .filter(Dataset.class::isInstance)
                .map(Node::getName)
                .toList();
    }

    @Override
    public Samples samples(String name) throws IOException {
        Dataset dataset = hdf.getDatasetByPath("/" + name);
        long[] shape = Arrays.stream(dataset.getDimensions()).asLongStream().toArray();
        return new Samples() {
            @Override
            public long[] shape() {
                return shape.clone();
            }

            @Override
            public void read(long first, int count, double[] into) throws IOException {
                long[] offset = new long[shape.length];
                offset[0] = first;
                int[] sizes = dataset.getDimensions();
                sizes[0] = count;
                try {
                    flatten(dataset.getData(offset, sizes), into, 0, path + ": " + name);
                } catch (HdfException e) {
                    throw new IOException(path + ": " + name + " cannot be read (" + e.getMessage() + ")", e);
                }
            }
        };
    }

    /** Copies nested arrays of numbers in row-major order; returns the next free place. */
    private static int flatten(Object nested, double[] into, int place, String where) throws IOException {
        if (nested instanceof double[] doubles) {
            System.arraycopy(doubles, 0, into, place, doubles.length);
            return place + doubles.length;
        }
        if (nested == null || !nested.getClass().isArray()) {
            throw new IOException(where + ": not an array of numbers");
        }
        int length = Array.getLength(nested);
        int at = place;
        boolean numbers = nested.getClass().getComponentType().isPrimitive();
        for (int i = 0; i < length; i++) {
            if (numbers) {
                into[at++] = Array.getDouble(nested, i);
            } else {
                at = flatten(Array.get(nested, i), into, at, where);
            }
        }
        return at;
    }

    @Override
    public void close() {
        hdf.close();
    }
}
