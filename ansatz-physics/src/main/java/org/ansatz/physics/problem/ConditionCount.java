package org.ansatz.physics.problem;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Printer;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * Counts conditions per face and field. An equation of order k in time asks for k conditions at the start; one of order
 * m >= 2 in a spatial coordinate for m at both ends together, or m/2 on a region's boundary. First order in space tells
 * nothing: pressures need no condition, transported fields one where they flow in.
 */
final class ConditionCount {
    private static final int PROBES = 24;
    private static final List<String> NUMBERS =
            List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight");

    private final Problem problem;
    private final Printer printer;
    private final List<ProblemCheck.FaceCount> faces = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    ConditionCount(Problem problem) {
        this.problem = problem;
        this.printer = new Printer(problem.inputNames());
    }

    List<ProblemCheck.FaceCount> faces() {
        return faces;
    }

    List<Finding> findings() {
        return findings;
    }

    void run() {
        if (problem.isOrdinary()) {
            ordinary();
            return;
        }
        for (String field : problem.fields()) {
            for (int axis = 0; axis < problem.dimension(); axis++) {
                Input input = problem.inputs().get(axis);
                int order = order(field, axis);
                if (input.kind() == Input.Kind.TIME) {
                    start(field, axis, order);
                } else if (input.kind() == Input.Kind.SPACE && !isShaped(axis)) {
                    ends(field, axis, order);
                }
            }
            if (problem.domain().region().isPresent()) {
                pieces(field);
            }
        }
    }

    private boolean isShaped(int axis) {
        return problem.domain() instanceof ProblemDomain domain && domain.isShaped(axis);
    }

    /** Highest order in one input of any derivative of a field in the equations. */
    private int order(String field, int axis) {
        int order = 0;
        for (Equation e : problem.equations()) {
            for (Expr.FieldTerm f : e.fieldTerms()) {
                order = f.field().equals(field) ? Math.max(order, f.orders().get(axis)) : order;
            }
        }
        return order;
    }

    private boolean isObserved(String field) {
        return problem.observations().stream().anyMatch(o -> o.fields().contains(field));
    }

    /** Whether more conditions than needed may be meant: they identify something. */
    private boolean isInverse() {
        return !problem.unknowns().isEmpty()
                || problem.equations().size() < problem.fields().size();
    }

    private String derivative(String field, int axis, int order) {
        int[] orders = new int[problem.dimension()];
        orders[axis] = order;
        return printer.print(new Expr.FieldTerm(field, MultiIndex.of(orders)));
    }

    private String end(int axis, boolean upper) {
        Interval interval = problem.inputs().get(axis).interval();
        return problem.inputs().get(axis).name() + " = "
                + printer.print(new Expr.Constant(upper ? interval.max() : interval.min()));
    }

    private static String number(int n) {
        return n < NUMBERS.size() ? NUMBERS.get(n) : Integer.toString(n);
    }

    private void judge(String field, String derivative, String face, int needed, int least, int most) {
        faces.add(new ProblemCheck.FaceCount(face, field, needed, least));
        String given = (least == 0 ? "none" : number(least)) + (least <= 1 ? " is given" : " are given");
        String need = derivative + " needs " + number(needed) + (needed == 1 ? " condition" : " conditions") + " at "
                + face + ", ";
        if (least < needed && !isObserved(field)) {
            findings.add(new Finding(Finding.Severity.WARNING, need + given, "conditions"));
        } else if (most > needed && !isInverse() && !isObserved(field)) {
            findings.add(new Finding(Finding.Severity.WARNING, need + number(most) + " are given", "conditions"));
        }
    }

    private void start(String field, int axis, int order) {
        if (order == 0) {
            return;
        }
        Count first = onFace(field, axis, false);
        Count last = onFace(field, axis, true);
        int periodic = periodic(field, axis);
        if (first.least + last.least + periodic >= order && first.least < order) {
            // Given at both ends or periodic: a problem of boundary values in time.
            faces.add(new ProblemCheck.FaceCount(end(axis, false), field, order, first.least));
            return;
        }
        judge(field, derivative(field, axis, order), end(axis, false), order, first.least, first.certain);
    }

    private void ends(String field, int axis, int order) {
        Count low = onFace(field, axis, false);
        Count high = onFace(field, axis, true);
        int periodic = periodic(field, axis);
        String both = end(axis, false) + " and " + end(axis, true);
        if (order < 2) {
            faces.add(new ProblemCheck.FaceCount(both, field, -1, low.least + high.least + periodic));
            return;
        }
        judge(
                field,
                derivative(field, axis, order),
                both,
                order,
                low.least + high.least + periodic,
                low.certain + high.certain + periodic);
    }

