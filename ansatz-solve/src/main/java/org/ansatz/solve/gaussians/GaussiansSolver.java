package org.ansatz.solve.gaussians;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solver;
import org.ansatz.solve.collocation.Collocation;

/**
 * Physics-informed Gaussians, arXiv 2412.05994: sums of Gaussians that move, stretch and rotate while they are fitted,
 * with a small network behind them. For solutions with fronts, layers or waves that a small tanh network hardly finds, in
 * up to three inputs; and to see where a solution needs its degrees of freedom.
 */
public final class GaussiansSolver implements Solver {
    private static final int HIGHEST_ORDER = 6;
    private static final int MOST_INPUTS = 3;
    // Gaussians narrower than this share of their mean spacing leave gaps in which all features vanish.
    private static final double OVERLAP = 0.25;

    @Override
    public String name() {
        return "gaussians";
    }

    @Override
    public String summary() {
        return "physics-informed Gaussians: moving Gaussians before a small network; up to three inputs";
    }

    @Override
    public List<Settings.Setting> settings() {
        return GaussianSettings.DECLARED;
    }

    @Override
    public Optional<String> refuses(Problem problem, Settings settings) {
        int order = GaussianSettings.order(problem);
        if (order > HIGHEST_ORDER) {
            return Optional.of("gaussians: an equation holds a derivative of order " + order + "; gaussians goes up to "
                    + HIGHEST_ORDER);
        }
        if (problem.dimension() > MOST_INPUTS && !settings.flag("many_inputs", false)) {
            return Optional.of("gaussians: " + problem.dimension()
                    + " inputs: Gaussians that fill a domain of more than three dimensions are very many; mlp takes this"
                    + " problem, or allow it by many_inputs: true");
        }
        return Optional.empty();
    }

    @Override
    public Optional<Cost> cost(Problem problem, Settings given) {
        return Optional.of(Collocation.cost(problem, family(problem, given, 0), GaussianSettings.fit(problem, given)));
    }

    @Override
    public Solution load(Problem problem, Settings settings, Path folder) throws IOException {
        return Collocation.load(problem, GaussianForm.FORM, folder);
    }

    @Override
    public Solution solve(Problem problem, Settings given, Run run) {
        GaussianFamily family = family(problem, given, run.seed());
        GaussianSettings settings = family.settings();
        double spacing = settings.spacing(problem.dimension());
        if (settings.sigma() < OVERLAP * spacing) {
            run.say(String.format(
                    Locale.ROOT,
                    "sigma %.3g is far below the mean spacing %.3g: the Gaussians do not overlap, features are zero almost"
                            + " everywhere",
                    settings.sigma(),
                    spacing));
        }
        Solution solution = Collocation.solve(problem, family, GaussianSettings.fit(problem, given), run);
        long clamped = GaussianExhibits.clampedWidths(solution, settings.leastWidth());
        if (clamped > 0) {
            run.say(String.format(
                    Locale.ROOT,
                    "%d widths ended below the least width %.3g and count as that",
                    clamped,
                    settings.leastWidth()));
        }
        return solution;
    }

    private static GaussianFamily family(Problem problem, Settings given, long seed) {
        return new GaussianFamily(GaussianSettings.of(problem, given), seed);
    }
}
