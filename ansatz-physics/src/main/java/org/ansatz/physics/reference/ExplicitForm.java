package org.ansatz.physics.reference;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.jet.MultiIndex;
import org.ansatz.tensor.kernel.Blas;
import org.hipparchus.ode.OrdinaryDifferentialEquation;

/**
 * A system of ordinary differential equations solved for the highest derivative of every field by Newton's method with
 * exact partial derivatives. The state holds, field after field, the derivatives below the highest.
 */
final class ExplicitForm implements OrdinaryDifferentialEquation {
    /** The equations cannot be solved for the highest derivatives here, or too often. */
    static final class NotExplicit extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotExplicit(String message) {
            super(message);
        }
    }

    private static final int MOST_ITERATIONS = 30;
    private static final long MOST_EVALUATIONS = 3_000_000;

    private final int[] orders;
    private final int fields;
    private final int[] offsets;
    private final List<Expr.FieldTerm> terms;
    private final int[] termField;
    private final int[] termOrder;
    private final Program program;
    private final double[] highest;
    private final double[][] jets;
    private final double[][] inputs = new double[1][1];
    private final double[][] out;
    private long evaluations;

    ExplicitForm(Problem problem, int[] orders) {
        this.orders = orders;
        fields = orders.length;
        offsets = new int[fields + 1];
        for (int f = 0; f < fields; f++) {
            offsets[f + 1] = offsets[f] + orders[f];
        }
        List<Expr> expressions = new ArrayList<>();
        problem.equations().forEach(e -> expressions.add(problem.expand(e.residual())));
        terms = Exprs.fieldTerms(expressions);
        termField = terms.stream()
                .mapToInt(t -> problem.fields().indexOf(t.field()))
                .toArray();
        termOrder = terms.stream().mapToInt(t -> t.orders().get(0)).toArray();
        for (int e = 0; e < fields; e++) {
            for (int f = 0; f < fields; f++) {
                expressions.add(Exprs.partial(
                        expressions.get(e), new Expr.FieldTerm(problem.fields().get(f), MultiIndex.of(orders[f]))));
            }
        }
        program = problem.compile(expressions, terms);
        highest = new double[fields];
        jets = new double[terms.size()][1];
        out = new double[expressions.size()][1];
    }

    @Override
    public int getDimension() {
        return offsets[fields];
    }

    @Override
    public double[] computeDerivatives(double t, double[] y) {
        if (++evaluations > MOST_EVALUATIONS) {
            throw new NotExplicit("more than " + MOST_EVALUATIONS + " evaluations");
        }
        solve(t, y);
        double[] slope = new double[y.length];
        for (int f = 0; f < fields; f++) {
            for (int q = 0; q < orders[f]; q++) {
                slope[offsets[f] + q] = q + 1 < orders[f] ? y[offsets[f] + q + 1] : highest[f];
            }
        }
        return slope;
    }

    private void solve(double t, double[] y) {
        for (int it = 0; it < MOST_ITERATIONS; it++) {
            evaluate(t, y);
            double[] matrix = new double[fields * fields];
            double[] step = new double[fields];
            for (int e = 0; e < fields; e++) {
                step[e] = out[e][0];
                for (int f = 0; f < fields; f++) {
                    matrix[e * fields + f] = out[fields + e * fields + f][0];
                }
            }
            int[] pivots = new int[fields];
            if (Blas.getrf(fields, matrix, pivots) != 0) {
                throw new NotExplicit("the equations do not determine the highest derivatives at " + t);
            }
            Blas.getrs(fields, 1, matrix, pivots, step);
            double size = 0;
            double scale = 0;
            for (int f = 0; f < fields; f++) {
                highest[f] -= step[f];
                size = Math.max(size, Math.abs(step[f]));
                scale = Math.max(scale, Math.abs(highest[f]));
            }
            if (!Double.isFinite(size)) {
                java.util.Arrays.fill(highest, 0);
                throw new NotExplicit("the equations give no finite derivatives at " + t);
            }
            if (size <= 4e-16 * scale || size == 0 || it > 2 && size <= 1e-13 * scale) {
                return;
            }
        }
        throw new NotExplicit("Newton's method for the highest derivatives did not converge at " + t);
    }

    private void evaluate(double t, double[] y) {
        inputs[0][0] = t;
        for (int k = 0; k < jets.length; k++) {
            int f = termField[k];
            jets[k][0] = termOrder[k] == orders[f] ? highest[f] : y[offsets[f] + termOrder[k]];
        }
        program.evaluate(new Program.Batch(1, inputs, null, new double[0], jets), out);
    }
}
