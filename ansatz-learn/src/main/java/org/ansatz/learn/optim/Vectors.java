package org.ansatz.learn.optim;

/** Inner products on plain arrays. */
final class Vectors {
    private Vectors() {}

    /** Four partial sums, because one running sum is bound by the latency of its additions. */
    static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    /** Half the sum of squares of the first n entries. */
    static double halfSquare(double[] r, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += r[i] * r[i];
        }
        return 0.5 * sum;
    }

    static double maxNorm(double[] a) {
        double max = 0;
        for (double value : a) {
            if (!(Math.abs(value) <= max)) {
                max = Math.abs(value);
            }
        }
        return max;
    }

    /** {@code y += alpha x}. */
    static void axpy(double alpha, double[] x, double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] += alpha * x[i];
        }
    }

    static void scale(double alpha, double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= alpha;
        }
    }

    /** {@code out = a - b}. */
    static void subtract(double[] a, double[] b, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] - b[i];
        }
    }
}
