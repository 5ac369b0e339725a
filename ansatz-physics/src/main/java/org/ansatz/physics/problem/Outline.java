package org.ansatz.physics.problem;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The closed domain as a set: the box of all inputs, some spatial inputs narrowed to a region; its boundary and normals. */
final class Outline {
    static final double TOLERANCE = 1e-9;
    /** Points of a boundary are known to the rounding of the shapes that made them. */
    private static final double ON_SURFACE = 1e-7;

    private final List<Input> inputs;
    private final NamedShape region;
    private final Map<String, NamedShape> shapes;

    /**
     * @param region shape of some spatial inputs, or null for the box
     * @param shapes all shapes by name
     */
    Outline(List<Input> inputs, NamedShape region, Map<String, NamedShape> shapes) {
        this.inputs = List.copyOf(inputs);
        this.region = region;
        this.shapes = Map.copyOf(shapes);
    }

    List<Input> inputs() {
        return inputs;
    }

    /** The region, or null. */
    NamedShape region() {
        return region;
    }

    Interval interval(int input) {
        return inputs.get(input).interval();
    }

    int indexOf(String name) {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the region shapes the input. */
    boolean isShaped(int input) {
        return region != null && Arrays.stream(region.axes()).anyMatch(a -> a == input);
    }

    /** Whether the input is spatial and keeps its interval, so that its ends are faces of the boundary. */
    boolean hasFaces(int input) {
        return inputs.get(input).kind() == Input.Kind.SPACE && !isShaped(input);
    }

    /** The length that tolerances are relative to: the longest interval. */
    double size() {
        return inputs.stream().mapToDouble(i -> i.interval().length()).max().orElse(1);
    }

    boolean contains(double[] point) {
        for (int i = 0; i < point.length; i++) {
            double slack = TOLERANCE * interval(i).length();
            if (!(point[i] >= interval(i).min() - slack
                    && point[i] <= interval(i).max() + slack)) {
                return false;
            }
        }
        return region == null || region.region().contains(region.part(point));
    }

    boolean inside(String name, double[] point) {
        NamedShape shape = shapes.get(name);
        if (shape != null) {
            return shape.region().inside(name, shape.part(point));
        }
        for (NamedShape any : shapes.values()) {
            if (any.hasMaterial(name) && any.region().inside(name, any.part(point))) {
                return true;
            }
        }
        return false;
    }

    boolean onBoundary(double[] point, double tolerance) {
        if (region != null && Math.abs(region.region().signedDistance(region.part(point))) <= tolerance * size()) {
            return true;
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (hasFaces(i) && side(i, point, tolerance) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a boundary point lies on a shape's boundary or on a mesh group. */
    boolean onPiece(String name, double[] point, double tolerance) {
        if (!onBoundary(point, tolerance)) {
            return false;
        }
        NamedShape shape = shapes.get(name);
        if (shape != null) {
            return shape.boundaryDistance(name, point) <= tolerance * size();
        }
        return shapes.values().stream()
                .anyMatch(s -> s.hasGroup(name) && s.boundaryDistance(name, point) <= tolerance * size());
    }

    /** Minus one at the lower end of an input's interval, one at the upper, else zero. */
    private int side(int input, double[] point, double tolerance) {
        double slack = tolerance * interval(input).length();
        if (Math.abs(point[input] - interval(input).min()) <= slack) {
            return -1;
        }
        return Math.abs(point[input] - interval(input).max()) <= slack ? 1 : 0;
    }

    /**
     * The outward normal at a point of the boundary, null elsewhere. Where faces meet, the face of an input that the
     * set of points fixes is the point's own.
     */
    double[] normal(double[] point, Collection<Integer> fixed) {
        double[] normal = new double[inputs.size()];
        List<Integer> order = new java.util.ArrayList<>(fixed.stream().sorted().toList());
        for (int i = 0; i < inputs.size(); i++) {
            if (!order.contains(i)) {
                order.add(i);
            }
        }
        for (int i : order) {
            if (hasFaces(i) && side(i, point, TOLERANCE) != 0) {
                normal[i] = side(i, point, TOLERANCE);
                return normal;
            }
        }
        return region == null ? null : regionNormal(point, normal);
    }

    private double[] regionNormal(double[] point, double[] normal) {
        double[] here = region.part(point);
        double size = Arrays.stream(region.region().bounds())
                .mapToDouble(b -> b[1] - b[0])
                .max()
                .orElse(1);
        if (Math.abs(region.region().signedDistance(here)) > ON_SURFACE * size) {
            return null;
        }
        double h = 1e-6 * size;
        double norm = 0;
        for (int i = 0; i < here.length; i++) {
            double[] ahead = here.clone();
            double[] back = here.clone();
            ahead[i] += h;
            back[i] -= h;
            double slope =
                    region.region().signedDistance(back) - region.region().signedDistance(ahead);
            normal[region.axes()[i]] = slope;
            norm += slope * slope;
        }
        // At a seam between two joined shapes the distance is zero and has no slope: that is no boundary.
        if (Math.sqrt(norm) < h) {
            return null;
        }
        for (int axis : region.axes()) {
            normal[axis] /= Math.sqrt(norm);
        }
        return normal;
    }
}
