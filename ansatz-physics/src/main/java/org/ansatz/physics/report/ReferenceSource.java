package org.ansatz.physics.report;

import java.util.Optional;
import java.util.function.Supplier;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solver;

/**
 * Where an answer can be checked if the problem brings neither closed forms nor data.
 *
 * @param classical an independent solver, used unless it refuses the problem
 * @param secondRun another run of the method itself (other seed, larger network); called only if nothing better is there
 * @param run seed, messages and stop signal for the classical solver
 */
public record ReferenceSource(Optional<Solver> classical, Optional<Supplier<Solution>> secondRun, Run run) {
    // Any fixed seed; classical solvers draw no random numbers.
    private static final long SEED = 1;

    /** Exact solution or reference file only. */
    public static ReferenceSource none() {
        return new ReferenceSource(Optional.empty(), Optional.empty(), Run.silent(SEED));
    }

    public ReferenceSource withClassical(Solver solver) {
        return new ReferenceSource(Optional.of(solver), secondRun, run);
    }

    public ReferenceSource withSecondRun(Supplier<Solution> again) {
        return new ReferenceSource(classical, Optional.of(again), run);
    }

    public ReferenceSource in(Run other) {
        return new ReferenceSource(classical, secondRun, other);
    }
}
