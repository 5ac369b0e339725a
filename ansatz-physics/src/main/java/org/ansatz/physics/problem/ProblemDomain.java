package org.ansatz.physics.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.geometry.Region;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.geometry.UnitPoints;

/** The domain of a problem that was read or built; knows its conditions, so that overlapping ones share their points. */
final class ProblemDomain implements Domain {
    private static final int PROBES = 64;

    private final Outline outline;
    private final LocusTest test;
    private final LocusSampler sampler;
    private List<Condition.Pointwise> conditions = List.of();
    private Set<String> secondOrder = Set.of();

    /**
     * @param region the shape of some spatial inputs, or null for the box
     * @param shapes all shapes by name, for {@code inside} and {@code at}
     */
    ProblemDomain(List<Input> inputs, NamedShape region, Map<String, NamedShape> shapes) {
        outline = new Outline(inputs, region, shapes);
        test = new LocusTest(outline);
        sampler = new LocusSampler(outline, test);
    }

    /**
     * @param secondOrderFields fields of order two at most in space: a face carries one condition on each
     */
    void setConditions(List<Condition> all, Set<String> secondOrderFields) {
        List<Condition.Pointwise> pointwise = new ArrayList<>();
        for (Condition c : all) {
            if (c instanceof Condition.Pointwise p) {
                pointwise.add(p);
            }
        }
        conditions = List.copyOf(pointwise);
        secondOrder = Set.copyOf(secondOrderFields);
    }

    boolean isShaped(int input) {
        return outline.isShaped(input);
    }

    @Override
    public List<Input> inputs() {
        return outline.inputs();
    }

    @Override
    public Optional<Region> region() {
        return Optional.ofNullable(outline.region()).map(NamedShape::region);
    }

    @Override
    public boolean contains(double[] point) {
        return outline.contains(point);
    }

    @Override
    public boolean inside(String shape, double[] point) {
        return outline.inside(shape, point);
    }

    @Override
    public PointSet interior(int n, Spread spread, RandomGenerator random) {
        double[][] points = UnitPoints.draw(n, inputs().size(), spread, random);
        double measure = 1;
        for (int i = 0; i < points.length; i++) {
            Interval interval = outline.interval(i);
            measure *= outline.isShaped(i) ? 1 : interval.length();
            for (int p = 0; p < n; p++) {
                points[i][p] = interval.min() + points[i][p] * interval.length();
            }
        }
        NamedShape region = outline.region();
        if (region != null) {
            double[][] shaped = region.region().sampleInterior(n, spread, random);
            for (int i = 0; i < shaped.length; i++) {
                points[region.axes()[i]] = shaped[i];
            }
            measure *= region.region().measure();
        }
        return new PointSet(points, null, measure);
    }

    @Override
    public PointSet onPiece(String name, int n, Spread spread, RandomGenerator random) {
        Locus locus = name.equals("boundary") ? new Locus.Boundary() : new Locus.Piece(name);
        return onLocus(locus, n, spread, random, name);
    }

    /**
     * Points of a locus, whatever conditions hold there.
     *
     * @param what names it in the message
     * @throws InvalidProblem if it meets no point of the closed domain
     */
    PointSet onLocus(Locus locus, int n, Spread spread, RandomGenerator random, String what) {
        PointSet points = sampler.draw(locus, n, spread, random);
        if (points == null) {
            throw new InvalidProblem("`" + what + "` meets no point of the closed domain");
        }
        return points;
    }

    @Override
    public PointSet on(Condition.Pointwise condition, int n, Spread spread, RandomGenerator random) {
        PointSet all = onLocus(condition.at(), n, spread, random, condition.name());
        List<Locus> stronger = stronger(condition);
        if (stronger.isEmpty()) {
            return all;
        }
        Predicate<double[]> own = p -> stronger.stream().noneMatch(at -> test.holds(at, p, Outline.TOLERANCE));
        PointSet kept = filter(all, own);
        for (int more = 4 * n; kept.size() == 0 && more <= 64 * n; more *= 4) {
            kept = filter(onLocus(condition.at(), more, spread, random, condition.name()), own);
        }
        // A derivative given where the value is given too, on all its points, is meant: a clamped end.
        return kept.size() == 0 && condition.kind() != Condition.Kind.VALUE ? all : kept;
    }

