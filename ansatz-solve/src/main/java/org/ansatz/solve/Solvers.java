package org.ansatz.solve;

import java.util.List;
import java.util.Optional;
import org.ansatz.physics.problem.Solver;
import org.ansatz.physics.reference.ClassicalSolver;
import org.ansatz.solve.gp.GpSolver;
import org.ansatz.solve.mlp.MlpSolver;

/** The methods of this version, by the word that stands in {@code method: ...}. */
public final class Solvers {
    private static final List<Solver> ALL = List.of(new MlpSolver(), new ClassicalSolver(), new GpSolver());

    private Solvers() {}

    /** All methods, the default first. */
    public static List<Solver> all() {
        return ALL;
    }

    /** The method of that name, empty if this version has none. */
    public static Optional<Solver> named(String name) {
        return ALL.stream().filter(solver -> solver.name().equals(name)).findFirst();
    }

    /** Classical numerical methods, which share no code with the networks. */
    public static Solver classical() {
        return ALL.get(1);
    }

    /** Gaussian processes with a learned spectrum. */
    public static GpSolver gp() {
        return (GpSolver) ALL.get(2);
    }

    /** Physics-informed networks, the default method. */
    public static Solver mlp() {
        return ALL.get(0);
    }
}
