package org.ansatz.solve.implicit;

/**
 * Part of an incremental potential: an energy at one sample of a body as a function of the displacement {@code d} and its
 * gradient there. The deformed place is {@code q = x + d}, the deformation gradient {@code F = 1 + dd/dx}.
 */
public interface EnergyTerm {
    String name();

    /**
     * The energy at a sample; adds its derivatives.
     *
     * @param p number of the sample in its group
     * @param d displacement [dimension]
     * @param gradient {@code dd_i / dx_j} at {@code [i * dimension + j]}
     * @param byD to be increased by the derivative by {@code d}
     * @param byGradient to be increased by the derivative by {@code gradient}
     */
    double at(int p, double[] d, double[] gradient, double[] byD, double[] byGradient);
}
