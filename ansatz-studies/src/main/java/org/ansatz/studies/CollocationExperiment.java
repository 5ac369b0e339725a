package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import org.ansatz.learn.module.Activation;
import org.ansatz.learn.module.Derivatives;
import org.ansatz.learn.module.Initialisation;
import org.ansatz.learn.module.Mlp;
import org.ansatz.learn.module.ModifiedMlp;
import org.ansatz.learn.module.ModifiedMlp.Gating;
import org.ansatz.learn.module.Module;
import org.ansatz.learn.module.Normalization;
import org.ansatz.learn.module.Parameters.Block;
import org.ansatz.learn.optim.Optimizer;
import org.ansatz.learn.train.CollocationTerm;
import org.ansatz.learn.train.GradientAnnealing;
import org.ansatz.learn.train.LossBalancer;
import org.ansatz.learn.train.Objective;
import org.ansatz.learn.train.StoppingRule;
import org.ansatz.learn.train.Trainer;
import org.ansatz.learn.train.TrainingFailure;
import org.ansatz.learn.train.TrainingListener.Progress;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Run;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * One problem in two variables with a known solution, solved by networks with penalty terms that differ in architecture
 * and in loss weights.
 *
 * @param coordinates names of the two variables
 * @param low and high: corners of the rectangle
 * @param widths of the networks: inputs, hidden, output
 * @param terms the loss terms for a network, the residual named {@code residual} first
 */
