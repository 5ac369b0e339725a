package org.ansatz.physics.reference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solution.Outcome;
import org.ansatz.physics.problem.Solution.Status;
import org.ansatz.physics.problem.Solver;

/**
 * Chebyshev or Fourier collocation with Newton's method for any system of equations on a box of one or two space
 * dimensions; time is marched in slabs by Radau IIA. The resolution rises until the answer stands still; the last change,
 * which bounds the error of the coarser run, is the error estimate.
 */
final class CollocationSolver implements Solver {
    private static final int MOST_UNKNOWNS_STEADY = 6500;
    private static final int MOST_UNKNOWNS_MARCHED = 2500;
    // A march whose last coefficients are this many tolerances large is not worth finishing.
    private static final double HOPELESS_TAIL = 1e3;

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

    /** The loop over resolutions. */
    private static final class Refinement {
        private final Problem problem;
        private final ClassicalSettings settings;
        private final Run run;
        private final Arrangement arrangement;
        private final CollocationRun collocation;
        private final History history = new History();
        private final long began = System.nanoTime();
        private final List<CollocationRun.Guess> guesses = new ArrayList<>();

        Refinement(Problem problem, ClassicalSettings settings, Run run) {
            this.problem = problem;
            this.settings = settings;
            this.run = run;
            arrangement = Arrangement.of(problem);
            collocation = new CollocationRun(problem, arrangement);
        }

        private double seconds() {
            return (System.nanoTime() - began) * 1e-9;
        }

        private double growth() {
            return arrangement.axes().length == 1 ? 2 : 1.5;
        }

        private boolean fits(int resolution) {
            int most = arrangement.marching() < 0 ? MOST_UNKNOWNS_STEADY : MOST_UNKNOWNS_MARCHED;
            return resolution <= settings.maximumResolution(arrangement.axes().length)
                    && collocation.layout(resolution).size() <= most;
        }

        Solution solve() {
            int resolution = settings.resolution(arrangement.axes().length);
            SpectralSolution best = null;
            Map<String, Double> change = Map.of();
            double levelSeconds = 0;
            while (true) {
                int next = (int) Math.ceil(resolution * growth());
                boolean last = !fits(next);
                double before = seconds();
                Optional<List<SpectralPiece>> pieces = level(resolution, last);
                levelSeconds = seconds() - before;
                if (run.stopRequested()) {
                    return stopped(best, change, resolution);
                }
                if (pieces.isPresent()) {
                    SpectralSolution fine = new SpectralSolution(problem, pieces.get(), null, Map.of());
                    if (best != null) {
                        change = Comparison.change(problem, best, fine);
                    }
                    best = fine;
                    record(resolution, change);
                    if (!change.isEmpty() && Comparison.largest(change) <= settings.tolerance()) {
                        return finish(best, Status.CONVERGED, "the answer changes by less than the tolerance", change, resolution);
                    }
                }
                boolean noTime = seconds() + 6 * levelSeconds > settings.seconds();
                if (last || noTime && best != null) {
                    String why = last ? "the largest resolution is reached" : "the time is used up";
                    return finish(best, Status.BUDGET, why, change, resolution);
                }
                resolution = next;
            }
        }

        private Optional<List<SpectralPiece>> level(int resolution, boolean last) {
            String stage = "collocation at " + resolution + " points per axis";
            run.progress(Math.min(1, seconds() / settings.seconds()), stage, resolution, Map.of());
            if (arrangement.marching() < 0) {
                List<SpectralPiece> pieces = collocation.steady(resolution, guesses, run::stopRequested);
                return pieces.isEmpty() ? Optional.empty() : Optional.of(pieces);
            }
            double hopeless = HOPELESS_TAIL * settings.tolerance();
            return collocation.march(resolution, settings.timeTolerance(), (fraction, tail) -> {
                run.progress(fraction, stage, resolution, Map.of("tail", tail));
                return !run.stopRequested() && (last || tail <= hopeless);
            });
        }

        private void record(int resolution, Map<String, Double> change) {
            Map<String, Double> row = new LinkedHashMap<>();
            row.put("resolution", (double) resolution);
            change.forEach((field, c) -> row.put("change." + field, c));
            history.add(resolution, seconds(), row);
            run.progress(Math.min(1, seconds() / settings.seconds()), "compared", resolution, row);
        }

        private Solution stopped(SpectralSolution best, Map<String, Double> change, int resolution) {
            if (best == null) {
                throw new NumericalFailure("classical: stopped before the first solution was complete");
            }
            return finish(best, Status.INTERRUPTED, "stopped on request", change, resolution);
        }

        private Solution finish(
                SpectralSolution best, Status status, String why, Map<String, Double> change, int resolution) {
            String detail = why + "; " + resolution + " collocation points per axis"
                    + (change.isEmpty()
                            ? ""
                            : String.format(
                                    java.util.Locale.ROOT, ", last change %.1e", Comparison.largest(change)));
            return best.with(new Outcome(status, detail, collocation.steps(), seconds(), history), change);
        }
    }
}
