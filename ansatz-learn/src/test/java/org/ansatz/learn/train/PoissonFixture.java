package org.ansatz.learn.train;

import java.util.List;
import java.util.SplittableRandom;
import org.ansatz.learn.module.Activation;
import org.ansatz.learn.module.Derivatives;
import org.ansatz.learn.module.Initialisation;
import org.ansatz.learn.module.Mlp;
import org.ansatz.learn.module.Module;
import org.ansatz.learn.module.Normalization;
import org.ansatz.learn.module.Parameters.Block;
import org.ansatz.learn.train.CollocationTerm.Piece;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/** {@code u'' = -pi^2 sin(pi x)} on [0, 1] with zero ends, {@code u = sin(pi x)}, and a small network for it. */
final class PoissonFixture {
    final Module module;
    final Objective objective;

    PoissonFixture(int width, int points) {
        module = new Mlp(
                List.of(1, width, width, 1),
                Activation.TANH,
                Initialisation.GLOROT_NORMAL,
                Normalization.uniform(new double[] {0}, new double[] {1}));
        objective = new Objective(module.parameters().layout(), List.of(residual(points), ends()));
    }

    CollocationTerm residual(int points) {
        return new CollocationTerm(
                "residual",
                module,
                new Piece(
                        points,
                        1,
                        List.of(MultiIndex.of(2)),
                        (random, x) -> {
                            for (int i = 0; i < x.length; i++) {
                                x[i] = (i + random.nextDouble()) / x.length;
                            }
                        },
                        (x, jet, partials) -> {
                            partials[0] = 1;
                            return jet[0] + Math.PI * Math.PI * Math.sin(Math.PI * x[0]);
                        }));
    }

    CollocationTerm ends() {
        return new CollocationTerm(
                "ends",
                module,
                new Piece(
                        2,
                        10,
                        List.of(MultiIndex.of(0)),
                        (random, x) -> {
                            x[0] = 0;
                            x[1] = 1;
                        },
                        (x, jet, partials) -> {
                            partials[0] = 1;
                            return jet[0];
                        }));
    }

    double[] start(long seed) {
        return module.initialise(new SplittableRandom(seed));
    }

    List<Block> layers() {
        return module.parameters().blocks(Module::isLayerWeight);
    }

    double relativeL2(double[] parameters) {
        int n = 101;
        double[] x = new double[n];
        java.util.Arrays.setAll(x, i -> i / (n - 1.0));
        Derivatives u = module.derivatives(JetBasis.of(1, List.of()), n);
        u.evaluate(parameters, x);
        double error = 0;
        double norm = 0;
        for (int i = 0; i < n; i++) {
            double exact = Math.sin(Math.PI * x[i]);
            error += Math.pow(u.get(0, i, 0) - exact, 2);
            norm += exact * exact;
        }
        return Math.sqrt(error / norm);
    }
}
