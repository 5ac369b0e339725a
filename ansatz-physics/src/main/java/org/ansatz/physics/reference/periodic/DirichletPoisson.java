package org.ansatz.physics.reference.periodic;

/**
 * Poisson's equation {@code -(u_xx + u_yy) = f} on the unit square with {@code u = 0} on its boundary, five-point stencil
 * on {@code n x n} interior nodes, {@code h = 1/(n+1)}: solved directly in the basis of discrete sines, whose eigenvalues
 * are {@code l_k = (4/h^2) sin^2(k pi h / 2)}. {@code O(n^3)} operations.
 */
public final class DirichletPoisson {
    private final int n;
    private final double[][] sines;
    private final double[] eigenvalues;

    /** @throws IllegalArgumentException if there is no interior node */
    public DirichletPoisson(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("needs at least one interior node, got " + n);
        }
        this.n = n;
        sines = new double[n][n];
        eigenvalues = new double[n];
        double h = 1.0 / (n + 1);
        for (int k = 0; k < n; k++) {
            double s = 2 / h * Math.sin(0.5 * (k + 1) * Math.PI * h);
            eigenvalues[k] = s * s;
            for (int i = 0; i < n; i++) {
                sines[k][i] = Math.sqrt(2 * h) * Math.sin((k + 1) * (i + 1) * Math.PI * h);
            }
        }
    }

    /** The eigenvalues of {@code -d^2/dx^2} on the nodes, ascending. The operator's smallest is twice the first. */
    public double[] eigenvalues() {
        return eigenvalues.clone();
    }

    /** The solution at the interior nodes, row-major. */
    public double[] solve(double[] f) {
        double[][] c = transform(f);
        for (int k = 0; k < n; k++) {
            for (int l = 0; l < n; l++) {
                c[k][l] /= eigenvalues[k] + eigenvalues[l];
            }
        }
        return values(c);
    }

    /** A field from its coefficients in products of {@code sin((k+1) pi x) sin((l+1) pi y)}. */
    public double[] synthesise(double[][] coefficients) {
        double[][] scaled = new double[n][n];
        // The rows of the matrix are sines of length 1; the coefficients are of sines of height 1.
        for (int k = 0; k < n; k++) {
            for (int l = 0; l < n; l++) {
                scaled[k][l] = coefficients[k][l] * 0.5 * (n + 1);
            }
        }
        return values(scaled);
    }

    /** {@code S F S}. */
    private double[][] transform(double[] f) {
        double[][] half = new double[n][n];
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                double s = sines[k][i];
                for (int j = 0; j < n; j++) {
                    half[k][j] += s * f[i * n + j];
                }
            }
        }
        double[][] c = new double[n][n];
        for (int k = 0; k < n; k++) {
            for (int l = 0; l < n; l++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += half[k][j] * sines[l][j];
                }
                c[k][l] = sum;
            }
        }
        return c;
    }

    private double[] values(double[][] c) {
        double[] flat = new double[n * n];
        for (int k = 0; k < n; k++) {
            System.arraycopy(c[k], 0, flat, k * n, n);
        }
        // The matrix of sines is symmetric and its own inverse.
        double[][] back = transform(flat);
        for (int k = 0; k < n; k++) {
            System.arraycopy(back[k], 0, flat, k * n, n);
        }
        return flat;
    }
}
