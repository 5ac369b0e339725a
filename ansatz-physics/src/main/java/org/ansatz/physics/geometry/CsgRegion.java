package org.ansatz.physics.geometry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.hipparchus.random.SobolSequenceGenerator;

/**
 * A tree of primitives under union, difference and intersection. A point of a primitive's boundary is on the region's
 * boundary if one of two points just off it, along the normal, is inside and the other is not; measures are by fine
 * subdivision.
 */
final class CsgRegion implements Region {
    sealed interface Node {}

    record Primitive(String name, Shape shape) implements Node {}

    record Combination(Kind kind, Node left, Node right) implements Node {}

    enum Kind {
        UNION,
        DIFFERENCE,
        INTERSECTION
    }

    private static final double NUDGE = 1e-7;
    private static final int SUBDIVISIONS = 20_000;

    private final Node root;
    private final List<Primitive> primitives = new ArrayList<>();
    private final double[][] bounds;
    private final double size;
    private List<Strip> strips;

    /** A small part of the boundary: where it is, which piece it belongs to, how large it is. */
    private record Strip(
            Primitive primitive, Shape.Patch patch, double[] from, double[] step, double measure, String piece) {}

    CsgRegion(Node root) {
        this.root = root;
        collect(root);
        bounds = bounds(root);
        double largest = 0;
        for (double[] b : bounds) {
            if (!(b[0] < b[1])) {
                throw new IllegalArgumentException("the region is empty");
            }
            largest = Math.max(largest, b[1] - b[0]);
        }
        size = largest;
    }

    Node root() {
        return root;
    }

    /** The mesh if the region is exactly one mesh, else null. */
    TriangleMesh mesh() {
        return root instanceof Primitive p && p.shape() instanceof TriangleMesh mesh ? mesh : null;
    }

    private void collect(Node node) {
        if (node instanceof Primitive p) {
            if (!primitives.contains(p)) {
                primitives.add(p);
            }
        } else if (node instanceof Combination c) {
            collect(c.left());
            collect(c.right());
        }
    }

