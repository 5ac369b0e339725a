package org.ansatz.operator.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ansatz.tensor.io.MappedArray;
import org.ansatz.tensor.io.NpzFile;

/** Fields in an NPZ archive, mapped into memory. */
record NpzFieldFile(NpzFile npz) implements FieldFile {
    static NpzFieldFile open(Path path) throws IOException {
        return new NpzFieldFile(NpzFile.open(path));
    }

    @Override
    public List<String> names() {
        return npz.names();
    }

    @Override
    public Samples samples(String name) throws IOException {
        MappedArray array = npz.array(name);
        long[] shape = array.shape();
        long size = Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
        return new Samples() {
            @Override
            public long[] shape() {
                return shape.clone();
            }

            @Override
            public void read(long first, int count, double[] into) throws IOException {
                array.read(first * size, into, 0, Math.toIntExact(count * size));
            }
        };
    }

    @Override
    public void close() throws IOException {
        npz.close();
    }
}
