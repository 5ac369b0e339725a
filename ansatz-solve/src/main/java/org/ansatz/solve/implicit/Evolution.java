package org.ansatz.solve.implicit;

import java.util.List;
import java.util.Optional;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.problem.Equation;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * The equations of a problem of first order in time. Each residual {@code R} is linear in the time derivatives, with
 * coefficients that may depend on everything else; equations without them are constraints.
 */
final class Evolution {
    private final SpaceTime spaceTime;
    private final CompiledResiduals residuals;
    private final JetBasis basis;
    private final int[] field;
    private final int[] index;
    private final boolean[] inTime;
    private final boolean[] constraint;

    Evolution(Problem problem) {
        spaceTime = SpaceTime.of(problem);
        residuals = new CompiledResiduals(
                problem, problem.equations().stream().map(Equation::residual).toList());
        List<FieldTerm> terms = residuals.terms();
        basis = spaceTime.basis(terms);
        field = terms.stream()
                .mapToInt(t -> problem.fields().indexOf(t.field()))
                .toArray();
        index = terms.stream()
                .mapToInt(t -> basis.position(spaceTime.spatial(t)))
                .toArray();
        inTime = new boolean[terms.size()];
        for (int k = 0; k < inTime.length; k++) {
            inTime[k] = spaceTime.timeOrder(terms.get(k)) > 0;
        }
        constraint = new boolean[problem.equations().size()];
        for (int e = 0; e < constraint.length; e++) {
            constraint[e] = problem.equations().get(e).fieldTerms().stream().allMatch(t -> spaceTime.timeOrder(t) == 0);
        }
    }

    /** Why the equations are not of this kind, empty if they are. */
    static Optional<String> refusal(Problem problem) {
        SpaceTime spaceTime = SpaceTime.of(problem);
        boolean any = false;
        for (Equation equation : problem.equations()) {
            for (FieldTerm term : equation.fieldTerms()) {
                int order = spaceTime.timeOrder(term);
                any |= order > 0;
                if (order > 1) {
                    return Optional.of("equation `" + equation.name() + "` holds a time derivative of " + term.field()
                            + " of order " + order
                            + "; this method steps equations of first order: write it as a system"
                            + " with the velocity as another field (v = " + term.field() + "_t)");
                }
                if (order == 1) {
                    Expr coefficient = equation.partial(term);
                    boolean linear =
                            Exprs.fieldTerms(List.of(coefficient)).stream().allMatch(t -> spaceTime.timeOrder(t) == 0);
                    if (!linear) {
                        return Optional.of("equation `" + equation.name() + "` is not linear in the time derivative of "
                                + term.field() + "; this method needs " + term.field()
                                + "_t times a coefficient that holds no time derivative");
                    }
                }
            }
        }
        return any ? Optional.empty() : Optional.of("no equation holds a time derivative; there is nothing to step");
    }

    SpaceTime spaceTime() {
        return spaceTime;
    }

    /** The spatial derivatives that a field must carry. */
    JetBasis basis() {
        return basis;
    }

    int equations() {
        return constraint.length;
    }

    /** Whether an equation holds no time derivative. */
    boolean isConstraint(int equation) {
        return constraint[equation];
    }

    /** Whether a field's time derivative occurs. */
    boolean evolves(int wanted) {
        for (int k = 0; k < field.length; k++) {
            if (inTime[k] && field[k] == wanted) {
                return true;
            }
        }
        return false;
    }

    /**
     * Mean size of the coefficients of the time derivatives at a state, by equation; 1 for a constraint.
     *
     * @param jets [fields][basis][n]
     */
    double[] coefficients(double[][] points, double t, double[][][] jets) {
        int terms = field.length;
        double[][] out = evaluate(points, t, jets, new double[terms][points[0].length], true);
        double[] sizes = new double[equations()];
        for (int e = 0; e < sizes.length; e++) {
            for (int k = 0; k < terms; k++) {
                double sum = 0;
                if (inTime[k]) {
                    for (double c : out[equations() + e * terms + k]) {
                        sum += Math.abs(c);
                    }
                }
                sizes[e] = Math.max(sizes[e], sum / points[0].length);
            }
            sizes[e] = constraint[e] ? 1 : sizes[e];
        }
        return sizes;
    }

