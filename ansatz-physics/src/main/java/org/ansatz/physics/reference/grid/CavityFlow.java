package org.ansatz.physics.reference.grid;

import java.util.Arrays;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.reference.fem.SparseSystem;

/**
 * The flow in the unit square whose lid y = 1 moves with speed 1 in +x: stream function and vorticity on nodes i, j = 0..n,
 * central differences, wall vorticity {@code -2 psi_1 / h^2} and on the lid {@code -2 psi_1 / h^2 - 2/h} (Thom). Steady states
 * and backward Euler steps by Newton's method with sparse LU factors; second order in h.
 *
 * <p>Fields are values at the {@code (n-1) x (n-1)} interior nodes, first along x, then along y: {@code psi[i * (n-1) + j]}.
 */
public final class CavityFlow {
    private static final int ITERATIONS = 40;
    // Steady flows are sought by way of smaller Reynolds numbers, each at most so many times the one before.
    private static final double CONTINUATION = 4;
    private static final double FIRST_REYNOLDS = 100;
    // A correction of the stream function this small ends Newton's method; the stream function is of order 0.1.
    private static final double TOLERANCE = 1e-11;

    private final int m;
    private final double h;
    private final double reynolds;
    private final SparseSystem system;

    /** @throws InvalidProblem if there are less than 4 spacings or the Reynolds number is not positive */
    public CavityFlow(int n, double reynolds) {
        if (n < 4 || !(reynolds > 0 && reynolds < 1e9)) {
            throw new InvalidProblem("the cavity needs at least 4 spacings and a positive Reynolds number, given " + n
                    + " and " + reynolds);
        }
        m = n - 1;
        h = 1.0 / n;
        this.reynolds = reynolds;
        int[][] groups = new int[m * m][];
        double[][] position = new double[2][m * m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                groups[i * m + j] = new int[] {at(i, j), at(i + 1, j), at(i - 1, j), at(i, j + 1), at(i, j - 1)};
                position[0][i * m + j] = i;
                position[1][i * m + j] = j;
            }
        }
        system = new SparseSystem(groups, position);
    }

    /** The number of an interior node, -1 for a wall. */
    private int at(int i, int j) {
        return i < 0 || i >= m || j < 0 || j >= m ? -1 : i * m + j;
    }

    /**
     * The stream function of the steady flow.
     *
     * @throws NumericalFailure if Newton's method does not converge
     */
    public double[] steady() {
        double[] psi = new double[m * m];
        double current = Math.min(reynolds, FIRST_REYNOLDS);
        while (true) {
            psi = newton(psi, new double[m * m], 0, current);
            if (current == reynolds) {
                return psi;
            }
            current = Math.min(reynolds, current * CONTINUATION);
        }
    }

    /**
     * The stream function after a backward Euler step.
     *
     * @param psi before the step, where Newton's method starts
     * @param omega vorticity before the step
     * @throws NumericalFailure if Newton's method does not converge
     */
    public double[] step(double[] psi, double[] omega, double dt) {
        return newton(psi, omega, 1 / dt, reynolds);
    }

    /** {@code -Lap_h psi} at the interior nodes. */
    public double[] vorticity(double[] psi) {
        double[] omega = new double[m * m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                double around =
                        value(psi, i + 1, j) + value(psi, i - 1, j) + value(psi, i, j + 1) + value(psi, i, j - 1);
                omega[i * m + j] = (4 * psi[i * m + j] - around) / (h * h);
            }
        }
        return omega;
    }

    /** The residual of the equations at the interior nodes. */
    public double[] residual(double[] psi, double[] oldOmega, double rate) {
        return new Equations(psi, oldOmega, rate, reynolds).all();
    }

    private double value(double[] psi, int i, int j) {
        int k = at(i, j);
        return k < 0 ? 0 : psi[k];
    }

    private double[] newton(double[] start, double[] oldOmega, double rate, double re) {
        double[] psi = start.clone();
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] right = new Equations(psi, oldOmega, rate, re).linearised();
            double[] change = system.solve(right);
            double largest = 0;
            for (int k = 0; k < psi.length; k++) {
                psi[k] -= change[k];
                largest = Math.max(largest, Math.abs(change[k]));
            }
            if (!Double.isFinite(largest)) {
                throw new NumericalFailure("cavity: Newton's method diverged at iteration " + iteration);
            }
            if (largest < TOLERANCE) {
                return psi;
            }
        }
        throw new NumericalFailure("cavity: Newton's method did not converge in " + ITERATIONS + " iterations at Re "
                + re + "; use smaller time steps or a finer grid");
    }

    /** The equations about one stream function. */
    private final class Equations {
        // East, west, north, south.
        private static final int[] DI = {1, -1, 0, 0};
        private static final int[] DJ = {0, 0, 1, -1};

        private final double[] psi;
        private final double[] oldOmega;
        private final double[] omega;
        private final double rate;
        private final double re;

        Equations(double[] psi, double[] oldOmega, double rate, double re) {
            this.psi = psi;
            this.oldOmega = oldOmega;
            this.rate = rate;
            this.re = re;
            omega = vorticity(psi);
        }

        double[] all() {
            double[] all = new double[m * m];
            Arrays.setAll(all, k -> at(k / m, k % m, false));
            return all;
        }

        /** Residuals, with their derivatives in the system's matrix. */
        double[] linearised() {
            system.clear();
            double[] all = new double[m * m];
            Arrays.setAll(all, k -> at(k / m, k % m, true));
            return all;
        }

        private double omega(int i, int j, int inside) {
            if (CavityFlow.this.at(i, j) >= 0) {
                return omega[i * m + j];
            }
            return -2 * psi[inside] / (h * h) - (j == m ? 2 / h : 0);
        }

        private double at(int i, int j, boolean derivatives) {
            int k = i * m + j;
            double[] w = new double[4];
            double[] p = new double[4];
            for (int d = 0; d < 4; d++) {
                w[d] = omega(i + DI[d], j + DJ[d], k);
                p[d] = value(psi, i + DI[d], j + DJ[d]);
            }
            double u = (p[2] - p[3]) / (2 * h);
            double v = -(p[0] - p[1]) / (2 * h);
            double slopeX = (w[0] - w[1]) / (2 * h);
            double slopeY = (w[2] - w[3]) / (2 * h);
            double diffusion = 1 / (re * h * h);
            if (derivatives) {
                byVorticity(i, j, -1, rate + 4 * diffusion);
                byVorticity(i, j, 0, u / (2 * h) - diffusion);
                byVorticity(i, j, 1, -u / (2 * h) - diffusion);
                byVorticity(i, j, 2, v / (2 * h) - diffusion);
                byVorticity(i, j, 3, -v / (2 * h) - diffusion);
                double[] byStream = {-slopeY, slopeY, slopeX, -slopeX};
                for (int d = 0; d < 4; d++) {
                    add(k, i + DI[d], j + DJ[d], byStream[d] / (2 * h));
                }
            }
            return rate * (omega[k] - oldOmega[k])
                    + u * slopeX
                    + v * slopeY
                    + diffusion * (4 * omega[k] - w[0] - w[1] - w[2] - w[3]);
        }

        /** Adds the derivative by the stream function of a factor times the vorticity at a neighbour (-1: the node itself). */
        private void byVorticity(int i, int j, int neighbour, double factor) {
            int k = i * m + j;
            int x = neighbour < 0 ? i : i + DI[neighbour];
            int y = neighbour < 0 ? j : j + DJ[neighbour];
            double by = factor / (h * h);
            if (CavityFlow.this.at(x, y) < 0) {
                system.add(k, k, -2 * by);
                return;
            }
            add(k, x, y, 4 * by);
            for (int d = 0; d < 4; d++) {
                add(k, x + DI[d], y + DJ[d], -by);
            }
        }

        private void add(int row, int i, int j, double amount) {
            int column = CavityFlow.this.at(i, j);
            if (column >= 0) {
                system.add(row, column, amount);
            }
        }
    }
}
