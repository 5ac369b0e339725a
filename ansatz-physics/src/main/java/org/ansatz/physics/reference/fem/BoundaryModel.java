package org.ansatz.physics.reference.fem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.geometry.BoundaryCurve;
import org.ansatz.physics.geometry.Curve;
import org.ansatz.physics.geometry.Region;
import org.ansatz.physics.geometry.Regions;
import org.ansatz.physics.geometry.TriangleMesh;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Locus;
import org.ansatz.physics.problem.PointSet;
import org.ansatz.physics.problem.Problem;

/**
 * The curves that a mesh of the problem has to follow and what holds on them: the boundary, cut where conditions change,
 * and the interfaces of materials inside. Value conditions win over the others, later values over earlier ones.
 */
final class BoundaryModel {
    private static final double TOLERANCE = 1e-9;
    // A stretch of the boundary on which a condition holds is found if it is longer than this share of its curve.
    private static final int SAMPLES = 128;
    // Where on a stretch it is asked what holds: the golden section, where conditions at single points are not met by
    // chance.
    private static final double GENERIC = 0.5 * (Math.sqrt(5) - 1);

    /** What a curve of the boundary is subject to: exactly one of the two. */
    record Rule(Condition.Pointwise value, NaturalCondition flux, int rank) {}

    /** The value of the field at one point. */
    record Pin(double[] point, Condition.Pointwise condition) {}

    private final WeakForm form;
    private final Problem problem;
    private final Region region;
    private final double size;
    private final List<Condition.Pointwise> conditions = new ArrayList<>();
    private final List<NaturalCondition> natural = new ArrayList<>();
    private final List<MeshCurve> curves = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Condition.Integral integral;
    private final Pin pin;

    /**
     * @throws InvalidProblem if a condition is of a kind that finite elements do not take, or a part of the boundary has none
     */
    BoundaryModel(WeakForm form) {
        this.form = form;
        problem = form.problem();
        region = problem.domain().region().orElseGet(() -> box(problem));
        if (region.dimension() != 2) {
            throw new InvalidProblem("fem: the region must shape both coordinates");
        }
        double[][] bounds = region.bounds();
        size = Math.max(bounds[0][1] - bounds[0][0], bounds[1][1] - bounds[1][0]);
        integral = readConditions();
        Set<Condition.Pointwise> met = new LinkedHashSet<>();
        for (MeshCurve curve : outline()) {
            for (MeshCurve part : region.mesh().isPresent() ? List.of(curve) : cutWhereConditionsChange(curve)) {
                List<Condition.Pointwise> holding = holding(part, GENERIC);
                met.addAll(holding);
                curves.add(part);
                rules.add(rule(part, holding));
            }
        }
        pin = readPin(met);
        checkConstant();
        if (pin != null && region.mesh().isEmpty()) {
            cutAt(pin.point());
        }
        curves.addAll(interfaces());
    }

    /** Makes a point of the boundary the end of a curve. */
    private void cutAt(double[] point) {
        for (int c = 0; c < rules.size(); c++) {
            MeshCurve curve = curves.get(c);
            double t = curve.curve().nearest(point);
            double slack = TOLERANCE * size / curve.curve().length();
            if (t > slack && t < 1 - slack && distance(curve.curve(), point) < TOLERANCE * size) {
                curves.set(c, curve.part(0, t));
                curves.add(c + 1, curve.part(t, 1));
                rules.add(c + 1, rules.get(c));
                return;
            }
        }
    }

    private static Region box(Problem problem) {
        double[] lower =
                problem.inputs().stream().mapToDouble(i -> i.interval().min()).toArray();
        double[] upper =
                problem.inputs().stream().mapToDouble(i -> i.interval().max()).toArray();
        return Regions.box("boundary", lower, upper);
    }

    private Condition.Integral readConditions() {
        Condition.Integral found = null;
        for (Condition condition : problem.conditions()) {
            if (condition instanceof Condition.Pointwise p) {
                conditions.add(p);
                natural.add(p.kind() == Condition.Kind.VALUE ? null : new NaturalCondition(form, p));
                if (p.kind() == Condition.Kind.VALUE
                        && !Exprs.isGiven(p.equation().right())) {
                    throw new InvalidProblem(
                            "fem: condition `" + p.name() + "` sets a value that depends on the field");
                }
            } else if (condition instanceof Condition.Integral i) {
                if (found != null || !Set.copyOf(i.over()).equals(Set.copyOf(problem.inputNames()))) {
                    throw new InvalidProblem("fem: condition `" + i.name()
                            + "`: at most one integral is taken, and over the whole domain");
                }
                found = i;
            } else {
                throw new InvalidProblem(
                        "fem: condition `" + condition.name() + "` is periodic; values and fluxes are taken");
            }
        }
        return found;
    }

