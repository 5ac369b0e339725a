package org.ansatz.physics.mechanics;

import java.util.List;

/** Systems with known answers. */
final class TestSystems {
    static final List<String> ANGLES = List.of("a", "b");
    static final List<String> RATES = List.of("va", "vb");
    /** Two unit masses on unit rods under unit gravity; angles from the vertical. */
    static final String DOUBLE_PENDULUM = "va^2 + 0.5*vb^2 + va*vb*cos(a - b) + 2*cos(a) + cos(b)";

    private TestSystems() {}

    /** {@code H = p^2 / 2 - cos q}. */
    static final class Pendulum implements SeparableHamiltonian {
        @Override
        public int degreesOfFreedom() {
            return 1;
        }

        @Override
        public double kinetic(double[] state) {
            return 0.5 * state[1] * state[1];
        }

        @Override
        public double potential(double[] state) {
            return -Math.cos(state[0]);
        }

        @Override
        public void velocity(double[] state, double[] velocity) {
            velocity[0] = state[1];
        }

        @Override
        public void force(double[] state, double[] force) {
            force[0] = -Math.sin(state[0]);
        }
    }

    /** {@code H = |p|^2 / 2 - 1 / |q|} in the plane. */
    static final class Kepler implements SeparableHamiltonian {
        /** The nearest point of an orbit with semi-major axis one. */
        static double[] perihelion(double eccentricity) {
            return new double[] {1 - eccentricity, 0, 0, Math.sqrt((1 + eccentricity) / (1 - eccentricity))};
        }

        @Override
        public int degreesOfFreedom() {
            return 2;
        }

        @Override
        public double kinetic(double[] state) {
            return 0.5 * (state[2] * state[2] + state[3] * state[3]);
        }

        @Override
        public double potential(double[] state) {
            return -1 / Math.hypot(state[0], state[1]);
        }

        @Override
        public void velocity(double[] state, double[] velocity) {
            velocity[0] = state[2];
            velocity[1] = state[3];
        }

        @Override
        public void force(double[] state, double[] force) {
            double square = state[0] * state[0] + state[1] * state[1];
            double cube = square * Math.sqrt(square);
            force[0] = -state[0] / cube;
            force[1] = -state[1] / cube;
        }
    }

    /** The double pendulum's Hamiltonian worked out by hand. */
    static final class DoublePendulum implements HamiltonianSystem {
        @Override
        public int degreesOfFreedom() {
            return 2;
        }

        @Override
        public double energy(double[] s) {
            double cos = Math.cos(s[0] - s[1]);
            double determinant = 2 - cos * cos;
            return 0.5 * (s[2] * s[2] - 2 * cos * s[2] * s[3] + 2 * s[3] * s[3]) / determinant
                    - 2 * Math.cos(s[0])
                    - Math.cos(s[1]);
        }

        @Override
        public void gradient(double[] s, double[] gradient) {
            double cos = Math.cos(s[0] - s[1]);
            double sin = Math.sin(s[0] - s[1]);
            double determinant = 2 - cos * cos;
            double numerator = 0.5 * (s[2] * s[2] - 2 * cos * s[2] * s[3] + 2 * s[3] * s[3]);
            double byDifference =
                    sin * s[2] * s[3] / determinant - numerator * 2 * cos * sin / (determinant * determinant);
            gradient[0] = byDifference + 2 * Math.sin(s[0]);
            gradient[1] = -byDifference + Math.sin(s[1]);
            gradient[2] = (s[2] - cos * s[3]) / determinant;
            gradient[3] = (2 * s[3] - cos * s[2]) / determinant;
        }
    }
}
