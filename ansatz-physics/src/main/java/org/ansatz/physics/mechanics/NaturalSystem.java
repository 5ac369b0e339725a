package org.ansatz.physics.mechanics;

/** Unit masses in a potential: {@code H(q, p) = |p|^2 / 2 + V(q)}. */
public record NaturalSystem(Potential forces) implements SeparableHamiltonian {
    @Override
    public int degreesOfFreedom() {
        return forces.degreesOfFreedom();
    }

    @Override
    public double kinetic(double[] state) {
        double sum = 0;
        for (int i = degreesOfFreedom(); i < 2 * degreesOfFreedom(); i++) {
            sum += state[i] * state[i];
        }
        return 0.5 * sum;
    }

    @Override
    public double potential(double[] state) {
        return forces.value(state);
    }

    @Override
    public void velocity(double[] state, double[] velocity) {
        System.arraycopy(state, degreesOfFreedom(), velocity, 0, degreesOfFreedom());
    }

    @Override
    public void force(double[] state, double[] force) {
        forces.force(state, force);
    }
}
