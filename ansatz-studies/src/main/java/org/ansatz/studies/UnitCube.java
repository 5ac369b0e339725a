package org.ansatz.studies;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import org.ansatz.lowrank.chebyshev.ChebyshevApproximation;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.Run;
import org.ansatz.tensor.RandomStream;

/** The box [-1, 1]^3 of arXiv 2503.01696, and random points in it. */
final class UnitCube {
    static final Interval SIDE = new Interval(-1, 1);

    private UnitCube() {}

    /** Approximations on the box; what is not resolved is said. */
    static ChebyshevApproximation approximation(double tolerance, Run run) {
        if (run.stopRequested()) {
            throw new CancellationException("chebyshev-tucker was stopped");
        }
        return ChebyshevApproximation.on(List.of(SIDE, SIDE, SIDE), tolerance, run::say);
    }

    /** Uniform points [3][count] in [-half, half]^3. */
    static double[][] points(int count, double half, RandomStream random) {
        double[][] points = new double[3][];
        for (int k = 0; k < 3; k++) {
            points[k] = random.uniform(count);
            for (int p = 0; p < count; p++) {
                points[k][p] = half * (2 * points[k][p] - 1);
            }
        }
        return points;
    }

    static double[] values(ToDoubleFunction<double[]> function, double[][] points) {
        double[] values = new double[points[0].length];
        for (int p = 0; p < values.length; p++) {
            values[p] = function.applyAsDouble(new double[] {points[0][p], points[1][p], points[2][p]});
        }
        return values;
    }

    static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int p = 0; p < a.length; p++) {
            difference[p] = Math.abs(a[p] - b[p]);
        }
        return difference;
    }

    static double largestDifference(double[] a, double[] b) {
        return largest(difference(a, b));
    }

    static String ranks(int[] ranks) {
        return String.format(Locale.ROOT, "(%d, %d, %d)", ranks[0], ranks[1], ranks[2]);
    }
}
