package org.ansatz.physics.reference.grid;

import java.util.function.UnaryOperator;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;

/**
 * Conjugate gradients for {@code A x = b} with a symmetric positive definite operator (Hestenes and Stiefel 1952), optionally
 * preconditioned.
 */
public final class ConjugateGradients {
    /**
     * A solution.
     *
     * @param iterations applications of the operator after the first residual
     * @param firstResidual {@code ||b - A x_0|| / ||b||}
     */
    public record Result(double[] x, int iterations, double firstResidual) {}

    private final UnaryOperator<double[]> operator;
    private final UnaryOperator<double[]> preconditioner;
    private final double tolerance;
    private final int limit;

    /**
     * @param tolerance of {@code ||b - A x|| / ||b||}
     * @param limit of iterations
     */
    public ConjugateGradients(
            UnaryOperator<double[]> operator, UnaryOperator<double[]> preconditioner, double tolerance, int limit) {
        if (!(tolerance > 0) || limit < 1) {
            throw new InvalidProblem(
                    "conjugate gradients need a positive tolerance and limit, given " + tolerance + " and " + limit);
        }
        this.operator = operator;
        this.preconditioner = preconditioner;
        this.tolerance = tolerance;
        this.limit = limit;
    }

    /** Without a preconditioner. */
    public static ConjugateGradients plain(UnaryOperator<double[]> operator, double tolerance, int limit) {
        return new ConjugateGradients(operator, r -> r, tolerance, limit);
    }

    /**
     * Solves from a first guess.
     *
     * @throws NumericalFailure if the operator or the preconditioner is not positive, or the limit is reached
     */
    public Result solve(double[] b, double[] start) {
        double[] x = start.clone();
        double[] r = b.clone();
        subtract(r, 1, operator.apply(x));
        double scale = Math.sqrt(dot(b, b));
        double first = Math.sqrt(dot(r, r)) / scale;
        if (scale == 0) {
            return new Result(new double[b.length], 0, 0);
        }
        double[] z = preconditioner.apply(r);
        double[] p = z.clone();
        double rz = positive(dot(r, z), "preconditioner", r);
        int iteration = 0;
        while (Math.sqrt(dot(r, r)) > tolerance * scale) {
            if (iteration++ == limit) {
                throw new NumericalFailure("conjugate gradients: the residual is still " + Math.sqrt(dot(r, r)) / scale
                        + " after " + limit + " iterations");
            }
            double[] ap = operator.apply(p);
            double alpha = rz / positive(dot(p, ap), "operator", p);
            subtract(x, -alpha, p);
            subtract(r, alpha, ap);
            z = preconditioner.apply(r);
            double next = positive(dot(r, z), "preconditioner", r);
            for (int i = 0; i < p.length; i++) {
                p[i] = z[i] + next / rz * p[i];
            }
            rz = next;
        }
        return new Result(x, iteration, first);
    }

    private static double positive(double product, String what, double[] of) {
        if (!(product > 0) && dot(of, of) > 0) {
            throw new NumericalFailure("conjugate gradients: the " + what + " is not positive definite");
        }
        return product;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void subtract(double[] a, double factor, double[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] -= factor * b[i];
        }
    }
}
