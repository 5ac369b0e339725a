package org.ansatz.physics.reference.fem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An order of elimination by dividing the unknowns in space (George, SIAM J. Numer. Anal. 10 (1973) 345): both halves
 * first, then those of one half that are coupled to the other. In the plane the factors have O(n log n) entries.
 */
final class NestedDissection {
    private static final int LEAF = 32;

    /**
     * Unknowns that are eliminated together.
     *
     * @param pivots the unknowns
     * @param boundary unknowns eliminated later that are coupled to this part or the ones below it
     * @param children numbers of the parts below, which come earlier
     */
    record Part(int[] pivots, int[] boundary, int[] children) {}

    private final SparseMatrix matrix;
    private final double[][] position;
    private final List<Part> parts = new ArrayList<>();
    private final int[] mark;
    private int stamp;

    /** Place of each unknown in the order of elimination. */
    private final int[] place;

    private int placed;

    /**
     * @param position [2][n] coordinates of the unknowns; unknowns beyond n are eliminated last
     */
    NestedDissection(SparseMatrix matrix, double[][] position) {
        this.matrix = matrix;
        this.position = position;
        mark = new int[matrix.size()];
        place = new int[matrix.size()];
        int located = position[0].length;
        int[] last = IntStream.range(located, matrix.size()).toArray();
        divide(IntStream.range(0, located).toArray(), last);
        for (int k = 0; k < parts.size(); k++) {
            parts.set(k, withBoundary(parts.get(k)));
        }
    }

    /** Parts in the order of elimination; the last one is the root. */
    List<Part> parts() {
        return parts;
    }

    int place(int unknown) {
        return place[unknown];
    }

    private int divide(int[] unknowns, int[] more) {
        int[] pivots = unknowns;
        int[] children = {};
        if (unknowns.length > LEAF) {
            int[] sorted = sortedAlongLongerSide(unknowns);
            int[] left = Arrays.copyOfRange(sorted, 0, sorted.length / 2);
            int[] right = Arrays.copyOfRange(sorted, sorted.length / 2, sorted.length);
            stamp++;
            for (int i : right) {
                mark[i] = stamp;
            }
            pivots = Arrays.stream(left).filter(this::touchesMarked).toArray();
            int[] rest = Arrays.stream(left).filter(i -> !touchesMarked(i)).toArray();
            children = new int[] {divide(rest, new int[0]), divide(right, new int[0])};
        }
        int[] all = IntStream.concat(Arrays.stream(pivots), Arrays.stream(more)).toArray();
        for (int i : all) {
            place[i] = placed++;
        }
        parts.add(new Part(all, null, children));
        return parts.size() - 1;
    }

    private boolean touchesMarked(int i) {
        for (int k = matrix.start(i); k < matrix.start(i + 1); k++) {
            if (mark[matrix.column(k)] == stamp) {
                return true;
            }
        }
        return false;
    }

    private int[] sortedAlongLongerSide(int[] unknowns) {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int i : unknowns) {
            for (int d = 0; d < 2; d++) {
                low[d] = Math.min(low[d], position[d][i]);
                high[d] = Math.max(high[d], position[d][i]);
            }
        }
        double[] along = position[high[0] - low[0] >= high[1] - low[1] ? 0 : 1];
        return Arrays.stream(unknowns)
                .boxed()
                .sorted((a, b) -> Double.compare(along[a], along[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private Part withBoundary(Part part) {
        stamp++;
        List<Integer> found = new ArrayList<>();
        int last = part.pivots().length == 0 ? -1 : place[part.pivots()[part.pivots().length - 1]];
        for (int i : part.pivots()) {
            mark[i] = stamp;
        }
        for (int i : part.pivots()) {
            for (int k = matrix.start(i); k < matrix.start(i + 1); k++) {
                int j = matrix.column(k);
                if (place[j] > last && mark[j] != stamp) {
                    mark[j] = stamp;
                    found.add(j);
                }
            }
        }
        for (int child : part.children()) {
            for (int j : parts.get(child).boundary()) {
                if (mark[j] != stamp) {
                    mark[j] = stamp;
                    found.add(j);
                }
            }
        }
        return new Part(
                part.pivots(), found.stream().mapToInt(Integer::intValue).toArray(), part.children());
    }
}
