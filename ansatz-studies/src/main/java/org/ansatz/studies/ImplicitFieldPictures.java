package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.solve.implicit.SplitStep;
import org.ansatz.studies.AdvectionExperiment.Track;

/** The pictures of arXiv 2210.00124: pulses, errors and energies over time, vorticity, deformed grids, inner solves. */
final class ImplicitFieldPictures {
    private final Optional<Path> folder;
    private final Pictures pictures;

    ImplicitFieldPictures(Optional<Path> folder) {
        this.folder = folder.map(run -> run.resolve("figures"));
        pictures = new Pictures(folder);
    }

    /** Pulses of all methods at a quarter, a half and the end; errors, and the inner solves of the field. */
    void pulses(AdvectionExperiment pulse, List<Track> tracks) throws IOException {
        double[] x = pulse.x();
        double[] times = pulse.times();
        for (int step : new int[] {pulse.steps() / 4, pulse.steps() / 2, pulse.steps()}) {
            List<Curve> curves = new ArrayList<>();
            curves.add(new Curve("exact", x, pulse.exact(times[step])));
            for (Track track : tracks) {
                curves.add(new Curve(track.name(), x, track.values()[step]));
            }
            String t = String.format(Locale.ROOT, "%.2f", times[step]);
            pictures.lines("E1-pulse-t" + t + ".png", "E1: pulse at t = " + t, "x", "u", false, curves);
        }
        List<Curve> errors = new ArrayList<>();
        for (Track track : tracks) {
            errors.add(new Curve(
                    track.name(),
                    times,
                    IntStream.rangeClosed(0, pulse.steps())
                            .mapToDouble(k -> pulse.meanError(track, k))
                            .toArray()));
        }
        pictures.lines("E1-error.png", "E1: mean absolute error over time", "t", "mean |u - exact|", true, errors);
        History history = tracks.get(0).history();
        pictures.lines(
                "E1-residual.png",
                "E1: root mean square of the step's residual",
                "time step",
                "rms residual, in units of u",
                true,
                List.of(column(history, "rms")));
        pictures.lines(
                "E1-inner-steps.png",
                "E1: inner steps per time step",
                "time step",
                "Levenberg-Marquardt steps",
                false,
                List.of(column(history, "inner_steps")));
    }

    private static Curve column(History history, String name) {
        return new Curve(
                name,
                history.rows().stream().mapToDouble(row -> (double) row.step()).toArray(),
                history.rows().stream()
                        .mapToDouble(row -> row.values().get(name))
                        .toArray());
    }

    /** Energy and error over time, vorticity at the end, inner solves per stage. */
    void flow(VortexExperiment flow, VortexExperiment.Neural neural, VortexTrack grid) throws IOException {
        double[] t = IntStream.rangeClosed(0, flow.steps())
                .mapToDouble(k -> k * flow.dt())
                .toArray();
        pictures.lines(
                "E2-energy.png",
                "E2: kinetic energy over its first value",
                "t",
                "E(t) / E(0)",
                false,
                List.of(curve(t, neural.track(), true), curve(t, grid, true)));
        pictures.lines(
                "E2-error.png",
                "E2: mean squared error of the velocity",
                "t",
                "mean |u - exact|^2",
                true,
                List.of(curve(t, neural.track(), false), curve(t, grid, false)));
        List<Curve> iterations = new ArrayList<>();
        List<Curve> losses = new ArrayList<>();
        List<List<SplitStep.Stage>> steps = neural.stages();
        double[] numbers =
                IntStream.rangeClosed(1, steps.size()).mapToDouble(k -> k).toArray();
        for (int stage = 0; stage < steps.get(0).size(); stage++) {
            int s = stage;
            String name = steps.get(0).get(stage).name();
            iterations.add(new Curve(
                    name,
                    numbers,
                    steps.stream().mapToDouble(done -> done.get(s).iterations()).toArray()));
            losses.add(new Curve(
                    name,
                    numbers,
                    steps.stream()
                            .mapToDouble(done -> Math.sqrt(done.get(s).loss()))
                            .toArray()));
        }
        pictures.lines("E2-inner-steps.png", "E2: inner steps", "time step", "steps", false, iterations);
        pictures.lines("E2-residual.png", "E2: rms residual of the stages", "time step", "rms", true, losses);
        if (folder.isPresent()) {
            new MapSheet("E2: vorticity at the end", "x", "y", new double[] {-1, -1}, new double[] {1, 1})
                    .row(
                            0,
                            List.of(
                                    new MapSheet.Map(
                                            "exact", VortexTrack.exact().vorticity()),
                                    new MapSheet.Map(
                                            neural.track().name(),
                                            neural.track().vorticity()),
                                    new MapSheet.Map(grid.name(), grid.vorticity())),
                            false)
                    .write(folder.get().resolve("E2-vorticity.png"));
        }
    }

    private static Curve curve(double[] t, VortexTrack track, boolean energy) {
        return new Curve(
                track.name(),
                t,
                (energy ? track.energyRatios() : track.mse())
                        .stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Both deformed grids. */
    void stretch(StretchExperiment.Result result) throws IOException {
        pictures.lines(
                "E3-deformed.png",
                "E3: deformed coordinate lines",
                "x",
                "y",
                false,
                List.of(
                        new Curve("bilinear elements", result.meshGrid()[0], result.meshGrid()[1]),
                        new Curve("neural field", result.grid()[0], result.grid()[1])));
    }

    /** Both bodies at rest, most strained and at the end; heights and energies over time. */
    void drop(DropExperiment experiment, BodyTrack neural, BodyTrack elements) throws IOException {
        double[] steps =
                IntStream.rangeClosed(0, experiment.steps()).mapToDouble(k -> k).toArray();
        pictures.lines(
                "E4-height.png",
                "E4: height of the centre of mass over its first",
                "time step",
                "z",
                false,
                List.of(
                        new Curve(neural.name(), steps, neural.heights()),
                        new Curve(elements.name(), steps, elements.heights())));
        pictures.lines(
                "E4-energy.png",
                "E4: energies per unit volume",
                "time step",
                "energy",
                false,
                List.of(
                        new Curve("kinetic, neural field", steps, neural.kinetic()),
                        new Curve("kinetic, tetrahedra", steps, elements.kinetic()),
                        new Curve("strain, neural field", steps, neural.strain()),
                        new Curve("strain, tetrahedra", steps, elements.strain())));
        if (folder.isPresent()) {
            int[][] surface = experiment.mesh().surface();
            BodySheet sheet = new BodySheet("E4: a body thrown on a plane", 3, surface, experiment.floor());
            for (BodyTrack track : List.of(neural, elements)) {
                int strained = track.mostStrained();
                sheet.add(track.name() + ", at rest", track.places(0))
                        .add("most strained, step " + strained, track.places(strained))
                        .add("step " + experiment.steps(), track.places(experiment.steps()));
            }
            sheet.write(folder.get().resolve("E4-body.png"));
        }
    }
}
