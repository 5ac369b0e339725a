package org.ansatz.lowrank.chebyshev;

import java.util.function.DoubleUnaryOperator;
import org.ansatz.physics.problem.Interval;

/**
 * A function of one variable: {@code sum_k c_k T_k}, mapped to an interval.
 *
 * @param coefficients at least two
 */
public record ChebyshevSeries(double[] coefficients, Interval interval) {
    /** The series that takes a function's values at the nodes of an axis. */
    public static ChebyshevSeries interpolating(DoubleUnaryOperator function, ChebyshevAxis axis) {
        double[] values = axis.nodes();
        for (int j = 0; j < values.length; j++) {
            values[j] = function.applyAsDouble(values[j]);
        }
        return ofValues(values, axis);
    }

    /** The series that takes given values at the nodes of an axis. */
    static ChebyshevSeries ofValues(double[] values, ChebyshevAxis axis) {
        double[] coefficients = values.clone();
        new ChebyshevTransform(axis.points()).coefficients(coefficients, 0, 1);
        return new ChebyshevSeries(coefficients, axis.interval());
    }

    private ChebyshevAxis axis() {
        return new ChebyshevAxis(interval, coefficients.length);
    }

    /** The value, by Clenshaw's recurrence. */
    public double at(double x) {
        double y = axis().unit(x);
        double next = 0;
        double afterNext = 0;
        for (int k = coefficients.length - 1; k >= 1; k--) {
            double current = coefficients[k] + 2 * y * next - afterNext;
            afterNext = next;
            next = current;
        }
        return coefficients[0] + y * next - afterNext;
    }

    /** Values at the nodes. */
    public double[] nodeValues() {
        double[] values = coefficients.clone();
        new ChebyshevTransform(values.length).values(values, 0, 1);
        return values;
    }

    /** The derivative. */
    public ChebyshevSeries derivative() {
        return new ChebyshevSeries(axis().derivative(coefficients, 1), interval);
    }

    /** The integral over the interval. */
    public double integral() {
        double[] integrals = axis().integrals();
        double sum = 0;
        for (int k = 0; k < coefficients.length; k++) {
            sum += integrals[k] * coefficients[k];
        }
        return sum;
    }
}
