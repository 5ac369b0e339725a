package org.ansatz.solve.collocation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Domain;
import org.ansatz.physics.problem.Input;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.PointSet;
import org.ansatz.physics.problem.Problem;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Envelopes for values (and first derivatives beside values) given on whole faces of the box of all inputs: the lift is
 * the Boolean sum of Hermite interpolations along the axes (Gordon, SIAM J. Numer. Anal. 8, 1971), the factor the product
 * of the distances to the faces. Conditions on other sets stay terms of the loss.
 */
final class HardConditions {
    private static final int CHECKED_POINTS = 200;
    private static final double AGREEMENT = 1e-8;

    private record Datum(Condition.Pointwise condition, Expr value) {}

    private final Problem problem;
    private final Map<String, Envelope> envelopes = new LinkedHashMap<>();
    private final Set<Condition> met = new LinkedHashSet<>();

    /**
     * @param marched the input along which windows are marched, whose faces are left alone, or -1
     * @throws InvalidProblem if no condition can be imposed, or the values contradict each other where faces meet
     */
    HardConditions(Problem problem, int marched) {
        this.problem = problem;
        if (problem.domain().region().isPresent()) {
            throw new InvalidProblem(
                    "solve: constraints: hard needs a box; this problem has a region of another shape");
        }
        for (String field : problem.fields()) {
            Map<Domain.Face, Datum[]> data = data(field, marched);
            if (!data.isEmpty()) {
                envelopes.put(field, envelope(field, data));
            }
        }
        if (envelopes.isEmpty()) {
            throw new InvalidProblem(
                    "solve: constraints: hard: no condition gives a field's value on a whole face of the box");
        }
    }

    Map<String, Envelope> envelopes() {
        return envelopes;
    }

    /** Conditions that hold exactly by construction. */
    Set<Condition> met() {
        return met;
    }

    /** Given values [0] and first derivatives across the face [1] by face; of two, the later. */
    private Map<Domain.Face, Datum[]> data(String field, int marched) {
        Map<Domain.Face, Datum[]> data = new LinkedHashMap<>();
        Map<Condition, List<Domain.Face>> uses = new HashMap<>();
        for (Condition condition : problem.conditions()) {
            if (!(condition instanceof Condition.Pointwise p) || !usable(p, field)) {
                continue;
            }
            Optional<List<Domain.Face>> faces = problem.domain().faces(p.at());
            if (faces.isEmpty() || faces.get().stream().anyMatch(f -> f.input() == marched)) {
                continue;
            }
            Expr.FieldTerm term = (Expr.FieldTerm) p.equation().left();
            int order = term.orders().order();
            boolean across = faces.get().stream().allMatch(f -> term.orders().get(f.input()) == order);
            if (order > 1 || !across) {
                continue;
            }
            for (Domain.Face face : faces.get()) {
                data.computeIfAbsent(face, f -> new Datum[2])[order] =
                        new Datum(p, p.equation().right());
            }
            uses.put(p, faces.get());
        }
        // A derivative without the value beside it is left to the loss.
        data.values().removeIf(d -> d[0] == null);
        uses.forEach((condition, faces) -> {
            boolean derivative = ((Condition.Pointwise) condition).kind() == Condition.Kind.DERIVATIVE;
            if (!derivative || faces.stream().allMatch(data::containsKey)) {
                met.add(condition);
            }
        });
        return data;
    }

    private boolean usable(Condition.Pointwise p, String field) {
        boolean kind = p.kind() == Condition.Kind.VALUE || p.kind() == Condition.Kind.DERIVATIVE;
        Expr right = p.equation().right();
        return kind
                && field.equals(p.field())
                && p.equation().left() instanceof Expr.FieldTerm
                && Exprs.isGiven(right)
                && Exprs.find(right, Expr.Normal.class).isEmpty()
                && Exprs.find(right, Expr.Table.class).isEmpty()
                && Exprs.find(right, Expr.Inside.class).isEmpty()
                && problem.unknowns().stream()
                        .noneMatch(u -> Exprs.find(right, Expr.Parameter.class).contains(new Expr.Parameter(u.name())));
    }

    private Envelope envelope(String field, Map<Domain.Face, Datum[]> data) {
        Expr lift = Exprs.ZERO;
        Expr factor = Exprs.ONE;
        for (int axis = 0; axis < problem.dimension(); axis++) {
            Datum[] lower = data.getOrDefault(new Domain.Face(axis, false), new Datum[2]);
            Datum[] upper = data.getOrDefault(new Domain.Face(axis, true), new Datum[2]);
            if (lower[0] == null && upper[0] == null) {
                continue;
            }
            lift = Exprs.add(lift, correction(axis, lower, upper, lift));
            factor = Exprs.multiply(factor, distance(axis, count(lower), count(upper)));
        }
        check(field, lift, data);
        return new Envelope(problem, lift, factor);
    }

