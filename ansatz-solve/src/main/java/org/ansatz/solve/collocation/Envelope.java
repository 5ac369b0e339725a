package org.ansatz.solve.collocation;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * Imposes given values exactly: {@code u = lift + factor N} with the network {@code N}, where {@code lift} has the values
 * and {@code factor} vanishes on the sets where they are given (Lagaris, Likas, Fotiadis, arXiv physics/9705023).
 */
final class Envelope {
    private final Problem problem;
    private final Expr lift;
    private final Expr factor;

    Envelope(Problem problem, Expr lift, Expr factor) {
        this.problem = problem;
        this.lift = lift;
        this.factor = factor;
    }

    /** Taylor coefficients of lift and factor at points, each [coefficients][n]. */
    record Jets(double[][] lift, double[][] factor) {}

    Jets jets(JetBasis basis, double[][] points) {
        return new Jets(coefficients(lift, basis, points), coefficients(factor, basis, points));
    }

    private double[][] coefficients(Expr e, JetBasis basis, double[][] points) {
        List<Expr> derivatives = new ArrayList<>();
        for (MultiIndex index : basis.indices()) {
            Expr d = e;
            for (int axis = 0; axis < index.dimension(); axis++) {
                for (int k = 0; k < index.get(axis); k++) {
                    d = Exprs.derivative(d, problem.inputNames().get(axis), axis);
                }
            }
            derivatives.add(d);
        }
        int n = points[0].length;
        double[][] out = new double[derivatives.size()][n];
        double[] constants =
                problem.unknowns().stream().mapToDouble(u -> u.initial()).toArray();
        problem.compile(derivatives, List.of())
                .evaluate(new Program.Batch(n, points, null, constants, new double[0][]), out);
        for (int k = 0; k < out.length; k++) {
            double factorial = basis.indices().get(k).factorial();
            for (int p = 0; p < n; p++) {
                out[k][p] /= factorial;
            }
        }
        return out;
    }

    /**
     * {@code y <- lift / scale + factor y} on the jets of one output, [coefficients][points] from {@code offset}.
     *
     * @param first index of the tile's first point in {@code jets}; points beyond the last repeat it
     */
    static void apply(JetBasis basis, Jets jets, int first, double scale, double[] y, int offset, int points) {
        int size = basis.size();
        int last = jets.lift()[0].length - 1;
        double[] column = new double[size];
        for (int p = 0; p < points; p++) {
            int at = Math.min(first + p, last);
            for (int k = 0; k < size; k++) {
                column[k] = y[offset + k * points + p];
                y[offset + k * points + p] = jets.lift()[k][at] / scale;
            }
            for (JetBasis.Product product : basis.products()) {
                y[offset + product.target() * points + p] +=
                        jets.factor()[product.left()][at] * column[product.right()];
            }
        }
    }

    /** The transposed map of {@link #apply} on adjoints. */
    static void pullBack(JetBasis basis, Jets jets, int first, double[] adjoint, int offset, int points) {
        int size = basis.size();
        int last = jets.lift()[0].length - 1;
        double[] column = new double[size];
        for (int p = 0; p < points; p++) {
            int at = Math.min(first + p, last);
            for (int k = 0; k < size; k++) {
                column[k] = adjoint[offset + k * points + p];
                adjoint[offset + k * points + p] = 0;
            }
            for (JetBasis.Product product : basis.products()) {
                adjoint[offset + product.right() * points + p] +=
                        jets.factor()[product.left()][at] * column[product.target()];
            }
        }
    }
}
