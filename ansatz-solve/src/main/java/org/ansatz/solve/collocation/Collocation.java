package org.ansatz.solve.collocation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solver;
import org.ansatz.tensor.Parallel;
import org.ansatz.tensor.ThreadPolicy;

/**
 * Solves a problem by trial functions: all equations, conditions and data as one nonlinear least-squares problem with exact
 * per-point Jacobians, on points drawn anew every few steps. Initial value problems are marched in windows where the whole
 * time at once does not converge.
 */
public final class Collocation {
    private Collocation() {}

    /**
     * Fits trial functions of a family to a problem.
     *
     * @throws org.ansatz.physics.problem.NumericalFailure if the residuals cease to be finite
     */
    public static Solution solve(Problem problem, TrialFamily family, FitSettings settings, Run run) {
        Optional<Checkpoint> resumed = run.resuming() && run.folder().isPresent()
                ? Optional.of(Checkpoint.read(run.folder().get(), problem, family.form(), run.seed()))
                : Optional.empty();
        int axis = settings.windows().equals("off") ? -1 : Marching.axis(problem);
        // The fit's own threads call BLAS, which has none of its own meanwhile.
        return ThreadPolicy.withBlas(1, () -> {
            try (Parallel parallel = new Parallel(settings.threads())) {
                Campaign campaign = new Campaign(problem, family, settings, run, parallel);
                return axis < 0 ? campaign.atOnce(resumed) : campaign.march(axis, resumed);
            }
        });
    }

    /** What a fit will cost: the time is the budget. */
    public static Solver.Cost cost(Problem problem, TrialFamily family, FitSettings settings) {
        return Forecast.of(problem, family, settings);
    }

    /** Reads a solution that was saved in a run folder. */
    public static Solution load(Problem problem, KernelForm form, Path folder) throws IOException {
        return TrialSolution.load(problem, form, folder);
    }
}
