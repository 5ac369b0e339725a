package org.ansatz.physics.reference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solver;

/**
 * Chebyshev or Fourier collocation with Newton's method for any system of equations on a box of one or two space
 * dimensions; time is marched in slabs by Radau IIA. The resolution rises until the answer stands still; the last change,
 * which bounds the error of the coarser run, is the error estimate.
 */
final class CollocationSolver implements Solver {
    @Override
    public String name() {
        return "collocation";
    }

    @Override
    public String summary() {
        return "Chebyshev or Fourier collocation with Newton's method on boxes, time in slabs of Radau IIA";
    }

    @Override
    public List<Settings.Setting> settings() {
        return ClassicalSettings.ALL;
    }

    @Override
    public Optional<String> refuses(Problem problem, Settings settings) {
        return Arrangement.refuses(problem);
    }

    @Override
    public Solution load(Problem problem, Settings settings, Path folder) throws IOException {
        return SpectralSolution.load(problem, folder);
    }

    @Override
    public Solution solve(Problem problem, Settings settings, Run run) {
        return new Refinement(problem, ClassicalSettings.of(settings), run).solve();
    }
}
