package org.ansatz.operator.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * Pairs of input and output fields on one grid, in an NPZ or HDF5 file that is read in parts: its size is bounded by the
 * disk, not by the heap.
 */
public final class FieldDataset implements AutoCloseable {
    private final Path path;
    private final FieldFile file;
    private final FieldGroup inputs;
    private final FieldGroup outputs;

    private FieldDataset(Path path, FieldFile file, FieldGroup inputs, FieldGroup outputs) {
        this.path = path;
        this.file = file;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /**
     * Opens a file.
     *
     * @param inputs and {@code outputs}: names of arrays, stacked as channels in this order
     * @param dimension number of grid axes
     * @param subsample every so many-th grid point is taken; 1 takes all
     * @throws InvalidProblem if the file, an array or its shape is not what is needed
     */
    public static FieldDataset open(
            Path path, List<String> inputs, List<String> outputs, int dimension, int subsample) {
        FieldFile file = FieldFile.open(path);
        FieldGroup in = FieldGroup.open(file, path, inputs, dimension, subsample);
        FieldGroup out = FieldGroup.open(file, path, outputs, dimension, subsample);
        if (in.samples() != out.samples() || !Arrays.equals(in.grid(), out.grid())) {
            throw new InvalidProblem(path + ": " + inputs + " has " + in.samples() + " samples on a grid of "
                    + Arrays.toString(in.grid()) + ", " + outputs + " has " + out.samples() + " on "
                    + Arrays.toString(out.grid()));
        }
        return new FieldDataset(path, file, in, out);
    }

    /**
     * Opens the input fields of a file alone.
     *
     * @throws InvalidProblem if the file, an array or its shape is not what is needed
     */
    public static FieldDataset inputsOnly(Path path, List<String> inputs, int dimension) {
        FieldFile file = FieldFile.open(path);
        return new FieldDataset(path, file, FieldGroup.open(file, path, inputs, dimension, 1), null);
    }

    public Path path() {
        return path;
    }

    public FieldGroup inputs() {
        return inputs;
    }

    public FieldGroup outputs() {
        return outputs;
    }

    public long samples() {
        return inputs.samples();
    }

    /** Points per axis. */
    public long[] grid() {
        return inputs.grid();
    }

    /**
     * The coordinates of an axis, if the file has an array of that name and length; subsampled like the fields.
     *
     * @param axis counted from zero
     */
    public Optional<double[]> coordinates(String name, int axis) {
        try {
            if (!file.names().contains(name)) {
                return Optional.empty();
            }
            FieldFile.Samples array = file.samples(name);
            long points = grid()[axis];
            if (array.shape().length != 1 || points == 0 || array.shape()[0] % points != 0) {
                return Optional.empty();
            }
            double[] all = new double[(int) array.shape()[0]];
            array.read(0, all.length, all);
            int stride = (int) (all.length / points);
            double[] kept = new double[(int) points];
            Arrays.setAll(kept, i -> all[i * stride]);
            return Optional.of(kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads everything once.
     *
     * @throws InvalidProblem naming the first number that is not finite
     */
    public void checkFinite(long from, long to) {
        inputs.scan(from, to, values -> {});
        if (outputs != null) {
            outputs.scan(from, to, values -> {});
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
