package org.ansatz.physics.reference;

import java.io.IOException;
import java.nio.file.Path;
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
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solution.Outcome;
import org.ansatz.physics.problem.Solution.Status;
import org.ansatz.physics.problem.Solver;

/**
 * Systems of ordinary differential equations with initial values: Dormand and Prince's method of order 8 with dense output,
 * or Radau IIA where the equations are stiff or cannot be solved for the highest derivatives. The tolerance is tightened
 * until two runs agree.
 */
final class InitialValueSolver implements Solver {
    private static final double LOOSEST = 1e-10;
    private static final double TIGHTEN = 0.02;
    private static final double TIGHTEST = 1e-14;

    @Override
    public String name() {
        return "initial-value";
    }

    @Override
    public String summary() {
        return "Dormand-Prince of order 8 for ordinary differential equations, Radau IIA where they are stiff";
    }

    @Override
    public List<Settings.Setting> settings() {
        return ClassicalSettings.ALL;
    }

    @Override
    public Optional<String> refuses(Problem problem, Settings settings) {
        if (!problem.isOrdinary()) {
            return Optional.of("there is more than one coordinate");
        }
        if (!problem.unknowns().isEmpty()) {
            return Optional.of("parameter " + problem.unknowns().get(0).name()
                    + " is unknown; classical solvers find fields, not parameters");
        }
        if (problem.equations().size() != problem.fields().size()) {
            return Optional.of(problem.fields().size() + " fields have "
                    + problem.equations().size() + " equations");
        }
        if (InitialValues.of(problem, 0).order() == 0) {
            return Optional.of("no equation holds a derivative");
        }
        return InitialValues.refuses(problem, 0);
    }

    @Override
    public Solution load(Problem problem, Settings settings, Path folder) throws IOException {
        return SpectralSolution.load(problem, folder);
    }

    @Override
    public Solution solve(Problem problem, Settings settings, Run run) {
        ClassicalSettings own = ClassicalSettings.of(settings);
        InitialValues initial = InitialValues.of(problem, 0);
        DormandPrinceRun explicit = new DormandPrinceRun(problem, initial, run);
        try {
            return tighten(problem, own, run, "Dormand-Prince 8(5,3)", explicit::solve);
        } catch (ExplicitForm.NotExplicit e) {
            run.say("Dormand-Prince does not fit (" + e.getMessage() + "); Radau IIA goes on.");
            RadauRun implicit = new RadauRun(problem, initial, run);
            return tighten(problem, own, run, "Radau IIA", implicit::solve);
        }
    }

    /** One run at a tolerance; empty if it was stopped. */
    private interface Integration {
        Optional<List<SpectralPiece>> solve(double tolerance);
    }

    private static Solution tighten(
            Problem problem, ClassicalSettings settings, Run run, String method, Integration integration) {
        long began = System.nanoTime();
        History history = new History();
        SpectralSolution best = null;
        Map<String, Double> change = Map.of();
        long steps = 0;
        Status status = Status.BUDGET;
        String why = "the tightest tolerance is reached";
        int round = 0;
        for (double tolerance = LOOSEST; tolerance >= TIGHTEST; tolerance *= TIGHTEN) {
            Optional<List<SpectralPiece>> pieces = integration.solve(tolerance);
            double seconds = (System.nanoTime() - began) * 1e-9;
            if (pieces.isEmpty()) {
                status = Status.INTERRUPTED;
                why = "stopped on request";
                break;
            }
            steps += pieces.get().size();
            SpectralSolution fine = new SpectralSolution(problem, pieces.get(), null, Map.of());
            change = best == null ? Map.of() : Comparison.change(problem, best, fine);
            best = fine;
            Map<String, Double> row = new LinkedHashMap<>();
            row.put("tolerance", tolerance);
            row.put("steps", (double) pieces.get().size());
            change.forEach((field, c) -> row.put("change." + field, c));
            history.add(++round, seconds, row);
            run.progress(Math.min(1, seconds / settings.seconds()), method, round, row);
            if (!change.isEmpty() && Comparison.largest(change) <= settings.tolerance()) {
                status = Status.CONVERGED;
                why = "two runs agree";
                break;
            }
            if (seconds * 2 > settings.seconds()) {
                why = "the time is used up";
                break;
            }
        }
        if (best == null) {
            throw new NumericalFailure("classical: stopped before the first solution was complete");
        }
        String detail = why + "; " + method
                + (change.isEmpty()
                        ? ""
                        : String.format(Locale.ROOT, ", last change %.1e", Comparison.largest(change)));
        double seconds = (System.nanoTime() - began) * 1e-9;
        return new SpectralSolution(
                problem, best.pieces(), new Outcome(status, detail, steps, seconds, history), change);
    }

    /** Radau IIA on the equations as they stand. */
    private record RadauRun(Problem problem, InitialValues initial, Run run) {
        Optional<List<SpectralPiece>> solve(double tolerance) {
            Layout point = new Layout(
                    List.of(), new int[0], new int[0], new int[problem.fields().size()][0]);
            double[] at = {problem.inputs().get(0).interval().min()};
            CollocationSystem system =
                    new CollocationSystem(problem, point, CornerSingularities.none(problem), null, 0, at);
            double[][][] start = {initial.coefficients(point, at)};
            var span = problem.inputs().get(0).interval();
            List<SpectralPiece> pieces = new ArrayList<>();
            RadauMarch march = new RadauMarch(List.of(system), span, initial.orders(), start, tolerance);
            march.run(slab -> {
                int fields = problem.fields().size();
                double[][] c = new double[fields][slab.coefficients()[0].length];
                int[][] dofs = new int[fields][1];
                for (int f = 0; f < fields; f++) {
                    dofs[f][0] = c[f].length;
                    for (int k = 0; k < c[f].length; k++) {
                        c[f][k] = slab.coefficients()[0][k][f];
                    }
                }
                pieces.add(new SpectralPiece(List.of(new ChebyshevBasis(slab.interval())), new int[] {0}, dofs, c));
                return !run.stopRequested();
            });
            boolean complete =
                    pieces.get(pieces.size() - 1).bases().get(0).interval().max() >= span.max();
            return complete ? Optional.of(pieces) : Optional.empty();
        }
    }
}
