package org.ansatz.physics.problem;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Moves points onto sets given by equations {@code f(x) = 0}, one of which may be the region's boundary, by Newton's
 * method with the smallest step, {@code dx = -J^T (J J^T)^-1 f}; the Jacobian is by central differences.
 */
final class LevelSet {
    private static final int ITERATIONS = 40;
    private static final double CLOSE = 1e-10;

    private final Outline outline;
    private final LocusTest test;

    LevelSet(Outline outline, LocusTest test) {
        this.outline = outline;
        this.test = test;
    }

    /**
     * @param point moved in place, fixed inputs excepted
     * @return whether the point now solves all equations within the case's box
     */
    boolean project(LocusCase part, double[] point, boolean onRegion) {
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < point.length; i++) {
            if (!part.fixed().contains(i)) {
                free.add(i);
            }
        }
        int m = part.equations().size() + (onRegion ? 1 : 0);
        for (int k = 0; k < ITERATIONS; k++) {
            double[] f = values(part, point, onRegion, m);
            double largest = 0;
            for (double v : f) {
                largest = Math.max(largest, Math.abs(v));
            }
            if (!Double.isFinite(largest)) {
                return false;
            }
            if (largest <= CLOSE * outline.size()) {
                return inBox(part, point);
            }
            if (free.isEmpty() || !step(part, point, onRegion, f, free)) {
                return false;
            }
        }
        return false;
    }

    private double[] values(LocusCase part, double[] point, boolean onRegion, int m) {
        double[] f = new double[m];
        for (int i = 0; i < part.equations().size(); i++) {
            Locus.Comparison e = part.equations().get(i);
            f[i] = test.value(e.left(), point) - test.value(e.right(), point);
        }
        if (onRegion) {
            NamedShape region = outline.region();
            f[m - 1] = region.region().signedDistance(region.part(point));
        }
        return f;
    }

    private boolean step(LocusCase part, double[] point, boolean onRegion, double[] f, List<Integer> free) {
        DMatrixRMaj j = new DMatrixRMaj(f.length, free.size());
        for (int c = 0; c < free.size(); c++) {
            int axis = free.get(c);
            double here = point[axis];
            double h = 1e-6 * outline.interval(axis).length();
            point[axis] = here + h;
            double[] ahead = values(part, point, onRegion, f.length);
            point[axis] = here - h;
            double[] back = values(part, point, onRegion, f.length);
            point[axis] = here;
            for (int r = 0; r < f.length; r++) {
                j.set(r, c, (ahead[r] - back[r]) / (2 * h));
            }
        }
        DMatrixRMaj inverse = new DMatrixRMaj(free.size(), f.length);
        DMatrixRMaj change = new DMatrixRMaj(free.size(), 1);
        CommonOps_DDRM.pinv(j, inverse);
        CommonOps_DDRM.mult(inverse, new DMatrixRMaj(f.length, 1, true, f), change);
        for (int c = 0; c < free.size(); c++) {
            double length = outline.interval(free.get(c)).length();
            double moved = change.get(c, 0);
            if (!Double.isFinite(moved)) {
                return false;
            }
            // A step beyond the domain's own size is a bad linearisation.
            point[free.get(c)] -= Math.max(-length, Math.min(length, moved));
        }
        return true;
    }

    private boolean inBox(LocusCase part, double[] point) {
        for (int i = 0; i < point.length; i++) {
            double slack = Outline.TOLERANCE * outline.interval(i).length();
            if (point[i] < part.box()[i][0] - slack || point[i] > part.box()[i][1] + slack) {
                return false;
            }
        }
        return true;
    }
}
