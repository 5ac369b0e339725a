package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.ansatz.dynamics.field.FieldHistory;
import org.ansatz.dynamics.field.FieldIntegrator;
import org.ansatz.dynamics.field.FieldMotion;
import org.ansatz.dynamics.field.LinearPotential;
import org.ansatz.dynamics.field.QuarticPotential;
import org.ansatz.dynamics.field.ReleasedScenario;
import org.ansatz.dynamics.field.ReleasedSolver;
import org.ansatz.dynamics.field.ScalarFieldTheory;
import org.ansatz.dynamics.field.ScalarPotential;
import org.ansatz.dynamics.field.SineGordonPotential;
import org.ansatz.dynamics.field.Solitons;
import org.ansatz.dynamics.lattice.Boundary;
import org.ansatz.dynamics.lattice.FourierLine;
import org.ansatz.dynamics.statistics.Entropies;
import org.ansatz.dynamics.statistics.KernelDensity;
import org.ansatz.dynamics.statistics.PhasePortrait;
import org.ansatz.dynamics.statistics.RankTests;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Chart;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.physics.report.Pictures.FieldMap;

/** The four regimes with correct data beside those released: maps, envelopes, distributions, phase portraits, entropies. */
final class RegimeComparison {
    private static final int DENSITY_SAMPLE = 10_000;
    private static final int DENSITY_POINTS = 200;
    private static final double DT = 0.01;

    private final Run run;
    private final Pictures pictures;

    RegimeComparison(Run run) {
        this.run = run;
        pictures = new Pictures(run.folder());
    }

    private static FieldHistory correct(
            ScalarPotential potential,
            FieldMotion motion,
            int n,
            double half,
            Boundary boundary,
            double end,
            int frames) {
        ScalarFieldTheory theory = new ScalarFieldTheory(potential, new FourierLine(n, -half, 2 * half, boundary));
        int every = (int) Math.round(end / (frames * DT));
        return FieldHistory.evolve(theory, FieldIntegrator.LEAPFROG, theory.sample(motion, 0), DT, every, frames);
    }

    /** The histories by name, in the order of {@link ReleasedScenario#ALL}. */
    private static Map<String, FieldHistory> correct() {
        QuarticPotential quartic = QuarticPotential.UNIT;
        Map<String, FieldHistory> all = new LinkedHashMap<>();
        all.put(
                "linear",
                correct(new LinearPotential(1), Solitons.packet(1, 2, 0), 512, 30, Boundary.PERIODIC, 50, 200));
        all.put("kink", correct(quartic, Solitons.kink(quartic, 0, 0), 1024, 50, Boundary.ANTIPERIODIC, 50, 200));
        all.put(
                "breather",
                correct(new SineGordonPotential(), Solitons.breather(0.5, 0), 512, 40, Boundary.PERIODIC, 80, 200));
        all.put(
                "collision",
                correct(quartic, Solitons.kinkAntikink(quartic, 0.3, 20), 1024, 50, Boundary.PERIODIC, 100, 400));
        return all;
    }

    List<Figure> figures() throws IOException {
        List<Figure> figures = new ArrayList<>();
        Map<String, FieldHistory> correct = correct();
        List<Chart> phases = new ArrayList<>();
        List<Chart> envelopes = new ArrayList<>();
        List<Curve> releasedDensities = new ArrayList<>();
        List<Curve> correctDensities = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(run.seed());
        for (ReleasedScenario scenario : ReleasedScenario.ALL) {
            String name = scenario.name();
            FieldHistory released = ReleasedSolver.run(scenario).history();
            FieldHistory right = correct.get(name);
            maps(name, released, right);
            envelopes.add(envelope(name + ", released", released));
            envelopes.add(envelope(name + ", correct", right));
            phases.add(phase(name + ", released", released));
            phases.add(phase(name + ", correct", right));
            releasedDensities.add(density(name, released, random));
            correctDensities.add(density(name, right, random));
            Figure entropy = Figure.of("B." + name + ".entropy", entropy(right), Better.NEITHER)
                    .against("as released", entropy(released));
            figures.add(entropy);
            figures.add(Figure.of(
                            "B." + name + ".phase_correlation", portrait(right).correlation(), Better.NEITHER)
                    .against("as released", portrait(released).correlation()));
        }
        FieldHistory breather = correct.get("breather");
        FieldHistory drifting = ReleasedSolver.run(ReleasedScenario.BREATHER).history();
        figures.add(Figure.of("B.breather.peak_drift", Math.abs(drift(breather)), Better.LOWER)
                .against("as released", Math.abs(drift(drifting)))
                .bar(0));
        pictures.charts("B-phase.png", "field at the centre against its rate", 2, phases);
        pictures.charts("B-envelopes.png", "the field at three times", 2, envelopes);
        pictures.charts(
                "B-distributions.png",
                "distribution of |phi| over space and time",
                1,
                List.of(
                        new Chart("as released", "|phi|", "density by its largest value", false, releasedDensities),
                        new Chart("correct", "|phi|", "density by its largest value", false, correctDensities)));
        return figures;
    }

    private void maps(String name, FieldHistory released, FieldHistory right) throws IOException {
        pictures.fields(
                "B-" + name + ".png",
                name,
                "t",
                right.times(),
                "x",
                right.x(),
                2,
                List.of(
                        new FieldMap("as released", released.fields(), "released"),
                        new FieldMap("correct", right.fields(), "correct")));
    }

    private static Chart envelope(String name, FieldHistory history) {
        List<Curve> curves = new ArrayList<>();
        for (int frame : new int[] {0, (history.frames() - 1) / 2, history.frames() - 1}) {
            String label = String.format(Locale.ROOT, "t = %.4g", history.times()[frame]);
            curves.add(new Curve(label, history.x(), history.fields()[frame]));
        }
        return new Chart(name, "x", "phi", false, curves);
    }

    private static PhasePortrait portrait(FieldHistory history) {
        int centre = history.x().length / 2;
        double[] values = Arrays.stream(history.fields())
                .mapToDouble(field -> field[centre])
                .toArray();
        return PhasePortrait.of(values, history.times()[1] - history.times()[0]);
    }

    private static Chart phase(String title, FieldHistory history) {
        PhasePortrait portrait = portrait(history);
        return new Chart(
                title, "phi", "d phi / dt", false, List.of(new Curve(null, portrait.values(), portrait.rates())));
    }

    private static Curve density(String name, FieldHistory history, SplittableRandom random) {
        double[] all = Arrays.stream(history.fields())
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .toArray();
        KernelDensity density = new KernelDensity(RankTests.draw(all, DENSITY_SAMPLE, random));
        double largest = Arrays.stream(all).max().orElseThrow();
        double[] x = new double[DENSITY_POINTS];
        Arrays.setAll(x, i -> largest * i / (DENSITY_POINTS - 1));
        double[] y = Arrays.stream(x).map(density::at).toArray();
        double peak = Arrays.stream(y).max().orElseThrow();
        return new Curve(name, x, Arrays.stream(y).map(value -> value / peak).toArray());
    }

    /** The mean over frames of the differential entropy of the intensity. */
    private static double entropy(FieldHistory history) {
        double spacing = history.x()[1] - history.x()[0];
        return Arrays.stream(history.fields())
                .mapToDouble(field -> Entropies.ofIntensity(field).differential(spacing))
                .average()
                .orElseThrow();
    }

    private static double drift(FieldHistory history) {
        return history.peak(history.frames() - 1) - history.peak(0);
    }
}
