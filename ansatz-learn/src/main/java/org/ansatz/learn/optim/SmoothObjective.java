package org.ansatz.learn.optim;

/** A smooth function of a flat vector, to be minimised. Deterministic between two calls of a method's {@code refresh}. */
public interface SmoothObjective {
    /** Length of {@code x} and of the gradient. */
    int dimension();

    /** What the numbers of {@code x} are, for optimizers that treat matrices as matrices. */
    default ParameterLayout layout() {
        return ParameterLayout.flat(dimension());
    }

    double value(double[] x);

    /** Fills {@code gradient} [dimension] and returns the value. */
    double valueAndGradient(double[] x, double[] gradient);

    /**
     * The Hessian at a point times a vector. Here by central differences of gradients, right to about 1e-9 for smooth functions in
     * double precision.
     */
    default double[] hessianProduct(double[] x, double[] vector) {
        double h = 1e-5 / Math.max(Vectors.norm(vector), Double.MIN_NORMAL);
        double[][] slopes = new double[2][x.length];
        for (int side = 0; side < 2; side++) {
            double[] moved = x.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += (side == 0 ? h : -h) * vector[i];
            }
            valueAndGradient(moved, slopes[side]);
        }
        for (int i = 0; i < x.length; i++) {
            slopes[0][i] = (slopes[0][i] - slopes[1][i]) / (2 * h);
        }
        return slopes[0];
    }

    /**
     * Refuses methods that compare values along a line, if the gradient is only an estimate and not the slope of the
     * value.
     *
     * @throws IllegalArgumentException naming what is only estimated
     */
    default void requireExactGradient() {}

    /**
     * The same function as half a sum of squares.
     *
     * @throws IllegalArgumentException if it is not known as one, saying which part is not
     */
    default LeastSquares leastSquares() {
        throw new IllegalArgumentException(
                "the objective is not a sum of squared residuals; Gauss-Newton and Levenberg-Marquardt need residuals");
    }

    /** A least-squares problem as a function, for methods that need value and gradient only. */
    static SmoothObjective of(LeastSquares problem) {
        return new SmoothObjective() {
            private double[] r = new double[0];

            @Override
            public int dimension() {
                return problem.parameters();
            }

            @Override
            public ParameterLayout layout() {
                return problem.layout();
            }

            @Override
            public double value(double[] x) {
                int n = problem.residuals();
                if (r.length < n) {
                    r = new double[n];
                }
                problem.residuals(x, r);
                return Vectors.halfSquare(r, n);
            }

            @Override
            public double valueAndGradient(double[] x, double[] gradient) {
                return problem.valueAndGradient(x, gradient);
            }

            @Override
            public LeastSquares leastSquares() {
                return problem;
            }
        };
    }
}
