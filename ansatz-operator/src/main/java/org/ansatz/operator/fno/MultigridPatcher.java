package org.ansatz.operator.fno;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Tensor;

/**
 * Cuts periodic square fields into patches that also see their surroundings more coarsely (arXiv 2310.00120, multi-grid domain
 * decomposition; indices as in the code of neuraloperator).
 *
 * <p>With L levels there are {@code n = 2^L} patches per axis, of {@code s = N/n} points and {@code p} points of padding on each
 * side. Level l of a patch takes every {@code 2^l}-th point, as many points around the same centre, so {@code 2^l} times as
 * wide; the levels are stacked as channels and the patches in the batch, those of a sample together, rows first.
 *
 * @param levels L
 * @param padding p as a part of N
 * @param coarse whether levels above zero are there; without them this is plain patching
 * @param placed whether the coordinates of the whole field are cut along with it, as two further channels: a patch then knows
 *     where it lies
 */
public record MultigridPatcher(int levels, double padding, boolean coarse, boolean placed) {
    private static final int AXES = 2;

    /** Patches that do not know where they lie. */
    public MultigridPatcher(int levels, double padding, boolean coarse) {
        this(levels, padding, coarse, false);
    }

    /** @throws InvalidProblem for numbers out of range */
    public MultigridPatcher {
        if (levels < 1 || levels > 10) {
            throw new InvalidProblem("levels: " + levels + " is not a number of levels from 1 to 10");
        }
        if (!(padding >= 0 && padding < 1)) {
            throw new InvalidProblem("patch padding: " + padding + " is not a part of the field from 0 to below 1");
        }
    }

    /** Patches per axis. */
    public int patchesPerAxis() {
        return 1 << levels;
    }

    /** Views of a patch: one, or one per level. */
    public int views() {
        return coarse ? levels + 1 : 1;
    }

    /** Channels of the patches of fields with so many channels. */
    public int channels(int ofField) {
        return views() * (ofField + (placed ? AXES : 0));
    }

    /** Padding in points. */
    public int padding(long points) {
        return (int) Math.round(padding * points);
    }

    /** Points of a padded patch per axis. */
    public long patchPoints(long points) {
        return points / patchesPerAxis() + 2L * padding(points);
    }

    /** Numbers of a field by those that one sample of the patched batch has, without channels of its own. */
    public double inputCompression(long points) {
        return Math.pow((double) points / patchPoints(points), 2);
    }

    /** The same with the channels of all levels counted. */
    public double memoryCompression(long points) {
        return inputCompression(points) / views();
    }

    /**
     * Whether a field can be patched.
     *
     * @throws InvalidProblem if it is not square or not divisible, or the padding wraps around
     */
    public void checkGrid(long... grid) {
        if (grid.length != 2 || grid[0] != grid[1]) {
            throw new InvalidProblem(
                    "patches need a square field with two axes, given " + java.util.Arrays.toString(grid));
        }
        long points = grid[0];
        long size = points / patchesPerAxis();
        if (points % patchesPerAxis() != 0 || coarse && size % (1L << levels) != 0) {
            throw new InvalidProblem("a field of " + points + " points per axis cannot be cut for " + levels
                    + " levels: the " + patchesPerAxis()
                    + " patches per axis and the coarse strides need a multiple of "
                    + (coarse ? patchesPerAxis() * patchesPerAxis() : patchesPerAxis()));
        }
        if (patchPoints(points) > points) {
            throw new InvalidProblem("padding " + padding + " makes patches of " + patchPoints(points)
                    + " points, more than the field's " + points);
        }
    }

    /** Indices of all patches of a level along one axis, patch after patch; package-visible for tests. */
    long[] indices(long points, int level) {
        int n = patchesPerAxis();
        long size = points / n;
        long p = padding(points);
        long stride = 1L << level;
        long width = patchPoints(points);
        long padded = level == 0 ? p : (long) Math.ceil((size - (double) size / stride) / 2) + p;
        long[] indices = new long[(int) (n * width)];
        for (int j = 0; j < n; j++) {
            for (int t = 0; t < width; t++) {
                indices[(int) (j * width) + t] = Math.floorMod((j * size / stride - padded + t) * stride, points);
            }
        }
        return indices;
    }

    /**
     * Cuts.
     *
     * @param field [batch, channels, N, N]
     * @return [batch n^2, {@link #channels}, s + 2p, s + 2p], those of level 0 first
     */
    public Tensor patch(Tensor field) {
        checkGrid(field.size(2), field.size(3));
        long points = field.size(2);
        Tensor whole = placed ? GridCoordinates.append(field) : field;
        List<Tensor> parts = new ArrayList<>();
        for (int level = 0; level < views(); level++) {
            parts.add(level(whole, points, level));
        }
        return Tensor.cat(1, parts);
    }

    private Tensor level(Tensor field, long points, int level) {
        long n = patchesPerAxis();
        long width = patchPoints(points);
        Tensor index = Tensor.of(indices(points, level)).to(field.device());
        Tensor all = field.indexSelect(2, index).indexSelect(3, index);
        return all.reshape(field.size(0), field.size(1), n, width, n, width)
                .permute(0, 2, 4, 1, 3, 5)
                .reshape(field.size(0) * n * n, field.size(1), width, width);
    }

    /**
     * The inner points of patches.
     *
     * @param patches [batch n^2, channels, s + 2p, s + 2p]
     * @param points N
     * @return [batch n^2, channels, s, s]
     */
    public Tensor withoutPadding(Tensor patches, long points) {
        long size = points / patchesPerAxis();
        long p = padding(points);
        return patches.narrow(2, p, size).narrow(3, p, size);
    }

    /**
     * Puts level 0 of patches together, without their padding.
     *
     * @param patches [batch n^2, channels, s + 2p, s + 2p]
     * @param points N
     * @return [batch, channels, N, N]
     */
    public Tensor stitch(Tensor patches, long points) {
        long n = patchesPerAxis();
        long size = points / n;
        return withoutPadding(patches, points)
                .reshape(-1, n, n, patches.size(1), size, size)
                .permute(0, 3, 1, 4, 2, 5)
                .reshape(-1, patches.size(1), points, points);
    }
}
