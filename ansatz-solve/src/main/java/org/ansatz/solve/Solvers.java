package org.ansatz.solve;

import java.util.List;
import java.util.Optional;
import org.ansatz.physics.problem.Solver;
import org.ansatz.physics.reference.ClassicalSolver;
import org.ansatz.solve.gaussians.GaussiansSolver;
import org.ansatz.solve.gp.GpSolver;
import org.ansatz.solve.implicit.ImplicitFieldSolver;
import org.ansatz.solve.mlp.MlpSolver;

/** The methods of this version, by the word that stands in {@code method: ...}. */
public final class Solvers {
    private static final MlpSolver MLP = new MlpSolver();
    private static final GaussiansSolver GAUSSIANS = new GaussiansSolver();
    private static final GpSolver GP = new GpSolver();
    private static final ImplicitFieldSolver IMPLICIT_FIELD = new ImplicitFieldSolver();
    private static final ClassicalSolver CLASSICAL = new ClassicalSolver();
    private static final List<Solver> ALL = List.of(MLP, GAUSSIANS, GP, IMPLICIT_FIELD, CLASSICAL);

    private Solvers() {}

    /** All methods, the default first. */
    public static List<Solver> all() {
        return ALL;
    }

    /** The method of that name, empty if this version has none. */
    public static Optional<Solver> named(String name) {
        return ALL.stream().filter(solver -> solver.name().equals(name)).findFirst();
    }

    /** Classical numerical methods, which share no numerics with the networks but closed forms in corners. */
    public static Solver classical() {
        return CLASSICAL;
    }

    /** Physics-informed networks, the default method. */
    public static Solver mlp() {
        return MLP;
    }

    /** Physics-informed Gaussians. */
    public static Solver gaussians() {
        return GAUSSIANS;
    }

    /** Gaussian processes with a learned power spectrum. */
    public static GpSolver gp() {
        return GP;
    }

    /** Neural fields stepped in time. */
    public static Solver implicitField() {
        return IMPLICIT_FIELD;
    }
}