    private List<MeshCurve> outline() {
        List<Curve> inner = new ArrayList<>();
        for (String shape : materialShapes()) {
            problem.domain().shape(shape).ifPresent(s -> inner.addAll(region.interfaces(s)));
        }
        List<MeshCurve> result = new ArrayList<>();
        for (BoundaryCurve b : region.boundaryCurves()) {
            List<Curve> parts =
                    region.mesh().isPresent() ? List.of(b.curve()) : b.curve().cutBy(inner, 1e-10 * size);
            parts.forEach(c -> result.add(new MeshCurve(c, b.pieces(), true)));
        }
        return result;
    }

    /** Interfaces cut by each other, each once. */
    private List<MeshCurve> interfaces() {
        List<Curve> kept = new ArrayList<>();
        if (region.mesh().isPresent()) {
            return List.of();
        }
        Map<String, List<Curve>> all = new HashMap<>();
        for (String shape : materialShapes()) {
            problem.domain().shape(shape).ifPresent(s -> all.put(shape, region.interfaces(s)));
        }
        for (String shape : materialShapes()) {
            List<Curve> others = new ArrayList<>();
            all.forEach((name, list) -> {
                if (!name.equals(shape)) {
                    others.addAll(list);
                }
            });
            for (Curve curve : all.getOrDefault(shape, List.of())) {
                for (Curve part : curve.cutBy(others, 1e-10 * size)) {
                    double[] middle = part.at(0.5);
                    if (kept.stream().noneMatch(k -> distance(k, middle) < 1e-9 * size)) {
                        kept.add(part);
                    }
                }
            }
        }
        return kept.stream().map(c -> new MeshCurve(c, List.of(), false)).toList();
    }

    private static double distance(Curve curve, double[] point) {
        double[] near = curve.at(curve.nearest(point));
        return Math.hypot(near[0] - point[0], near[1] - point[1]);
    }

    private Set<String> materialShapes() {
        Set<String> names = new LinkedHashSet<>();
        List<Expr> laws = new ArrayList<>(List.of(problem.equations().get(0).residual()));
        conditions.forEach(c -> laws.add(c.equation().residual()));
        for (Expr law : laws) {
            Exprs.find(law, Expr.Inside.class).forEach(i -> names.add(i.shape()));
        }
        return names;
    }

    private List<MeshCurve> cutWhereConditionsChange(MeshCurve curve) {
        TreeSet<Double> cuts = new TreeSet<>();
        List<Condition.Pointwise> last = null;
        double lastAt = 0;
        for (int k = 0; k < SAMPLES; k++) {
            double at = (k + GENERIC) / SAMPLES;
            List<Condition.Pointwise> here = holding(curve, at);
            if (last != null && !here.equals(last)) {
                cuts.add(change(curve, lastAt, last, at));
            }
            last = here;
            lastAt = at;
        }
        List<MeshCurve> parts = new ArrayList<>();
        double from = 0;
        for (double at : cuts) {
            parts.add(curve.part(from, at));
            from = at;
        }
        parts.add(from == 0 ? curve : curve.part(from, 1));
        return parts;
    }

    private double change(MeshCurve curve, double low, List<Condition.Pointwise> atLow, double high) {
        double a = low;
        double b = high;
        for (int k = 0; k < 50; k++) {
            double middle = 0.5 * (a + b);
            if (holding(curve, middle).equals(atLow)) {
                a = middle;
            } else {
                b = middle;
            }
        }
        return 0.5 * (a + b);
    }

    private List<Condition.Pointwise> holding(MeshCurve curve, double t) {
        double[] point = curve.curve().at(t);
        return conditions.stream().filter(c -> holds(c.at(), curve, point)).toList();
    }

    private boolean holds(Locus locus, MeshCurve curve, double[] point) {
        if (locus instanceof Locus.And and) {
            return holds(and.left(), curve, point) && holds(and.right(), curve, point);
        }
        if (locus instanceof Locus.Or or) {
            return holds(or.left(), curve, point) || holds(or.right(), curve, point);
        }
        if (locus instanceof Locus.Not not) {
            return !holds(not.operand(), curve, point);
        }
        if (locus instanceof Locus.Piece piece) {
            return curve.pieces().contains(piece.name()) || problem.domain().holds(locus, point, TOLERANCE);
        }
        return locus instanceof Locus.Boundary || problem.domain().holds(locus, point, TOLERANCE);
    }

