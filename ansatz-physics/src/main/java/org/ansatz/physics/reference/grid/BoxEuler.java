package org.ansatz.physics.reference.grid;

/**
 * Incompressible inviscid flow in the square [-1, 1]^2 with solid walls: semi-Lagrangian advection with bilinear
 * interpolation, then projection, on a staggered grid of n x n cells (Stam 1999; Harlow and Welch 1965). The projection is
 * exact in the discrete sense, by cosine transforms. Memory: about two numbers per cell for the velocity.
 */
public final class BoxEuler {
    /** A velocity component as a function of the place. */
    @FunctionalInterface
    public interface Component {
        double at(double x, double y);
    }

    private final int n;
    private final double h;
    /** u on vertical faces [n + 1][n], v on horizontal faces [n][n + 1]; the outermost are walls. */
    private double[][] u;

    private double[][] v;
    private final double[][] cosines;

    public BoxEuler(int cells, Component startU, Component startV) {
        if (cells < 2) {
            throw new IllegalArgumentException("a flow needs at least two cells per axis, got " + cells);
        }
        n = cells;
        h = 2.0 / n;
        u = new double[n + 1][n];
        v = new double[n][n + 1];
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < n; j++) {
                u[i][j] = startU.at(-1 + i * h, -1 + (j + 0.5) * h);
                v[j][i] = startV.at(-1 + (j + 0.5) * h, -1 + i * h);
            }
        }
        cosines = new double[n][n];
        for (int k = 0; k < n; k++) {
            double norm = Math.sqrt((k == 0 ? 1.0 : 2.0) / n);
            for (int i = 0; i < n; i++) {
                cosines[k][i] = norm * Math.cos(Math.PI * k * (i + 0.5) / n);
            }
        }
    }

    public void step(double dt) {
        double[][] nextU = new double[n + 1][n];
        double[][] nextV = new double[n][n + 1];
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < n; j++) {
                nextU[i][j] = traced(-1 + i * h, -1 + (j + 0.5) * h, dt, true);
                nextV[j][i] = traced(-1 + (j + 0.5) * h, -1 + i * h, dt, false);
            }
        }
        u = nextU;
        v = nextV;
        project();
    }

    private double traced(double x, double y, double dt, boolean horizontal) {
        double fromX = clamp(x - dt * horizontal(x, y));
        double fromY = clamp(y - dt * vertical(x, y));
        return horizontal ? horizontal(fromX, fromY) : vertical(fromX, fromY);
    }

    private static double clamp(double x) {
        return Math.max(-1, Math.min(1, x));
    }

    /** The horizontal velocity, interpolated. */
    public double horizontal(double x, double y) {
        return bilinear(u, (x + 1) / h, (y + 1) / h - 0.5);
    }

    /** The vertical velocity, interpolated. */
    public double vertical(double x, double y) {
        return bilinear(v, (x + 1) / h - 0.5, (y + 1) / h);
    }

    /**
     * Velocities, interpolated.
     *
     * @param points [2][n]
     * @return [2][n]
     */
    public double[][] velocity(double[][] points) {
        double[][] values = new double[2][points[0].length];
        for (int p = 0; p < points[0].length; p++) {
            values[0][p] = horizontal(points[0][p], points[1][p]);
            values[1][p] = vertical(points[0][p], points[1][p]);
        }
        return values;
    }

    /** The vorticity {@code v_x - u_y} by differences over one cell. */
    public double vorticity(double x, double y) {
        double half = 0.5 * h;
        return (vertical(x + half, y) - vertical(x - half, y) - horizontal(x, y + half) + horizontal(x, y - half)) / h;
    }

    private static double bilinear(double[][] values, double s, double t) {
        double a = Math.max(0, Math.min(values.length - 1, s));
        double b = Math.max(0, Math.min(values[0].length - 1, t));
        int i = (int) Math.min(Math.floor(a), values.length - 2);
        int j = (int) Math.min(Math.floor(b), values[0].length - 2);
        double f = a - i;
        double g = b - j;
        return (1 - f) * ((1 - g) * values[i][j] + g * values[i][j + 1])
                + f * ((1 - g) * values[i + 1][j] + g * values[i + 1][j + 1]);
    }

    private void project() {
        double[][] divergence = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                divergence[i][j] = (u[i + 1][j] - u[i][j] + v[i][j + 1] - v[i][j]) / h;
            }
        }
        double[][] p = transform(transform(divergence, false), true);
        double[][] spectrum = new double[n][n];
        for (int k = 0; k < n; k++) {
            for (int l = 0; l < n; l++) {
                double eigenvalue = (2 * Math.cos(Math.PI * k / n) + 2 * Math.cos(Math.PI * l / n) - 4) / (h * h);
                spectrum[k][l] = k + l == 0 ? 0 : p[k][l] / eigenvalue;
            }
        }
        double[][] pressure = inverse(inverse(spectrum, false), true);
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < n; j++) {
                u[i][j] -= (pressure[i][j] - pressure[i - 1][j]) / h;
                v[j][i] -= (pressure[j][i] - pressure[j][i - 1]) / h;
            }
        }
    }

    private double[][] transform(double[][] f, boolean second) {
        double[][] out = new double[n][n];
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += cosines[k][i] * (second ? f[j][i] : f[i][j]);
                }
                if (second) {
                    out[j][k] = sum;
                } else {
                    out[k][j] = sum;
                }
            }
        }
        return out;
    }

    private double[][] inverse(double[][] f, boolean second) {
        double[][] out = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += cosines[k][i] * (second ? f[j][k] : f[k][j]);
                }
                if (second) {
                    out[j][i] = sum;
                } else {
                    out[i][j] = sum;
                }
            }
        }
        return out;
    }

    /** Root mean square of the discrete divergence. */
    public double divergence() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double d = (u[i + 1][j] - u[i][j] + v[i][j + 1] - v[i][j]) / h;
                sum += d * d;
            }
        }
        return Math.sqrt(sum / (n * n));
    }
}
