package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.studies.SpectrumTrial.Check;

/** The experiments of {@link GpHighFrequency}; each draws its pictures and returns its figures. */
final class HighFrequencyExperiments {
    private static final double PUBLISHED_EARLY_ERROR = 0.2756;
    private static final double ANGULAR = 100;
    /** A baseline without frequencies is expected to miss the field by at least this. */
    private static final double MISSED = 0.5;

    private static final double GROUP_BAR = 0.1;
    private static final int BEGINNINGS = 9;
    private static final double NUDGE = 1e-10;

    private final boolean tiny;
    private final boolean paper;
    private final Run run;
    private final HighFrequencyPictures pictures;

    HighFrequencyExperiments(Scale scale, Run run) {
        tiny = scale == Scale.TINY;
        paper = scale == Scale.PAPER;
        this.run = run;
        pictures = new HighFrequencyPictures(run.folder());
    }

    private static Settings steps(int steps) {
        return Settings.empty().with("steps", steps);
    }

    private SpectrumTrial fit(String label, HighFrequencyProblem posed, Settings more) {
        int steps = more.integer("steps", 1);
        return SpectrumTrial.fit(label, posed, more, 1, Math.max(1, steps / 40), run);
    }

    private SpectrumTrial fit(HighFrequencyProblem posed, int steps) {
        return fit("student-t", posed, steps(tiny ? Math.min(steps, 60) : steps));
    }

    private Figure barred(Figure figure, double bar) {
        return tiny ? figure : figure.bar(bar);
    }

    private Figure error(String experiment, SpectrumTrial trial, double bar) {
        return barred(
                Figure.of(experiment + "." + trial.label() + ".relative_l2", trial.relativeL2(), Better.LOWER), bar);
    }

    private Figure frequency(String figure, double distance) {
        return barred(Figure.of(figure, distance, Better.LOWER).in("cycles per unit length"), GROUP_BAR);
    }

    /**
     * One frequency by both spectra, by the same sums without cosines, and by a network.
     *
     * <p>The squared exponential is expected to fail, and does while its length is far off; but one of the right length is
     * the maximiser of its objective and solves the problem on this grid, and the profiled search reaches it after some
     * 300 steps. So its error half-way is reported beside that at the end; E4 has its error under the published joint
     * optimisation.
     */
    List<Figure> oneFrequency(int networkSteps) throws IOException {
        HighFrequencyProblem posed = HighFrequencyProblem.single("1", tiny ? 48 : 64);
        int steps = tiny ? 150 : 400;
        Map<String, SpectrumTrial> trials = new TreeMap<>();
        for (String kernel : List.of("student-t", "gaussian", "matern", "se")) {
            trials.put(
                    kernel, SpectrumTrial.fit(kernel, posed, steps(steps).with("kernel", kernel), 0, steps / 40, run));
        }
        List<Figure> figures = new ArrayList<>();
        for (String kernel : List.of("student-t", "gaussian")) {
            SpectrumTrial trial = trials.get(kernel);
            figures.add(Figure.of("E1." + kernel + ".relative_l2", trial.relativeL2(), Better.LOWER)
                    .bar(tiny ? 1e-2 : 5e-4));
            // At tiny scale light peaks are not pruned yet.
            figures.add(frequency("E1." + kernel + ".frequency_error", trial.frequencyErrors()[0]));
            pictures.draw("one-frequency-" + kernel, trial);
        }
        for (String kernel : List.of("matern", "se")) {
            figures.addAll(baseline(trials.get(kernel), trials.get("student-t")));
        }
        double[][] points = SpectrumTrial.points(posed.problem());
        double[] exact = posed.problem().values(posed.problem().exact().get("u"), points);
        PoissonNetwork network = PoissonNetwork.train(ANGULAR, points[0], exact, networkSteps, run);
        figures.add(
                Figure.of("E1.network.relative_l2", SpectrumTrial.relativeL2(network.values(), exact), Better.NEITHER));
        List<Curve> race = new ArrayList<>(
                trials.values().stream().map(HighFrequencyPictures::errors).toList());
        race.add(new Curve("network", network.seconds(), network.errors()));
        pictures.race("one-frequency", "sin(100 x) on [0, 1]: error over wall time", race);
        pictures.steps("one-frequency", "sin(100 x) on [0, 1]", List.copyOf(trials.values()));
        return figures;
    }

