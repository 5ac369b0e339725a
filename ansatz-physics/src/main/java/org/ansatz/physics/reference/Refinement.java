package org.ansatz.physics.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solution.Outcome;
import org.ansatz.physics.problem.Solution.Status;

/**
 * The loop over resolutions. The change from one complete run to the next is the error of the coarser; the finer one's is
 * estimated as the change times the fall of the last coefficients between the two, of which no more than a factor of ten
 * thousand is believed, plus rounding or, where time is marched, the tolerance of its steps.
 */
final class Refinement {
    private static final int MOST_UNKNOWNS_STEADY = 6500;
    private static final int MOST_UNKNOWNS_MARCHED = 2500;
    private static final double ROUNDING = 1e-15;
    private static final double BELIEVED = 1e-4;
    // A march whose last coefficients are this many tolerances large is not worth finishing.
    private static final double HOPELESS_TAIL = 1e4;
    private static final int LEAST_FOR_FRONT = 48;
    private static final int MOST_FRONTS = 12;

    private final Problem problem;
    private final ClassicalSettings settings;
    private final Run run;
    private final Arrangement arrangement;
    private final History history = new History();
    private final long began = System.nanoTime();
    private final List<CollocationRun.Guess> guesses = new ArrayList<>();
    private CollocationRun collocation;
    private int fronts;
    private long steps;
    private double tail;
    private SpectralSolution best;
    private double bestTail;
    private Map<String, Double> estimate = Map.of();
    private double lastChange = Double.NaN;

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

    /** Work grows with the cube of the unknowns: by eight while that costs nothing, then by about three and a half. */
    private int finer(int resolution) {
        boolean cheap = arrangement.axes().length == 1 && resolution < 100;
        return (int) Math.ceil(resolution * (cheap ? 2 : 1.5));
    }

    private boolean fits(int resolution) {
        int most = arrangement.marching() < 0 ? MOST_UNKNOWNS_STEADY : MOST_UNKNOWNS_MARCHED;
        return resolution <= settings.maximumResolution(arrangement.axes().length)
                && collocation.layout(resolution).size() <= most;
    }

    Solution solve() {
        int resolution = settings.resolution(arrangement.axes().length);
        while (true) {
            int next = finer(resolution);
            boolean last = !fits(next);
            double before = seconds();
            Optional<List<SpectralPiece>> pieces = level(resolution, last);
            double levelSeconds = seconds() - before;
            if (run.stopRequested()) {
                return stopped(resolution);
            }
            if (pieces.isEmpty()) {
                resolution = remapped(resolution) ? resolution : next;
                continue;
            }
            boolean settled = compare(pieces.get(), resolution);
            if (settled) {
                return finish(Status.CONVERGED, "the answer stands still", resolution);
            }
            double expected = estimate.isEmpty() ? 0 : 5 * levelSeconds;
            boolean noTime = seconds() + expected > settings.seconds();
            if (last || noTime) {
                String why = last ? "the largest resolution is reached" : "the time is used up";
                return finish(Status.BUDGET, why, resolution);
            }
            resolution = next;
        }
    }

    private Optional<List<SpectralPiece>> level(int resolution, boolean last) {
        String stage = "collocation at " + resolution + " points per axis";
        run.progress(Math.min(1, seconds() / settings.seconds()), stage, resolution, Map.of());
        long before = collocation.steps();
        tail = 0;
        Optional<List<SpectralPiece>> pieces;
        if (arrangement.marching() < 0) {
            List<SpectralPiece> steady = collocation.steady(resolution, guesses, run::stopRequested);
            pieces = steady.isEmpty() ? Optional.empty() : Optional.of(steady);
            tail = steady.isEmpty()
                    ? 0
                    : new Tails(guesses.get(0).layout()).of(guesses.get(0).coefficients());
        } else {
            double hopeless = HOPELESS_TAIL * settings.tolerance();
            try {
                pieces = collocation.march(resolution, timeTolerance(), (fraction, own) -> {
                    run.progress(fraction, stage, resolution, Map.of("tail", own));
                    tail = Math.max(tail, own);
                    return !run.stopRequested() && (last || own <= hopeless);
                });
            } catch (ShrinkingSlabs e) {
                // Few points can make a stable problem unstable; only the finest resolution has the last word.
                if (last) {
                    throw e;
                }
                pieces = Optional.empty();
            }
        }
        steps += collocation.steps() - before;
        return pieces;
    }

    /** The first complete run is looser in time as well as in space, so that the change tells of both. */
    private double timeTolerance() {
        return settings.timeTolerance() * (best == null ? 20 : 1);
    }

    /** Whether a basis stretched around a front is worth another run at the same resolution; if so, it is taken. */
    private boolean remapped(int resolution) {
        if (resolution < LEAST_FOR_FRONT || fronts == MOST_FRONTS) {
            return false;
        }
        Optional<Basis> better = collocation.betterBasis(resolution);
        better.ifPresent(basis -> {
            fronts++;
            collocation = new CollocationRun(problem, arrangement, List.of(basis));
        });
        return better.isPresent();
    }

    private boolean compare(List<SpectralPiece> pieces, int resolution) {
        SpectralSolution fine = new SpectralSolution(problem, pieces, collocation.corners(), null, Map.of());
        Map<String, Double> row = new LinkedHashMap<>();
        row.put("resolution", (double) resolution);
        row.put("tail", tail);
        if (best != null) {
            Map<String, Double> change = Comparison.change(problem, best, fine);
            lastChange = Comparison.largest(change);
            double fall = Math.max(BELIEVED, Math.min(1, tail / Math.max(bestTail, 1e-16)));
            double floor = arrangement.marching() < 0 ? ROUNDING : timeTolerance();
            Map<String, Double> own = new LinkedHashMap<>();
            change.forEach((field, c) -> {
                row.put("change." + field, c);
                own.put(field, c * fall + floor);
            });
            estimate = own;
        }
        best = fine;
        bestTail = tail;
        history.add(resolution, seconds(), row);
        run.progress(Math.min(1, seconds() / settings.seconds()), "compared", resolution, row);
        return !estimate.isEmpty() && Comparison.largest(estimate) <= settings.tolerance();
    }

    private Solution stopped(int resolution) {
        if (best == null) {
            throw new NumericalFailure("classical: stopped before the first solution was complete");
        }
        return finish(Status.INTERRUPTED, "stopped on request", resolution);
    }

    private Solution finish(Status status, String why, int resolution) {
        String detail = why + "; " + resolution + " collocation points per axis"
                + (Double.isNaN(lastChange)
                        ? "; no second run to compare with"
                        : String.format(Locale.ROOT, ", last change %.1e", lastChange))
                + (collocation.corners().isEmpty()
                        ? ""
                        : "; singular parts in closed form: "
                                + collocation.corners().describe());
        return best.with(new Outcome(status, detail, steps, seconds(), history), estimate);
    }
}
