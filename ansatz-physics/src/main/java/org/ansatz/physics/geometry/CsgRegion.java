package org.ansatz.physics.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.hipparchus.random.SobolSequenceGenerator;

/**
 * A tree of primitives under union, difference and intersection. In the plane its boundary is known exactly, as curves; in
 * one and three dimensions it is the cells of the primitives' boundaries of which one of two points just off them, along
 * the normal, is inside and the other is not.
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
    private List<BoundaryCurve> curves;
    private List<Strip> strips;

    /** A part of the boundary over the unit cube of one dimension less, with constant density. */
    private interface Strip {
        double measure();

        List<String> pieces();

        /** Writes the point and the outward unit normal at {@code s}. */
        void at(double[] s, double[] point, double[] normal);
    }

    /** A whole curve of a plane region's boundary. */
    private record CurveStrip(BoundaryCurve boundary) implements Strip {
        @Override
        public double measure() {
            return boundary.curve().length();
        }

        @Override
        public List<String> pieces() {
            return boundary.pieces();
        }

        @Override
        public void at(double[] s, double[] point, double[] normal) {
            System.arraycopy(boundary.curve().at(s[0]), 0, point, 0, 2);
            System.arraycopy(boundary.normal(s[0]), 0, normal, 0, 2);
        }
    }

    /** A small cell of a shape's patch, in one and three dimensions; {@code sign} turns its normal outward. */
    private record CellStrip(
            Shape.Patch patch, double[] from, double[] step, double measure, int sign, List<String> pieces)
            implements Strip {
        @Override
        public void at(double[] s, double[] point, double[] normal) {
            double[] mapped = new double[from.length];
            for (int i = 0; i < mapped.length; i++) {
                mapped[i] = from[i] + s[i] * step[i];
            }
            patch.at(mapped, point, normal);
            for (int i = 0; i < normal.length; i++) {
                normal[i] *= sign;
            }
        }
    }

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

    @Override
    public Optional<TriangleMesh> mesh() {
        return root instanceof Primitive p && p.shape() instanceof TriangleMesh mesh
                ? Optional.of(mesh)
                : Optional.empty();
    }

    @Override
    public synchronized List<BoundaryCurve> boundaryCurves() {
        if (dimension() != 2) {
            throw new IllegalStateException("a region of dimension " + dimension() + " has no boundary curves");
        }
        if (curves == null) {
            curves = List.copyOf(new PlaneBoundary(primitives, this::signedDistance, size).curves());
        }
        return curves;
    }

    @Override
    public List<Curve> interfaces(Region other) {
        List<Curve> own = boundaryCurves().stream().map(BoundaryCurve::curve).toList();
        List<Curve> result = new ArrayList<>();
        for (BoundaryCurve boundary : other.boundaryCurves()) {
            for (Curve part : Crossings.cut(boundary.curve(), own, 1e-10 * size)) {
                if (signedDistance(part.at(0.5)) > NUDGE * size) {
                    result.add(part);
                }
            }
        }
        return result;
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

    /** Exact in one and two dimensions, within about 1e-4 of the bounding box's volume in three. */
    @Override
    public double measure() {
        if (dimension() == 2) {
            return boundaryCurves().stream()
                    .mapToDouble(c -> c.curve().sweptArea())
                    .sum();
        }
        if (dimension() == 1) {
            double length = 0;
            for (Strip strip : strips()) {
                double[] at = new double[1];
                double[] normal = new double[1];
                strip.at(new double[0], at, normal);
                length += normal[0] * at[0];
            }
            return length;
        }
        int n = 1 << 18;
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
        if (dimension() == 2) {
            boundaryCurves().forEach(c -> found.add(new CurveStrip(c)));
            strips = found;
            return found;
        }
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
        int per = d == 0 ? 1 : Math.max(1, (int) Math.sqrt(parts));
        int cells = d == 0 ? 1 : per * per;
        double[] middle = new double[d];
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
            int side = side(point, normal);
            if (side != 0 && !onEarlier(index, point)) {
                found.add(new CellStrip(patch, from, step, patch.measure() / cells, side, names(index, point)));
            }
        }
    }

    private List<String> names(int index, double[] point) {
        List<String> names = new ArrayList<>(List.of(primitives.get(index).name()));
        for (Primitive other : primitives.subList(index + 1, primitives.size())) {
            if (Math.abs(other.shape().signedDistance(point)) < NUDGE * size && !names.contains(other.name())) {
                names.add(other.name());
            }
        }
        return names;
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
        List<Strip> usable = named(pieces);
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
        double[] s = new double[dimension() - 1];
        double shift = random.nextDouble();
        for (int c = 0; c < count; c++) {
            int chosen = c;
            // Cells of a surface that are cut by another shape hold points off the boundary: those are drawn again.
            for (int attempt = 0; attempt == 0 || dimension() == 3 && side(point, normal) == 0; attempt++) {
                if (dimension() > 1) {
                    double along =
                            total * (attempt == 0 ? along(c, count, spread, shift, random) : random.nextDouble());
                    chosen = Arrays.binarySearch(cumulative, along);
                    chosen = Math.min(chosen >= 0 ? chosen + 1 : -chosen - 1, usable.size() - 1);
                    double start = chosen == 0 ? 0 : cumulative[chosen - 1];
                    s[0] = Math.min(1, (along - start) / usable.get(chosen).measure());
                    for (int i = 1; i < s.length; i++) {
                        s[i] = random.nextDouble();
                    }
                }
                usable.get(chosen).at(s, point, normal);
            }
            for (int i = 0; i < dimension(); i++) {
                points[i][c] = point[i];
                normals[i][c] = normal[i];
            }
            piece[c] = names.indexOf(usable.get(chosen).pieces().get(0));
        }
        return new BoundarySample(points, normals, piece);
    }

    /**
     * Position number {@code c} of {@code count} along the boundary, as a share of it: independent; jittered in stretches
     * of equal measure (what a Latin hypercube is in one dimension); or a lattice with one random shift.
     */
    private static double along(int c, int count, Spread spread, double shift, RandomGenerator random) {
        return switch (spread) {
            case UNIFORM -> random.nextDouble();
            case LATIN_HYPERCUBE -> (c + random.nextDouble()) / count;
            case SOBOL -> (c + shift) / count;
        };
    }

    private List<Strip> named(List<String> pieces) {
        return strips().stream()
                .filter(s -> pieces.isEmpty() || s.pieces().stream().anyMatch(pieces::contains))
                .toList();
    }

    @Override
    public List<String> pieces() {
        Set<String> names = new LinkedHashSet<>();
        for (Strip strip : strips()) {
            names.addAll(strip.pieces());
        }
        return new ArrayList<>(names);
    }

    @Override
    public double boundaryMeasure(List<String> pieces) {
        return named(pieces).stream().mapToDouble(Strip::measure).sum();
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
