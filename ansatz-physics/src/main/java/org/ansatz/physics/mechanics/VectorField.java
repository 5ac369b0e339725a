package org.ansatz.physics.mechanics;

/** The right-hand side of an autonomous system {@code y' = f(y)}. */
public interface VectorField {
    /** Length of a state. */
    int dimension();

    /**
     * Writes {@code f(state)}.
     *
     * @param slope [dimension], overwritten
     */
    void slope(double[] state, double[] slope);
}
