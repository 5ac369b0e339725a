package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.solve.Solvers;
import org.ansatz.studies.AdvectionExperiment.Track;
import org.ansatz.tensor.kernel.Blas;

/**
 * Implicit neural spatial representations, arXiv 2210.00124: fields in the weights of small networks of sines, stepped by
 * classical time integrators, against grids and meshes.
 *
 * <p>E1 advection of a pulse, E2 Taylor-Green vortices, E3 a stretched elastic square.
 */
public final class ImplicitNeuralSpatialRepresentation implements Study {
    private static final List<Setting> SETTINGS = List.of(
            new Setting("experiments", "E1,E2,E3", "which experiments to run (E1 at tiny scale)"),
            new Setting("steps", "240", "time steps of E1 (5 at tiny scale); the bars apply at t = 12"),
            new Setting("refined", "2", "E1 once more with so many times more time steps, 1 for not"),
            new Setting("adam", "20", "time steps of E1's variant by Adam, 0 for none"),
            new Setting("adam_steps", "3000", "Adam steps per time step of that variant (20000 at paper scale)"),
            new Setting("pinn_steps", "20000", "Adam steps of E1's space-time network, 0 for none"),
            new Setting("flow_steps", "20", "time steps of E2 (100 at paper scale)"),
            new Setting(
                    "flow_width", "32", "units per hidden layer of E2; the grid has as many numbers as the network"),
            new Setting("flow_layers", "3", "hidden layers of E2 after the first"),
            new Setting("flow_frequency", "5", "frequency of E2's sine units (30 at paper scale)"),
            new Setting("flow_inner", "4", "largest number of Levenberg-Marquardt steps per stage of E2"),
            new Setting("stretch_width", "68", "units per hidden layer of E3"),
            new Setting("stretch_rate", "5e-4", "Adam's rate in E3 (1e-4 at paper scale, whose frequency is higher)"),
            new Setting("stretch_frequency", "5", "frequency of E3's sine units (30 at paper scale)"),
            new Setting("stretch_steps", "3000", "Adam steps of E3 (100000 at paper scale)"),
            new Setting("threads", "all", "number of threads; 1 on a machine that others use"));
    private static final List<String> EXPERIMENTS = List.of("E1", "E2", "E3");
    private static final double[] MEASURED_AT = {3, 6, 12};
    private static final double SLACK = 1e-9;

