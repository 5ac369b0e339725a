package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solver;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.solve.Solvers;
import org.ansatz.studies.AdvectionExperiment.Track;

/**
 * E1 of {@link ImplicitNeuralSpatialRepresentation}: the neural field against grids of equal memory, a network over space and
 * time, itself at finer steps, and itself by the published Adam. Figures of the field are medians over the seeds; the
 * space-time network and Adam run with the first.
 *
 * @param threads of the methods, a number or {@code all}
 */
record AdvectionRace(String threads, long[] seeds, ImplicitFieldPictures pictures, Run run) {
    /**
     * How far each part goes.
     *
     * @param steps of the field and the grids
     * @param refined how many times more steps the finer field makes, 1 for none
     * @param pinn Adam steps of the space-time network, 0 for none
     * @param adam time steps of the published way, 0 for none
     * @param adamSteps Adam steps of each
     * @param adamSamples points of each Adam step
     */
    record Size(int steps, int refined, int pinn, int adam, int adamSteps, int adamSamples) {}

    private static final String FIELD = "implicit field";
    private static final double DT = 0.05;

    private Track field(AdvectionExperiment pulse, String name, Settings settings, long seed) {
        Solver method = Solvers.named("implicit-field").orElseThrow();
        return pulse.solve(name, method, settings.with("threads", threads), part(name, seed));
    }

    private Run part(String name, long seed) {
        return Contest.part(run, seed, 0, 1, "E1 " + name + ", seed " + seed);
    }

    private List<Track> fields(AdvectionExperiment pulse, String name, Settings settings) {
        List<Track> tracks = new ArrayList<>();
        for (long seed : seeds) {
            tracks.add(field(pulse, name, settings, seed));
        }
        return tracks;
    }

    /** The variant for continuous integration: a wide pulse and 141 weights. */
    List<Figure> tiny(int steps) throws IOException {
        AdvectionExperiment pulse = AdvectionExperiment.wide(DT, steps);
        Settings small = Settings.empty()
                .with("dt", DT)
                .with("hidden", "[10, 10]")
                .with("samples", 300)
                .with("initial_adam", 400);
        Track field = field(pulse, FIELD, small, seeds[0]);
        List<Track> tracks = new ArrayList<>(List.of(field));
        tracks.addAll(pulse.grids((int) field.memory()));
        pictures.pulses(pulse, tracks);
        Track upwind = tracks.get(1);
        return List.of(
                Figure.of("E1.relative_l2", pulse.relativeL2(field, steps), Better.LOWER)
                        .against(upwind.name(), pulse.relativeL2(upwind, steps))
                        .bar(2e-2),
                Figure.of("E1.peak", pulse.peak(field, steps), Better.HIGHER)
                        .against(upwind.name(), pulse.peak(upwind, steps))
                        .bar(0.95));
    }

    /** All of E1. */
    List<Figure> run(Size size) throws IOException {
        AdvectionExperiment pulse = AdvectionExperiment.published(DT, size.steps());
        Settings published = Settings.empty()
                .with("dt", DT)
                .with("hidden", "[20, 20, 20]")
                .with("omega", 30)
                .with("samples", 1200);
        List<Track> fields = fields(pulse, FIELD, published);
        List<Track> others = new ArrayList<>(pulse.grids((int) fields.get(0).memory()));
        if (size.pinn() > 0) {
            others.add(spaceTimeNetwork(pulse, size.pinn()));
        }
        PulseFigures measured = new PulseFigures(pulse, others);
        List<Figure> figures = new ArrayList<>(measured.of(fields));
        List<Track> shown = new ArrayList<>(List.of(fields.get(0)));
        shown.addAll(others);
        if (size.refined() > 1) {
            List<Track> fine = refined(published, size);
            figures.addAll(measured.refined(fine));
            shown.add(fine.get(0));
        }
        pictures.pulses(pulse, shown);
        if (size.adam() > 0) {
            figures.add(byAdam(pulse, size, fields));
        }
        return figures;
    }

    private Track spaceTimeNetwork(AdvectionExperiment pulse, int steps) {
        Settings network = Settings.empty()
                .with("hidden", "[64, 64, 64, 64]")
                .with("optimizer", "adam")
                .with("steps", steps)
                .with("points", 1000)
                .with("learning_rate", 1e-3)
                // One fit of exactly these steps: no growth, no early end, no windows of time.
                .with("grow", false)
                .with("tolerance", 0)
                .with("windows", "off")
                .with("threads", threads)
                // The steps end it, not the clock.
                .with("time", 36_000);
        String name = "space-time network";
        return pulse.solve(name, Solvers.mlp(), network, part(name, seeds[0]));
    }

    /** The field at steps of {@code dt / refined}, at the times of the coarse one. */
    private List<Track> refined(Settings published, Size size) {
        double dt = DT / size.refined();
        AdvectionExperiment fine = AdvectionExperiment.published(dt, size.steps() * size.refined());
        Settings finer = published.with("dt", dt).with("residual", "2e-5");
        return fields(fine, FIELD + ", dt / " + size.refined(), finer).stream()
                .map(track -> AdvectionExperiment.thinned(track, size.refined()))
                .toList();
    }

    /** The published inner solver over the first steps. */
    private Figure byAdam(AdvectionExperiment pulse, Size size, List<Track> fields) {
        AdvectionExperiment brief = AdvectionExperiment.published(DT, size.adam());
        Settings adam = Settings.empty()
                .with("dt", DT)
                .with("inner", "adam")
                .with("omega", 30)
                .with("inner_steps", size.adamSteps())
                .with("samples", size.adamSamples())
                .with("start", "previous");
        Track slow = field(brief, FIELD + " by Adam", adam, seeds[0]);
        int step = Math.min(size.adam(), pulse.steps());
        return Figure.of("E1.adam.relative_l2", brief.relativeL2(slow, size.adam()), Better.LOWER)
                .against("implicit field by Levenberg-Marquardt", Trials.median(fields, f -> pulse.relativeL2(f, step)))
                .bar(5e-2);
    }
}
