package org.ansatz.physics.reference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solver;
import org.ansatz.physics.reference.fem.FiniteElementSolver;

/**
 * {@code method: classical}: the first of the classical solvers that takes the problem. Shares no numerics with the
 * networks and serves as the reference for every other method.
 */
public final class ClassicalSolver implements Solver {
    /** In order of preference. A solver for further problems is added here. */
    private static final List<Solver> CANDIDATES =
            List.of(new InitialValueSolver(), new CollocationSolver(), new FiniteElementSolver());

    @Override
    public String name() {
        return "classical";
    }

    @Override
    public String summary() {
        return "ODE integrators, spectral collocation on boxes, finite elements on regions; error estimated by refinement";
    }

    @Override
    public List<Settings.Setting> settings() {
        Map<String, Settings.Setting> byName = new LinkedHashMap<>();
        for (Solver candidate : CANDIDATES) {
            for (Settings.Setting setting : candidate.settings()) {
                Settings.Setting known = byName.get(setting.name());
                byName.put(
                        setting.name(),
                        known == null || known.equals(setting)
                                ? setting
                                : new Settings.Setting(
                                        setting.name(),
                                        known.defaultValue().equals(setting.defaultValue())
                                                ? known.defaultValue()
                                                : known.defaultValue() + "; " + candidate.name() + " "
                                                        + setting.defaultValue(),
                                        known.meaning()));
            }
        }
        return List.copyOf(byName.values());
    }

    private static Optional<Solver> choose(Problem problem, Settings settings) {
        return CANDIDATES.stream()
                .filter(c -> c.refuses(problem, settings).isEmpty())
                .findFirst();
    }

    @Override
    public Optional<String> refuses(Problem problem, Settings settings) {
        if (choose(problem, settings).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(CANDIDATES.stream()
                .map(c -> named(c, c.refuses(problem, settings).orElseThrow()))
                .collect(Collectors.joining("; ")));
    }

    private static String named(Solver candidate, String reason) {
        String prefix = candidate.name() + ": ";
        return reason.startsWith(prefix) ? reason : prefix + reason;
    }

    @Override
    public Solution solve(Problem problem, Settings settings, Run run) {
        Solver solver = choose(problem, settings)
                .orElseThrow(() -> new InvalidProblem(
                        "classical: " + refuses(problem, settings).orElseThrow()));
        return solver.solve(problem, settings, run);
    }

    @Override
    public Solution load(Problem problem, Settings settings, Path folder) throws IOException {
        Solver solver = choose(problem, settings)
                .orElseThrow(() -> new InvalidProblem(
                        "classical: " + refuses(problem, settings).orElseThrow()));
        return solver.load(problem, settings, folder);
    }
}
