package org.ansatz.physics.mechanics;

/** A potential energy {@code V(q)} with its force. Arguments are whole states {@code [q, p]}; only positions are read. */
public interface Potential {
    /** Number {@code d} of positions. */
    int degreesOfFreedom();

    /** {@code V(q)}. */
    double value(double[] state);

    /**
     * Writes {@code -dV/dq}.
     *
     * @param force [d], overwritten
     */
    void force(double[] state, double[] force);

    /** {@code c V(q)}. */
    default Potential times(double c) {
        Potential unscaled = this;
        return new Potential() {
            @Override
            public int degreesOfFreedom() {
                return unscaled.degreesOfFreedom();
            }

            @Override
            public double value(double[] state) {
                return c * unscaled.value(state);
            }

            @Override
            public void force(double[] state, double[] force) {
                unscaled.force(state, force);
                for (int i = 0; i < degreesOfFreedom(); i++) {
                    force[i] *= c;
                }
            }
        };
    }
}