    private Rule rule(MeshCurve curve, List<Condition.Pointwise> holding) {
        Condition.Pointwise value = null;
        List<Condition.Pointwise> fluxes = new ArrayList<>();
        for (Condition.Pointwise c : holding) {
            if (c.kind() == Condition.Kind.VALUE) {
                value = c;
            } else {
                fluxes.add(c);
            }
        }
        if (value != null) {
            return new Rule(value, null, conditions.indexOf(value));
        }
        double[] at = curve.curve().at(0.5);
        String place = String.format(Locale.ROOT, "at (%.4g, %.4g)", at[0], at[1]);
        if (fluxes.isEmpty()) {
            throw new InvalidProblem("fem: no condition holds on the boundary " + place);
        }
        if (fluxes.size() > 1) {
            throw new InvalidProblem("fem: conditions `" + fluxes.get(0).name() + "` and `"
                    + fluxes.get(1).name() + "` both give the flux on the boundary " + place);
        }
        return new Rule(null, natural.get(conditions.indexOf(fluxes.get(0))), -1);
    }

    private Pin readPin(Set<Condition.Pointwise> met) {
        Pin found = null;
        for (Condition.Pointwise c : conditions) {
            if (met.contains(c)) {
                continue;
            }
            PointSet points = problem.domain().on(c, 16, Region.Spread.UNIFORM, new SplittableRandom(1));
            double[] first = {points.inputs()[0][0], points.inputs()[1][0]};
            for (int p = 1; p < points.size(); p++) {
                if (Math.hypot(points.inputs()[0][p] - first[0], points.inputs()[1][p] - first[1]) > TOLERANCE * size) {
                    throw new InvalidProblem("fem: condition `" + c.name()
                            + "` holds inside the domain; conditions on its boundary are taken");
                }
            }
            if (c.kind() != Condition.Kind.VALUE || found != null) {
                throw new InvalidProblem(
                        "fem: condition `" + c.name() + "` holds at a point; only one value can be fixed at a point");
            }
            found = new Pin(first, c);
        }
        return found;
    }

    /** A constant added to the field must be fixed exactly once. */
    private void checkConstant() {
        boolean free = form.ignoresConstants()
                && rules.stream().allMatch(r -> r.value() == null && r.flux().ignoresConstants());
        String extra = integral != null
                ? integral.name()
                : pin != null ? pin.condition().name() : null;
        if (free && extra == null) {
            throw new InvalidProblem("fem: the conditions leave a constant free; add a condition such as"
                    + " `{integral: {over: [" + String.join(", ", problem.inputNames()) + "], of: "
                    + problem.fields().get(0) + ", equals: 0}}`");
        }
        if (!free && extra != null || integral != null && pin != null) {
            throw new InvalidProblem("fem: condition `" + extra + "` is one too many, the others determine "
                    + problem.fields().get(0));
        }
    }

    WeakForm form() {
        return form;
    }

    Region region() {
        return region;
    }

    double size() {
        return size;
    }

    /** What holds on boundary curve {@code number} of the mesh. */
    Rule rule(int number) {
        return rules.get(number);
    }

    Optional<Condition.Integral> integral() {
        return Optional.ofNullable(integral);
    }

    Optional<Pin> pin() {
        return Optional.ofNullable(pin);
    }

    /** Whether the solution is fixed up to a constant by equation and boundary, and the constant by one more condition. */
    boolean isBordered() {
        return integral != null || pin != null;
    }

    /**
     * A first triangulation, that of the mesh file if the region is one.
     *
     * @param edgeLength the longest edges are about this long
     */
    Triangulation triangulate(double edgeLength) {
        List<double[]> points = pin().map(Pin::point)
                .filter(p -> curves.stream().noneMatch(c -> distance(c.curve(), p) < TOLERANCE * size))
                .map(List::of)
                .orElse(List.of());
        return region.mesh()
                .map(this::fromMesh)
                .orElseGet(() -> DelaunayRefinement.triangulate(curves, points, edgeLength, size));
    }

    private Triangulation fromMesh(TriangleMesh mesh) {
        Map<List<Double>, Integer> numbers = new HashMap<>();
        for (int v = 0; v < mesh.vertices().length; v++) {
            numbers.put(List.of(mesh.vertices()[v][0], mesh.vertices()[v][1]), v);
        }
        Map<Long, Triangulation.OnCurve> edges = new HashMap<>();
        for (int c = 0; c < curves.size(); c++) {
            double[] from = curves.get(c).curve().at(0);
            double[] to = curves.get(c).curve().at(1);
            int a = numbers.get(List.of(from[0], from[1]));
            int b = numbers.get(List.of(to[0], to[1]));
            edges.put(Triangulation.key(a, b), new Triangulation.OnCurve(c, a < b ? 0 : 1, a < b ? 1 : 0));
        }
        return Triangulation.of(mesh.vertices(), mesh.triangles(), curves, edges);
    }
}
