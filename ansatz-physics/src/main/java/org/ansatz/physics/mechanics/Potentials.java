package org.ansatz.physics.mechanics;

/** Well-known potentials of one and two positions, in units where masses and constants are one. */
public enum Potentials implements Potential {
    /** {@code q^2 / 2}. */
    HARMONIC(1) {
        @Override
        public double value(double[] q) {
            return 0.5 * q[0] * q[0];
        }

        @Override
        public void force(double[] q, double[] force) {
            force[0] = -q[0];
        }
    },
    /** {@code 1 - cos q}. */
    PENDULUM(1) {
        @Override
        public double value(double[] q) {
            return 1 - Math.cos(q[0]);
        }

        @Override
        public void force(double[] q, double[] force) {
            force[0] = -Math.sin(q[0]);
        }
    },
    /**
     * {@code |q|^2 / 2 + q_1^2 q_2 - q_2^3 / 3} (M. Henon and C. Heiles, Astron. J. 69, 73, 1964). Motions with an energy below
     * 1/6 stay bounded; above about 1/10 many are chaotic.
     */
    HENON_HEILES(2) {
        @Override
        public double value(double[] q) {
            double x = q[0];
            double y = q[1];
            return 0.5 * (x * x + y * y) + x * x * y - y * y * y / 3;
        }

        @Override
        public void force(double[] q, double[] force) {
            double x = q[0];
            double y = q[1];
            force[0] = -x - 2 * x * y;
            force[1] = -y - x * x + y * y;
        }
    },
    /**
     * A charge of no angular momentum in a magnetic bottle, distance {@code rho} from the axis and place {@code z} along it:
     * {@code (rho^2 / 2) (1 + z^2 / 2 - rho^2 / 8)^2}.
     */
    MAGNETIC_MIRROR(2) {
        @Override
        public double value(double[] q) {
            double field = 1 + 0.5 * q[1] * q[1] - q[0] * q[0] / 8;
            return 0.5 * q[0] * q[0] * field * field;
        }

        @Override
        public void force(double[] q, double[] force) {
            double rho = q[0];
            double z = q[1];
            double field = 1 + 0.5 * z * z - rho * rho / 8;
            force[0] = -rho * field * (field - rho * rho / 4);
            force[1] = -rho * rho * field * z;
        }
    };

    private final int degreesOfFreedom;

    Potentials(int degreesOfFreedom) {
        this.degreesOfFreedom = degreesOfFreedom;
    }

    @Override
    public int degreesOfFreedom() {
        return degreesOfFreedom;
    }
}
