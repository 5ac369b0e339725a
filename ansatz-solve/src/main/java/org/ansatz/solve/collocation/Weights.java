package org.ansatz.solve.collocation;

import java.util.List;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.PointSet;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.Parallel;

/**
 * Makes all terms comparable: a group's weight is the mean squared length of the rows of the Jacobian of the fields'
 * values over that of the group's own rows, so that residuals count in units of the fields (the balance of traces of the
 * neural tangent kernel, arXiv 2007.14527, taken once); conditions are then weighted up.
 */
final class Weights {
    private static final double NOISY_DATA_WEIGHT = 1e-2;

    private Weights() {}

    /**
     * @param inside some inner points, where the fields' own rows are measured
     */
    static void set(
            Problem problem,
            ResidualSystem system,
            Parallel parallel,
            PointSet inside,
            double[] x,
            double conditionWeight) {
        int total = system.residuals();
        double[] r = new double[total];
        double[] jt = new double[Math.multiplyExact(total, system.parameters())];
        for (ResidualGroup group : system.groups()) {
            group.weight = 1;
        }
        system.linearise(x, r, jt);
        double reference = valueRows(problem, system, parallel, inside, x);
        int trialParameters = system.trial().parameterCount();
        int row = 0;
        for (ResidualGroup group : system.groups()) {
            double sum = 0;
            for (int q = 0; q < trialParameters; q++) {
                for (int i = 0; i < group.rows(); i++) {
                    double j = jt[q * total + row + i];
                    sum += j * j;
                }
            }
            row += group.rows();
            double factor = group.law ? 1 : conditionWeight;
            group.weight = (sum > 0 ? reference / sum : 1) * factor;
        }
    }

    /**
     * Lowers the weight of noisy data once the fit has found the neighbourhood of the answer: at first the data must lead
     * there, later the laws must hold to more digits than the data. Returns whether there are noisy data.
     */
    static boolean settle(List<ResidualGroup> groups, double conditionWeight) {
        boolean noisy = false;
        for (ResidualGroup group : groups) {
            if (group.data && group.noise > 0) {
                group.weight *= NOISY_DATA_WEIGHT / conditionWeight;
                noisy = true;
            }
        }
        return noisy;
    }

    private static double valueRows(
            Problem problem, ResidualSystem system, Parallel parallel, PointSet inside, double[] x) {
        List<FieldTerm> terms = problem.fields().stream().map(problem::term).toList();
        double[][] zeros = new double[terms.size()][inside.size()];
        double[] scales = system.trial().scales().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        ResidualGroup values =
                new ResidualGroup("values", true, new DataResidual(terms, zeros, scales), system.trial(), inside, null);
        ResidualSystem alone =
                new ResidualSystem(system.trial(), List.of(values), new UnknownConstants(List.of()), parallel);
        int n = alone.residuals();
        double[] jt = new double[n * alone.parameters()];
        alone.linearise(x, new double[n], jt);
        double sum = 0;
        for (double j : jt) {
            sum += j * j;
        }
        return sum;
    }
}
