package org.ansatz.lowrank.chebyshev;

import java.util.Arrays;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * A radial function as a sum of Gaussians, {@code sum_k w_k exp(-t_k^2 r^2)}: separable in Cartesian coordinates term by
 * term.
 *
 * @param weights w_k
 * @param rates t_k, ascending: wide and smooth terms first
 */
public record GaussianKernel(double[] weights, double[] rates) {
    /** The smooth part and the rest. */
    public record Split(GaussianKernel longRange, GaussianKernel shortRange) {}

    /**
     * @throws InvalidProblem if there is no term, a number is not finite, or the rates do not ascend
     */
    public GaussianKernel {
        if (weights.length == 0 || weights.length != rates.length) {
            throw new InvalidProblem("a sum of Gaussians needs as many weights as rates, at least one; given "
                    + weights.length + " and " + rates.length);
        }
        for (int k = 0; k < rates.length; k++) {
            boolean ascends = k == 0 ? rates[k] >= 0 : rates[k] > rates[k - 1];
            if (!ascends || !Double.isFinite(rates[k]) || !Double.isFinite(weights[k])) {
                throw new InvalidProblem("term " + k + " of a sum of Gaussians: rates must be finite and ascend from 0,"
                        + " weights finite; given rate " + rates[k] + ", weight " + weights[k]);
            }
        }
    }

    public int terms() {
        return weights.length;
    }

    /** The sum at a distance. */
    public double at(double distance) {
        return atSquare(distance * distance);
    }

    double atSquare(double square) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * Math.exp(-rates[k] * rates[k] * square);
        }
        return sum;
    }

    /**
     * The terms before number {@code terms}, wide ones, and the others.
     *
     * @throws InvalidProblem if one side would be empty
     */
    public Split split(int terms) {
        if (terms < 1 || terms >= weights.length) {
            throw new InvalidProblem("a sum of " + weights.length + " Gaussians can be split after 1 to "
                    + (weights.length - 1) + " terms, not " + terms);
        }
        return new Split(part(0, terms), part(terms, weights.length));
    }

    private GaussianKernel part(int from, int to) {
        return new GaussianKernel(Arrays.copyOfRange(weights, from, to), Arrays.copyOfRange(rates, from, to));
    }
}
