package org.ansatz.studies;

import java.io.IOException;
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

    private StiffnessExperiment() {}

    static Spectra after(double frequency, long seed) throws IOException {
        Module module =
                new Mlp(List.of(1, 20, 20, 1), Activation.TANH, Initialisation.GLOROT_NORMAL, Normalization.none(1));
        Objective objective =
                new Objective(module.parameters().size(), PathologyProblems.poisson(module, frequency, POINTS));
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