    /**
     * The largest {@code |dR/du_(x_i)| / |dR/du_t|} at a state along each axis: the speed at which signals travel.
     *
     * @return [space]
     */
    double[] speeds(double[][] points, double t, double[][][] jets) {
        int terms = field.length;
        int n = points[0].length;
        double[][] out = evaluate(points, t, jets, new double[terms][n], true);
        double[] coefficients = coefficients(points, t, jets);
        double[] speeds = new double[spaceTime.dimension()];
        for (int e = 0; e < equations(); e++) {
            for (int k = 0; k < terms && !constraint[e]; k++) {
                for (int i = 0; i < speeds.length; i++) {
                    if (!inTime[k] && basis.indices().get(index[k]).equals(unit(i))) {
                        for (double slope : out[equations() + e * terms + k]) {
                            speeds[i] = Math.max(speeds[i], Math.abs(slope) / coefficients[e]);
                        }
                    }
                }
            }
        }
        return speeds;
    }

    private MultiIndex unit(int axis) {
        return MultiIndex.unit(spaceTime.dimension(), axis);
    }

    /** Fills the values of the time derivatives' places from {@code rates} [terms][n], the others from the jets. */
    private double[][] evaluate(double[][] points, double t, double[][][] jets, double[][] rates, boolean slopes) {
        double[][] all = new double[field.length][];
        for (int k = 0; k < all.length; k++) {
            all[k] = inTime[k] ? rates[k] : jets[field[k]][index[k]];
        }
        return residuals.evaluate(spaceTime.at(points, t), null, all, slopes);
    }

    /**
     * One step of the theta scheme as residuals in units of the fields:
     * {@code dt / a (theta R(t1, u1, D) + (1 - theta) R(t0, u0, D))} with {@code D = (u1 - u0) / dt} in place of all time
     * derivatives and {@code a} the size of their coefficient. Explicit Euler is theta = 0, Crank-Nicolson 1/2, implicit
     * Euler 1. Constraints hold at the new time, {@code R(t1, u1)}.
     */
    final class ThetaResidual implements JetResidual {
        private final double[][] points;
        private final double t0;
        private final double t1;
        private final double theta;
        private final double[] sizes;
        private final double[][][] old;

        /**
         * @param points [space][n]
         * @param sizes from {@link Evolution#coefficients}
         * @param old jets of the fields at {@code t0}
         */
        ThetaResidual(double[][] points, double t0, double t1, double theta, double[] sizes, double[][][] old) {
            this.points = points;
            this.t0 = t0;
            this.t1 = t1;
            this.theta = theta;
            this.sizes = sizes;
            this.old = old;
        }

        @Override
        public int equations() {
            return constraint.length;
        }

        private double[][] rates(double[][][] jets) {
            int n = points[0].length;
            double[][] rates = new double[field.length][];
            for (int k = 0; k < rates.length; k++) {
                if (inTime[k]) {
                    double[] now = jets[field[k]][index[k]];
                    double[] before = old[field[k]][index[k]];
                    rates[k] = new double[n];
                    for (int p = 0; p < n; p++) {
                        rates[k][p] = (now[p] - before[p]) / (t1 - t0);
                    }
                }
            }
            return rates;
        }

        @Override
        public void evaluate(double[][][] jets, double[][] out, double[][][][] partials) {
            boolean slopes = partials != null;
            double[][] rates = rates(jets);
            double[][] after = Evolution.this.evaluate(points, t1, jets, rates, slopes);
            double[][] before = theta == 1 ? after : Evolution.this.evaluate(points, t0, old, rates, slopes);
            int n = points[0].length;
            int terms = field.length;
            for (int e = 0; e < out.length; e++) {
                double share = constraint[e] ? 1 : theta;
                double factor = constraint[e] ? 1 : (t1 - t0) / sizes[e];
                for (int p = 0; p < n; p++) {
                    out[e][p] = factor * (share * after[e][p] + (1 - share) * before[e][p]);
                }
                for (int k = 0; slopes && k < terms; k++) {
                    double[] slope = partials[e][field[k]][index[k]];
                    double[] now = after[out.length + e * terms + k];
                    double[] then = before[out.length + e * terms + k];
                    for (int p = 0; p < n; p++) {
                        slope[p] += inTime[k]
                                ? factor * (share * now[p] + (1 - share) * then[p]) / (t1 - t0)
                                : factor * share * now[p];
                    }
                }
            }
        }
    }
}
