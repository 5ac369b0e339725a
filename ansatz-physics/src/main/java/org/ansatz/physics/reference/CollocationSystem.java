package org.ansatz.physics.reference;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.problem.Equation;
import org.ansatz.physics.problem.Problem;

/** All equations and conditions of a problem on a layout: residuals and their exact derivative by the coefficients. */
final class CollocationSystem {
    private final Problem problem;
    private final Layout layout;
    private final List<Block> blocks = new ArrayList<>();
    private final int equationRows;
    private final int rows;

    /**
     * @param corners what is added to the expansion of the layout
     * @param marching the input that is marched along, or -1
     * @param batch a point that holds the values of the inputs that are neither axes nor marched
     */
    CollocationSystem(
            Problem problem,
            Layout layout,
            CornerSingularities corners,
            ConditionPlan plan,
            int marching,
            double[] batch) {
        this.problem = problem;
        this.layout = layout;
        double[][] coordinates = new double[layout.axes()][];
        for (int a = 0; a < coordinates.length; a++) {
            coordinates[a] = layout.bases().get(a).collocationPoints(layout.points()[a]);
        }
        double[][] points = Transform.grid(coordinates, layout.inputs(), batch);
        int n = points[0].length;
        int at = 0;
        for (Equation equation : problem.equations()) {
            int[] own = new int[n];
            double[] weights = new double[n];
            for (int p = 0; p < n; p++) {
                own[p] = at + p;
                weights[p] = 1;
            }
            blocks.add(new Block(problem, layout, corners, equation.residual(), points, null, own, weights, marching));
            at += n;
        }
        equationRows = at;
        rows = layout.axes() == 0 ? at : plan.addBlocks(layout, corners, batch, at, blocks);
    }

    Layout layout() {
        return layout;
    }

    int rows() {
        return rows;
    }

    /** The first rows belong to equations, the others to conditions. */
    int equationRows() {
        return equationRows;
    }

    /** Whether the equations and conditions are linear in the fields. */
    boolean linear() {
        return blocks.stream().allMatch(b -> {
            Expr g = b.expression();
            return Exprs.fieldTerms(List.of(g)).stream().allMatch(t -> Exprs.isGiven(Exprs.partial(g, t)));
        });
    }

    /**
     * Residuals at several times.
     *
     * @param states [time order][vector][coefficients]
     * @return [vector][rows]
     */
    double[][] residuals(double[] times, double[][][] states) {
        double[][] out = new double[times.length][rows];
        blocks.forEach(b -> b.addResiduals(times, states, out));
        return out;
    }

    /** Residuals of a system that does not march. */
    double[] residual(double[] coefficients) {
        return residuals(new double[] {0}, new double[][][] {{coefficients}})[0];
    }

    /**
     * Derivatives of the residuals by the coefficients of the fields and of their time derivatives.
     *
     * @param state [time order][coefficients]
     * @return [time order][rows * size], row-major
     */
    double[][] jacobians(double time, double[][] state) {
        double[][] matrices = new double[state.length][rows * layout.size()];
        blocks.forEach(b -> b.addJacobian(time, state, matrices));
        return matrices;
    }

    /** The equation or condition that a row belongs to, for messages. */
    String describe(int row) {
        for (Block b : blocks) {
            if (b.holds(row)) {
                return b.describe(problem);
            }
        }
        return "row " + row;
    }
}
