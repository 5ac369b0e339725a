package org.ansatz.operator.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.ansatz.operator.data.FieldFile.Samples;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Tensor;

/**
 * Some arrays of a file as the channels of one field per sample. An array is [samples, grid...] (one channel) or [samples,
 * channels, grid...]; all arrays of a group have the same samples and grid.
 */
public final class FieldGroup {
    private record Part(Samples samples, int channels) {}

    private final Path path;
    private final List<String> names;
    private final List<Part> parts = new ArrayList<>();
    private final int subsample;
    private long samples = -1;
    private long[] stored;

    private FieldGroup(Path path, List<String> names, int subsample) {
        this.path = path;
        this.names = List.copyOf(names);
        this.subsample = subsample;
    }

    /**
     * @param dimension number of grid axes
     * @param subsample every so many-th point of the grid is taken
     * @throws InvalidProblem if an array is missing or has the wrong shape
     */
    static FieldGroup open(FieldFile file, Path path, List<String> names, int dimension, int subsample) {
        FieldGroup group = new FieldGroup(path, names, subsample);
        for (String name : names) {
            if (!file.names().contains(name)) {
                throw new InvalidProblem(
                        path + ": there is no array `" + name + "`" + Nearest.hint(name, file.names()));
            }
            try {
                group.add(name, file.samples(name), dimension);
            } catch (IOException e) {
                throw new InvalidProblem(e.getMessage());
            }
        }
        return group;
    }

    private void add(String name, Samples array, int dimension) {
        long[] shape = array.shape();
        if (shape.length != dimension + 1 && shape.length != dimension + 2) {
            throw new InvalidProblem(path + ": `" + name + "` has shape " + Arrays.toString(shape) + "; the model has "
                    + dimension + " axes, so [samples, " + "n, ".repeat(dimension - 1)
                    + "n] or [samples, channels, " + "n, ".repeat(dimension - 1) + "n] is expected");
        }
        long[] grid = Arrays.copyOfRange(shape, shape.length - dimension, shape.length);
        if (stored == null) {
            stored = grid;
            samples = shape[0];
        } else if (samples != shape[0] || !Arrays.equals(stored, grid)) {
            throw new InvalidProblem(path + ": `" + name + "` has shape " + Arrays.toString(shape) + ", but `"
                    + names.get(0) + "` has " + samples + " samples on a grid of " + Arrays.toString(stored));
        }
        for (long points : grid) {
            if (points < 1 || points % subsample != 0) {
                throw new InvalidProblem(path + ": the grid " + Arrays.toString(grid) + " of `" + name
                        + "` cannot be subsampled by " + subsample);
            }
        }
        parts.add(new Part(array, shape.length == dimension + 2 ? Math.toIntExact(shape[1]) : 1));
    }

    public List<String> names() {
        return names;
    }

    public long samples() {
        return samples;
    }

    public int channels() {
        return parts.stream().mapToInt(Part::channels).sum();
    }

    /** Points per axis, after subsampling. */
    public long[] grid() {
        return Arrays.stream(stored).map(points -> points / subsample).toArray();
    }

    private static int count(long... sizes) {
        return Math.toIntExact(Arrays.stream(sizes).reduce(1, Math::multiplyExact));
    }

    /** Numbers of a sample. */
    public int size() {
        return channels() * count(grid());
    }

    /**
     * Reads a sample.
     *
     * @param into [channels, grid...], row-major, filled from {@code place} on
     */
    void read(long sample, double[] into, int place) throws IOException {
        int whole = count(stored);
        int kept = count(grid());
        int at = place;
        for (Part part : parts) {
            double[] values = new double[part.channels() * whole];
            part.samples().read(sample, 1, values);
            if (subsample == 1) {
                System.arraycopy(values, 0, into, at, values.length);
            } else {
                thin(values, part.channels(), into, at);
            }
            at += part.channels() * kept;
        }
    }

    private void thin(double[] values, int channels, double[] into, int place) {
        long[] grid = grid();
        int kept = count(grid);
        int whole = count(stored);
        for (int c = 0; c < channels; c++) {
            for (int p = 0; p < kept; p++) {
                int rest = p;
                int from = 0;
                int stride = 1;
                for (int d = grid.length - 1; d >= 0; d--) {
                    from += (int) (rest % grid[d]) * subsample * stride;
                    rest /= (int) grid[d];
                    stride *= (int) stored[d];
                }
                into[place + c * kept + p] = values[c * whole + from];
            }
        }
    }

    /** Samples as a batch of type float64, [batch, channels, grid...]. */
    public Tensor batch(long... chosen) {
        double[] values = new double[Math.multiplyExact(chosen.length, size())];
        try {
            for (int b = 0; b < chosen.length; b++) {
                read(chosen[b], values, b * size());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long[] grid = grid();
        long[] shape = new long[grid.length + 2];
        shape[0] = chosen.length;
        shape[1] = channels();
        System.arraycopy(grid, 0, shape, 2, grid.length);
        return Tensor.of(values, shape);
    }

    /**
     * Reads samples one after the other and refuses numbers that are not finite.
     *
     * @throws InvalidProblem naming the first, with array, sample, channel and place
     */
    void scan(long from, long to, Consumer<double[]> reader) {
        double[] values = new double[size()];
        try {
            for (long sample = from; sample < to; sample++) {
                read(sample, values, 0);
                for (int i = 0; i < values.length; i++) {
                    if (!Double.isFinite(values[i])) {
                        throw new InvalidProblem(
                                path + ": " + names + " holds " + values[i] + " in sample " + sample + ", " + place(i));
                    }
                }
                reader.accept(values);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String place(int index) {
        long[] grid = grid();
        int rest = index % count(grid);
        long[] at = new long[grid.length];
        for (int d = grid.length - 1; d >= 0; d--) {
            at[d] = rest % grid[d] * subsample;
            rest /= (int) grid[d];
        }
        return "channel " + index / count(grid) + ", grid point " + Arrays.toString(at);
    }
}
