package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ansatz.physics.problem.Exhibit;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.solve.Solvers;
import org.ansatz.studies.Contest.Contestant;

/** The experiments of {@link PhysicsInformedGaussians}. */
record GaussianExperiments(int seconds, int threads, long[] seeds, GaussianPictures pictures, Run run) {
    static final String PIG = "Gaussians";
    static final String STATIC = "static Gaussians";
    static final String PINN = "PINN 12.7k, Adam";
    private static final String QUASI_NEWTON = "Gaussians, L-BFGS";
    private static final String ADAM = "Gaussians, Adam";
    private static final String LONG_ADAM = "Gaussians, Adam to the end";
    private static final int PUBLISHED_STEPS = 3000;
    // Seconds; steps are the budget.
    private static final int UNTIL_STEPS_ARE_DONE = 3600;
    private static final String GRID = "grid of Gaussians";
    private static final int POINTS = 3000;
    private static final String SMALL_PINN = "PINN of equal size";

    private static Contestant gaussians(String name, Settings settings) {
        return new Contestant(name, Solvers.gaussians(), settings);
    }

    private Settings common(String... pairs) {
        // Budgets only: no growth, no early end, the same points for all.
        return Settings.of(
                        "grow=false",
                        "tolerance=0",
                        "windows=off",
                        "points=" + POINTS,
                        "time=" + seconds,
                        "threads=" + threads)
                .and(pairs);
    }

    /**
     * A fit without equation on 400 points, by Levenberg-Marquardt with fresh points and by L-BFGS on fixed ones, and the
     * first steps of Adam.
     */
    static List<Figure> tiny(Run run) throws IOException {
        Settings size = Settings.of(
                "gaussians=40",
                "channels=2",
                "sigma=0.4",
                "points=400",
                "adaptive=0",
                "grow=false",
                "tolerance=0",
                "threads=1");
        Contest regression = new Contest(GaussianProblems.regression(), 50)
                .run(
                        List.of(
                                gaussians(PIG, size.and("steps=80", "resample=5")),
                                gaussians(QUASI_NEWTON, size.and("steps=300", "optimizer=l-bfgs", "resample=1000000"))),
                        new long[] {run.seed()},
                        run);
        Contest helmholtz = new Contest(GaussianProblems.helmholtz(1, 1), 50)
                .run(
                        List.of(gaussians(
                                PIG,
                                Settings.of(
                                        "gaussians=40",
                                        "sigma=0.3",
                                        "optimizer=adam",
                                        "learning_rate=1e-2",
                                        "steps=60",
                                        "points=400",
                                        "adaptive=0",
                                        "grow=false"))),
                        new long[] {run.seed()},
                        run);
        List<History.Row> rows =
                helmholtz.of(PIG).get(0).solution().outcome().history().rows();
        double fall = rows.get(0).values().get("loss")
                / rows.get(rows.size() - 1).values().get("loss");
        return List.of(
                Figure.of("tiny.regression.relative_l2", regression.medianError(PIG), Better.LOWER)
                        .against("L-BFGS, 300 steps on fixed points", regression.medianError(QUASI_NEWTON))
                        .bar(1e-3),
                Figure.of("tiny.adam.loss_fall", fall, Better.HIGHER).bar(3));
    }

