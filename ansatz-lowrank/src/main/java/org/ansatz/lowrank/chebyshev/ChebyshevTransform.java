package org.ansatz.lowrank.chebyshev;

import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Values at the nodes of a {@link ChebyshevAxis} to coefficients of the interpolating series and back: the cosine transform of
 * type I, as the Fourier transform of the even extension of length {@code 2 (n - 1)}. Costs {@code n log n} per line where n - 1
 * has no prime factor above 5, n^2 otherwise.
 */
final class ChebyshevTransform {
    private final int degree;
    /** Null for lengths whose transform by JTransforms loses an order of magnitude of accuracy. */
    private final DoubleFFT_1D fourier;

    private final double[] cosines;
    private final double[] line;
    private final double[] extended;

    ChebyshevTransform(int points) {
        degree = points - 1;
        line = new double[points];
        extended = new double[2 * degree];
        cosines = new double[2 * degree];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = Math.cos(Math.PI * i / degree);
        }
        fourier = smooth(degree) ? new DoubleFFT_1D(2L * degree) : null;
    }

    /** Whether a number has no prime factor above 5. */
    static boolean smooth(int number) {
        int rest = number;
        for (int prime : new int[] {2, 3, 5}) {
            while (rest % prime == 0) {
                rest /= prime;
            }
        }
        return rest == 1;
    }

    /** In place: values at ascending nodes become coefficients. */
    void coefficients(double[] lines, int start, int stride) {
        for (int j = 0; j <= degree; j++) {
            // The transform runs through the nodes cos(pi j / degree), which descend.
            line[j] = lines[start + (degree - j) * stride];
        }
        transform();
        for (int k = 0; k <= degree; k++) {
            lines[start + k * stride] = (k == 0 || k == degree ? 1.0 : 2.0) * line[k] / degree;
        }
    }

    /** In place: coefficients become values at ascending nodes. */
    void values(double[] lines, int start, int stride) {
        for (int k = 0; k <= degree; k++) {
            double c = lines[start + k * stride];
            line[k] = k == 0 || k == degree ? 2 * c : c;
        }
        transform();
        for (int j = 0; j <= degree; j++) {
            lines[start + (degree - j) * stride] = line[j];
        }
    }

    /** {@code X_k = sum_j x_j cos(pi j k / degree)} with the first and the last term halved, in place of x. */
    private void transform() {
        if (fourier == null) {
            sum();
            return;
        }
        System.arraycopy(line, 0, extended, 0, degree + 1);
        for (int j = 1; j < degree; j++) {
            extended[extended.length - j] = line[j];
        }
        fourier.realForward(extended);
        for (int k = 0; k < degree; k++) {
            line[k] = 0.5 * extended[2 * k];
        }
        // JTransforms packs the last real coefficient into the place of the first imaginary part.
        line[degree] = 0.5 * extended[1];
    }

    private void sum() {
        System.arraycopy(line, 0, extended, 0, degree + 1);
        for (int k = 0; k <= degree; k++) {
            double sum = 0.5 * (extended[0] + (k % 2 == 0 ? 1 : -1) * extended[degree]);
            for (int j = 1; j < degree; j++) {
                sum += extended[j] * cosines[(int) ((long) j * k % cosines.length)];
            }
            line[k] = sum;
        }
    }

    /** Transforms all lines along one mode of a row-major tensor to coefficients, in place. */
    static void alongMode(double[] tensor, int[] shape, int mode) {
        ChebyshevTransform transform = new ChebyshevTransform(shape[mode]);
        int stride = 1;
        for (int k = mode + 1; k < shape.length; k++) {
            stride *= shape[k];
        }
        int block = stride * shape[mode];
        for (int outer = 0; outer < tensor.length; outer += block) {
            for (int inner = 0; inner < stride; inner++) {
                transform.coefficients(tensor, outer + inner, stride);
            }
        }
    }
}
