package org.ansatz.physics.geometry;

import java.util.ArrayList;
import java.util.List;

/** A product of intervals in one to three dimensions. */
record Box(double[] lower, double[] upper) implements Shape {
    Box {
        for (int i = 0; i < lower.length; i++) {
            if (!(lower[i] < upper[i])) {
                throw new IllegalArgumentException("empty interval [" + lower[i] + ", " + upper[i] + "]");
            }
        }
    }

    @Override
    public int dimension() {
        return lower.length;
    }

    @Override
    public double[][] bounds() {
        double[][] bounds = new double[lower.length][];
        for (int i = 0; i < lower.length; i++) {
            bounds[i] = new double[] {lower[i], upper[i]};
        }
        return bounds;
    }

    @Override
    public double signedDistance(double[] p) {
        double inside = Double.POSITIVE_INFINITY;
        double outside = 0;
        for (int i = 0; i < lower.length; i++) {
            double d = Math.min(p[i] - lower[i], upper[i] - p[i]);
            inside = Math.min(inside, d);
            outside += d < 0 ? d * d : 0;
        }
        return outside > 0 ? -Math.sqrt(outside) : inside;
    }

    @Override
    public List<Patch> patches() {
        List<Patch> patches = new ArrayList<>();
        for (int axis = 0; axis < lower.length; axis++) {
            patches.add(new Side(this, axis, false));
            patches.add(new Side(this, axis, true));
        }
        return patches;
    }

    @Override
    public List<Curve> curves() {
        double[][] corners = {{lower[0], lower[1]}, {upper[0], lower[1]}, {upper[0], upper[1]}, {lower[0], upper[1]}};
        // In the order of the patches: left, right, bottom, top.
        int[] first = {3, 1, 0, 2};
        List<Curve> curves = new ArrayList<>();
        for (int k : first) {
            curves.add(new Curve.Segment(corners[k], corners[(k + 1) % 4]));
        }
        return curves;
    }

    private record Side(Box box, int axis, boolean high) implements Patch {
        @Override
        public double measure() {
            double measure = 1;
            for (int i = 0; i < box.dimension(); i++) {
                measure *= i == axis ? 1 : box.upper[i] - box.lower[i];
            }
            return measure;
        }

        @Override
        public void at(double[] s, double[] point, double[] normal) {
            int next = 0;
            for (int i = 0; i < box.dimension(); i++) {
                normal[i] = 0;
                point[i] = i == axis
                        ? (high ? box.upper[i] : box.lower[i])
                        : box.lower[i] + s[next++] * (box.upper[i] - box.lower[i]);
            }
            normal[axis] = high ? 1 : -1;
        }
    }
}