    /** E1: Helmholtz (1, 4), moving Gaussians against static ones, a grid of them, and networks, at equal time. */
    List<Figure> helmholtz() throws IOException {
        String[] pig = {"gaussians=100", "sigma=0.1"};
        List<Contestant> contestants = List.of(
                gaussians(PIG, common(pig)),
                gaussians(QUASI_NEWTON, common(pig).and("optimizer=l-bfgs", "resample=200")),
                gaussians(STATIC, common(pig).and("frozen=both")),
                gaussians(GRID, common("gaussians=484", "sets=shared", "placement=grid", "frozen=both", "sigma=0.1")),
                new Contestant(SMALL_PINN, Solvers.mlp(), common("hidden=[31, 31, 31]")),
                new Contestant(
                        PINN,
                        Solvers.mlp(),
                        common("hidden=[64, 64, 64, 64]", "optimizer=adam", "learning_rate=1e-3")));
        Contest contest = new Contest(GaussianProblems.helmholtz(1, 4), 100).run(contestants, seeds, run);
        double pinn = contest.medianError(PINN);
        double fixed = contest.medianError(STATIC);
        double moving = contest.medianError(PIG);
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("E1.gaussians.relative_l2", moving, Better.LOWER)
                .against(PINN, pinn)
                .paper(4.1e-5)
                .bar(1e-2));
        figures.add(Figure.of("E1.gaussians_l_bfgs.relative_l2", contest.medianError(QUASI_NEWTON), Better.LOWER)
                .against(PINN, pinn)
                .paper(4.1e-5)
                .bar(1e-2));
        figures.add(Figure.of("E1.pinn_over_gaussians", pinn / moving, Better.HIGHER)
                .bar(5));
        figures.add(Figure.of("E1.static_over_gaussians", fixed / moving, Better.HIGHER)
                .bar(1));
        figures.add(Figure.of("E1.static.relative_l2", fixed, Better.LOWER));
        figures.add(Figure.of("E1.grid.relative_l2", contest.medianError(GRID), Better.LOWER));
        figures.add(Figure.of("E1.pinn_equal_size.relative_l2", contest.medianError(SMALL_PINN), Better.LOWER));
        figures.add(Figure.of("E1.pinn.relative_l2", pinn, Better.LOWER));
        pictures.contest("helmholtz", contest);
        return figures;
    }

    /** E2: flow mixing in space and time, by Levenberg-Marquardt and by the published optimizer with more Gaussians. */
    List<Figure> flowMixing() throws IOException {
        String points = "points=4000";
        Contest contest = new Contest(GaussianProblems.flowMixing(), 30)
                .run(
                        List.of(
                                gaussians(PIG, common("gaussians=60", "sigma=0.3", points)),
                                gaussians(
                                        ADAM,
                                        common("gaussians=150", "sigma=0.3", points)
                                                .and(publishedAdam("decay_every=300"))),
                                new Contestant(
                                        PINN,
                                        Solvers.mlp(),
                                        common(
                                                "hidden=[64, 64, 64, 64]",
                                                "optimizer=adam",
                                                "learning_rate=1e-3",
                                                points))),
                        seeds,
                        run);
        double pinn = contest.medianError(PINN);
        double moving = contest.medianError(PIG);
        pictures.contest("flow-mixing", contest);
        return List.of(
                Figure.of("E2.gaussians.relative_l2", moving, Better.LOWER)
                        .against(PINN, pinn)
                        .paper(4.5e-4)
                        .bar(5e-2),
                Figure.of("E2.gaussians_adam.relative_l2", contest.medianError(ADAM), Better.LOWER)
                        .against(PINN, pinn)
                        .paper(4.5e-4),
                Figure.of("E2.pinn_over_gaussians", pinn / moving, Better.HIGHER)
                        .bar(1));
    }

    private static String[] publishedAdam(String... more) {
        return Stream.concat(
                        Stream.of("optimizer=adam", "learning_rate=1e-2", "decay=0.9", "adaptive=0", "resample=100"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    /**
     * E3: whether Gaussians gather at a layer. Twenty in all, few enough to have to. The bar is for as many steps of the
     * published optimizer as E2's. Beside it is the same optimizer to the end of the time: weights then grow outside the
     * domain and on the plateaus u = +-1 as well, which have to be represented too. Levenberg-Marquardt finds answers that are
     * better by orders of magnitude, mostly with Gaussians that lie elsewhere.
     */
    List<Figure> adaptivity() throws IOException {
        Settings few = common("gaussians=5", "sigma=0.3");
        Settings adam = few.and(publishedAdam("decay_every=2000"));
        Contest contest = new Contest(GaussianProblems.layer(), 100)
                .run(
                        List.of(
                                gaussians(ADAM, adam.and("steps=" + PUBLISHED_STEPS, "time=" + UNTIL_STEPS_ARE_DONE)),
                                gaussians(LONG_ADAM, adam),
                                gaussians(PIG, few)),
                        seeds,
                        run);
        pictures.contest("layer", contest);
        List<Figure> figures = new ArrayList<>();
        Map<String, String> prefixes = new LinkedHashMap<>();
        prefixes.put(ADAM, "E3.adam.");
        prefixes.put(LONG_ADAM, "E3.long_adam.");
        prefixes.put(PIG, "E3.lm.");
        prefixes.forEach((name, prefix) -> {
            figures.add(
                    Figure.of(prefix + "share_near_layer_before", near(contest, name, true, false), Better.NEITHER));
            figures.add(Figure.of(prefix + "share_near_layer_after", near(contest, name, false, false), Better.HIGHER));
            Figure weighted = Figure.of(
                    prefix + "weighted_share_near_layer_after", near(contest, name, false, true), Better.HIGHER);
            figures.add(name.equals(ADAM) ? weighted.bar(0.4) : weighted);
            figures.add(Figure.of(prefix + "relative_l2", contest.medianError(name), Better.LOWER));
        });
        return figures;
    }

    private static double near(Contest contest, String name, boolean before, boolean weighted) {
        return Trials.median(contest.of(name), a -> share(a.solution(), before, weighted));
    }

    /** Share of the Gaussians whose means lie within 0.2 of the layer at 0.2, each counted once or by its weight. */
    static double share(Solution solution, boolean before, boolean weighted) {
        Exhibit.Ellipses shown = solution.exhibits().stream()
                .filter(Exhibit.Ellipses.class::isInstance)
                .map(Exhibit.Ellipses.class::cast)
                .findFirst()
                .orElseThrow();
        var panel = shown.panels().get(before ? 0 : shown.panels().size() - 1);
        double near = 0;
        double all = 0;
        for (Exhibit.Ellipse ellipse : panel.ellipses()) {
            double counted = weighted ? ellipse.value() : 1;
            all += counted;
            near += Math.abs(ellipse.x() - 0.2) < 0.2 ? counted : 0;
        }
        return near / all;
    }
}
