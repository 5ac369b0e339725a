package org.ansatz.solve.collocation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ansatz.physics.problem.Solution.ParameterEstimate;
import org.ansatz.tensor.kernel.Blas;

/**
 * Standard errors of identified constants: the inverse of the Gauss-Newton matrix with each data row divided by its noise
 * and each physics row by the size of its remaining misfit, so that the physics acts as a nearly exact constraint. In the
 * limit of exact physics this is the Cramer-Rao bound.
 */
final class Covariance {
    private Covariance() {}

    static Map<String, ParameterEstimate> estimate(ResidualSystem system, double[] x) {
        Map<String, ParameterEstimate> result = new LinkedHashMap<>();
        UnknownConstants unknowns = system.unknowns();
        int count = unknowns.count();
        if (count == 0) {
            return result;
        }
        int p = system.parameters();
        int n = system.residuals();
        double[] r = new double[n];
        double[] jt = new double[Math.multiplyExact(n, p)];
        system.linearise(x, r, jt);
        whiten(system, r, jt, n, p);
        double[] normal = new double[p * p];
        Blas.syrk(p, n, 1, jt, n, 0, normal, p);
        double largest = 0;
        for (int i = 0; i < p; i++) {
            largest = Math.max(largest, normal[i * p + i]);
        }
        double[] factor = normal.clone();
        double ridge = 1e-14 * largest;
        int info = 1;
        for (int attempt = 0; attempt < 12 && info != 0; attempt++, ridge *= 10) {
            System.arraycopy(normal, 0, factor, 0, p * p);
            for (int i = 0; i < p; i++) {
                factor[i * p + i] += ridge;
            }
            info = Blas.potrf(p, factor, p);
        }
        double[] values = unknowns.values(x, p - count);
        for (int q = 0; q < count; q++) {
            double error = Double.NaN;
            if (info == 0) {
                double[] unit = new double[p];
                unit[p - count + q] = 1;
                Blas.potrs(p, 1, factor, p, unit);
                error = Math.sqrt(unit[p - count + q]) * Math.abs(unknowns.slope(x, p - count, q));
            }
            result.put(unknowns.parameters().get(q).name(), new ParameterEstimate(values[q], error));
        }
        return result;
    }

    /** Divides every row by the standard deviation that its group has. */
    private static void whiten(ResidualSystem system, double[] r, double[] jt, int n, int p) {
        int row = 0;
        for (ResidualGroup group : system.groups()) {
            double scale = ResidualSystem.rowScale(group);
            double sum = 0;
            for (int i = 0; i < group.rows(); i++) {
                sum += r[row + i] * r[row + i];
            }
            double remaining = Math.sqrt(sum / group.rows()) / scale;
            double deviation = group.data && group.noise > 0 ? group.noise : Math.max(remaining, 1e-12);
            double factor = 1 / (scale * deviation);
            for (int q = 0; q < p; q++) {
                for (int i = 0; i < group.rows(); i++) {
                    jt[q * n + row + i] *= factor;
                }
            }
            row += group.rows();
        }
    }
}
