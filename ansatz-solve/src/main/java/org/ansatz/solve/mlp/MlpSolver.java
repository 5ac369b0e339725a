package org.ansatz.solve.mlp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solver;
import org.ansatz.solve.collocation.Collocation;
import org.ansatz.solve.collocation.FitSettings;
import org.ansatz.solve.collocation.TrialFamily;

/**
 * Physics-informed networks: small tanh networks in double precision, all equations and conditions as one nonlinear
 * least-squares problem with exact per-point Jacobians, Levenberg-Marquardt steps on points drawn anew. Initial value
 * problems are marched in windows where the whole time at once does not converge.
 */
public final class MlpSolver implements Solver {
    private static final int HIGHEST_ORDER = 6;

    @Override
    public String name() {
        return "mlp";
    }

    @Override
    public String summary() {
        return "physics-informed network, Taylor jets and Levenberg-Marquardt; any problem of moderate dimension";
    }

    @Override
    public List<Settings.Setting> settings() {
        return MlpSettings.DECLARED;
    }

    @Override
    public Optional<String> refuses(Problem problem, Settings settings) {
        int order = problem.equations().stream()
                .flatMap(e -> e.fieldTerms().stream())
                .mapToInt(t -> t.orders().order())
                .max()
                .orElse(0);
        return order > HIGHEST_ORDER
                ? Optional.of(
                        "mlp: an equation holds a derivative of order " + order + "; mlp goes up to " + HIGHEST_ORDER)
                : Optional.empty();
    }

    @Override
    public Optional<Cost> cost(Problem problem, Settings given) {
        return Optional.of(Collocation.cost(problem, family(problem, given), FitSettings.of(problem, given)));
    }

    /** Hidden layers a third wider. */
    @Override
    public Settings larger(Problem problem, Settings settings) {
        List<Integer> wider = MlpSettings.of(problem, settings).hidden().stream()
                .map(width -> (4 * width + 2) / 3)
                .toList();
        return settings.with("hidden", wider.toString());
    }

    @Override
    public Solution load(Problem problem, Settings settings, Path folder) throws IOException {
        return Collocation.load(problem, MlpFamily.FORM, folder);
    }

    @Override
    public Solution solve(Problem problem, Settings given, Run run) {
        return Collocation.solve(problem, family(problem, given), FitSettings.of(problem, given), run);
    }

    /** The networks that settings describe. */
    public static TrialFamily family(Problem problem, Settings given) {
        return new MlpFamily(MlpSettings.of(problem, given));
    }
}
