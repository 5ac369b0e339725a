package org.ansatz.dynamics.lattice;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableDataset;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Fields at one time as an HDF5 file for other programs: a dataset of the lattice's shape per field, each with attributes. */
public final class LatticeSnapshot {
    private LatticeSnapshot() {}

    /**
     * Writes a snapshot.
     *
     * @param shape points along each axis; the last one varies fastest
     * @param fields by name, each with as many numbers as the lattice has points
     * @param attributes numbers, arrays of numbers and texts that every dataset carries
     * @throws IllegalArgumentException if a field has another number of points
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, int[] shape, Map<String, double[]> fields, Map<String, Object> attributes)
            throws IOException {
        int points = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        fields.forEach((name, values) -> {
            if (values.length != points) {
                throw new IllegalArgumentException("field " + name + " has " + values.length + " numbers, a lattice of "
                        + Arrays.toString(shape) + " has " + points);
            }
        });
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            for (Map.Entry<String, double[]> field : fields.entrySet()) {
                WritableDataset dataset = hdf.putDataset(field.getKey(), nested(shape, 0, field.getValue(), 0));
                attributes.forEach(dataset::putAttribute);
            }
        } catch (HdfException e) {
            throw new IOException(file + " cannot be written as HDF5 (" + e.getMessage() + ")", e);
        }
    }

    /** The numbers from {@code at} on as arrays of arrays. */
    private static Object nested(int[] shape, int axis, double[] values, int at) {
        if (axis == shape.length - 1) {
            return Arrays.copyOfRange(values, at, at + shape[axis]);
        }
        int[] rest = Arrays.copyOfRange(shape, axis, shape.length);
        Object nested = Array.newInstance(double.class, rest);
        int stride = Arrays.stream(rest, 1, rest.length).reduce(1, Math::multiplyExact);
        for (int i = 0; i < shape[axis]; i++) {
            Array.set(nested, i, nested(shape, axis + 1, values, at + i * stride));
        }
        return nested;
    }
}
