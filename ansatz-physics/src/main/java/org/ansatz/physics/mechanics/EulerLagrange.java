package org.ansatz.physics.mechanics;

/**
 * The motion of a Lagrangian system: {@code q' = v}, {@code v' = M^-1 (dL/dq - (d^2 L / dv dq) v)} with the mass matrix
 * {@code M = d^2 L / dv^2}. Holds scratch memory: one thread at a time.
 */
public final class EulerLagrange implements VectorField {
    private final LagrangianSystem system;
    private final int d;
    private final double[] mass;
    private final double[] mixed;
    private final double[] acceleration;

    public EulerLagrange(LagrangianSystem system) {
        this.system = system;
        d = system.degreesOfFreedom();
        mass = new double[d * d];
        mixed = new double[d * d];
        acceleration = new double[d];
    }

    @Override
    public int dimension() {
        return 2 * d;
    }

    /** @throws org.ansatz.physics.problem.NumericalFailure if the mass matrix is singular */
    @Override
    public void slope(double[] state, double[] slope) {
        system.force(state, acceleration);
        system.mass(state, mass);
        system.mixed(state, mixed);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                acceleration[i] -= mixed[i * d + j] * state[d + j];
            }
        }
        MassMatrix.solve(d, mass, acceleration);
        System.arraycopy(state, d, slope, 0, d);
        System.arraycopy(acceleration, 0, slope, d, d);
    }

    /** {@code v dL/dv - L}, kept by the motion. */
    public double energy(double[] state) {
        system.momentum(state, acceleration);
        double sum = -system.lagrangian(state);
        for (int i = 0; i < d; i++) {
            sum += state[d + i] * acceleration[i];
        }
        return sum;
    }
}