record CollocationExperiment(
        String name,
        List<String> coordinates,
        double[] low,
        double[] high,
        List<Integer> widths,
        Function<Module, List<CollocationTerm>> terms,
        DoubleBinaryOperator exact) {
    private static final int GRID = 100;
    private static final int HISTORY_EVERY = 50;

    /** The four combinations of the paper. */
    enum Variant {
        M1(false, false),
        M2(false, true),
        M3(true, false),
        M4(true, true);

        final boolean gated;
        final boolean annealed;

        Variant(boolean gated, boolean annealed) {
            this.gated = gated;
            this.annealed = annealed;
        }
    }

    /** A finished training run. */
    record Trained(
            Variant variant,
            long seed,
            Module module,
            Objective objective,
            double[] parameters,
            Map<String, Double> losses,
            Map<String, Double> weights,
            History history,
            double relativeL2) {
        List<Block> layers() {
            return module.parameters().blocks(Module::isLayerWeight);
        }

        /** Writes the network and its history beside it, for later looks at the run. */
        void save(Path folder, String experiment) throws IOException {
            Files.createDirectories(folder);
            String stem = experiment.toLowerCase(Locale.ROOT) + "-" + variant + "-seed" + seed;
            module.parameters().save(folder.resolve(stem + ".safetensors"), parameters);
            StringBuilder csv = new StringBuilder("step,").append(String.join(",", history.columns()));
            for (History.Row row : history.rows()) {
                csv.append('\n').append(row.step());
                for (String column : history.columns()) {
                    csv.append(',').append(row.values().get(column));
                }
            }
            Files.writeString(folder.resolve(stem + ".csv"), csv.append('\n'));
        }
    }

    Trained train(Variant variant, long steps, Optimizer.Factory method, long seed, Run run) throws IOException {
        Normalization uniform = Normalization.uniform(low, high);
        Module module = variant.gated
                ? new ModifiedMlp(widths, Activation.TANH, Initialisation.GLOROT_NORMAL, uniform, Gating.PUBLISHED_CODE)
                : new Mlp(widths, Activation.TANH, Initialisation.GLOROT_NORMAL, uniform);
        Objective objective = new Objective(module.parameters().layout(), terms.apply(module));
        LossBalancer balancer =
                variant.annealed ? GradientAnnealing.published("residual", run::say) : LossBalancer.fixed(Map.of());
        History history = new History();
        List<Progress> last = new ArrayList<>(1);
        long begin = System.nanoTime();
        Trainer trainer = new Trainer(objective, method, module.initialise(new SplittableRandom(seed)), seed)
                .balancer(balancer, module.parameters().blocks(Module::isLayerWeight))
                .stopWhen(StoppingRule.when(progress -> run.stopRequested()))
                .listener(progress -> {
                    if (progress.step() % HISTORY_EVERY == 1 || progress.step() == steps) {
                        Map<String, Double> row = new java.util.LinkedHashMap<>(progress.losses());
                        progress.weights().forEach((term, weight) -> row.put("lambda." + term, weight));
                        history.add(progress.step(), (System.nanoTime() - begin) * 1e-9, row);
                        String stage = name + " " + variant + " seed " + seed;
                        run.progress((double) progress.step() / steps, stage, progress.step(), progress.losses());
                    }
                    last.clear();
                    last.add(progress);
                });
        try {
            if (trainer.fit(steps) == Trainer.Outcome.STOPPED_EARLY) {
                throw new CancellationException(name + " " + variant + " was stopped at step " + trainer.steps());
            }
        } catch (TrainingFailure failure) {
            NumericalFailure numerical = new NumericalFailure(name + " " + variant + ": " + failure.getMessage());
            numerical.initCause(failure);
            throw numerical;
        }
        double[] parameters = trainer.parameters();
        Trained trained = new Trained(
                variant,
                seed,
                module,
                objective,
                parameters,
                last.get(0).losses(),
                trainer.weights(),
                history,
                relativeL2(field(module, parameters)));
        if (run.folder().isPresent()) {
            trained.save(run.folder().get().resolve("models"), name);
        }
        run.say(String.format(
                Locale.ROOT,
                "%s %s seed %d: relative L2 %.3e, losses %s, weights %s, %.2f ms a step",
                name,
                variant,
                seed,
                trained.relativeL2(),
                trained.losses(),
                trained.weights(),
                (System.nanoTime() - begin) * 1e-6 / steps));
        return trained;
    }

    /** Grid coordinates of an axis, both ends included. */
    double[] axis(int which) {
        double[] grid = new double[GRID];
        java.util.Arrays.setAll(grid, i -> low[which] + (high[which] - low[which]) * i / (GRID - 1));
        return grid;
    }

    /** The network on the grid. */
    double[][] field(Module module, double[] parameters) {
        double[] x = axis(0);
        double[] y = axis(1);
        double[] points = new double[2 * GRID * GRID];
        for (int i = 0; i < GRID; i++) {
            for (int j = 0; j < GRID; j++) {
                points[2 * (i * GRID + j)] = x[i];
                points[2 * (i * GRID + j) + 1] = y[j];
            }
        }
        Derivatives u = module.derivatives(JetBasis.of(2, List.of(MultiIndex.zero(2))), GRID * GRID);
        u.evaluate(parameters, points);
        double[][] field = new double[GRID][GRID];
        for (int i = 0; i < GRID; i++) {
            for (int j = 0; j < GRID; j++) {
                field[i][j] = u.get(0, i * GRID + j, 0);
            }
        }
        return field;
    }

    /** The exact solution on the grid. */
    double[][] exactField() {
        double[] x = axis(0);
        double[] y = axis(1);
        double[][] field = new double[GRID][GRID];
        for (int i = 0; i < GRID; i++) {
            for (int j = 0; j < GRID; j++) {
                field[i][j] = exact.applyAsDouble(x[i], y[j]);
            }
        }
        return field;
    }

    private double relativeL2(double[][] field) {
        double[][] truth = exactField();
        double error = 0;
        double norm = 0;
        for (int i = 0; i < GRID; i++) {
            for (int j = 0; j < GRID; j++) {
                error += (field[i][j] - truth[i][j]) * (field[i][j] - truth[i][j]);
                norm += truth[i][j] * truth[i][j];
            }
        }
        return Math.sqrt(error / norm);
    }
}