    private void pieces(String field) {
        int highest = 0;
        int along = 0;
        for (int axis : problem.spaceIndices()) {
            if (isShaped(axis) && order(field, axis) > highest) {
                highest = order(field, axis);
                along = axis;
            }
        }
        for (String piece : problem.domain().region().orElseThrow().pieces()) {
            PointSet points;
            try {
                points = problem.domain().onPiece(piece, PROBES, Spread.LATIN_HYPERCUBE, new SplittableRandom(5));
            } catch (InvalidProblem none) {
                continue;
            }
            Count count = count(field, points);
            if (highest < 2) {
                faces.add(new ProblemCheck.FaceCount(piece, field, -1, count.least));
            } else {
                judge(field, derivative(field, along, highest), piece, highest / 2, count.least, count.certain);
            }
        }
    }

    private int periodic(String field, int axis) {
        int most = 0;
        for (Condition c : problem.conditions()) {
            if (c instanceof Condition.Periodic p
                    && p.coordinate().equals(problem.inputs().get(axis).name())
                    && p.fields().contains(field)) {
                most = Math.max(most, p.order() + 1);
            }
        }
        return most;
    }

    /**
     * Conditions at the points of a face.
     *
     * @param least at any point, equations in several fields included
     * @param certain at any point, conditions on this field alone
     */
    private record Count(int least, int certain) {}

    private Count onFace(String field, int axis, boolean upper) {
        PointSet points = problem.domain().interior(PROBES, Spread.SOBOL, new SplittableRandom(5));
        Interval interval = problem.inputs().get(axis).interval();
        java.util.Arrays.fill(points.inputs()[axis], upper ? interval.max() : interval.min());
        return count(field, points);
    }

    private Count count(String field, PointSet points) {
        int least = Integer.MAX_VALUE;
        int certain = Integer.MAX_VALUE;
        for (int p = 0; p < points.size(); p++) {
            double[] point = new double[problem.dimension()];
            for (int i = 0; i < point.length; i++) {
                point[i] = points.inputs()[i][p];
            }
            Set<Object> own = new LinkedHashSet<>();
            int shared = 0;
            for (Condition c : problem.conditions()) {
                if (c instanceof Condition.Pointwise at && applies(at, point)) {
                    Set<String> fields = fields(at);
                    if (fields.contains(field) && fields.size() == 1) {
                        // Two values at one point are one condition, the later.
                        own.add(
                                at.kind() == Condition.Kind.GENERAL
                                        ? at
                                        : at.equation().left());
                    } else if (fields.contains(field)) {
                        shared++;
                    }
                }
            }
            least = Math.min(least, own.size() + shared);
            certain = Math.min(certain, own.size());
        }
        return points.size() == 0 ? new Count(0, 0) : new Count(least, certain);
    }

    private boolean applies(Condition.Pointwise condition, double[] point) {
        return problem.domain().holds(condition.at(), point, 1e-7)
                && (!(problem.domain() instanceof ProblemDomain domain) || domain.isInForce(condition, point));
    }

    private static Set<String> fields(Condition.Pointwise condition) {
        Set<String> fields = new LinkedHashSet<>();
        Expr residual = condition.equation().residual();
        Exprs.find(residual, Expr.FieldTerm.class).forEach(f -> fields.add(f.field()));
        Exprs.find(residual, Expr.NormalDerivative.class).forEach(f -> fields.add(f.field()));
        return fields;
    }

    /** Ordinary equations: as many conditions, at any points, as the orders of all fields together. */
    private void ordinary() {
        int needed = 0;
        int given = 0;
        List<String> missing = new ArrayList<>();
        for (String field : problem.fields()) {
            int order = order(field, 0);
            int own = conditionsOn(field);
            needed += isObserved(field) ? Math.min(order, own) : order;
            given += own;
            String name = problem.inputNames().get(0);
            faces.add(new ProblemCheck.FaceCount("all " + name, field, order, own));
            if (own < order && !isObserved(field)) {
                missing.add(derivative(field, 0, order) + " needs " + number(order)
                        + (order == 1 ? " condition, " : " conditions, ")
                        + (own == 0 ? "none" : number(own)) + (own <= 1 ? " is given" : " are given"));
            }
        }
        if (given < needed) {
            missing.forEach(m -> findings.add(new Finding(Finding.Severity.WARNING, m, "conditions")));
        } else if (given > needed && !isInverse() && problem.observations().isEmpty()) {
            findings.add(new Finding(
                    Finding.Severity.WARNING,
                    "the equations need " + number(needed) + (needed == 1 ? " condition" : " conditions")
                            + " together, " + number(given) + " are given",
                    "conditions"));
        }
    }

    private int conditionsOn(String field) {
        int given = 0;
        for (Condition c : problem.conditions()) {
            if (c instanceof Condition.Pointwise p
                    && fields(p).iterator().next().equals(field)) {
                PointSet points = problem.domain().on(p, 2, Spread.LATIN_HYPERCUBE, new SplittableRandom(5));
                given += (int)
                        java.util.Arrays.stream(points.inputs()[0]).distinct().count();
            } else if (c instanceof Condition.Periodic p && p.fields().contains(field)) {
                given += p.order() + 1;
            } else if (c instanceof Condition.Integral i
                    && Exprs.find(i.of(), Expr.FieldTerm.class)
                            .iterator()
                            .next()
                            .field()
                            .equals(field)) {
                given++;
            }
        }
        return given;
    }
}
