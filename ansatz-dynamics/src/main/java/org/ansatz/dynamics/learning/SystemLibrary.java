package org.ansatz.dynamics.learning;

import java.util.List;
import org.ansatz.physics.mechanics.PlanarGravity;
import org.ansatz.physics.mechanics.Potential;
import org.ansatz.physics.mechanics.Potentials;

/** Systems by name, with the initial states that they are studied from: the six of arXiv 2212.01168 and a damped oscillator. */
public final class SystemLibrary {
    private static final double DAMPING = 0.2;
    private static final List<PhaseSystem> ALL = List.of(
            new PhaseSystem("mass-spring", Potentials.HARMONIC, 0, InitialStates.circles(0.3, 1.2)),
            within("pendulum", Potentials.PENDULUM, 0.1, 1.7, 2, 1.5),
            within("henon-heiles", Potentials.HENON_HEILES, 0.02, 1.0 / 8, 0.5, 0.5, 0.5, 0.5),
            within("magnetic-mirror", Potentials.MAGNETIC_MIRROR, 0.05, 0.4, 0.7, 0.7, 0.7, 0.7),
            new PhaseSystem("two-body", new PlanarGravity(2), 0, InitialStates.orbits(2)),
            new PhaseSystem("three-body", new PlanarGravity(3), 0, InitialStates.orbits(3)),
            new PhaseSystem("damped-oscillator", Potentials.HARMONIC, DAMPING, InitialStates.circles(0.3, 1.2)));

    private SystemLibrary() {}

    private static PhaseSystem within(String name, Potential potential, double least, double most, double... box) {
        return new PhaseSystem(name, potential, 0, InitialStates.between(potential, least, most, box));
    }

    /**
     * The system of that name.
     *
     * @throws IllegalArgumentException if there is none, naming all
     */
    public static PhaseSystem get(String name) {
        return ALL.stream()
                .filter(system -> system.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no system \"" + name + "\"; there are " + names()));
    }

    public static List<String> names() {
        return ALL.stream().map(PhaseSystem::name).toList();
    }
}
