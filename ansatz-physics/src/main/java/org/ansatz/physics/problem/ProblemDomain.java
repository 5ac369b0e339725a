package org.ansatz.physics.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ansatz.physics.expr.Compiler;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.geometry.Region;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.geometry.UnitPoints;
import org.ansatz.tensor.jet.MultiIndex;

/** The box of all inputs, its spatial part narrowed to a region if there is one. */
final class ProblemDomain implements Domain {
    static final double TOLERANCE = 1e-9;
    private static final int SCAN = 64;

    private final List<Input> inputs;
    private final Region region;
    private final int[] regionAxes;
    private final Map<String, Region> shapes;
    private final List<Condition.Pointwise> conditions = new ArrayList<>();
    private final Map<Expr, Program> programs = new HashMap<>();

    /**
     * @param region the spatial region, or null for the box
     * @param regionAxes which inputs the region's coordinates are
     * @param shapes all shapes by name, for {@code inside}
     */
    ProblemDomain(List<Input> inputs, Region region, int[] regionAxes, Map<String, Region> shapes) {
        this.inputs = List.copyOf(inputs);
        this.region = region;
        this.regionAxes = regionAxes.clone();
        this.shapes = Map.copyOf(shapes);
    }

    void setConditions(List<Condition> all) {
        for (Condition c : all) {
            if (c instanceof Condition.Pointwise p) {
                conditions.add(p);
            }
        }
    }

    @Override
    public List<Input> inputs() {
        return inputs;
    }

    @Override
    public Optional<Region> region() {
        return Optional.ofNullable(region);
    }

    @Override
    public Optional<Region> shape(String name) {
        return Optional.ofNullable(shapes.get(name));
    }

    private double[] part(double[] point) {
        double[] p = new double[regionAxes.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = point[regionAxes[i]];
        }
        return p;
    }

    private boolean isSpace(int input) {
        return inputs.get(input).kind() == Input.Kind.SPACE;
    }

    private boolean inRegion(int input) {
        return region != null && Arrays.stream(regionAxes).anyMatch(a -> a == input);
    }

    @Override
    public boolean contains(double[] point) {
        for (int i = 0; i < point.length; i++) {
            Interval interval = inputs.get(i).interval();
            double slack = TOLERANCE * interval.length();
            if (!(point[i] >= interval.min() - slack && point[i] <= interval.max() + slack)) {
                return false;
            }
        }
        return region == null || region.contains(part(point));
    }

    @Override
    public boolean inside(String shape, double[] point) {
        if (shapes.containsKey(shape)) {
            return shapes.get(shape).inside(shape, part(point));
        }
        return region != null && region.inside(shape, part(point));
    }

    private double[][] box(double[][] unit) {
        double[][] points = new double[unit.length][];
        for (int i = 0; i < unit.length; i++) {
            Interval interval = inputs.get(i).interval();
            points[i] = new double[unit[i].length];
            for (int p = 0; p < unit[i].length; p++) {
                points[i][p] = interval.min() + unit[i][p] * interval.length();
            }
        }
        return points;
    }

    @Override
    public PointSet interior(int n, Spread spread, RandomGenerator random) {
        double[][] points = box(UnitPoints.draw(n, inputs.size(), spread, random));
        double measure = 1;
        for (int i = 0; i < inputs.size(); i++) {
            measure *= inRegion(i) ? 1 : inputs.get(i).interval().length();
        }
        if (region != null) {
            double[][] shaped = region.sampleInterior(n, spread, random);
            for (int i = 0; i < regionAxes.length; i++) {
                points[regionAxes[i]] = shaped[i];
            }
            measure *= region.measure();
        }
        return new PointSet(points, null, measure);
    }

    @Override
    public PointSet onPiece(String name, int n, Spread spread, RandomGenerator random) {
        Locus locus = name.equals("boundary") ? new Locus.Boundary() : new Locus.Piece(name);
        return sample(locus, n, spread, random, name);
    }

