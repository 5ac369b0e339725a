package org.ansatz.solve.implicit;

/** Something fixed that an elastic body runs into. Samples that were inside it at the last step are pushed out. */
public sealed interface Obstacle {
    /**
     * The contact energy of a step.
     *
     * @param points samples at rest, [dimension][n]
     * @param last their displacements at the last step, [dimension][n]
     */
    EnergyTerm contact(double[][] points, double[][] last);

    /** The half space below a height (last coordinate): {@link Energies.PlaneContact}. */
    record Plane(double stiffness, double height) implements Obstacle {
        @Override
        public EnergyTerm contact(double[][] points, double[][] last) {
            return new Energies.PlaneContact(stiffness, height, points, last);
        }
    }

    /** A disc or ball: {@link Energies.SphereContact}. */
    record Sphere(double stiffness, double[] centre, double radius, Energies.SphereLaw law) implements Obstacle {
        @Override
        public EnergyTerm contact(double[][] points, double[][] last) {
            return new Energies.SphereContact(stiffness, centre, radius, law, points, last);
        }
    }
}