    /** Error at the end and half-way, and how many times that of the learned spectrum at the same step. */
    private static List<Figure> baseline(SpectrumTrial trial, SpectrumTrial learned) {
        String stem = "E1." + trial.label() + ".";
        Check half = trial.halfway();
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of(stem + "relative_l2", trial.relativeL2(), Better.HIGHER)
                        .against(learned.label(), learned.relativeL2())
                        .bar(MISSED),
                Figure.of(stem + "halfway_relative_l2", half.relativeL2(), Better.HIGHER)
                        .against(learned.label(), learned.halfway().relativeL2())
                        .bar(MISSED)));
        trial.checks().stream()
                .filter(check -> check.relativeL2() < MISSED)
                .mapToDouble(Check::step)
                .min()
                .ifPresent(step -> figures.add(Figure.of(stem + "first_step_below_half", step, Better.NEITHER)));
        return figures;
    }

    /** The paper's own setting of one frequency. */
    List<Figure> paperSize() throws IOException {
        SpectrumTrial trial = fit(HighFrequencyProblem.single("2*pi", tiny ? 240 : 400), 160);
        pictures.draw("one-frequency-long", trial);
        return List.of(error("E1b", trial, 1e-3), frequency("E1b.heaviest_frequency_error", trial.heaviestErrors()[0]));
    }

    /**
     * Two frequencies, three scales, Allen-Cahn.
     *
     * <p>At the published constant rate a peak that has become narrow jumps now and then, after step 200 or so, and where
     * it is at the last step is a matter of rounding. So the two frequencies are sought from several beginnings that differ
     * in the eleventh digit of the top frequency, and figures are medians; a rate that falls gives the same from each.
     */
    List<Figure> severalScales() throws IOException {
        int steps = tiny ? 60 : 400;
        List<SpectrumTrial> two = new ArrayList<>();
        for (int k = 0; k < (tiny ? 3 : BEGINNINGS); k++) {
            HighFrequencyProblem posed = HighFrequencyProblem.two("1", 64, 20 + NUDGE * k);
            two.add(fit("beginning " + (k + 1), posed, steps(steps)));
        }
        SpectrumTrial cooled = fit(
                "cooled", HighFrequencyProblem.two("1", 64, 20), steps(steps).with("cooling", 0.5));
        SpectrumTrial scales = fit(HighFrequencyProblem.multiScale("cos", 100), 200);
        SpectrumTrial allenCahn = fit(HighFrequencyProblem.allenCahn("1", 64), 240);
        pictures.draw("two-frequencies", two.get(0));
        pictures.draw("two-frequencies-cooled", cooled);
        pictures.groups("two-frequencies-lower", 0, two, cooled);
        pictures.groups("two-frequencies-upper", 1, two, cooled);
        pictures.draw("multi-scale", scales);
        pictures.draw("allen-cahn", allenCahn);
        double within = two.stream()
                .filter(trial -> Arrays.stream(trial.frequencyErrors()).max().orElseThrow() <= GROUP_BAR)
                .count();
        return List.of(
                barred(
                        Figure.of("E2.two.relative_l2", Trials.median(two, SpectrumTrial::relativeL2), Better.LOWER),
                        1e-3),
                frequency("E2.two.lower_group_error", Trials.median(two, trial -> trial.frequencyErrors()[0])),
                frequency("E2.two.upper_group_error", Trials.median(two, trial -> trial.frequencyErrors()[1])),
                Figure.of("E2.two.share_within_bars", within / two.size(), Better.HIGHER),
                error("E2.two", cooled, 1e-3),
                frequency("E2.two.cooled.lower_group_error", cooled.frequencyErrors()[0]),
                frequency("E2.two.cooled.upper_group_error", cooled.frequencyErrors()[1]),
                error("E2.multi-scale", scales, 2e-3),
                error("E2.allen-cahn", allenCahn, 1e-3));
    }

    /** Two dimensions. */
    List<Figure> square() throws IOException {
        HighFrequencyProblem posed =
                tiny ? HighFrequencyProblem.square(20, 16, 5) : HighFrequencyProblem.square(50, 36, 10);
        SpectrumTrial trial = fit(posed, 100);
        pictures.draw("square", trial);
        return List.of(error("E3", trial, 1e-2), frequency("E3.heaviest_frequency_error", trial.heaviestErrors()[0]));
    }

    /**
     * The least error over checks after updates 1, 6, ..., 96 at the paper's setting certifies the published objective;
     * then joint and profiled fits of one problem over wall time.
     */
    List<Figure> jointBesideProfiled(int jointSteps) throws IOException {
        Settings joint = Settings.empty().with("mode", "joint").with("learning_rate", 1e-2);
        List<Figure> figures = new ArrayList<>();
        if (!tiny) {
            double early = SpectrumTrial.fit(
                            "joint", HighFrequencyProblem.single("2*pi", 400), joint.with("steps", 100), 1, 5, run)
                    .bestCheck()
                    .relativeL2();
            figures.add(Figure.of("E4.joint.least_relative_l2", early, Better.NEITHER)
                    .paper(PUBLISHED_EARLY_ERROR));
            figures.add(Figure.of("E4.joint.deviation", Math.abs(early - PUBLISHED_EARLY_ERROR), Better.LOWER)
                    .bar(0.002));
        }
        HighFrequencyProblem posed = HighFrequencyProblem.single("1", 100);
        SpectrumTrial slow = fit("joint", posed, joint.with("steps", jointSteps));
        SpectrumTrial fast = fit("profiled", posed, steps(tiny ? 40 : 200));
        SpectrumTrial plain = fit(
                "joint",
                HighFrequencyProblem.single("1", 64),
                joint.with("steps", jointSteps).with("kernel", "se"));
        figures.add(Figure.of("E4.joint.se.relative_l2", plain.relativeL2(), Better.NEITHER));
        pictures.race(
                "joint-and-profiled",
                "sin(100 x) on [0, 1], 100 points: error over wall time",
                List.of(HighFrequencyPictures.errors(slow), HighFrequencyPictures.errors(fast)));
        figures.add(barred(
                Figure.of("E4.profiled.relative_l2", fast.relativeL2(), Better.LOWER)
                        .against("joint, " + jointSteps + " steps", slow.relativeL2()),
                1e-3));
        return figures;
    }

    /** The hard problems of the paper's catalogue; those with a second process beside the same without. */
    List<Figure> catalogue() throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (HighFrequencyProblem.Row row : HighFrequencyProblem.catalogue(paper)) {
            HighFrequencyProblem posed = row.posed();
            SpectrumTrial trial = fit(posed, row.steps());
            String name = posed.problem().name();
            Figure figure = Figure.of("E5." + name + ".relative_l2", trial.relativeL2(), Better.LOWER);
            if (!posed.settings().text("extra", "none").equals("none")) {
                SpectrumTrial single = fit(
                        "without",
                        posed,
                        steps(tiny ? Math.min(60, row.steps()) : row.steps()).with("extra", "none"));
                figure = figure.against("without the second process", single.relativeL2());
            }
            figures.add(figure);
            pictures.draw("catalogue-" + name, trial);
        }
        return figures;
    }
}
