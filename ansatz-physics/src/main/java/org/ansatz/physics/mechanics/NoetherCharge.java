package org.ansatz.physics.mechanics;

/**
 * The charge of a flow under a Lagrangian, {@code Z = <dL/dv, X>}. Along every motion
 * {@code dZ/dt = <dL/dq, X> + <dL/dv, (dX/dq) v>}, the derivative of L along the flow (Noether 1918): the charge is kept if L has the
 * symmetry. Of {@code L = T - V} with symmetric V the kinetic energy alone breaks it; ask then for the {@link #breaking} of a
 * charge whose Lagrangian is T. Holds scratch memory: one thread at a time.
 */
public final class NoetherCharge {
    private final LagrangianSystem system;
    private final ConfigurationFlow flow;
    private final int d;
    private final double[] dual;
    private final double[] vector;

    /** @throws IllegalArgumentException if system and flow have other numbers of positions */
    public NoetherCharge(LagrangianSystem system, ConfigurationFlow flow) {
        if (system.degreesOfFreedom() != flow.degreesOfFreedom()) {
            throw new IllegalArgumentException("the Lagrangian has " + system.degreesOfFreedom()
                    + " positions, the flow " + flow.degreesOfFreedom());
        }
        this.system = system;
        this.flow = flow;
        d = system.degreesOfFreedom();
        dual = new double[d];
        vector = new double[d];
    }

    LagrangianSystem system() {
        return system;
    }

    private double product() {
        double sum = 0;
        for (int i = 0; i < d; i++) {
            sum += dual[i] * vector[i];
        }
        return sum;
    }

    /** {@code Z} in a state. */
    public double value(double[] state) {
        system.momentum(state, dual);
        flow.generator(state, vector);
        return product();
    }

    /** The derivative of L along the flow: how fast the charge changes. Zero for a symmetry. */
    public double breaking(double[] state) {
        system.force(state, dual);
        flow.generator(state, vector);
        double sum = product();
        system.momentum(state, dual);
        flow.velocityChange(state, vector);
        return sum + product();
    }
}