    private static double[][] bounds(Node node) {
        if (node instanceof Primitive p) {
            return p.shape().bounds();
        }
        Combination c = (Combination) node;
        double[][] a = bounds(c.left());
        double[][] b = bounds(c.right());
        double[][] result = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            result[i] = switch (c.kind()) {
                case UNION -> new double[] {Math.min(a[i][0], b[i][0]), Math.max(a[i][1], b[i][1])};
                case INTERSECTION -> new double[] {Math.max(a[i][0], b[i][0]), Math.min(a[i][1], b[i][1])};
                case DIFFERENCE -> a[i];
            };
        }
        return result;
    }

    @Override
    public int dimension() {
        return bounds.length;
    }

    @Override
    public double[][] bounds() {
        return bounds;
    }

    private static double distance(Node node, double[] p) {
        if (node instanceof Primitive primitive) {
            return primitive.shape().signedDistance(p);
        }
        Combination c = (Combination) node;
        double a = distance(c.left(), p);
        double b = distance(c.right(), p);
        return switch (c.kind()) {
            case UNION -> Math.max(a, b);
            case INTERSECTION -> Math.min(a, b);
            case DIFFERENCE -> Math.min(a, -b);
        };
    }

    @Override
    public double signedDistance(double[] point) {
        return distance(root, point);
    }

    @Override
    public boolean contains(double[] point) {
        return distance(root, point) >= -1e-9 * size;
    }

    @Override
    public double measure() {
        int n = 1 << 16;
        SobolSequenceGenerator sobol = new SobolSequenceGenerator(dimension());
        int inside = 0;
        double box = 1;
        for (double[] b : bounds) {
            box *= b[1] - b[0];
        }
        for (int i = 0; i < n; i++) {
            if (distance(root, scale(sobol.nextVector())) >= 0) {
                inside++;
            }
        }
        return box * inside / n;
    }

    private double[] scale(double[] unit) {
        double[] p = new double[unit.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = bounds[i][0] + unit[i] * (bounds[i][1] - bounds[i][0]);
        }
        return p;
    }

    @Override
    public double[][] sampleInterior(int n, Spread spread, RandomGenerator random) {
        double[][] points = new double[dimension()][n];
        int have = 0;
        int tried = 0;
        while (have < n) {
            double[][] unit = UnitPoints.draw(Math.max(64, 2 * (n - have)), dimension(), spread, random);
            for (int c = 0; c < unit[0].length && have < n; c++) {
                double[] p = new double[dimension()];
                for (int i = 0; i < p.length; i++) {
                    p[i] = bounds[i][0] + unit[i][c] * (bounds[i][1] - bounds[i][0]);
                }
                tried++;
                if (distance(root, p) > 0) {
                    for (int i = 0; i < p.length; i++) {
                        points[i][have] = p[i];
                    }
                    have++;
                }
            }
            if (have == 0 && tried > 1_000_000) {
                throw new IllegalArgumentException("the region has no interior");
            }
        }
        return points;
    }

    private synchronized List<Strip> strips() {
        if (strips != null) {
            return strips;
        }
        List<Strip> found = new ArrayList<>();
        double total = 0;
        for (Primitive primitive : primitives) {
            for (Shape.Patch patch : primitive.shape().patches()) {
                total += patch.measure();
            }
        }
        for (int k = 0; k < primitives.size(); k++) {
            for (Shape.Patch patch : primitives.get(k).shape().patches()) {
                cut(k, patch, Math.max(1, (int) (SUBDIVISIONS * patch.measure() / total)), found);
            }
        }
        strips = found;
        return found;
    }

    private void cut(int index, Shape.Patch patch, int parts, List<Strip> found) {
        int d = dimension() - 1;
        int per = d == 0 ? 1 : d == 1 ? parts : Math.max(1, (int) Math.sqrt(parts));
        int cells = d == 2 ? per * per : per;
        Primitive primitive = primitives.get(index);
        double[] middle = new double[Math.max(d, 0)];
        double[] point = new double[dimension()];
        double[] normal = new double[dimension()];
        for (int cell = 0; cell < cells; cell++) {
            double[] from = new double[middle.length];
            double[] step = new double[middle.length];
            for (int i = 0; i < d; i++) {
                int at = i == 0 ? cell % per : cell / per;
                from[i] = (double) at / per;
                step[i] = 1.0 / per;
                middle[i] = from[i] + 0.5 / per;
            }
            patch.at(middle, point, normal);
            if (side(point, normal) != 0 && !onEarlier(index, point)) {
                String piece = patch.group() != null ? patch.group() : primitive.name();
                found.add(new Strip(primitive, patch, from, step, patch.measure() / cells, piece));
            }
        }
    }

    /** One if the normal points out of the region, minus one if into it, zero if the point is not on its boundary. */
    private int side(double[] point, double[] normal) {
        double[] off = new double[point.length];
        double h = NUDGE * size;
        for (int i = 0; i < off.length; i++) {
            off[i] = point[i] + h * normal[i];
        }
        boolean outer = distance(root, off) > 0;
        for (int i = 0; i < off.length; i++) {
            off[i] = point[i] - h * normal[i];
        }
        boolean inner = distance(root, off) > 0;
        return inner == outer ? 0 : inner ? 1 : -1;
    }

    private boolean onEarlier(int index, double[] point) {
        for (int k = 0; k < index; k++) {
            if (Math.abs(primitives.get(k).shape().signedDistance(point)) < NUDGE * size) {
                return true;
            }
        }
        return false;
    }

    @Override
    public BoundarySample sampleBoundary(int n, List<String> pieces, Spread spread, RandomGenerator random) {
        List<Strip> usable = strips().stream()
                .filter(s -> pieces.isEmpty() || pieces.contains(s.piece()))
                .toList();
        if (usable.isEmpty()) {
            throw new IllegalArgumentException("no part of the boundary belongs to " + pieces);
        }
        double[] cumulative = new double[usable.size()];
        double total = 0;
        for (int i = 0; i < cumulative.length; i++) {
            total += usable.get(i).measure();
            cumulative[i] = total;
        }
        int count = dimension() == 1 ? usable.size() : n;
        double[][] points = new double[dimension()][count];
        double[][] normals = new double[dimension()][count];
        int[] piece = new int[count];
        List<String> names = pieces();
        double[] point = new double[dimension()];
        double[] normal = new double[dimension()];
        double[] s = new double[Math.max(dimension() - 1, 0)];
        double shift = random.nextDouble();
        for (int c = 0; c < count; c++) {
            // Stratified along the boundary: every stretch of equal measure gets a point.
            double along = spread == Spread.UNIFORM ? random.nextDouble() : (c + shift) / count;
            int found = dimension() == 1 ? c : java.util.Arrays.binarySearch(cumulative, along * total);
            Strip strip = usable.get(
                    found >= 0 ? Math.min(found, usable.size() - 1) : Math.min(-found - 1, usable.size() - 1));
            double before =
                    found == 0 || -found - 1 == 0 ? 0 : cumulative[Math.max(0, (found >= 0 ? found : -found - 1) - 1)];
            for (int i = 0; i < s.length; i++) {
                double within =
                        i == 0 && s.length == 1 ? (along * total - before) / strip.measure() : random.nextDouble();
                s[i] = strip.from()[i] + Math.max(0, Math.min(1, within)) * strip.step()[i];
            }
            strip.patch().at(s, point, normal);
            int sign = side(point, normal);
            for (int i = 0; i < dimension(); i++) {
                points[i][c] = point[i];
                normals[i][c] = (sign == 0 ? 1 : sign) * normal[i];
            }
            piece[c] = names.indexOf(strip.piece());
        }
        return new BoundarySample(points, normals, piece);
    }

    @Override
    public List<String> pieces() {
        Set<String> names = new LinkedHashSet<>();
        for (Strip strip : strips()) {
            names.add(strip.piece());
        }
        return new ArrayList<>(names);
    }

    @Override
    public double boundaryMeasure(List<String> pieces) {
        double sum = 0;
        for (Strip strip : strips()) {
            if (pieces.isEmpty() || pieces.contains(strip.piece())) {
                sum += strip.measure();
            }
        }
        return sum;
    }

    @Override
    public boolean inside(String shape, double[] point) {
        for (Primitive primitive : primitives) {
            if (primitive.name().equals(shape)) {
                return primitive.shape().signedDistance(point) >= -1e-9 * size;
            }
            if (primitive.shape() instanceof TriangleMesh mesh) {
                int triangle = mesh.locate(point, 1e-9);
                if (triangle >= 0 && shape.equals(mesh.materials()[triangle])) {
                    return true;
                }
            }
        }
        return false;
    }
}
