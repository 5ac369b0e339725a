package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.report.Figure;
import org.ansatz.tensor.kernel.Blas;

/**
 * Implicit neural spatial representations, arXiv 2210.00124: fields in the weights of small networks of sines, stepped by
 * classical time integrators, against grids and meshes.
 *
 * <p>E1 advection of a pulse, E2 Taylor-Green vortices, E3 a stretched elastic square, E4 a body of tetrahedra thrown on
 * a plane. Solvers are Levenberg-Marquardt in E1 and
 * E2, Adam in a part of E1 and in E3. At the published dt = 0.05 the error of E1 is that of Crank-Nicolson in time, above
 * upwind's of equal memory whose diffusion is small at 901 cells; it falls with the square of the step. The space-time network,
 * of fourteen times the weights, loses no pulse either: after 20,000 Adam steps it stands between the field at a half and at a
 * quarter of the step. The published frequency of 30 suits E1 and E3; E2's least-squares stages, with 4500
 * residuals for 3330 weights, leave the field between the points astray there, so that its units have a frequency of 5 (the
 * box holds one wave of the flow).
 */
public final class ImplicitNeuralSpatialRepresentation implements Study {
    private static final List<Setting> SETTINGS = List.of(
            new Setting("experiments", "E1,E2,E3,E4", "which experiments to run (E1 at tiny scale)"),
            new Setting("seeds", "3", "runs per field, with consecutive seeds (1 at tiny scale); figures are medians"),
            new Setting("steps", "240", "time steps of E1 (5 at tiny scale); the bars apply at t = 12"),
            new Setting("refined", "4", "E1 once more with so many times more time steps, 1 for not"),
            new Setting("adam", "20", "time steps of E1's variant by Adam, 0 for none"),
            new Setting("adam_steps", "3000", "Adam steps per time step of that variant (20000 at paper scale)"),
            new Setting("pinn_steps", "20000", "Adam steps of E1's space-time network, 0 for none"),
            new Setting("flow_steps", "20", "time steps of E2 (100 at paper scale)"),
            new Setting(
                    "flow_width", "32", "units per hidden layer of E2; the grid has as many numbers as the network"),
            new Setting("flow_layers", "3", "hidden layers of E2 after the first"),
            new Setting(
                    "flow_frequency",
                    "5",
                    "frequency of E2's sine units (30 at paper scale, which 1.35 residuals per weight do not hold)"),
            new Setting("flow_inner", "4", "largest number of Levenberg-Marquardt steps per stage of E2"),
            new Setting("stretch_width", "68", "units per hidden layer of E3"),
            new Setting("stretch_rate", "1e-4", "Adam's rate in E3"),
            new Setting("stretch_frequency", "30", "frequency of E3's sine units"),
            new Setting("stretch_steps", "3000", "Adam steps of E3 (100000 at paper scale)"),
            new Setting("threads", "all", "number of threads; 1 on a machine that others use"));
    private static final List<String> EXPERIMENTS = List.of("E1", "E2", "E3", "E4");

    @Override
    public String name() {
        return "implicit-neural-spatial-representation";
    }

    @Override
    public List<Setting> settings() {
        return Stream.concat(SETTINGS.stream(), DropSettings.DECLARED.stream()).toList();
    }

    @Override
    public StudyReport run(Scale scale, Settings settings, Run run) throws IOException {
        StudySettings given = new StudySettings(this, settings);
        boolean tiny = scale == Scale.TINY;
        boolean paper = scale == Scale.PAPER;
        List<String> experiments = given.experiments(EXPERIMENTS, tiny ? "E1" : String.join(",", EXPERIMENTS));
        // Before the others: a mesh that cannot be read must not cost their time.
        Optional<DropExperiment> drop = experiments.contains("E4")
                ? Optional.of(new DropSettings(given, settings).read(paper))
                : Optional.empty();
        String threads = settings.text("threads", "all");
        long[] seeds = LongStream.range(run.seed(), run.seed() + given.positive("seeds", tiny ? 1 : 3))
                .toArray();
        Blas.setThreads(
                threads.equals("all") ? Runtime.getRuntime().availableProcessors() : given.positive("threads", 1));
        long begin = System.nanoTime();
        ImplicitFieldPictures pictures = new ImplicitFieldPictures(run.folder());
        List<Figure> figures = new ArrayList<>();
        if (experiments.contains("E1")) {
            AdvectionRace race = new AdvectionRace(threads, seeds, pictures, run);
            figures.addAll(tiny ? race.tiny(given.positive("steps", 5)) : race.run(size(given, paper)));
        }
        if (experiments.contains("E2")) {
            VortexExperiment flow = new VortexExperiment(
                    given.positive("flow_width", 32),
                    given.positive("flow_layers", 3),
                    settings.number("flow_frequency", paper ? 30 : 5),
                    0.05,
                    given.positive("flow_steps", paper ? 100 : 20),
                    given.positive("flow_inner", 4));
            figures.addAll(flow.figures(seeds, pictures, run));
        }
        if (experiments.contains("E3")) {
            StretchExperiment square = new StretchExperiment(
                    given.positive("stretch_width", 68),
                    3,
                    settings.number("stretch_frequency", 30),
                    paper ? 100 : 40,
                    given.positive("stretch_steps", paper ? 100_000 : 3000),
                    settings.number("stretch_rate", 1e-4),
                    20);
            figures.addAll(square.figures(seeds, pictures, run));
        }
        if (drop.isPresent()) {
            figures.addAll(drop.get().figures(seeds, pictures, run));
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }

    private static AdvectionRace.Size size(StudySettings given, boolean paper) {
        return new AdvectionRace.Size(
                given.positive("steps", 240),
                given.positive("refined", 4),
                given.notNegative("pinn_steps", 20_000),
                given.notNegative("adam", 20),
                given.positive("adam_steps", paper ? 20_000 : 3000),
                paper ? 5000 : 1000);
    }
}
