package org.ansatz.physics.mechanics;

/**
 * A Lagrangian {@code L(q, v)} or {@code L(q, v, t)} with the derivatives that the Euler-Lagrange equations
 * {@code d/dt dL/dv = dL/dq} need. A state is {@code [q_1 .. q_d, v_1 .. v_d]}, followed by t if the Lagrangian depends on it.
 */
public interface LagrangianSystem {
    /** Number {@code d} of positions. */
    int degreesOfFreedom();

    /** Whether states end with the time. */
    default boolean dependsOnTime() {
        return false;
    }

    /** Length of a state. */
    default int stateSize() {
        return 2 * degreesOfFreedom() + (dependsOnTime() ? 1 : 0);
    }

    /** {@code L}. */
    double lagrangian(double[] state);

    /**
     * Writes {@code dL/dq}.
     *
     * @param force [d], overwritten
     */
    void force(double[] state, double[] force);

    /**
     * Writes the momenta {@code dL/dv}.
     *
     * @param momentum [d], overwritten
     */
    void momentum(double[] state, double[] momentum);

    /**
     * Writes the mass matrix {@code d^2 L / dv_i dv_j}.
     *
     * @param mass [d d], row by row, overwritten
     */
    void mass(double[] state, double[] mass);

    /**
     * Writes {@code d^2 L / dv_i dq_j}.
     *
     * @param mixed [d d], row by row, overwritten
     */
    void mixed(double[] state, double[] mixed);

    /**
     * Writes {@code d^2 L / dv_i dt}, zero unless the Lagrangian depends on time.
     *
     * @param change [d], overwritten
     */
    default void momentumByTime(double[] state, double[] change) {
        java.util.Arrays.fill(change, 0, degreesOfFreedom(), 0);
    }
}
