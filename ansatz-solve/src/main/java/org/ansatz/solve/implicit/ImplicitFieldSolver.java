package org.ansatz.solve.implicit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ansatz.physics.problem.Input;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solver;
import org.ansatz.tensor.kernel.Blas;

/**
 * Implicit neural fields in time (arXiv 2210.00124): at every time the fields are a small network of sines in space, and a
 * theta step of the equations at points drawn anew is a least-squares problem for its next weights. Memory is that of one
 * network, causality is exact; errors are those of the time scheme (second order for Crank-Nicolson) and of the fits,
 * which add up over the steps. Cost per step with P weights about {@code 8 P^3} operations.
 */
public final class ImplicitFieldSolver implements Solver {
    /** Operations per second that the dense products reach on two busy cores. */
    private static final double ASSUMED_RATE = 2e10;

    @Override
    public String name() {
        return "implicit-field";
    }

    @Override
    public String summary() {
        return "neural field stepped in time: a small network of sines per time; equations of first order in time";
    }

    @Override
    public List<Settings.Setting> settings() {
        return ImplicitSettings.DECLARED;
    }

    @Override
    public Optional<String> refuses(Problem problem, Settings given) {
        return reason(problem, given).map(reason -> "implicit-field: " + reason);
    }

    private static Optional<String> reason(Problem problem, Settings given) {
        if (problem.timeIndex().isEmpty()) {
            return Optional.of("the problem has no time; this method steps a field in time");
        }
        if (problem.spaceIndices().isEmpty()) {
            return Optional.of("the problem has no space coordinate; this method steps a field over space");
        }
        if (problem.inputs().stream().anyMatch(i -> i.kind() == Input.Kind.RANGING)) {
            return Optional.of("a parameter ranges over an interval; this method needs fixed parameters");
        }
        if (!problem.unknowns().isEmpty()) {
            return Optional.of("parameter " + problem.unknowns().get(0).name()
                    + " is unknown; this method solves forward problems");
        }
        if (!problem.observations().isEmpty()) {
            return Optional.of("the problem has observations; this method solves forward problems");
        }
        return Evolution.refusal(problem)
                .or(() -> FieldConditions.refusal(problem))
                .or(() -> startRefusal(problem, given));
    }

    private static Optional<String> startRefusal(Problem problem, Settings given) {
        Evolution evolution = new Evolution(problem);
        FieldConditions conditions = new FieldConditions(evolution.spaceTime());
        boolean implicit = given.text("scheme", "").trim().equals("implicit-euler");
        for (int f = 0; f < problem.fields().size(); f++) {
            String field = problem.fields().get(f);
            if (!conditions.startsWith(field)) {
                if (evolution.evolves(f)) {
                    return Optional.of("field " + field + " has no value at the initial time");
                }
                if (!implicit) {
                    return Optional.of("field " + field + " has no equation in time and no initial value; only scheme:"
                            + " implicit-euler needs none");
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Cost> cost(Problem problem, Settings given) {
        ImplicitSettings settings = ImplicitSettings.of(problem, given);
        double unknowns = settings.network().parameters().size();
        double rows = (double) settings.samples() * problem.equations().size();
        boolean fresh = settings.inner() instanceof InnerSolver.OnPlateaus;
        int inner = settings.inner().steps();
        double operations = fresh ? 30 * rows * unknowns : unknowns * unknowns * (rows + unknowns / 3);
        long bytes = (long) (Double.BYTES * (fresh ? 100 * rows : rows * unknowns + 2 * unknowns * unknowns));
        String basis = String.format(
                Locale.ROOT,
                "%d time steps, %.0f weights, %.0f residuals, at most %d inner steps each",
                settings.steps(),
                unknowns,
                rows,
                inner);
        return Optional.of(new Cost(settings.steps() * (double) inner * operations / ASSUMED_RATE, bytes, basis));
    }

    @Override
    public Solution load(Problem problem, Settings settings, Path folder) throws IOException {
        return FieldSequence.load(problem, folder);
    }

    @Override
    public Solution solve(Problem problem, Settings given, Run run) {
        refuses(problem, given).ifPresent(reason -> {
            throw new InvalidProblem(reason);
        });
        ImplicitSettings settings = ImplicitSettings.of(problem, given);
        Blas.setThreads(settings.threads());
        return new ImplicitMarch(problem, settings, run).solve();
    }
}
