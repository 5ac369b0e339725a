package org.ansatz.physics.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Equation;
import org.ansatz.physics.problem.Problem;

/**
 * What is given at the start of the marching input: for every field its derivatives below the highest one in the
 * equations.
 *
 * @param marching the input that is marched along
 * @param orders highest derivative by the marching input of each field
 * @param pieces [field][derivative] where and what is given, in the order of the file
 */
record InitialValues(Problem problem, int marching, int[] orders, List<List<List<Piece>>> pieces) {

    /** Why the problem cannot be marched along the input; empty if it can. */
    static Optional<String> refuses(Problem problem, int marching) {
        String t = problem.inputNames().get(marching);
        for (Condition c : problem.conditions()) {
            if (c instanceof Condition.Periodic p && p.coordinate().equals(t)) {
                return Optional.of(c.name() + " ties both ends of " + t + " together");
            }
            if (c instanceof Condition.Integral i && i.over().contains(t)) {
                return Optional.of(c.name() + " integrates over " + t);
            }
        }
        double start = problem.inputs().get(marching).interval().min();
        for (Piece p : pieces(problem)) {
            if (mentions(p, t)) {
                return Optional.of("condition " + p.condition().name() + " holds for a part of " + t + " only");
            }
            Double at = p.fixed().get(marching);
            if (at != null && (at != start || p.fixed().size() > 1 || derivative(marching, p) < 0)) {
                return Optional.of("condition " + p.condition().name() + " is not an initial value at " + t + " = "
                        + start);
            }
        }
        InitialValues values = of(problem, marching);
        for (int f = 0; f < values.orders.length; f++) {
            for (int q = 0; q < values.orders[f]; q++) {
                if (values.pieces.get(f).get(q).isEmpty()) {
                    return Optional.of(problem.fields().get(f) + " needs " + values.orders[f]
                            + (values.orders[f] == 1 ? " condition" : " conditions") + " at " + t + " = " + start);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean mentions(Piece p, String coordinate) {
        return p.tests().stream().anyMatch(test -> LocusNames.of(test).contains(coordinate));
    }

    static List<Piece> pieces(Problem problem) {
        List<Piece> all = new ArrayList<>();
        for (int i = 0; i < problem.conditions().size(); i++) {
            if (problem.conditions().get(i) instanceof Condition.Pointwise p) {
                all.addAll(Piece.of(problem, p, i));
            }
        }
        return all;
    }

    static InitialValues of(Problem problem, int marching) {
        int[] orders = new int[problem.fields().size()];
        for (Equation e : problem.equations()) {
            for (Expr.FieldTerm term : Exprs.fieldTerms(List.of(problem.expand(e.residual())))) {
                int f = problem.fields().indexOf(term.field());
                orders[f] = Math.max(orders[f], term.orders().get(marching));
            }
        }
        List<List<List<Piece>>> byField = new ArrayList<>();
        for (int f = 0; f < orders.length; f++) {
            List<List<Piece>> byOrder = new ArrayList<>();
            for (int q = 0; q < orders[f]; q++) {
                byOrder.add(new ArrayList<>());
            }
            byField.add(byOrder);
        }
        for (Piece p : pieces(problem)) {
            if (p.fixed().containsKey(marching)) {
                int q = derivative(marching, p);
                int f = problem.fields().indexOf(p.condition().field());
                if (f >= 0 && q >= 0 && q < orders[f]) {
                    byField.get(f).get(q).add(p);
                }
            }
        }
        return new InitialValues(problem, marching, orders, byField);
    }

    /** Which derivative by the marching input the piece gives, or -1 if it gives something else. */
    private static int derivative(int marching, Piece p) {
        if (!(p.condition().equation().left() instanceof Expr.FieldTerm term)
                || !Exprs.isGiven(p.condition().equation().right())
                || !term.field().equals(p.condition().field())) {
            return -1;
        }
        int q = term.orders().get(marching);
        return q == term.orders().order() ? q : -1;
    }

    /** The highest order of any field. */
    int order() {
        int most = 0;
        for (int r : orders) {
            most = Math.max(most, r);
        }
        return most;
    }

    /**
     * Coefficients at the start: [derivative][coefficients]; zero for derivatives that are not given.
     *
     * @param batch a point that holds the values of the inputs that are not axes
     */
    double[][] coefficients(Layout layout, double[] batch) {
        double[][] state = new double[Math.max(1, order())][layout.size()];
        for (int f = 0; f < orders.length; f++) {
            for (int q = 0; q < orders[f]; q++) {
                double[] c = Transform.coefficients(
                        layout.bases(), layout.dofs()[f], values(layout, f, pieces.get(f).get(q), batch));
                System.arraycopy(c, 0, state[q], layout.offset(f), c.length);
            }
        }
        return state;
    }

    private double[] values(Layout layout, int field, List<Piece> given, double[] batch) {
        double[] start = batch.clone();
        start[marching] = problem.inputs().get(marching).interval().min();
        double[][] points = Transform.grid(layout.bases(), layout.inputs(), layout.dofs()[field], start);
        int n = points[0].length;
        double[][] byPiece = new double[given.size()][];
        for (int k = 0; k < byPiece.length; k++) {
            byPiece[k] = problem.values(given.get(k).condition().equation().right(), points);
        }
        double[] values = new double[n];
        for (int p = 0; p < n; p++) {
            double[] point = new double[points.length];
            for (int i = 0; i < point.length; i++) {
                point[i] = points[i][p];
            }
            for (int k = 0; k < byPiece.length; k++) {
                if (given.get(k).holds(problem, point)) {
                    values[p] = byPiece[k][p];
                }
            }
        }
        return values;
    }
}
