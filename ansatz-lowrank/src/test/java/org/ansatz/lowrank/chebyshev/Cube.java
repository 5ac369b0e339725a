package org.ansatz.lowrank.chebyshev;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ansatz.physics.problem.Interval;
import org.ansatz.tensor.RandomStream;

/** Functions on [-1, 1]^3 and random points in it. */
final class Cube {
    static final Interval UNIT = new Interval(-1, 1);
    static final List<Interval> DOMAIN = List.of(UNIT, UNIT, UNIT);

    private Cube() {}

    /** An approximation that must resolve what it is given. */
    static ChebyshevApproximation resolved(double tolerance) {
        return ChebyshevApproximation.on(DOMAIN, tolerance, warning -> {
            throw new AssertionError(warning);
        });
    }

    /** An approximation that may be coarse. */
    static ChebyshevApproximation coarse(double tolerance) {
        return ChebyshevApproximation.on(DOMAIN, tolerance, new ArrayList<String>()::add);
    }

    static double square(double[] x) {
        return x[0] * x[0] + x[1] * x[1] + x[2] * x[2];
    }

    static double[][] points(int count, long seed) {
        RandomStream random = RandomStream.seeded(seed);
        double[][] points = new double[3][count];
        for (double[] coordinate : points) {
            for (int p = 0; p < count; p++) {
                coordinate[p] = 2 * random.uniform() - 1;
            }
        }
        return points;
    }

    static double[] at(double[][] points, int p) {
        return new double[] {points[0][p], points[1][p], points[2][p]};
    }

    static double largestError(ChebyshevTucker found, ToDoubleFunction<double[]> exact, int count) {
        double[][] points = points(count, 77);
        double[] values = found.evaluate(points);
        double error = 0;
        for (int p = 0; p < count; p++) {
            error = Math.max(error, Math.abs(values[p] - exact.applyAsDouble(at(points, p))));
        }
        return error;
    }

    static void assertSame(ChebyshevTucker found, ToDoubleFunction<double[]> exact, double error) {
        assertThat(largestError(found, exact, 300)).isLessThanOrEqualTo(error);
    }
}
