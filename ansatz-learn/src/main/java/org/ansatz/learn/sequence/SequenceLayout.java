package org.ansatz.learn.sequence;

import java.util.Arrays;
import java.util.Optional;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * Which places of a batch of sequences belong together. Attention stays within a segment, and no difference crosses the
 * beginning of one: packed documents are segments, and so is padding. Rotary positions need not begin anew in a segment, since
 * only distances count.
 */
public final class SequenceLayout {
    private static final SequenceLayout WHOLE = new SequenceLayout(null, null);

    private final long[][] segments;
    private final int[] predecessors;

    private SequenceLayout(long[][] segments, int[] predecessors) {
        this.segments = segments;
        this.predecessors = predecessors;
    }

    /** Every row is one document from its first place to its last. */
    public static SequenceLayout whole() {
        return WHOLE;
    }

    /**
     * Rows of several documents.
     *
     * @param ids [batch][length], equal within a document
     * @throws IllegalArgumentException if rows have different lengths, or an id comes back after another one
     */
    public static SequenceLayout segments(long[][] ids) {
        if (ids.length == 0 || ids[0].length == 0) {
            throw new IllegalArgumentException("segments need at least one row and one place");
        }
        for (int row = 0; row < ids.length; row++) {
            if (ids[row].length != ids[0].length) {
                throw new IllegalArgumentException("row " + row + " of the segments has " + ids[row].length
                        + " places, row 0 has " + ids[0].length);
            }
            checkContiguous(ids[row], row);
        }
        return new SequenceLayout(Arrays.stream(ids).map(long[]::clone).toArray(long[][]::new), null);
    }

    private static void checkContiguous(long[] ids, int row) {
        for (int t = 1; t < ids.length; t++) {
            for (int before = 0; ids[t] != ids[t - 1] && before < t; before++) {
                if (ids[before] == ids[t]) {
                    throw new IllegalArgumentException("segment " + ids[t] + " of row " + row + " ends before place "
                            + t + " and comes back there; a document is one stretch of places");
                }
            }
        }
    }

    /**
     * Rows that begin with padding; the difference at the first real place is zero.
     *
     * @param padding per row, places before the first real one, fewer than {@code length}
     */
    public static SequenceLayout leftPadded(int length, int... padding) {
        long[][] ids = new long[padding.length][length];
        for (int row = 0; row < padding.length; row++) {
            checkPadding(padding[row], length, row);
            Arrays.fill(ids[row], 0, padding[row], -1);
        }
        return segments(ids);
    }

    /**
     * Rows that end with padding.
     *
     * @param lengths per row, real places, from 1 to {@code length}
     */
    public static SequenceLayout rightPadded(int length, int... lengths) {
        long[][] ids = new long[lengths.length][length];
        for (int row = 0; row < lengths.length; row++) {
            checkPadding(length - lengths[row], length, row);
            Arrays.fill(ids[row], lengths[row], length, -1);
        }
        return segments(ids);
    }

    private static void checkPadding(int padding, int length, int row) {
        if (padding < 0 || padding >= length) {
            throw new IllegalArgumentException("row " + row + " of length " + length + " needs between 0 and "
                    + (length - 1) + " places of padding, got " + padding);
        }
    }

    /**
     * A control: the difference is to the place before in a random order of all places, and zero where that comes later, so that
     * nothing is seen before its time. For whole sequences of one length.
     */
    public static SequenceLayout shuffled(int length, RandomStream random) {
        int[] order = random.permutation(length);
        int[] predecessors = new int[length];
        predecessors[order[0]] = order[0];
        for (int i = 1; i < length; i++) {
            predecessors[order[i]] = Math.min(order[i], order[i - 1]);
        }
        return new SequenceLayout(null, predecessors);
    }

    /** Whether the previous place in time is what differences are taken to. */
    boolean isOrdered() {
        return predecessors == null;
    }

    /** With more places, which belong to the last segment of their row. */
    SequenceLayout extended(int length) {
        if (segments == null || segments[0].length >= length) {
            return this;
        }
        return new SequenceLayout(
                Arrays.stream(segments)
                        .map(row -> {
                            long[] longer = Arrays.copyOf(row, length);
                            Arrays.fill(longer, row.length, length, row[row.length - 1]);
                            return longer;
                        })
                        .toArray(long[][]::new),
                null);
    }

    /** @throws IllegalArgumentException if this does not describe sequences of that size */
    void check(long batch, long length) {
        if (segments != null && (segments.length != batch || segments[0].length != length)) {
            throw new IllegalArgumentException("the layout is of " + segments.length + " rows of " + segments[0].length
                    + " places, the sequences are " + batch + " of " + length);
        }
        if (predecessors != null && predecessors.length != length) {
            throw new IllegalArgumentException(
                    "the layout is of " + predecessors.length + " places, the sequences have " + length);
        }
    }

    /** True where a query (row) must not look at a key (column): [new, length], or [batch, 1, new, length] with segments. */
    Tensor hidden(int from, int length, Device device) {
        if (segments == null) {
            return Tensor.ones(length - from, length).triu(1L + from).gt(0.5).to(device);
        }
        int fresh = length - from;
        boolean[] hidden = new boolean[segments.length * fresh * length];
        int at = 0;
        for (long[] row : segments) {
            for (int t = from; t < length; t++) {
                for (int j = 0; j < length; j++) {
                    hidden[at++] = j > t || row[j] != row[t];
                }
            }
        }
        return Tensor.of(hidden, segments.length, 1, fresh, length).to(device);
    }

    /** True where a place belongs to the segment of the one before, [batch, 1, new, 1]; empty if all but the first do. */
    Optional<Tensor> continuing(int from, int length, Device device) {
        if (segments == null) {
            return Optional.empty();
        }
        boolean[] continuing = new boolean[segments.length * (length - from)];
        int at = 0;
        for (long[] row : segments) {
            for (int t = from; t < length; t++) {
                continuing[at++] = t > 0 && row[t] == row[t - 1];
            }
        }
        return Optional.of(
                Tensor.of(continuing, segments.length, 1, length - from, 1).to(device));
    }

    /** For every place the one that its difference is taken to, [length]; empty if that is the one before. */
    Optional<Tensor> predecessors(Device device) {
        if (predecessors == null) {
            return Optional.empty();
        }
        long[] places = Arrays.stream(predecessors).asLongStream().toArray();
        return Optional.of(Tensor.of(places).to(device));
    }
}
