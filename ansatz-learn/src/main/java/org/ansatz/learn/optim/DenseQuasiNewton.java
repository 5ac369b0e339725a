package org.ansatz.learn.optim;

import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/**
 * The self-scaled Broyden family with a dense inverse Hessian H:
 *
 * <pre>{@code
 * H+ = (H - w w^T / (y^T w) + phi v v^T) / tau + s s^T / (s^T y),
 * w = H y,   v = sqrt(y^T w) (s / (s^T y) - w / (y^T w)).
 * }</pre>
 *
 * <p>{@code tau = phi = 1} is BFGS, {@code phi = 0} is DFP. Only the upper triangle is stored (packed by rows, n (n + 1) / 2
 * numbers). A step reads it once for {@code H y}, and reads and writes it once for the update, which also gives the next
 * direction: for n = 5000 that is 100 MB twice. Before the first update H is scaled to {@code s^T y / y^T y} (Nocedal and
 * Wright 2006, eq. 6.20).
 */
public abstract sealed class DenseQuasiNewton extends DescentMethod permits Bfgs, SelfScaledBfgs, SelfScaledBroyden {
    /** Factors of an update. */
    record Factors(double tau, double phi) {}

    private final double[] h;
    private final double[] w;
    private boolean fresh;

    DenseQuasiNewton(SmoothObjective objective, double[] start) {
        super(objective, start);
        long size = (long) start.length * (start.length + 1) / 2;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a dense inverse Hessian of " + start.length
                    + " parameters does not fit an array; use L-BFGS beyond 65,000 parameters");
        }
        h = new double[(int) size];
        w = new double[start.length];
        forget();
    }

    /**
     * Scaling and family member for the next update.
     *
     * @param b {@code s^T B s / s^T y}
     * @param h {@code y^T H y / s^T y}
     */
    abstract Factors factors(double b, double h);

    @Override
    final boolean isFresh() {
        return fresh;
    }

    @Override
    final void forget() {
        setDiagonal(1);
        fresh = true;
    }

    private void setDiagonal(double value) {
        int n = w.length;
        java.util.Arrays.fill(h, 0);
        for (int i = 0, at = 0; i < n; at += n - i, i++) {
            h[at] = value;
        }
    }

    @Override
    final void direct(double[] gradient, double[] direction) {
        multiply(gradient, direction);
        Vectors.scale(-1, direction);
    }

    /** {@code out = H x} from the upper triangle. */
    private void multiply(double[] x, double[] out) {
        int n = x.length;
        java.util.Arrays.fill(out, 0);
        for (int i = 0, at = 0; i < n; at += n - i, i++) {
            out[i] += h[at] * x[i] + multiplyRow(h, at + 1, i + 1, n, x[i], x, out);
        }
    }

    /** Adds {@code xi} times the row to {@code out} and returns the row's product with {@code x}. */
    private static double multiplyRow(double[] h, int at, int from, int n, double xi, double[] x, double[] out) {
        int offset = at - from;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = from;
        for (; j + 3 < n; j += 4) {
            s0 += h[offset + j] * x[j];
            s1 += h[offset + j + 1] * x[j + 1];
            s2 += h[offset + j + 2] * x[j + 2];
            s3 += h[offset + j + 3] * x[j + 3];
        }
        for (; j < n; j++) {
            s0 += h[offset + j] * x[j];
        }
        for (j = from; j < n; j++) {
            out[j] += h[offset + j] * xi;
        }
        return (s0 + s1) + (s2 + s3);
    }

    @Override
    final boolean learn(double[] s, double[] y, double curvatureAlong, double[] gradient, double[] direction) {
        double sy = Vectors.dot(s, y);
        double yy = Vectors.dot(y, y);
        if (!(sy > Math.ulp(1.0) * Math.sqrt(Vectors.dot(s, s) * yy))) {
            return false;
        }
        double sBs = curvatureAlong;
        if (fresh) {
            setDiagonal(sy / yy);
            sBs = Vectors.dot(s, s) * yy / sy;
            fresh = false;
        }
        multiply(y, w);
        double yHy = Vectors.dot(y, w);
        if (!(yHy > 0)) {
            forget();
            return false;
        }
        Factors factors = factors(sBs / sy, yHy / sy);
        double tau = factors.tau();
        double phi = factors.phi();
        double ss = phi * yHy / (tau * sy * sy) + 1 / sy;
        double sw = -phi / (tau * sy);
        double ww = (phi - 1) / (tau * yHy);
        int n = s.length;
        java.util.Arrays.fill(direction, 0);
        for (int i = 0, at = 0; i < n; at += n - i, i++) {
            updateRow(h, at, i, n, 1 / tau, ss * s[i] + sw * w[i], sw * s[i] + ww * w[i], s, w);
            double rest = multiplyRow(h, at + 1, i + 1, n, -gradient[i], gradient, direction);
            direction[i] -= h[at] * gradient[i] + rest;
        }
        return true;
    }

    private static void updateRow(
            double[] h, int at, int i, int n, double scale, double alongS, double alongW, double[] s, double[] w) {
        int offset = at - i;
        for (int j = i; j < n; j++) {
            h[offset + j] = scale * h[offset + j] + alongS * s[j] + alongW * w[j];
        }
    }

    @Override
    final void save(Map<String, NdArray> state) {
        state.put("inverseHessian", NdArray.of(h.clone()));
        state.put("fresh", NdArray.of(fresh ? 1 : 0));
    }

    @Override
    final void load(Map<String, NdArray> state) {
        copy(state, "inverseHessian", h);
        double[] flag = new double[1];
        copy(state, "fresh", flag);
        fresh = flag[0] != 0;
    }
}