    private static int count(Datum[] data) {
        return (data[0] == null ? 0 : 1) + (data[1] == null ? 0 : 1);
    }

    private Expr variable(int axis) {
        Input input = problem.inputs().get(axis);
        return input.kind() == Input.Kind.RANGING
                ? new Expr.Parameter(input.name())
                : new Expr.Coordinate(input.name());
    }

    /** {@code s = (x - a) / (b - a)}. */
    private Expr unit(int axis) {
        Interval interval = problem.inputs().get(axis).interval();
        return Exprs.divide(
                Exprs.subtract(variable(axis), Exprs.constant(interval.min())), Exprs.constant(interval.length()));
    }

    private Expr distance(int axis, int lower, int upper) {
        Expr s = unit(axis);
        Expr down = Exprs.power(s, Exprs.constant(lower));
        Expr up = Exprs.power(Exprs.subtract(Exprs.ONE, s), Exprs.constant(upper));
        double peak = lower > 0 && upper > 0
                ? Math.pow((double) lower / (lower + upper), lower) * Math.pow((double) upper / (lower + upper), upper)
                : 1;
        return Exprs.multiply(Exprs.constant(1 / peak), Exprs.multiply(down, up));
    }

    /** The polynomial along an axis whose end values and slopes are what is given less what the lift has there. */
    private Expr correction(int axis, Datum[] lower, Datum[] upper, Expr lift) {
        double length = problem.inputs().get(axis).interval().length();
        List<Expr> missing = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        int m = count(lower) + count(upper);
        for (int end = 0; end < 2; end++) {
            Datum[] given = end == 0 ? lower : upper;
            for (int order = 0; order < 2; order++) {
                if (given[order] != null) {
                    Expr has = order == 0
                            ? lift
                            : Exprs.derivative(lift, problem.inputNames().get(axis), axis);
                    Expr lacking = onFace(Exprs.subtract(given[order].value(), has), axis, end == 1);
                    missing.add(Exprs.multiply(Exprs.constant(order == 0 ? 1 : length), lacking));
                    rows.add(monomials(end, order, m));
                }
            }
        }
        RealMatrix basis = MatrixUtils.inverse(MatrixUtils.createRealMatrix(rows.toArray(new double[0][])));
        Expr s = unit(axis);
        Expr sum = Exprs.ZERO;
        for (int k = 0; k < m; k++) {
            Expr polynomial = Exprs.ZERO;
            for (int power = m - 1; power >= 0; power--) {
                polynomial =
                        Exprs.add(Exprs.multiply(polynomial, s), Exprs.constant(Math.rint(basis.getEntry(power, k))));
            }
            sum = Exprs.add(sum, Exprs.multiply(polynomial, missing.get(k)));
        }
        return sum;
    }

    /** Values or slopes of {@code 1, s, s^2, ...} at {@code s = end}. */
    private static double[] monomials(int end, int order, int m) {
        double[] row = new double[m];
        for (int power = order; power < m; power++) {
            row[power] = (order == 0 ? 1 : power) * (end == 0 && power > order ? 0 : 1);
        }
        return row;
    }

    private Expr onFace(Expr e, int axis, boolean upper) {
        Interval interval = problem.inputs().get(axis).interval();
        Expr at = Exprs.constant(upper ? interval.max() : interval.min());
        Expr variable = variable(axis);
        return Exprs.transform(e, node -> node.equals(variable) ? at : node);
    }

    private void check(String field, Expr lift, Map<Domain.Face, Datum[]> data) {
        PointSet inside = problem.domain().interior(CHECKED_POINTS, Spread.SOBOL, new SplittableRandom(CHECKED_POINTS));
        data.forEach((face, given) -> {
            double[][] points = inside.inputs().clone();
            Interval interval = problem.inputs().get(face.input()).interval();
            points[face.input()] = new double[CHECKED_POINTS];
            java.util.Arrays.fill(points[face.input()], face.upper() ? interval.max() : interval.min());
            double[] has = problem.values(lift, points);
            double[] wanted = problem.values(given[0].value(), points);
            double size = 1e-300;
            double worst = 0;
            for (int p = 0; p < has.length; p++) {
                size = Math.max(size, Math.abs(wanted[p]));
                worst = Math.max(worst, Math.abs(has[p] - wanted[p]));
            }
            if (!(worst <= AGREEMENT * Math.max(1, size))) {
                throw new InvalidProblem("solve: constraints: hard: the values given for " + field
                        + " contradict each other where "
                        + problem.inputNames().get(face.input()) + " = "
                        + (face.upper() ? interval.max() : interval.min()) + " meets another face (difference " + worst
                        + "); use constraints: soft");
            }
        });
    }
}