    /** Whether a condition that holds at a point keeps it, or another takes it. */
    boolean isInForce(Condition.Pointwise condition, double[] point) {
        List<Locus> stronger = stronger(condition);
        if (stronger.stream().noneMatch(at -> test.holds(at, point, Outline.TOLERANCE))) {
            return true;
        }
        if (condition.kind() == Condition.Kind.VALUE) {
            return false;
        }
        PointSet all = onLocus(condition.at(), PROBES, Spread.LATIN_HYPERCUBE, new SplittableRandom(1), "condition");
        return filter(all, p -> stronger.stream().noneMatch(at -> test.holds(at, p, Outline.TOLERANCE)))
                        .size()
                == 0;
    }

    /** Where other conditions take the points: of two values the later, and a value before a derivative. */
    private List<Locus> stronger(Condition.Pointwise condition) {
        String yielding = yieldingField(condition);
        List<Locus> stronger = new ArrayList<>();
        boolean after = false;
        for (Condition.Pointwise other : conditions) {
            boolean later = after && condition.kind() == Condition.Kind.VALUE && sets(other, condition.field());
            boolean value =
                    yielding != null && sets(other, yielding) && !other.at().equals(condition.at());
            if (later || value) {
                stronger.add(other.at());
            }
            after |= other.equals(condition);
        }
        return stronger;
    }

    /** Whether a condition sets the field's value, be it in terms of other fields. */
    private static boolean sets(Condition.Pointwise condition, String field) {
        if (condition.kind() == Condition.Kind.VALUE) {
            return condition.field().equals(field);
        }
        return condition.kind() == Condition.Kind.GENERAL
                && condition.equation().left() instanceof Expr.FieldTerm f
                && f.field().equals(field)
                && f.orders().order() == 0
                && !EquationReader.hasNormal(condition.equation().right())
                && Exprs.find(condition.equation().right(), Expr.FieldTerm.class).stream()
                        .noneMatch(t -> t.field().equals(field));
    }

    /** The field whose value conditions win over this condition on a derivative, or null. */
    private String yieldingField(Condition.Pointwise condition) {
        String field = condition.field();
        if (condition.kind() == Condition.Kind.GENERAL) {
            Set<Expr.NormalDerivative> normals =
                    Exprs.find(condition.equation().residual(), Expr.NormalDerivative.class);
            field = normals.size() == 1 ? normals.iterator().next().field() : null;
        } else if (condition.kind() == Condition.Kind.DERIVATIVE) {
            Expr.FieldTerm left = (Expr.FieldTerm) condition.equation().left();
            boolean inSpace = left.orders().order() == 1;
            for (int i = 0; i < inputs().size(); i++) {
                inSpace &= left.orders().get(i) == 0 || inputs().get(i).kind() == Input.Kind.SPACE;
            }
            field = inSpace ? field : null;
        } else if (condition.kind() == Condition.Kind.VALUE) {
            field = null;
        }
        return field != null && secondOrder.contains(field) ? field : null;
    }

    private static PointSet filter(PointSet set, Predicate<double[]> test) {
        List<Integer> kept = new ArrayList<>();
        for (int p = 0; p < set.size(); p++) {
            double[] point = new double[set.inputs().length];
            for (int i = 0; i < point.length; i++) {
                point[i] = set.inputs()[i][p];
            }
            if (test.test(point)) {
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

    @Override
    public boolean holds(Locus locus, double[] point, double tolerance) {
        return test.holds(locus, point, tolerance);
    }

    @Override
    public Optional<List<Face>> faces(Locus locus) {
        List<Face> faces = new ArrayList<>();
        for (LocusCase part : LocusCase.of(locus, outline, test)) {
            if (!part.isWholeFace(outline)) {
                return Optional.empty();
            }
            int input = part.fixed().get(0);
            Interval interval = outline.interval(input);
            boolean upper = part.box()[input][0] > interval.middle();
            Face face = new Face(input, upper);
            if (!faces.contains(face)) {
                faces.add(face);
            }
        }
        return faces.isEmpty() ? Optional.empty() : Optional.of(faces);
    }
}
