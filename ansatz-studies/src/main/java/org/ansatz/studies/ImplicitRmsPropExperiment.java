package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ansatz.learn.noether.ChargeTrack;
import org.ansatz.learn.noether.ChargeTrack.Column;
import org.ansatz.learn.noether.NoetherLaw;
import org.ansatz.learn.noether.NoetherMonitor;
import org.ansatz.learn.noether.RmsPropForm;
import org.ansatz.learn.noether.RmsPropForm.Gradients;
import org.ansatz.learn.noether.SymmetryGenerator.Scale;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;

/** B of {@link NoetherLearningDynamics}: the squared norm of a normalised neuron as RMSProp's denominator. */
record ImplicitRmsPropExperiment(boolean tiny, Run run) {
    private static final double DECAY = 5e-3;
    private static final double HORIZON = 200;

    List<Figure> figures() throws IOException {
        NeuronTask task = new NeuronTask(run.seed());
        List<Double> rates = tiny ? List.of(0.2, 0.1) : List.of(0.2, 0.1, 0.05, 0.025);
        double horizon = tiny ? 50 : HORIZON;
        List<Figure> figures = new ArrayList<>();
        List<NoetherMonitor> monitors = new ArrayList<>();
        double first = Double.NaN;
        double previous = Double.NaN;
        double leastFall = Double.POSITIVE_INFINITY;
        for (double rate : rates) {
            int steps = (int) Math.round(horizon / rate);
            NoetherMonitor monitor = watch(task, rate, 0, DECAY, steps);
            monitors.add(monitor);
            ChargeTrack track = monitor.tracks().get(0);
            double error = error(track, Column.RMSPROP_SMOOTH, 0);
            figures.add(Figure.of(String.format(Locale.ROOT, "B.rmsprop_error.at_%s", rate), error, Better.LOWER)
                    .against("gradient flow", NormLawExperiment.masslessError(track))
                    .bar(rate < 0.03 ? 5e-4 : 1e-2));
            leastFall = Double.isNaN(previous) ? leastFall : Math.min(leastFall, previous / error);
            previous = error;
            first = Double.isNaN(first) ? error : first;
        }
        // At small rates what is left is the form's own error of first order, eta k / 4, which falls by two.
        figures.add(Figure.of(
                "B.rmsprop_error.mean_fall_per_halving",
                Math.pow(first / previous, 1.0 / (rates.size() - 1)),
                Better.HIGHER));
        figures.add(Figure.of("B.rmsprop_error.least_fall_per_halving", leastFall, Better.HIGHER)
                .bar(3));
        figures.add(Figure.of(
                        "B.law_residual",
                        monitors.stream()
                                .mapToDouble(NoetherMonitor::residual)
                                .max()
                                .orElse(Double.NaN),
                        Better.LOWER)
                .bar(1e-12));
        if (!tiny) {
            figures.addAll(stationary(task));
            figures.addAll(angles(task));
            new NormPictures(run).neuron(monitors.get(1).tracks().get(0), new NoetherLaw(rates.get(1), 0, DECAY));
        }
        return figures;
    }

    private NoetherMonitor watch(NeuronTask task, double rate, double momentum, double decay, int steps) {
        return new WatchedDescent(rate, momentum, decay, steps)
                .watch(task, List.of(new Scale(task.group())), "B rate " + rate, run);
    }

    /** Largest relative error of a prediction over the rows from one on. */
    private static double error(ChargeTrack track, Column column, int from) {
        double[] charge = track.column(Column.CHARGE);
        double[] predicted = track.column(column);
        double worst = 0;
        for (int n = from; n < charge.length; n++) {
            worst = Math.max(worst, Math.abs(predicted[n] / charge[n] - 1));
        }
        return worst;
    }

    private static double meanOfLastHalf(double[] values) {
        return Arrays.stream(values, values.length / 2, values.length).average().orElse(Double.NaN);
    }

    /** What both constants say of the stationary norm, with and without momentum. */
    private List<Figure> stationary(NeuronTask task) {
        List<Figure> figures = new ArrayList<>();
        for (double momentum : new double[] {0, 0.9}) {
            ChargeTrack track =
                    watch(task, 0.1, momentum, DECAY, 12_000).tracks().get(0);
            double[] charge = track.column(Column.CHARGE);
            double[] square = track.column(Column.GRADIENT_SQUARE);
            double[] unit = new double[charge.length];
            Arrays.setAll(unit, n -> charge[n] * square[n]);
            double measured = meanOfLastHalf(charge);
            RmsPropForm form = new RmsPropForm(0.1, momentum, DECAY);
            String at = String.format(Locale.ROOT, "B.stationary_norm.momentum_%s", momentum);
            for (Gradients kind : Gradients.values()) {
                double predicted = Math.sqrt(form.constant(kind) * meanOfLastHalf(unit));
                Figure figure = Figure.of(
                                at + "." + kind.name().toLowerCase(Locale.ROOT) + "_over_measured",
                                predicted / measured,
                                Better.NEITHER)
                        .against("measured norm squared", measured);
                figures.add(figure);
                run.say(String.format(
                        Locale.ROOT, "%s: %s gradients predict %.4f, measured %.4f", at, kind, predicted, measured));
            }
        }
        return figures;
    }

    /** The stationary angular step at three settings. */
    private List<Figure> angles(NeuronTask task) {
        double worst = 0;
        for (double[] c : new double[][] {{0.1, 0.9, 5e-3}, {0.1, 0, 5e-3}, {0.05, 0.5, 1e-2}}) {
            ChargeTrack track = watch(task, c[0], c[1], c[2], 8000).tracks().get(0);
            double theory = new NoetherLaw(c[0], c[1], c[2]).angularStep();
            double measured = track.angularStep(4000);
            worst = Math.max(worst, Math.abs(measured / theory - 1));
            run.say(String.format(
                    Locale.ROOT,
                    "B: eta %s, beta %s, k %s: angular step %.5f, theory %.5f",
                    c[0],
                    c[1],
                    c[2],
                    measured,
                    theory));
        }
        return List.of(Figure.of("B.angular_step_error", worst, Better.LOWER).bar(0.05));
    }
}