    @Override
    public PointSet on(Condition.Pointwise condition, int n, Spread spread, RandomGenerator random) {
        PointSet all = sample(condition.at(), n, spread, random, condition.name());
        if (condition.kind() != Condition.Kind.VALUE) {
            return all;
        }
        List<Condition.Pointwise> later = new ArrayList<>();
        boolean after = false;
        for (Condition.Pointwise other : conditions) {
            if (after
                    && other.kind() == Condition.Kind.VALUE
                    && other.field().equals(condition.field())
                    && !other.at().equals(condition.at())) {
                later.add(other);
            }
            after |= other.equals(condition);
        }
        return later.isEmpty() ? all : filter(all, p -> later.stream().noneMatch(o -> holds(o.at(), p, TOLERANCE)));
    }

    private interface PointTest {
        boolean test(double[] point);
    }

    private PointSet filter(PointSet set, PointTest test) {
        List<Integer> kept = new ArrayList<>();
        for (int p = 0; p < set.size(); p++) {
            if (test.test(point(set.inputs(), p))) {
                kept.add(p);
            }
        }
        double share = set.size() == 0 ? 0 : (double) kept.size() / set.size();
        return new PointSet(
                pick(set.inputs(), kept),
                set.normals() == null ? null : pick(set.normals(), kept),
                set.measure() * share);
    }

    private static double[][] pick(double[][] all, List<Integer> kept) {
        double[][] some = new double[all.length][kept.size()];
        for (int i = 0; i < all.length; i++) {
            for (int k = 0; k < kept.size(); k++) {
                some[i][k] = all[i][kept.get(k)];
            }
        }
        return some;
    }

    private static double[] point(double[][] points, int p) {
        double[] point = new double[points.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = points[i][p];
        }
        return point;
    }

    /** The locus as alternatives, each a list of places and comparisons that hold together. */
    private static List<List<Locus>> alternatives(Locus locus, boolean positive) {
        if (locus instanceof Locus.Not not) {
            return alternatives(not.operand(), !positive);
        }
        boolean join = positive ? locus instanceof Locus.Or : locus instanceof Locus.And;
        boolean meet = positive ? locus instanceof Locus.And : locus instanceof Locus.Or;
        if (join || meet) {
            Locus left = locus instanceof Locus.Or or ? or.left() : ((Locus.And) locus).left();
            Locus right = locus instanceof Locus.Or or ? or.right() : ((Locus.And) locus).right();
            List<List<Locus>> a = alternatives(left, positive);
            List<List<Locus>> b = alternatives(right, positive);
            List<List<Locus>> result = new ArrayList<>();
            if (join) {
                result.addAll(a);
                result.addAll(b);
                return result;
            }
            for (List<Locus> x : a) {
                for (List<Locus> y : b) {
                    List<Locus> both = new ArrayList<>(x);
                    both.addAll(y);
                    result.add(both);
                }
            }
            return result;
        }
        return List.of(List.of(positive ? locus : new Locus.Not(locus)));
    }

    /** A part of a sampled set: equalities fix inputs, a face or piece of the boundary may carry it. */
    private record Part(
            List<Locus> tests, Map<Integer, Double> fixed, Face face, List<String> pieces, boolean onBoundary) {}

    private List<Part> parts(Locus locus) {
        List<Part> parts = new ArrayList<>();
        for (List<Locus> alternative : alternatives(locus, true)) {
            Map<Integer, Double> fixed = new HashMap<>();
            List<String> pieces = new ArrayList<>();
            boolean boundary = false;
            for (Locus literal : alternative) {
                Fixed equality = fixedBy(literal);
                if (equality != null) {
                    fixed.put(equality.input(), equality.value());
                } else if (literal instanceof Locus.Boundary) {
                    boundary = true;
                } else if (literal instanceof Locus.Piece piece) {
                    boundary = true;
                    pieces.add(piece.name());
                }
            }
            if (boundary && region == null) {
                for (int i = 0; i < inputs.size(); i++) {
                    if (isSpace(i)) {
                        addFace(parts, alternative, fixed, new Face(i, false));
                        addFace(parts, alternative, fixed, new Face(i, true));
                    }
                }
            } else {
                parts.add(new Part(alternative, fixed, null, pieces, boundary));
            }
        }
        return parts;
    }

