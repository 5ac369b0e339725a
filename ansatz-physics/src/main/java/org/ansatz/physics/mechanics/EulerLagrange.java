package org.ansatz.physics.mechanics;

/**
 * The motion of a Lagrangian system: {@code q' = v}, {@code v' = M^-1 (dL/dq - (d^2 L / dv dq) v - d^2 L / dv dt)} with the mass
 * matrix {@code M = d^2 L / dv^2}, and {@code t' = 1} where the Lagrangian depends on time. Holds scratch memory: one thread at a
 * time.
 */
public final class EulerLagrange implements VectorField {
    private final LagrangianSystem system;
    private final int d;
    private final double[] mass;
    private final double[] mixed;
    private final double[] acceleration;
    private final double[] byTime;

    public EulerLagrange(LagrangianSystem system) {
        this.system = system;
        d = system.degreesOfFreedom();
        mass = new double[d * d];
        mixed = new double[d * d];
        acceleration = new double[d];
        byTime = new double[d];
    }

    @Override
    public int dimension() {
        return system.stateSize();
    }

    /** @throws org.ansatz.physics.problem.NumericalFailure if the mass matrix is singular */
    @Override
    public void slope(double[] state, double[] slope) {
        system.force(state, acceleration);
        system.mass(state, mass);
        system.mixed(state, mixed);
        system.momentumByTime(state, byTime);
        for (int i = 0; i < d; i++) {
            acceleration[i] -= byTime[i];
            for (int j = 0; j < d; j++) {
                acceleration[i] -= mixed[i * d + j] * state[d + j];
            }
        }
        MassMatrix.solve(d, mass, acceleration);
        System.arraycopy(state, d, slope, 0, d);
        System.arraycopy(acceleration, 0, slope, d, d);
        if (system.dependsOnTime()) {
            slope[2 * d] = 1;
        }
    }

    /** {@code v dL/dv - L}, kept by the motion unless the Lagrangian depends on time. */
    public double energy(double[] state) {
        system.momentum(state, acceleration);
        double sum = -system.lagrangian(state);
        for (int i = 0; i < d; i++) {
            sum += state[d + i] * acceleration[i];
        }
        return sum;
    }
}