    @Override
    public String name() {
        return "implicit-neural-spatial-representation";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public StudyReport run(Scale scale, Settings settings, Run run) throws IOException {
        StudySettings given = new StudySettings(this, settings);
        boolean paper = scale == Scale.PAPER;
        List<String> experiments = given.experiments(EXPERIMENTS, scale == Scale.TINY ? "E1" : "E1,E2,E3");
        String threads = settings.text("threads", "all");
        Blas.setThreads(
                threads.equals("all") ? Runtime.getRuntime().availableProcessors() : count(settings, "threads", 1));
        long begin = System.nanoTime();
        ImplicitFieldPictures pictures = new ImplicitFieldPictures(run.folder());
        List<Figure> figures = new ArrayList<>();
        if (experiments.contains("E1") && scale == Scale.TINY) {
            tiny(count(settings, "steps", 5), run, figures, pictures);
        } else if (experiments.contains("E1")) {
            advection(settings, paper, run, figures, pictures);
        }
        if (experiments.contains("E2")) {
            int steps = count(settings, "flow_steps", paper ? 100 : 20);
            VortexExperiment flow = new VortexExperiment(
                    count(settings, "flow_width", 32),
                    count(settings, "flow_layers", 3),
                    settings.number("flow_frequency", paper ? 30 : 5),
                    0.05,
                    steps,
                    count(settings, "flow_inner", 4));
            vortices(flow, run, figures, pictures);
        }
        if (experiments.contains("E3")) {
            int steps = count(settings, "stretch_steps", paper ? 100_000 : 3000);
            StretchExperiment square = new StretchExperiment(
                    count(settings, "stretch_width", 68),
                    3,
                    settings.number("stretch_frequency", paper ? 30 : 5),
                    paper ? 100 : 40,
                    steps,
                    settings.number("stretch_rate", paper ? 1e-4 : 5e-4),
                    20);
            stretch(square, run, figures, pictures);
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }

    private static Run quiet(Run run) {
        return Run.silent(run.seed());
    }

    /** The variant for continuous integration: a wide pulse, 141 weights, five steps. */
    private static void tiny(int steps, Run run, List<Figure> figures, ImplicitFieldPictures pictures)
            throws IOException {
        AdvectionExperiment pulse = new AdvectionExperiment(0, 0.3, 0.05, steps);
        Settings small = Settings.empty()
                .with("dt", 0.05)
                .with("hidden", "[10, 10]")
                .with("samples", 300)
                .with("initial_adam", 400)
                .with("threads", 1);
        Track field =
                pulse.solve("implicit field", Solvers.named("implicit-field").orElseThrow(), small, quiet(run));
        List<Track> tracks = new ArrayList<>(List.of(field));
        tracks.addAll(pulse.grids((int) field.memory()));
        Track upwind = tracks.get(1);
        figures.add(Figure.of("E1.relative_l2", pulse.relativeL2(field, steps), Better.LOWER)
                .against(upwind.name(), pulse.relativeL2(upwind, steps))
                .bar(2e-2));
        figures.add(Figure.of("E1.peak", pulse.peak(field, steps), Better.HIGHER)
                .against(upwind.name(), pulse.peak(upwind, steps))
                .bar(0.95));
        pictures.pulses(pulse, tracks);
    }

    private static void advection(
            Settings settings, boolean paper, Run run, List<Figure> figures, ImplicitFieldPictures pictures)
            throws IOException {
        var method = Solvers.named("implicit-field").orElseThrow();
        int steps = count(settings, "steps", 240);
        AdvectionExperiment pulse = new AdvectionExperiment(-1.5, 0.1, 0.05, steps);
        Settings published = Settings.empty()
                .with("dt", 0.05)
                .with("hidden", "[20, 20, 20]")
                .with("omega", 30)
                .with("samples", 1200)
                .with("threads", settings.text("threads", "all"));
        Track field = pulse.solve("implicit field", method, published, progress(run, "E1 "));
        List<Track> tracks = new ArrayList<>(List.of(field));
        tracks.addAll(pulse.grids((int) field.memory()));
        int pinnSteps = count(settings, "pinn_steps", 20_000);
        if (pinnSteps > 0) {
            Settings network = Settings.empty()
                    .with("hidden", "[64, 64, 64, 64]")
                    .with("optimizer", "adam")
                    .with("steps", pinnSteps)
                    .with("points", 1000)
                    .with("windows", "off")
                    .with("threads", settings.text("threads", "all"))
                    .with("time", 3600);
            tracks.add(pulse.solve("space-time network", Solvers.mlp(), network, progress(run, "E1 PINN ")));
        }
        for (double t : MEASURED_AT) {
            int step = (int) Math.round(t / pulse.dt());
            if (step <= steps) {
                pulseFigures(pulse, tracks, step, figures);
            }
        }
        int refined = count(settings, "refined", 2);
        if (refined > 1) {
            AdvectionExperiment fine = new AdvectionExperiment(-1.5, 0.1, 0.05 / refined, steps * refined);
            Settings finer = published.with("dt", 0.05 / refined).with("residual", "2e-5");
            Track track = fine.solve("implicit field, dt / " + refined, method, finer, progress(run, "E1 refined "));
            Track upwind = tracks.get(1);
            figures.add(Figure.of("E1.refined.relative_l2", fine.relativeL2(track, steps * refined), Better.LOWER)
                    .against(upwind.name(), pulse.relativeL2(upwind, steps))
                    .bar(pulse.relativeL2(upwind, steps)));
            figures.add(Figure.of("E1.refined.peak", fine.peak(track, steps * refined), Better.HIGHER)
                    .against(upwind.name(), pulse.peak(upwind, steps))
                    .bar(0.95));
            tracks.add(fine.thinned(track, refined));
        }
        pictures.pulses(pulse, tracks);
        int adamSteps = count(settings, "adam", 20);
        if (adamSteps > 0) {
            AdvectionExperiment brief = new AdvectionExperiment(-1.5, 0.1, 0.05, adamSteps);
            Settings adam = Settings.empty()
                    .with("dt", 0.05)
                    .with("inner", "adam")
                    .with("omega", 30)
                    .with("threads", settings.text("threads", "all"))
                    .with("inner_steps", count(settings, "adam_steps", paper ? 20_000 : 3000))
                    .with("samples", paper ? 5000 : 1000)
                    .with("start", "previous");
            Track slow = brief.solve("implicit field by Adam", method, adam, progress(run, "E1 Adam "));
            figures.add(Figure.of("E1.adam.relative_l2", brief.relativeL2(slow, adamSteps), Better.LOWER)
                    .against("implicit field by Levenberg-Marquardt", brief.relativeL2(field, adamSteps))
                    .bar(5e-2));
        }
    }

    private static void pulseFigures(AdvectionExperiment pulse, List<Track> tracks, int step, List<Figure> figures) {
        Track field = tracks.get(0);
        Track upwind = tracks.get(1);
        boolean end = Math.abs(step * pulse.dt() - 12) < SLACK;
        String prefix = "E1.t" + Math.round(step * pulse.dt()) + ".";
        figures.add(Figure.of(prefix + "relative_l2", pulse.relativeL2(field, step), Better.LOWER)
                .against(upwind.name(), pulse.relativeL2(upwind, step))
                .bar(end ? 0.10 : Double.NaN));
        figures.add(Figure.of(prefix + "peak", pulse.peak(field, step), Better.HIGHER)
                .against(upwind.name(), pulse.peak(upwind, step))
                .bar(end ? 0.95 : Double.NaN));
        figures.add(Figure.of(prefix + "mae", pulse.meanError(field, step), Better.LOWER)
                .against(upwind.name(), pulse.meanError(upwind, step)));
        for (Track other : tracks.subList(2, tracks.size())) {
            figures.add(Figure.of(
                    prefix + "relative_l2_of_" + word(other.name()), pulse.relativeL2(other, step), Better.LOWER));
            figures.add(Figure.of(prefix + "peak_of_" + word(other.name()), pulse.peak(other, step), Better.HIGHER));
        }
    }

    private static String word(String name) {
        return name.replace(",", "").replace(' ', '_');
    }

    private static void vortices(VortexExperiment flow, Run run, List<Figure> figures, ImplicitFieldPictures pictures)
            throws IOException {
        VortexExperiment.Neural neural = flow.neural(run.seed(), run);
        VortexExperiment.Track grid = flow.grid();
        double energy = VortexExperiment.last(neural.track().energyRatios());
        double gridEnergy = VortexExperiment.last(grid.energyRatios());
        double gridError = VortexExperiment.last(grid.mse());
        figures.add(Figure.of("E2.energy_ratio", energy, Better.HIGHER)
                .against(grid.name(), gridEnergy)
                .bar(0.97));
        figures.add(Figure.of("E2.energy_excess", energy - 1, Better.LOWER)
                .against(grid.name(), gridEnergy - 1)
                .bar(0.01));
        figures.add(Figure.of(
                        "E2.velocity_mse", VortexExperiment.last(neural.track().mse()), Better.LOWER)
                .against(grid.name(), gridError)
                .bar(gridError));
        figures.add(Figure.of("E2.divergence_rms", neural.divergence(), Better.LOWER)
                .bar(1e-2));
        pictures.flow(flow, neural, grid);
    }

    private static void stretch(
            StretchExperiment stretch, Run run, List<Figure> figures, ImplicitFieldPictures pictures)
            throws IOException {
        StretchExperiment.Result result = stretch.run(run.seed());
        String mesh = "bilinear elements, L-BFGS";
        figures.add(Figure.of("E3.energy", result.energy(), Better.NEITHER).against(mesh, result.meshEnergy()));
        figures.add(Figure.of("E3.energy_difference", Math.abs(result.energy() / result.meshEnergy() - 1), Better.LOWER)
                .bar(2e-2));
        figures.add(Figure.of("E3.displacement_relative_l2", result.relativeL2(), Better.LOWER)
                .bar(5e-2));
        figures.add(Figure.of("E3.inverted", result.inverted() ? 1 : 0, Better.LOWER)
                .bar(0));
        pictures.stretch(result);
    }

    /** The same run without its folder, with a word before every stage. */
    private static Run progress(Run run, String word) {
        return new Run() {
            @Override
            public long seed() {
                return run.seed();
            }

            @Override
            public Optional<Path> folder() {
                return Optional.empty();
            }

            @Override
            public void say(String message) {
                run.say(word + message);
            }

            @Override
            public void progress(double fraction, String stage, long step, Map<String, Double> values) {
                run.progress(fraction, word + stage, step, values);
            }

            @Override
            public boolean stopRequested() {
                return run.stopRequested();
            }
        };
    }

    private static int count(Settings settings, String name, int otherwise) {
        int value = settings.integer(name, otherwise);
        boolean optional = name.equals("adam") || name.equals("pinn_steps");
        if (value < (optional ? 0 : 1)) {
            throw new IllegalArgumentException(name + " must be at least " + (optional ? 0 : 1) + ", got " + value);
        }
        return value;
    }
}