    private void addFace(List<Part> parts, List<Locus> tests, Map<Integer, Double> fixed, Face face) {
        Interval interval = inputs.get(face.input()).interval();
        double at = face.upper() ? interval.max() : interval.min();
        Double wanted = fixed.get(face.input());
        if (wanted == null || Math.abs(wanted - at) <= TOLERANCE * interval.length()) {
            Map<Integer, Double> more = new HashMap<>(fixed);
            more.put(face.input(), at);
            parts.add(new Part(tests, more, face, List.of(), false));
        }
    }

    private record Fixed(int input, double value) {}

    private Fixed fixedBy(Locus literal) {
        if (literal instanceof Locus.Comparison c && c.operator() == Expr.Operator.EQUAL) {
            if (c.left() instanceof Expr.Coordinate x && c.right() instanceof Expr.Constant v) {
                return new Fixed(indexOf(x.name()), v.value());
            }
            if (c.right() instanceof Expr.Coordinate x && c.left() instanceof Expr.Constant v) {
                return new Fixed(indexOf(x.name()), v.value());
            }
        }
        return null;
    }

    private int indexOf(String name) {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name + " is not an input");
    }

    private PointSet sample(Locus locus, int n, Spread spread, RandomGenerator random, String what) {
        List<Part> parts = parts(locus);
        List<PointSet> drawn = new ArrayList<>();
        double total = 0;
        for (Part part : parts) {
            PointSet probe = draw(part, Math.max(64, n / Math.max(1, parts.size())), spread, random);
            if (probe.size() > 0) {
                drawn.add(probe);
                total += probe.measure();
            } else {
                drawn.add(null);
            }
        }
        if (drawn.stream().allMatch(java.util.Objects::isNull)) {
            throw new InvalidProblem("condition `" + what + "` meets no point of the closed domain");
        }
        List<PointSet> result = new ArrayList<>();
        long alive = drawn.stream().filter(java.util.Objects::nonNull).count();
        for (int i = 0; i < parts.size(); i++) {
            if (drawn.get(i) != null) {
                // Half by measure, half evenly: small faces get their points too.
                double share = 0.5 / alive + 0.5 * (total > 0 ? drawn.get(i).measure() / total : 1.0 / alive);
                result.add(draw(parts.get(i), Math.max(1, (int) Math.round(share * n)), spread, random));
            }
        }
        return join(result, total);
    }

    private PointSet join(List<PointSet> sets, double measure) {
        int n = sets.stream().mapToInt(PointSet::size).sum();
        boolean normals = sets.stream().allMatch(s -> s.normals() != null);
        double[][] points = new double[inputs.size()][n];
        double[][] directions = normals ? new double[inputs.size()][n] : null;
        int at = 0;
        for (PointSet set : sets) {
            for (int i = 0; i < inputs.size(); i++) {
                System.arraycopy(set.inputs()[i], 0, points[i], at, set.size());
                if (directions != null) {
                    System.arraycopy(set.normals()[i], 0, directions[i], at, set.size());
                }
            }
            at += set.size();
        }
        return new PointSet(points, directions, measure);
    }

    /** Points of one part: at most n, fewer only where the part itself has fewer. */
    private PointSet draw(Part part, int n, Spread spread, RandomGenerator random) {
        List<Locus> general = new ArrayList<>();
        List<Locus> tests = new ArrayList<>();
        for (Locus literal : part.tests()) {
            if (fixedBy(literal) == null && !(literal instanceof Locus.Boundary) && !(literal instanceof Locus.Piece)) {
                boolean equality = literal instanceof Locus.Comparison c && c.operator() == Expr.Operator.EQUAL;
                (equality ? general : tests).add(literal);
            } else if (part.onBoundary() && fixedBy(literal) != null) {
                tests.add(literal);
            }
        }
        int free = inputs.size() - part.fixed().size();
        if (free == 0) {
            double[][] single = new double[inputs.size()][1];
            part.fixed().forEach((i, v) -> single[i][0] = v);
            double[] p = point(single, 0);
            boolean ok = contains(p) && tests.stream().allMatch(t -> holds(t, p, TOLERANCE));
            return ok ? withNormals(part, single, 1) : new PointSet(new double[inputs.size()][0], null, 0);
        }
        List<double[][]> kept = new ArrayList<>();
        List<double[]> keptNormals = new ArrayList<>();
        int tried = 0;
        int found = 0;
        for (int round = 0; round < 40 && found < n; round++) {
            int batch = part.onBoundary() ? Math.max(n, 256) * (round == 0 ? 1 : 4) : Math.max(n, 64);
            double[][] points = box(UnitPoints.draw(batch, inputs.size(), spread, random));
            double[][] normals = null;
            if (part.onBoundary()) {
                Region.BoundarySample boundary = region.sampleBoundary(batch, part.pieces(), spread, random);
                normals = new double[inputs.size()][boundary.points()[0].length];
                if (boundary.points()[0].length != batch) {
                    points = box(UnitPoints.draw(boundary.points()[0].length, inputs.size(), spread, random));
                }
                for (int i = 0; i < regionAxes.length; i++) {
                    points[regionAxes[i]] = boundary.points()[i];
                    normals[regionAxes[i]] = boundary.normals()[i];
                }
            }
            for (int p = 0; p < points[0].length && found < n; p++) {
                for (Map.Entry<Integer, Double> f : part.fixed().entrySet()) {
                    if (!part.onBoundary() || !inRegion(f.getKey())) {
                        points[f.getKey()][p] = f.getValue();
                    }
                }
                double[] candidate = point(points, p);
                boolean solved = true;
                for (Locus equation : general) {
                    solved &= solve((Locus.Comparison) equation, candidate, part.fixed());
                }
                tried++;
                if (solved && contains(candidate) && tests.stream().allMatch(t -> holds(t, candidate, 1e-7))) {
                    kept.add(new double[][] {candidate});
                    keptNormals.add(normals == null ? null : point(normals, p));
                    found++;
                }
            }
        }
        double[][] result = new double[inputs.size()][found];
        double[][] normals = part.onBoundary() && found > 0 ? new double[inputs.size()][found] : null;
        for (int p = 0; p < found; p++) {
            for (int i = 0; i < inputs.size(); i++) {
                result[i][p] = kept.get(p)[0][i];
                if (normals != null) {
                    normals[i][p] = keptNormals.get(p)[i];
                }
            }
        }
        double measure = (double) found / Math.max(1, tried);
        for (int i = 0; i < inputs.size(); i++) {
            boolean counted = !part.fixed().containsKey(i) && !(part.onBoundary() && inRegion(i));
            measure *= counted ? inputs.get(i).interval().length() : 1;
        }
        if (part.onBoundary()) {
            measure *= region.boundaryMeasure(part.pieces());
        }
        return normals != null ? new PointSet(result, normals, measure) : withNormals(part, result, measure);
    }

    /** Attaches normals where every point lies on the spatial boundary. */
    private PointSet withNormals(Part part, double[][] points, double measure) {
        int n = points[0].length;
        double[][] normals = new double[inputs.size()][n];
        for (int p = 0; p < n; p++) {
            double[] normal = normalAt(point(points, p), part);
            if (normal == null) {
                return new PointSet(points, null, measure);
            }
            for (int i = 0; i < normal.length; i++) {
                normals[i][p] = normal[i];
            }
        }
        return new PointSet(points, normals, measure);
    }

    private double[] normalAt(double[] point, Part part) {
        double[] normal = new double[inputs.size()];
        if (region != null) {
            double[] here = part(point);
            double size = Arrays.stream(region.bounds())
                    .mapToDouble(b -> b[1] - b[0])
                    .max()
                    .orElse(1);
            if (Math.abs(region.signedDistance(here)) > 1e-7 * size) {
                return null;
            }
            double h = 1e-6 * size;
            double norm = 0;
            for (int i = 0; i < here.length; i++) {
                double[] ahead = here.clone();
                double[] back = here.clone();
                ahead[i] += h;
                back[i] -= h;
                double slope = region.signedDistance(back) - region.signedDistance(ahead);
                normal[regionAxes[i]] = slope;
                norm += slope * slope;
            }
            for (int axis : regionAxes) {
                normal[axis] /= Math.sqrt(norm);
            }
            return normal;
        }
        if (part.face() != null) {
            normal[part.face().input()] = part.face().upper() ? 1 : -1;
            return normal;
        }
        for (int i : part.fixed().keySet().stream().sorted().toList()) {
            Interval interval = inputs.get(i).interval();
            double slack = TOLERANCE * interval.length();
            // An ordinary differential equation's ends have normals, whatever its coordinate is called.
            if ((isSpace(i) || inputs.size() == 1) && Math.abs(point[i] - interval.min()) <= slack) {
                normal[i] = -1;
                return normal;
            }
            if ((isSpace(i) || inputs.size() == 1) && Math.abs(point[i] - interval.max()) <= slack) {
                normal[i] = 1;
                return normal;
            }
        }
        return null;
    }

    /** Moves one free coordinate of the point onto the set left = right; false if there is no root. */
    private boolean solve(Locus.Comparison equation, double[] point, Map<Integer, Double> fixed) {
        Expr difference = Exprs.subtract(equation.left(), equation.right());
        for (Expr.Coordinate x : Exprs.find(difference, Expr.Coordinate.class)) {
            int axis = indexOf(x.name());
            if (fixed.containsKey(axis)) {
                continue;
            }
            Interval interval = inputs.get(axis).interval();
            double last = Double.NaN;
            double at = interval.min();
            List<double[]> brackets = new ArrayList<>();
            for (int k = 0; k <= SCAN; k++) {
                double here = interval.min() + interval.length() * k / SCAN;
                point[axis] = here;
                double value = value(difference, point);
                if (value == 0) {
                    brackets.add(new double[] {here, here});
                } else if (value * last < 0) {
                    brackets.add(new double[] {at, here});
                }
                last = value;
                at = here;
            }
            if (!brackets.isEmpty()) {
                // Several roots: take them in turn by the point's own digits, which are random.
                double[] bracket = brackets.get(
                        (int) (Math.abs(Double.doubleToLongBits(point[axis == 0 ? point.length - 1 : 0]) >>> 8)
                                % brackets.size()));
                bisect(difference, point, axis, bracket[0], bracket[1]);
                return true;
            }
        }
        return false;
    }

    private void bisect(Expr difference, double[] point, int axis, double low, double high) {
        double a = low;
        double b = high;
        point[axis] = a;
        double fa = value(difference, point);
        for (int k = 0; k < 80 && b > a; k++) {
            double middle = 0.5 * (a + b);
            point[axis] = middle;
            double fm = value(difference, point);
            if (fa * fm <= 0) {
                b = middle;
            } else {
                a = middle;
                fa = fm;
            }
        }
        point[axis] = 0.5 * (a + b);
    }

    private synchronized double value(Expr e, double[] point) {
        if (e instanceof Expr.Constant c) {
            return c.value();
        }
        if (e instanceof Expr.Coordinate c) {
            return point[indexOf(c.name())];
        }
        Program program = programs.computeIfAbsent(
                e,
                key -> Compiler.compile(
                        List.of(key),
                        inputs.stream().map(Input::name).toList(),
                        List.of(),
                        List.of(),
                        new Program.Given() {
                            @Override
                            public double[] table(String name, MultiIndex orders, double[][] at) {
                                throw new InvalidProblem("`at` cannot use the table " + name);
                            }

                            @Override
                            public boolean inside(String shape, double[] at) {
                                return ProblemDomain.this.inside(shape, at);
                            }
                        }));
        double[][] columns = new double[point.length][1];
        for (int i = 0; i < point.length; i++) {
            columns[i][0] = point[i];
        }
        double[][] out = new double[1][1];
        program.evaluate(new Program.Batch(1, columns, null, new double[0], new double[0][]), out);
        return out[0][0];
    }

    @Override
    public boolean holds(Locus locus, double[] point, double tolerance) {
        if (locus instanceof Locus.And and) {
            return holds(and.left(), point, tolerance) && holds(and.right(), point, tolerance);
        }
        if (locus instanceof Locus.Or or) {
            return holds(or.left(), point, tolerance) || holds(or.right(), point, tolerance);
        }
        if (locus instanceof Locus.Not not) {
            return !holds(not.operand(), point, tolerance);
        }
        if (locus instanceof Locus.Boundary) {
            return onBoundary(point, tolerance);
        }
        if (locus instanceof Locus.Piece piece) {
            return onBoundary(point, tolerance)
                    && shapes.containsKey(piece.name())
                    && Math.abs(shapes.get(piece.name()).signedDistance(part(point))) <= tolerance * size();
        }
        Locus.Comparison c = (Locus.Comparison) locus;
        double a = value(c.left(), point);
        double b = value(c.right(), point);
        double slack = tolerance * size();
        return switch (c.operator()) {
            case EQUAL -> Math.abs(a - b) <= slack;
            case LESS -> a < b;
            case LESS_EQUAL -> a <= b + slack;
            case GREATER -> a > b;
            case GREATER_EQUAL -> a >= b - slack;
            default -> throw new IllegalStateException(c.operator().name());
        };
    }

    private double size() {
        return inputs.stream().mapToDouble(i -> i.interval().length()).max().orElse(1);
    }

    private boolean onBoundary(double[] point, double tolerance) {
        if (region != null) {
            return Math.abs(region.signedDistance(part(point))) <= tolerance * size();
        }
        for (int i = 0; i < inputs.size(); i++) {
            Interval interval = inputs.get(i).interval();
            double slack = tolerance * interval.length();
            if (isSpace(i)
                    && (Math.abs(point[i] - interval.min()) <= slack || Math.abs(point[i] - interval.max()) <= slack)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<List<Face>> faces(Locus locus) {
        List<Face> faces = new ArrayList<>();
        for (List<Locus> alternative : alternatives(locus, true)) {
            if (alternative.size() != 1
                    || region != null
                            && !(fixedBy(alternative.get(0)) != null
                                    && !inRegion(fixedBy(alternative.get(0)).input()))) {
                return Optional.empty();
            }
            Locus literal = alternative.get(0);
            Fixed fixed = fixedBy(literal);
            if (literal instanceof Locus.Boundary) {
                for (int i = 0; i < inputs.size(); i++) {
                    if (isSpace(i)) {
                        faces.add(new Face(i, false));
                        faces.add(new Face(i, true));
                    }
                }
            } else if (fixed != null) {
                Interval interval = inputs.get(fixed.input()).interval();
                double slack = TOLERANCE * interval.length();
                if (Math.abs(fixed.value() - interval.min()) <= slack) {
                    faces.add(new Face(fixed.input(), false));
                } else if (Math.abs(fixed.value() - interval.max()) <= slack) {
                    faces.add(new Face(fixed.input(), true));
                } else {
                    return Optional.empty();
                }
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(faces);
    }
}
