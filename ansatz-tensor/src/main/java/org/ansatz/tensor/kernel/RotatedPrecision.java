package org.ansatz.tensor.kernel;

/**
 * {@code P = R diag(1 / sigma^2) R^T} with a rotation {@code R} of the plane or of space, from raw numbers that are first
 * brought to length one: {@code (r1, r2)} gives {@code [[r1, -r2], [r2, r1]]}, a quaternion {@code (r, x, y, z)} the usual
 * matrix. Needs the inverse squares, not the squares, of the widths: it is a precision, not a covariance.
 */
final class RotatedPrecision extends GaussianPrecision {
    private final double[][] r;
    // Derivatives of R by each raw number.
    private final double[][][] byRaw;
    private final double[][] byUnit;
    private final double[] unit;

    RotatedPrecision(int inputs) {
        super(inputs);
        if (inputs != 2 && inputs != 3) {
            throw new IllegalArgumentException(
                    "full covariances are for two or three inputs, given " + inputs + "; take diagonal ones");
        }
        r = new double[inputs][inputs];
        byRaw = new double[rotationCount()][inputs][inputs];
        byUnit = new double[rotationCount()][inputs * inputs];
        unit = new double[rotationCount()];
    }

    @Override
    int rotationCount() {
        return inputs == 2 ? 2 : 4;
    }

    @Override
    double[] identity() {
        double[] identity = new double[rotationCount()];
        identity[0] = 1;
        return identity;
    }

    @Override
    int pairs() {
        return inputs * (inputs + 1) / 2;
    }

    @Override
    int pair(int i, int j) {
        int low = Math.min(i, j);
        int high = Math.max(i, j);
        return low * inputs - low * (low - 1) / 2 + high - low;
    }

    @Override
    boolean depends(int raw, int pair) {
        return true;
    }

    /** Sets the rotation and its derivatives by the raw numbers. */
    private void rotate(double[] theta, int at) {
        int n = rotationCount();
        double square = 0;
        for (int k = 0; k < n; k++) {
            square += theta[at + k] * theta[at + k];
        }
        double length = Math.sqrt(square);
        for (int k = 0; k < n; k++) {
            unit[k] = theta[at + k] / length;
        }
        if (n == 2) {
            plane();
        } else {
            space();
        }
        for (int k = 0; k < n; k++) {
            for (int e = 0; e < inputs * inputs; e++) {
                double along = 0;
                for (int m = 0; m < n; m++) {
                    along += unit[m] * byUnit[m][e];
                }
                byRaw[k][e / inputs][e % inputs] = (byUnit[k][e] - unit[k] * along) / length;
            }
        }
    }

    private void plane() {
        double c = unit[0];
        double s = unit[1];
        set(r, c, -s, s, c);
        set(byUnit[0], 1, 0, 0, 1);
        set(byUnit[1], 0, -1, 1, 0);
    }

    private void space() {
        double w = unit[0];
        double x = unit[1];
        double y = unit[2];
        double z = unit[3];
        set(
                r,
                1 - 2 * (y * y + z * z),
                2 * (x * y - w * z),
                2 * (x * z + w * y),
                2 * (x * y + w * z),
                1 - 2 * (x * x + z * z),
                2 * (y * z - w * x),
                2 * (x * z - w * y),
                2 * (y * z + w * x),
                1 - 2 * (x * x + y * y));
        set(byUnit[0], 0, -2 * z, 2 * y, 2 * z, 0, -2 * x, -2 * y, 2 * x, 0);
        set(byUnit[1], 0, 2 * y, 2 * z, 2 * y, -4 * x, -2 * w, 2 * z, 2 * w, -4 * x);
        set(byUnit[2], -4 * y, 2 * x, 2 * w, 2 * x, 0, 2 * z, -2 * w, 2 * z, -4 * y);
        set(byUnit[3], -4 * z, -2 * w, 2 * x, 2 * w, -4 * z, 2 * y, 2 * x, 2 * y, 0);
    }

    private static void set(double[][] matrix, double... entries) {
        for (int e = 0; e < entries.length; e++) {
            matrix[e / matrix.length][e % matrix.length] = entries[e];
        }
    }

    private static void set(double[] matrix, double... entries) {
        System.arraycopy(entries, 0, matrix, 0, entries.length);
    }

    @Override
    void evaluate(double[] theta, int widthsAt, int rotationAt, double least, double[] p, double[] slopes) {
        rotate(theta, rotationAt);
        java.util.Arrays.fill(p, 0);
        java.util.Arrays.fill(slopes, 0);
        for (int axis = 0; axis < inputs; axis++) {
            double inverse = 1 / clamped(theta[widthsAt + axis], least);
            double square = inverse * inverse;
            for (int i = 0; i < inputs; i++) {
                for (int j = i; j < inputs; j++) {
                    int pair = pair(i, j);
                    double twice = i == j ? 1 : 2;
                    double outer = r[i][axis] * r[j][axis];
                    p[pair] += outer * square;
                    slopes[axis * pairs() + pair] = twice * outer * square * inverse;
                    for (int k = 0; k < rotationCount(); k++) {
                        double change = byRaw[k][i][axis] * r[j][axis] + r[i][axis] * byRaw[k][j][axis];
                        slopes[(inputs + k) * pairs() + pair] -= 0.5 * twice * change * square;
                    }
                }
            }
        }
    }

    @Override
    double[][] axes(double[] theta, int rotationAt) {
        rotate(theta, rotationAt);
        double[][] copy = new double[inputs][];
        for (int i = 0; i < inputs; i++) {
            copy[i] = r[i].clone();
        }
        return copy;
    }
}
