package org.ansatz.physics.mechanics;

import org.ansatz.physics.problem.NumericalFailure;

/**
 * A charge along the motion of its Lagrangian, beside what Noether's law says it must be.
 *
 * @param times [kept]
 * @param states [kept][state of the Lagrangian]
 * @param charges Z
 * @param balance the first charge plus the integral of the breaking, which is integrated with the motion
 */
public record ChargeBalance(double[] times, double[][] states, double[] charges, double[] balance) {
    /**
     * Integrates by the classical Runge-Kutta method.
     *
     * @param initial state of the Lagrangian, not changed
     * @param every keep the initial state and every so many-th state
     * @throws IllegalArgumentException if the state has another length or {@code every} is no positive divisor of {@code steps}
     * @throws NumericalFailure if the motion leaves the finite numbers or the mass matrix is singular
     */
    public static ChargeBalance along(NoetherCharge charge, double[] initial, double h, int steps, int every) {
        return along(charge, charge, initial, h, steps, every);
    }

    /**
     * The same with the breaking of another Lagrangian on the same flow, such as the kinetic energy's where the potential is
     * known to be symmetric.
     */
    public static ChargeBalance along(
            NoetherCharge charge, NoetherCharge broken, double[] initial, double h, int steps, int every) {
        int n = charge.system().stateSize();
        if (initial.length != n) {
            throw new IllegalArgumentException(
                    "a state of this Lagrangian has " + n + " entries, given " + initial.length);
        }
        EulerLagrange motion = new EulerLagrange(charge.system());
        double[] state = new double[n];
        double[] slope = new double[n];
        VectorField together = new VectorField() {
            @Override
            public int dimension() {
                return n + 1;
            }

            @Override
            public void slope(double[] whole, double[] target) {
                System.arraycopy(whole, 0, state, 0, n);
                motion.slope(state, slope);
                System.arraycopy(slope, 0, target, 0, n);
                target[n] = broken.breaking(state);
            }
        };
        double[] start = java.util.Arrays.copyOf(initial, n + 1);
        start[n] = charge.value(initial);
        Trajectory path = Trajectory.of(new RungeKutta4(together), charge::value, start, h, steps, every);
        double[][] states = new double[path.size()][];
        double[] balance = new double[path.size()];
        for (int k = 0; k < path.size(); k++) {
            states[k] = java.util.Arrays.copyOf(path.states()[k], n);
            balance[k] = path.states()[k][n];
        }
        return new ChargeBalance(path.times(), states, path.energies(), balance);
    }

    /** The charge at the end. */
    public double last() {
        return charges[charges.length - 1];
    }

    /** Largest {@code |Z(t) - Z(0)|}. */
    public double drift() {
        double largest = 0;
        for (double charge : charges) {
            largest = Math.max(largest, Math.abs(charge - charges[0]));
        }
        return largest;
    }

    /** Largest difference of the charge and its balance. */
    public double residual() {
        double largest = 0;
        for (int k = 0; k < charges.length; k++) {
            largest = Math.max(largest, Math.abs(charges[k] - balance[k]));
        }
        return largest;
    }
}
