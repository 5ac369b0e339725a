package org.ansatz.dynamics.field;

/** A potential {@code V(phi)} of one real scalar field. */
public interface ScalarPotential {
    /** {@code V}. */
    double value(double phi);

    /** {@code V'}. */
    double slope(double phi);

    /** {@code V''}. */
    double curvature(double phi);

    /**
     * {@code pi_j += h (laplacian_j - V'(phi_j))}.
     *
     * @param state [2 n], {@code phi} then {@code pi}
     * @param laplacian [n]
     */
    default void kick(double[] state, double[] laplacian, double h) {
        int n = laplacian.length;
        for (int j = 0; j < n; j++) {
            state[n + j] += h * (laplacian[j] - slope(state[j]));
        }
    }
}
