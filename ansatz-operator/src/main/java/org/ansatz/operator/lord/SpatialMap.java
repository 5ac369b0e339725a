package org.ansatz.operator.lord;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * The form of a {@link KroneckerLayer}.
 *
 * @param grid points per axis, to which the matrices are tied
 * @param channels of the fields
 * @param shared so many neighbouring channels have the same matrices; divides the channels
 * @param rank products in the sum of each channel
 * @param form what the matrices may be
 * @param start their initial values
 */
public record SpatialMap(long[] grid, int channels, int shared, int rank, Form form, Start start) {
    private static final List<String> AXES = List.of("H", "H x W", "H x W x D");

    /** Kinds of matrices. */
    public enum Form {
        DENSE,
        /** Constant along diagonals: a separable convolution with zeros outside. */
        TOEPLITZ,
        /** No map at all: only channels are mixed. */
        IDENTITY;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Initial values. */
    public enum Start {
        /** {@code I + (0.3/n) N(0, 1)}. */
        IDENTITY,
        /** {@code N(0, 1/n)}; its first fields are rough and have residuals some 10^4 times as large. */
        RANDOM
    }

    /** @throws InvalidProblem if a number is out of range */
    public SpatialMap {
        grid = grid.clone();
        if (grid.length < 1 || grid.length > 3 || Arrays.stream(grid).anyMatch(n -> n < 1)) {
            throw new InvalidProblem(
                    "a Lord layer acts on 1 to 3 axes of at least one point, given the grid " + Arrays.toString(grid));
        }
        if (channels < 1 || shared < 1 || channels % shared != 0) {
            throw new InvalidProblem("channels " + channels + " do not fall into groups of " + shared);
        }
        if (rank < 1) {
            throw new InvalidProblem("the rank of a Lord layer must be at least 1, given " + rank);
        }
    }

    /** Dense matrices for each channel, one product, near the identity. */
    public static SpatialMap dense(int channels, long... grid) {
        return new SpatialMap(grid, channels, 1, 1, Form.DENSE, Start.IDENTITY);
    }

    public SpatialMap withRank(int other) {
        return new SpatialMap(grid, channels, shared, other, form, start);
    }

    public SpatialMap withShared(int other) {
        return new SpatialMap(grid, channels, other, rank, form, start);
    }

    public SpatialMap with(Form other) {
        return new SpatialMap(grid, channels, shared, rank, other, start);
    }

    public SpatialMap with(Start other) {
        return new SpatialMap(grid, channels, shared, rank, form, other);
    }

    /** Groups of channels with matrices of their own. */
    int groups() {
        return channels / shared;
    }

    /** Numbers in the matrices: {@code C (H^2 + W^2)} for dense ones of rank 1. */
    public long parameterCount() {
        long perProduct = Arrays.stream(grid)
                .map(n -> switch (form) {
                    case DENSE -> n * n;
                    case TOEPLITZ -> 2 * n - 1;
                    case IDENTITY -> 0;
                })
                .sum();
        return perProduct * groups() * rank;
    }

    /**
     * Whether fields [batch, channels, grid...] fit.
     *
     * @throws InvalidProblem if not
     */
    void checkShape(long[] shape, int wantedChannels) {
        if (shape.length != grid.length + 2 || shape[1] != wantedChannels) {
            throw new InvalidProblem("LordNet takes fields [batch, " + wantedChannels + ", " + written(grid, ", ")
                    + "], given shape " + Arrays.toString(shape));
        }
        checkGrid(Arrays.copyOfRange(shape, 2, shape.length));
    }

    /**
     * Whether fields on a grid fit.
     *
     * @throws InvalidProblem if not
     */
    void checkGrid(long... given) {
        if (form != Form.IDENTITY && !Arrays.equals(given, grid)) {
            String axes = AXES.get(grid.length - 1);
            throw new InvalidProblem("LordNet matrices are tied to " + axes + " = " + written(grid, " x ") + "; got "
                    + written(given, " x ") + "; retrain or interpolate the factors");
        }
    }

    private static String written(long[] sizes, String between) {
        return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(between));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpatialMap map
                && Arrays.equals(grid, map.grid)
                && channels == map.channels
                && shared == map.shared
                && rank == map.rank
                && form == map.form
                && start == map.start;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(grid) * 31 + channels * 17 + rank;
    }
}
