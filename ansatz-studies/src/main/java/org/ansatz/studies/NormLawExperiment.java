package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.ansatz.learn.noether.ChargeTrack;
import org.ansatz.learn.noether.ChargeTrack.Column;
import org.ansatz.learn.noether.NoetherLaw;
import org.ansatz.learn.noether.NoetherMonitor;
import org.ansatz.learn.noether.SymmetryAudit;
import org.ansatz.learn.noether.SymmetryGenerator;
import org.ansatz.learn.noether.SymmetryGenerator.Charged;
import org.ansatz.learn.noether.SymmetryGenerator.Scale;
import org.ansatz.learn.noether.SymmetryGenerator.Translation;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;

/** A of {@link NoetherLearningDynamics}: the laws of a normalised network's squared norms. */
record NormLawExperiment(boolean tiny, Run run) {
    private static final double RATE = 0.1;
    private static final double WEAK = 5e-4;
    private static final double STRONG = 5e-3;

    List<Figure> figures() throws IOException {
        NormalisedTask.Size size = tiny ? NormalisedTask.Size.TINY : NormalisedTask.Size.STANDARD;
        int steps = tiny ? 200 : 4000;
        try (NormalisedTask task = new NormalisedTask(size, 1, run.seed())) {
            List<Charged> groups = new ArrayList<>(task.scales());
            groups.add(new Translation(task.bias()));
            List<Figure> figures = new ArrayList<>(audit(task));
            NoetherMonitor momentum =
                    new WatchedDescent(RATE, 0.9, WEAK, steps).watch(task, groups, "A momentum", part(0));
            figures.addAll(momentum(momentum, task));
            NoetherMonitor coarse =
                    new WatchedDescent(RATE, 0, WEAK, steps / 2).watch(task, groups, "A without momentum", part(1));
            NoetherMonitor fine =
                    new WatchedDescent(RATE / 2, 0, WEAK, steps).watch(task, groups, "A half rate", part(2));
            NoetherMonitor decayed =
                    new WatchedDescent(RATE, 0.9, STRONG, steps).watch(task, groups, "A strong decay", part(3));
            figures.add(residual("A.law_residual.all_runs", List.of(momentum, coarse, fine, decayed))
                    .bar(1e-12));
            double before = worst(coarse, scale -> true, ChargeTrack::largestError);
            double after = worst(fine, scale -> true, ChargeTrack::largestError);
            figures.add(Figure.of("A.equation_error.fall_per_halving", before / after, Better.HIGHER)
                    .against("error at the larger rate", before)
                    .bar(tiny ? 1.4 : 1.7));
            if (!tiny) {
                figures.addAll(angular(decayed, task));
                new NormPictures(run).law(momentum, decayed, task.hidden());
            }
            return figures;
        }
    }

    private Run part(int training) {
        return RunPart.inMemory(run, training / 4.0, 0.25, "");
    }

    private static List<Figure> audit(NormalisedTask task) {
        double gradient = 0;
        double curvature = 0;
        double[] start = task.start();
        double[] slope = new double[start.length];
        task.objective().valueAndGradient(start, slope);
        List<SymmetryGenerator> generators = new ArrayList<>(task.scales());
        generators.add(new Translation(task.bias()));
        for (SymmetryGenerator generator : generators) {
            gradient = Math.max(gradient, SymmetryAudit.violation(generator, start, slope));
        }
        for (var matrix : task.hidden()) {
            Scale scale = task.scales().stream()
                    .filter(s -> s.group().name().equals(matrix.name()))
                    .findFirst()
                    .orElseThrow();
            curvature = Math.max(curvature, SymmetryAudit.hessianViolation(task.objective(), scale, start));
        }
        return List.of(
                Figure.of("A.audit.gradient_identity", gradient, Better.LOWER).bar(1e-12),
                Figure.of("A.audit.hessian_identity", curvature, Better.LOWER).bar(1e-12));
    }

    private static Figure residual(String name, List<NoetherMonitor> monitors) {
        return Figure.of(
                name,
                monitors.stream().mapToDouble(NoetherMonitor::residual).max().orElse(Double.NaN),
                Better.LOWER);
    }

    private static double worst(NoetherMonitor monitor, Predicate<Scale> which, ToDoubleFunction<ChargeTrack> figure) {
        return monitor.tracks().stream()
                .filter(track -> track.generator() instanceof Scale scale && which.test(scale))
                .mapToDouble(figure)
                .max()
                .orElse(Double.NaN);
    }

    /** Largest relative error of gradient flow's norm over the rows that were kept. */
    static double masslessError(ChargeTrack track) {
        double[] charge = track.column(Column.CHARGE);
        double[] massless = track.column(Column.MASSLESS);
        double worst = 0;
        for (int n = 0; n < charge.length; n++) {
            worst = Math.max(worst, Math.abs(massless[n] / charge[n] - 1));
        }
        return worst;
    }

    private static Predicate<Scale> matrices(NormalisedTask task) {
        List<String> names = task.hidden().stream().map(block -> block.name()).toList();
        return scale -> names.contains(scale.group().name());
    }

    private List<Figure> momentum(NoetherMonitor monitor, NormalisedTask task) {
        double flow = worst(monitor, matrices(task), NormLawExperiment::masslessError);
        double flowOfRows = worst(monitor, scale -> true, NormLawExperiment::masslessError);
        Figure matrices = Figure.of(
                        "A.equation_error.matrices",
                        worst(monitor, matrices(task), ChargeTrack::largestError),
                        Better.LOWER)
                .against("gradient flow", flow);
        Figure rows = Figure.of(
                        "A.equation_error.every_group",
                        worst(monitor, scale -> true, ChargeTrack::largestError),
                        Better.LOWER)
                .against("gradient flow", flowOfRows);
        return List.of(residual("A.law_residual", List.of(monitor)).bar(1e-12), matrices.bar(0.05), rows.bar(0.05));
    }

    private List<Figure> angular(NoetherMonitor monitor, NormalisedTask task) {
        double theory = new NoetherLaw(RATE, 0.9, STRONG).angularStep();
        ToDoubleFunction<ChargeTrack> off = track -> Math.abs(track.angularStep(1000) / theory - 1);
        for (ChargeTrack track : monitor.tracks()) {
            if (track.generator() instanceof Scale scale && matrices(task).test(scale)) {
                run.say(String.format(
                        Locale.ROOT,
                        "A: %s turns by %.5f a step, theory %.5f",
                        scale.group().name(),
                        track.angularStep(1000),
                        theory));
            }
        }
        return List.of(
                Figure.of("A.angular_step_error.matrices", worst(monitor, matrices(task), off), Better.LOWER)
                        .bar(0.05),
                Figure.of("A.angular_step_error.every_group", worst(monitor, s -> true, off), Better.LOWER)
                        .bar(0.05));
    }
}
