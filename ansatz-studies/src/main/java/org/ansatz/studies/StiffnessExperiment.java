package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.ansatz.learn.module.Activation;
import org.ansatz.learn.module.Initialisation;
import org.ansatz.learn.module.Mlp;
import org.ansatz.learn.module.Module;
import org.ansatz.learn.module.Normalization;
import org.ansatz.learn.optim.Optimizers;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.train.Objective;
import org.ansatz.learn.train.Trainer;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;

/**
 * Stiffness of a penalty loss against the frequency of the solution: {@code u'' = -C^2 sin(C x)} on [0, 1], a network
 * [1, 20, 20, 1] after 1000 Adam steps, the Hessian of each term by the weight matrices (arXiv 2001.04536, section 2.4).
 *
 * <p>The network reads {@code x} itself. Dividing by the deviation {@code 1 / sqrt 12} would multiply every second
 * derivative by 12 and hide small C behind the initial weights.
 */
final class StiffnessExperiment {
    static final double[] FREQUENCIES = {1, 2, 4, 8};
    private static final int POINTS = 128;
    private static final int STEPS = 1000;

    /** Ascending eigenvalues of the Hessians of the two terms. */
    record Spectra(double[] residual, double[] boundary) {
        double largestOfResidual() {
            return residual[residual.length - 1];
        }

        /** {@code lambda_max(L_r) / lambda_max(L_b)}. */
        double ratio() {
            return largestOfResidual() / boundary[boundary.length - 1];
        }
    }

    /** By frequency, then seed. */
    private final List<List<Spectra>> spectra;

    private StiffnessExperiment(List<List<Spectra>> spectra) {
        this.spectra = spectra;
    }

    static StiffnessExperiment measure(long[] seeds, int threads) throws IOException {
        List<List<Spectra>> all = new ArrayList<>();
        for (double frequency : FREQUENCIES) {
            List<Trials.Trial<Spectra>> trials = new ArrayList<>();
            for (long seed : seeds) {
                trials.add(() -> after(frequency, seed));
            }
            all.add(Trials.run(threads, trials));
        }
        return new StiffnessExperiment(all);
    }

    /** Those of the first seed, by frequency. */
    List<Spectra> first() {
        return spectra.stream().map(seeds -> seeds.get(0)).toList();
    }

    /**
     * Medians of the largest eigenvalues, and what must hold: {@code lambda_max(L_r)} grows with C (the analysis of
     * section 2.4 gives the fourth power) and so does its ratio to {@code lambda_max(L_b)} from each C to the next.
     */
    List<Figure> figures(String experiment) {
        List<Figure> figures = new ArrayList<>();
        double[] residual = new double[FREQUENCIES.length];
        double leastGrowth = Double.POSITIVE_INFINITY;
        double before = 0;
        for (int k = 0; k < FREQUENCIES.length; k++) {
            String prefix = experiment + ".C" + (int) FREQUENCIES[k] + ".";
            residual[k] = Trials.median(spectra.get(k), Spectra::largestOfResidual);
            double ratio = Trials.median(spectra.get(k), Spectra::ratio);
            figures.add(Figure.of(prefix + "lambda_max_residual", residual[k], Better.LOWER));
            figures.add(Figure.of(prefix + "lambda_max_ratio", ratio, Better.LOWER));
            leastGrowth = k == 0 ? leastGrowth : Math.min(leastGrowth, ratio / before);
            before = ratio;
        }
        figures.add(Figure.of(experiment + ".slope", logSlope(FREQUENCIES, residual), Better.HIGHER)
                .paper(4)
                .bar(0));
        figures.add(Figure.of(experiment + ".least_ratio_growth", leastGrowth, Better.HIGHER)
                .bar(1));
        return figures;
    }

    private static Spectra after(double frequency, long seed) throws IOException {
        Module module =
                new Mlp(List.of(1, 20, 20, 1), Activation.TANH, Initialisation.GLOROT_NORMAL, Normalization.none(1));
        Objective objective =
                new Objective(module.parameters().layout(), PathologyProblems.poisson(module, frequency, POINTS));
        Trainer trainer = new Trainer(
                objective,
                Optimizers.adam(Schedule.constant(1e-3)),
                module.initialise(new SplittableRandom(seed)),
                seed);
        trainer.fit(STEPS);
        var layers = module.parameters().blocks(Module::isLayerWeight);
        double[] parameters = trainer.parameters();
        return new Spectra(
                objective.hessian("residual", parameters, layers).eigenvalues(),
                objective.hessian("boundary", parameters, layers).eigenvalues());
    }

    /** Least-squares slope of log y against log x. */
    static double logSlope(double[] x, double[] y) {
        double meanX = Arrays.stream(x).map(Math::log).average().orElseThrow();
        double meanY = Arrays.stream(y).map(Math::log).average().orElseThrow();
        double above = 0;
        double below = 0;
        for (int i = 0; i < x.length; i++) {
            above += (Math.log(x[i]) - meanX) * (Math.log(y[i]) - meanY);
            below += Math.pow(Math.log(x[i]) - meanX, 2);
        }
        return above / below;
    }
}
