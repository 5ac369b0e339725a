package org.ansatz.physics.reference;

import java.util.List;
import java.util.Optional;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.Problem;

/** What the conditions say about fields around one corner of a box. */
final class CornerValues {
    // Where along a side, in lengths of it, it is asked which conditions hold next to the corner.
    private static final double NEXT = 1e-6;
    // Values that differ by less, relative to their size, meet; the same number computed twice differs by rounding.
    private static final double JUMP = 1e-9;

    private final Problem problem;
    private final Corner corner;
    private final List<Piece> pieces;
    private final double[] middle;

    CornerValues(Problem problem, Corner corner) {
        this.problem = problem;
        this.corner = corner;
        pieces = InitialValues.pieces(problem);
        middle = problem.inputs().stream()
                .mapToDouble(i -> i.interval().middle())
                .toArray();
    }

    Corner corner() {
        return corner;
    }

    double[] point() {
        return corner.point(middle);
    }

    /**
     * The limit of a given boundary value at the corner.
     *
     * @param slope derivative along the side, in the direction of the coordinate
     */
    record Side(double value, double slope) {}

    /**
     * @param axis the direction of the side: 0 for that of angle zero, 1 for the other
     * @return nothing if no value is given there, or not by a formula in the inputs
     */
    Optional<Side> side(int field, int axis) {
        int along = corner.inputs()[axis];
        int across = corner.inputs()[1 - axis];
        Interval interval = problem.inputs().get(along).interval();
        double[] next = point();
        next[along] = corner.global(axis, NEXT * interval.length());
        Optional<Expr> value = last(field, next, across);
        if (value.isEmpty() || !isFormula(value.get())) {
            return Optional.empty();
        }
        double at = number(value.get());
        double slope =
                number(Exprs.derivative(value.get(), problem.inputs().get(along).name(), along));
        return Double.isFinite(at) ? Optional.of(new Side(at, Double.isFinite(slope) ? slope : 0)) : Optional.empty();
    }

    /** The value that holds in the corner itself, NaN if none does. */
    double winner(int field) {
        return last(field, point(), -1)
                .filter(this::isFormula)
                .map(this::number)
                .orElse(Double.NaN);
    }

    /** Whether the values of a field on both sides are given and disagree in the corner. */
    boolean jumps(int field) {
        Optional<Side> first = side(field, 0);
        Optional<Side> second = side(field, 1);
        if (first.isEmpty() || second.isEmpty()) {
            return false;
        }
        double a = first.get().value();
        double b = second.get().value();
        return Math.abs(a - b) > JUMP * Math.max(1e-3, Math.max(Math.abs(a), Math.abs(b)));
    }

    private Optional<Expr> last(int field, double[] point, int fixed) {
        String name = problem.fields().get(field);
        Optional<Expr> found = Optional.empty();
        for (Piece p : pieces) {
            boolean own = p.isValue() && name.equals(p.condition().field());
            if (own && (fixed < 0 || p.fixed().containsKey(fixed)) && p.holds(problem, point)) {
                found = Optional.of(p.condition().equation().right());
            }
        }
        return found;
    }

    private boolean isFormula(Expr e) {
        return Exprs.isGiven(e) && Exprs.find(e, Expr.Normal.class).isEmpty();
    }

    /** A given expression at the corner. */
    double number(Expr given) {
        double[] point = point();
        double[][] inputs = new double[point.length][1];
        for (int i = 0; i < point.length; i++) {
            inputs[i][0] = point[i];
        }
        return problem.values(given, inputs)[0];
    }

    /** Whether every condition in the corner itself can hold with a singular part, which is infinite in some terms. */
    boolean admit(CornerSingularity singularity) {
        CornerSingularities alone = new CornerSingularities(problem.fields(), List.of(singularity));
        double[][] inputs = new double[problem.dimension()][1];
        double[] point = point();
        for (int i = 0; i < point.length; i++) {
            inputs[i][0] = point[i];
        }
        for (Piece p : pieces) {
            if (p.holds(problem, point)) {
                List<Expr.FieldTerm> terms = terms(p.condition());
                for (double[] value : alone.evaluate(inputs, terms)) {
                    if (!Double.isFinite(value[0])) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private List<Expr.FieldTerm> terms(Condition.Pointwise condition) {
        return Exprs.fieldTerms(List.of(problem.expand(condition.equation().residual())));
    }
}
