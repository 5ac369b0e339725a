package org.ansatz.dynamics.learning;

import java.util.function.ToDoubleFunction;

/** Errors of fields and motions of phase space. */
public final class MotionErrors {
    // Errors below this are rounding; a geometric mean must not vanish for one of them.
    private static final double SMALLEST = 1e-12;

    private MotionErrors() {}

    /** {@code |predicted - truth| / |truth|} over all points and components together. */
    public static double relative(double[][] predicted, double[][] truth) {
        double error = 0;
        double size = 0;
        for (int k = 0; k < truth.length; k++) {
            error += squaredDistance(predicted[k], truth[k]);
            size += squaredDistance(truth[k], null);
        }
        return Math.sqrt(error / size);
    }

    /**
     * The geometric mean over time, the first point left out, of {@code |z - z_true|} by the root mean square of {@code |z_true|} along the
     * trajectory (which, unlike {@code |z_true|} at one time, does not come near zero).
     */
    public static double ofPath(double[][] path, double[][] truth) {
        double size = 0;
        for (double[] z : truth) {
            size += squaredDistance(z, null) / truth.length;
        }
        double logs = 0;
        for (int k = 1; k < truth.length; k++) {
            logs += Math.log(Math.max(SMALLEST, Math.sqrt(squaredDistance(path[k], truth[k]) / size)));
        }
        return Math.exp(logs / (truth.length - 1));
    }

    /** {@code |H(z) / H(z_0) - 1|} along a path, the true Hamiltonian given. */
    public static double[] ofEnergy(double[][] path, ToDoubleFunction<double[]> energy) {
        double[] errors = new double[path.length];
        double first = energy.applyAsDouble(path[0]);
        for (int k = 0; k < path.length; k++) {
            errors[k] = Math.abs(energy.applyAsDouble(path[k]) / first - 1);
        }
        return errors;
    }

    /** The geometric mean of errors, the first of a path left out. */
    public static double geometricMean(double[] errors) {
        double logs = 0;
        for (int k = 1; k < errors.length; k++) {
            logs += Math.log(Math.max(SMALLEST, errors[k]));
        }
        return Math.exp(logs / (errors.length - 1));
    }

    private static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = b == null ? a[i] : a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }
}
