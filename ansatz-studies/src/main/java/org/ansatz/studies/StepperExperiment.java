package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ansatz.dynamics.statistics.Summary;
import org.ansatz.operator.conv.BlockSurrogate;
import org.ansatz.operator.conv.ConvNet;
import org.ansatz.operator.conv.ConvNetSettings;
import org.ansatz.operator.conv.KernelFormat;
import org.ansatz.operator.data.MembraneSteps;
import org.ansatz.operator.fno.FieldLoss;
import org.ansatz.operator.train.Architecture;
import org.ansatz.operator.train.DataSplit;
import org.ansatz.operator.train.OperatorTraining;
import org.ansatz.operator.train.TrainedOperator;
import org.ansatz.operator.train.TrainingPlan;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.reference.fem.WavePulse;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.studies.OperatorExperiment.Contestant;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * P of {@link AprioriCompressedCnn}: six convolutions step waves on a clamped square, {@code u(t + s) = u(t) + net(u(t), u(t - s), c)}, and
 * are applied to their own results on pulses that no training saw.
 *
 * @param resolution points per side
 * @param samples steps to learn from
 * @param epochs passes over them
 * @param pulses followed from their start
 */
record StepperExperiment(int resolution, int samples, int epochs, int pulses) {
    private static final int TESTS = 64;
    private static final int WIDTH = 24;
    private static final int LAYERS = 6;
    private static final int TAPS = 5;
    private static final double RATE = 3e-3;
    private static final List<String> FEW_FIGURES =
            List.of("step_error", "step_error_median", "step_error_largest", "gap", "gap_median");
    private static final int BATCH = 16;
    private static final double SMALL_RATE = 1e-3;
    private static final int HISTORY = 2;
    private static final int STEPS = 10;
    private static final List<KernelFormat> FORMATS =
            List.of(KernelFormat.dense(), KernelFormat.canonical(1), KernelFormat.canonical(2));

    List<Figure> figures(Run run) throws IOException {
        Map<String, String> given =
                Map.of("samples", String.valueOf(samples + TESTS), "resolution", String.valueOf(resolution));
        List<Figure> figures = new ArrayList<>();
        List<Curve> curves = new ArrayList<>();
        try (OperatorExperiment trials = experiment("membrane", given, samples, FORMATS.size(), run)) {
            double[] dense = null;
            long kernels = 0;
            for (KernelFormat format : FORMATS) {
                String name = GeneratorExperiment.slug(format);
                OperatorExperiment.Outcome outcome =
                        trials.train(contestant(format, epochs, run.seed()), List.of(RATE));
                double[] errors = rollouts(outcome.operator(), new Settings(given), run.seed());
                dense = dense == null ? errors : dense;
                long own = ((ConvNet) outcome.operator().model().network()).kernelParameterCount();
                kernels = Math.max(kernels, own);
                figures.add(Figure.of("P." + name + ".step_error", outcome.l2(), Better.LOWER)
                        .against("dense", trials.of("dense").l2()));
                figures.add(Figure.of("P." + name + ".error_after_" + STEPS, errors[STEPS - 1], Better.LOWER)
                        .against("dense", dense[STEPS - 1]));
                figures.add(Figure.of("P." + name + ".kernel_saving", (double) kernels / own, Better.HIGHER));
                double[] steps =
                        IntStream.rangeClosed(1, STEPS).mapToDouble(k -> k).toArray();
                curves.add(new Curve(format.label(), steps, errors));
            }
        }
        new Pictures(run.folder())
                .lines(
                        "P-rollout.png",
                        "P: steppers applied to their own results",
                        "step",
                        "relative L2",
                        true,
                        curves);
        return figures;
    }

    private static OperatorExperiment experiment(
            String file, Map<String, String> settings, int trained, int trainings, Run run) throws IOException {
        return new OperatorExperiment(
                OperatorExperiment.generate(new MembraneSteps(), settings, file, run),
                new DataSplit(trained, TESTS, false),
                run,
                trainings);
    }

    private static Contestant contestant(KernelFormat format, int epochs, long seed) {
        ConvNetSettings net = new ConvNetSettings(3, 1, 2, WIDTH, LAYERS, TAPS, format, true, false);
        TrainingPlan plan = TrainingPlan.standard(epochs, RATE, seed).with(TrainingPlan.Loss.L2);
        return new Contestant(GeneratorExperiment.slug(format), Architecture.of(net), plan);
    }

    /**
     * Who fits few steps without learning from them: all numbers of these networks but the biases stand in kernels. Dense kernels take
     * the better of two rates. A test sample may lie far outside the few training samples, and the mean error is then the error of
     * such samples; gaps between test and training are shown of medians, too.
     */
    List<Figure> fewSteps(int count, int passes, Run run) throws IOException {
        Map<String, String> given =
                Map.of("samples", String.valueOf(count + TESTS), "resolution", String.valueOf(resolution));
        List<Figure> figures = new ArrayList<>();
        try (OperatorExperiment trials = experiment("membrane-few", given, count, FORMATS.size() + 1, run)) {
            double[] dense = null;
            for (KernelFormat format : FORMATS) {
                boolean baseline = format.equals(KernelFormat.dense());
                OperatorExperiment.Outcome outcome = trials.train(
                        contestant(format, passes, run.seed()), baseline ? List.of(SMALL_RATE, RATE) : List.of(RATE));
                double[] test = errors(outcome, trials, count, count + TESTS);
                double[] training = errors(outcome, trials, 0, count);
                double[] own = {
                    Trials.mean(test),
                    Summary.of(test).median(),
                    Arrays.stream(test).max().orElseThrow(),
                    Trials.mean(test) - Trials.mean(training),
                    Summary.of(test).median() - Summary.of(training).median()
                };
                dense = baseline ? own : dense;
                for (int k = 0; k < own.length; k++) {
                    String name = "P.few_" + outcome.contestant().name() + "." + FEW_FIGURES.get(k);
                    figures.add(Figure.of(name, own[k], Better.LOWER).against("dense", dense[k]));
                }
            }
        }
        return figures;
    }

    private static double[] errors(OperatorExperiment.Outcome outcome, OperatorExperiment trials, long from, long to) {
        return OperatorTraining.sampleErrors(
                outcome.operator(), trials.data(), BATCH, from, to, FieldLoss.relativeL2())[0];
    }

    /** Mean relative errors after every step. */
    private double[] rollouts(TrainedOperator operator, Settings settings, long seed) {
        double[] errors = new double[STEPS];
        RandomStream random = RandomStream.seeded(seed).child(-1);
        for (int n = 0; n < pulses; n++) {
            WavePulse pulse = WavePulse.drawn(random.child(n));
            double[][] truth = MembraneSteps.displacements(pulse, settings, STEPS + 2);
            double[] input = MembraneSteps.input(truth[1], truth[0], pulse);
            Scope scope = Scope.open();
            try {
                Tensor first = Tensor.of(input, 1, 3, resolution, resolution);
                List<Tensor> states = Autograd.noGrad(() -> operator.rollout(first, HISTORY, STEPS));
                for (int s = 0; s < STEPS; s++) {
                    double[] state =
                            states.get(s).to(DType.FLOAT64).contiguous().toDoubles();
                    errors[s] += BlockSurrogate.relativeL2(state, truth[s + 2]) / pulses;
                }
            } finally {
                scope.close();
            }
        }
        return errors;
    }
}
