package org.ansatz.operator.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.ansatz.physics.problem.InvalidProblem;

/** A file of named arrays that are read in parts: NPZ or HDF5. */
interface FieldFile extends AutoCloseable {
    /** An array of real numbers whose first dimension counts samples. */
    interface Samples {
        long[] shape();

        /** Reads samples that follow each other; {@code into} is filled from its start. */
        void read(long first, int count, double[] into) throws IOException;
    }

    /** Names of the arrays. */
    List<String> names();

    /** The array of that name, which is among {@link #names}. */
    Samples samples(String name) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * Opens by the file's ending.
     *
     * @throws InvalidProblem if there is no such file, or it is not of a known kind
     */
    static FieldFile open(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!Files.isRegularFile(path)) {
            throw new InvalidProblem(path + ": there is no such file");
        }
        try {
            if (name.endsWith(".npz")) {
                return NpzFieldFile.open(path);
            }
            if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
                return Hdf5FieldFile.open(path);
            }
        } catch (IOException e) {
            throw new InvalidProblem(e.getMessage());
        }
        throw new InvalidProblem(path + ": expected a file of fields ending in .npz, .h5 or .hdf5");
    }
}
