package org.ansatz.solve.gp;

import java.util.Arrays;
import java.util.Locale;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Run;
import org.ansatz.solve.gp.LogJoint.Weighting;
import org.ansatz.tensor.kernel.Blas;

/**
 * The fields that maximise the objective at given covariances and precisions: {@code (I + A^T A) vec(B) = A^T d} in
 * whitened unknowns. Exact for linear problems, a Gauss-Newton step about the fields before for others. Up to
 * {@value #FULL_LIMIT} grid values the matrix is factorised as it is; beyond, in the modes of each axis that rise above
 * the jitter; if these are more than {@value #DENSE_LIMIT}, conjugate gradients with Kronecker products, which start from
 * the fields before, take over.
 */
final class ProfiledFields {
    private static final int FULL_LIMIT = 1600;
    private static final int DENSE_LIMIT = 3000;
    private static final double TOLERANCE = 1e-9;

    private final CollocationSystem system;
    private final Weighting weighting;
    private final int iterations;
    private final Run run;

    /**
     * @param iterations limit of conjugate gradient iterations of one solution
     */
    ProfiledFields(CollocationSystem system, Weighting weighting, int iterations, Run run) {
        this.system = system;
        this.weighting = weighting;
        this.iterations = iterations;
        this.run = run;
    }

    /** Whether whitened unknowns leave out the modes of jitter. */
    static boolean isReduced(CollocationSystem system) {
        return system.grid().inputs() == 2
                && system.problem().fields().size() * system.grid().size() > FULL_LIMIT;
    }

    /** The most unknowns for which a matrix is formed. */
    static long densest(CollocationSystem system) {
        long all = (long) system.problem().fields().size() * system.grid().size();
        return isReduced(system) ? Math.min(all, DENSE_LIMIT) : all;
    }

    private static boolean isDense(CollocationSystem system, FieldPrior[] priors) {
        return !isReduced(system) || WhitenedRows.unknowns(priors) <= DENSE_LIMIT;
    }

    /**
     * The next fields.
     *
     * @param before fields about which the rows are linearised
     * @throws NumericalFailure if the system cannot be solved
     */
    Matrix[] next(FieldPrior[] priors, Matrix[] before, double[] logPrecisions) {
        WhitenedRows rows = new WhitenedRows(system, priors, before, logPrecisions, weighting);
        if (isDense(system, priors)) {
            return rows.colour(byCholesky(rows));
        }
        return rows.colour(byConjugateGradients(rows, whiten(priors, before)));
    }

    /** The same by an orthogonal factorisation, which keeps the digits that squaring the matrix loses. */
    Matrix[] accurately(FieldPrior[] priors, Matrix[] before, double[] logPrecisions) {
        if (!isDense(system, priors)) {
            return next(priors, before, logPrecisions);
        }
        WhitenedRows rows = new WhitenedRows(system, priors, before, logPrecisions, weighting);
        return rows.colour(byOrthogonalFactors(rows));
    }

    private double[] byCholesky(WhitenedRows rows) {
        Matrix transposed = rows.transposed();
        int n = rows.unknowns();
        double[] normal = new double[n * n];
        for (int i = 0; i < n; i++) {
            normal[i * n + i] = 1;
        }
        Blas.syrk(n, rows.size(), 1, transposed.values(), rows.size(), 1, normal, n);
        double[] solution = new double[n];
        Blas.gemv(false, n, rows.size(), 1, transposed.values(), rows.size(), rows.target(), 0, solution);
        if (Blas.potrf(n, normal, n) != 0) {
            // Rounding of the squared matrix only: the problem itself is positive definite by the prior.
            return byOrthogonalFactors(rows);
        }
        Blas.potrs(n, 1, normal, n, solution);
        return solution;
    }

    private double[] byOrthogonalFactors(WhitenedRows rows) {
        int n = rows.unknowns();
        int m = n + rows.size();
        double[] stacked = new double[m * n];
        Matrix a = rows.transposed().transpose();
        System.arraycopy(a.values(), 0, stacked, 0, a.values().length);
        for (int i = 0; i < n; i++) {
            stacked[(rows.size() + i) * n + i] = 1;
        }
        double[] right = new double[m];
        System.arraycopy(rows.target(), 0, right, 0, rows.size());
        int info = Blas.gels(m, n, stacked, right);
        if (info != 0) {
            throw new NumericalFailure("gp: the least-squares problem of the fields is singular (dgels " + info + ")");
        }
        return Arrays.copyOf(right, n);
    }

    private static double[] whiten(FieldPrior[] priors, Matrix[] values) {
        double[] whitened = new double[WhitenedRows.unknowns(priors)];
        int at = 0;
        for (int f = 0; f < priors.length; f++) {
            double[] own = priors[f].whiten(values[f]).values();
            System.arraycopy(own, 0, whitened, at, own.length);
            at += own.length;
        }
        return whitened;
    }

    /**
     * Conjugate gradients on the normal equations, with residuals of the least-squares problem (CGLS), preconditioned by
     * their diagonal: modes of an axis are nearly waves, which derivatives multiply by powers of their frequency.
     */
    double[] byConjugateGradients(WhitenedRows rows, double[] start) {
        double[] x = start.clone();
        double[] misfit = rows.times(x);
        for (int i = 0; i < misfit.length; i++) {
            misfit[i] = rows.target()[i] - misfit[i];
        }
        double[] gradient = rows.transposedTimes(misfit);
        for (int i = 0; i < x.length; i++) {
            gradient[i] -= x[i];
        }
        double scale = norm(rows.transposedTimes(rows.target()));
        double[] diagonal = rows.diagonal();
        double[] direction = divided(gradient, diagonal);
        double square = dot(gradient, direction);
        for (int k = 0; k < iterations && norm(gradient) > TOLERANCE * scale; k++) {
            double[] image = rows.times(direction);
            double step = square / (dot(image, image) + dot(direction, direction));
            for (int i = 0; i < x.length; i++) {
                x[i] += step * direction[i];
            }
            for (int i = 0; i < misfit.length; i++) {
                misfit[i] -= step * image[i];
            }
            gradient = rows.transposedTimes(misfit);
            for (int i = 0; i < x.length; i++) {
                gradient[i] -= x[i];
            }
            double[] preconditioned = divided(gradient, diagonal);
            double after = dot(gradient, preconditioned);
            for (int i = 0; i < x.length; i++) {
                direction[i] = preconditioned[i] + after / square * direction[i];
            }
            square = after;
        }
        if (!Double.isFinite(square)) {
            throw new NumericalFailure("gp: conjugate gradients for the fields diverged");
        }
        if (norm(gradient) > TOLERANCE * scale) {
            run.say(String.format(
                    Locale.ROOT,
                    "gp: %d conjugate gradient iterations left a gradient of %.1e of the first",
                    iterations,
                    norm(gradient) / scale));
        }
        return x;
    }

    private static double[] divided(double[] a, double[] by) {
        double[] quotients = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            quotients[i] = a[i] / by[i];
        }
        return quotients;
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
