package org.ansatz.physics.mechanics;

import org.ansatz.physics.problem.NumericalFailure;

/**
 * The Hamiltonian {@code H(q, p) = p v - L(q, v)} of a Lagrangian, {@code v} from {@code dL/dv(q, v) = p} by Newton's method
 * (one step where L is quadratic in v). Then {@code dH/dp = v} and {@code dH/dq = -dL/dq}. Holds scratch memory: one thread
 * at a time.
 */
public final class LegendreTransform implements HamiltonianSystem {
    private static final double TOLERANCE = 1e-14;
    private static final int MAX_ITERATIONS = 50;

    private final LagrangianSystem system;
    private final int d;
    private final double[] tangent;
    private final double[] mass;
    private final double[] change;

    /** @throws IllegalArgumentException if the Lagrangian depends on time */
    public LegendreTransform(LagrangianSystem system) {
        if (system.dependsOnTime()) {
            throw new IllegalArgumentException("a Hamiltonian here does not depend on time; the Lagrangian does");
        }
        this.system = system;
        d = system.degreesOfFreedom();
        tangent = new double[2 * d];
        mass = new double[d * d];
        change = new double[d];
    }

    @Override
    public int degreesOfFreedom() {
        return d;
    }

    /**
     * Writes the state {@code [q, p]} of {@code [q, v]}.
     *
     * @param phase [2 d], overwritten
     */
    public void toPhase(double[] tangentState, double[] phase) {
        system.momentum(tangentState, change);
        System.arraycopy(tangentState, 0, phase, 0, d);
        System.arraycopy(change, 0, phase, d, d);
    }

    /**
     * Writes the state {@code [q, v]} of {@code [q, p]}.
     *
     * @param tangentState [2 d], overwritten
     * @throws NumericalFailure if no velocities with these momenta are found
     */
    public void toTangent(double[] phase, double[] tangentState) {
        solve(phase);
        System.arraycopy(tangent, 0, tangentState, 0, 2 * d);
    }

    private void solve(double[] phase) {
        System.arraycopy(phase, 0, tangent, 0, d);
        java.util.Arrays.fill(tangent, d, 2 * d, 0);
        double size = 0;
        double previous = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            system.momentum(tangent, change);
            for (int i = 0; i < d; i++) {
                change[i] = phase[d + i] - change[i];
            }
            system.mass(tangent, mass);
            MassMatrix.solve(d, mass, change);
            size = 0;
            for (int i = 0; i < d; i++) {
                tangent[d + i] += change[i];
                size = Math.max(size, Math.abs(change[i]) / (1 + Math.abs(tangent[d + i])));
            }
            if (size <= TOLERANCE || (size <= 100 * TOLERANCE && size >= previous)) {
                return;
            }
            previous = size;
        }
        throw new NumericalFailure("the Legendre transform found no velocities for the momenta "
                + java.util.Arrays.toString(java.util.Arrays.copyOfRange(phase, d, 2 * d)) + " after " + MAX_ITERATIONS
                + " Newton steps (last relative change " + size + ")");
    }

    @Override
    public double energy(double[] state) {
        solve(state);
        double sum = -system.lagrangian(tangent);
        for (int i = 0; i < d; i++) {
            sum += state[d + i] * tangent[d + i];
        }
        return sum;
    }

    @Override
    public void gradient(double[] state, double[] gradient) {
        solve(state);
        system.force(tangent, gradient);
        for (int i = 0; i < d; i++) {
            gradient[i] = -gradient[i];
            gradient[d + i] = tangent[d + i];
        }
    }
}
