package org.ansatz.physics.mechanics;

/**
 * Symmetric compositions of leapfrog steps of length {@code w_i h} (H. Yoshida, Phys. Lett. A 150, 262, 1990): fourth order
 * in three, sixth order in seven steps; symplectic and reversible. Some inner steps go back in time, so the largest stable
 * step is smaller than leapfrog's.
 */
public final class Yoshida implements OneStepMethod {
    private static final double CUBE_ROOT_OF_TWO = Math.cbrt(2);
    // Yoshida's equation (2.11): w_1 = 1 / (2 - 2^(1/3)), w_0 = -2^(1/3) w_1.
    private static final double[] FOURTH = {
        1 / (2 - CUBE_ROOT_OF_TWO), -CUBE_ROOT_OF_TWO / (2 - CUBE_ROOT_OF_TWO), 1 / (2 - CUBE_ROOT_OF_TWO)
    };
    // Yoshida's table 1, solution A, rounded from the 20 digits of Hairer, Lubich, Wanner, Geometric Numerical
    // Integration, (V.3.11).
    private static final double[] SIXTH = {
        0.7845136104775573,
        0.23557321335935813,
        -1.177679984178871,
        1.3151863206839112,
        -1.177679984178871,
        0.23557321335935813,
        0.7845136104775573
    };

    private final int order;
    private final double[] weights;
    private final Leapfrog leapfrog;

    private Yoshida(SeparableHamiltonian system, int order, double[] weights) {
        this.order = order;
        this.weights = weights;
        leapfrog = new Leapfrog(system, Leapfrog.Form.POSITION);
    }

    /** Three forces per step. */
    public static Yoshida fourth(SeparableHamiltonian system) {
        return new Yoshida(system, 4, FOURTH);
    }

    /** Seven forces per step. */
    public static Yoshida sixth(SeparableHamiltonian system) {
        return new Yoshida(system, 6, SIXTH);
    }

    @Override
    public int order() {
        return order;
    }

    @Override
    public void step(double[] state, double h) {
        for (double weight : weights) {
            leapfrog.step(state, weight * h);
        }
    }
}
