package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ansatz.learn.module.Activation;
import org.ansatz.learn.module.Derivatives;
import org.ansatz.learn.module.Initialisation;
import org.ansatz.learn.module.Mlp;
import org.ansatz.learn.module.Module;
import org.ansatz.learn.module.Normalization;
import org.ansatz.learn.optim.Optimizers;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.train.LossBalancer;
import org.ansatz.learn.train.Objective;
import org.ansatz.learn.train.StoppingRule;
import org.ansatz.learn.train.Trainer;
import org.ansatz.physics.problem.Run;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * The baseline: a physics-informed network (tanh, four layers of 64, Adam 1e-3) for {@code u'' = -C^2 sin(C x)} on [0, 1]
 * with residual weight 1e-4.
 *
 * @param errors at the checks
 * @param values on the points of {@link SpectrumTrial#points}
 */
record PoissonNetwork(double[] seconds, double[] errors, double[] values) {
    private static final List<Integer> WIDTHS = List.of(1, 64, 64, 64, 64, 1);
    private static final double RESIDUAL_WEIGHT = 1e-4;
    private static final int BATCH = 128;
    private static final int CHECKS = 50;

    static PoissonNetwork train(double angular, double[] points, double[] exact, int steps, Run run)
            throws IOException {
        Module module = new Mlp(
                WIDTHS,
                Activation.TANH,
                Initialisation.GLOROT_NORMAL,
                Normalization.uniform(new double[] {0}, new double[] {1}));
        Objective objective =
                new Objective(module.parameters().layout(), PathologyProblems.poisson(module, angular, BATCH));
        List<double[]> checks = new ArrayList<>();
        long begin = System.nanoTime();
        List<Trainer> self = new ArrayList<>(1);
        Trainer trainer = new Trainer(
                        objective,
                        Optimizers.adam(Schedule.constant(1e-3)),
                        module.initialise(new SplittableRandom(run.seed())),
                        run.seed())
                .balancer(
                        LossBalancer.fixed(Map.of("residual", RESIDUAL_WEIGHT)),
                        module.parameters().blocks(Module::isLayerWeight))
                .stopWhen(StoppingRule.when(progress -> run.stopRequested()))
                .listener(progress -> {
                    if (progress.step() % Math.max(1, steps / CHECKS) == 0) {
                        double error = SpectrumTrial.relativeL2(
                                values(module, self.get(0).parameters(), points), exact);
                        checks.add(new double[] {(System.nanoTime() - begin) * 1e-9, error});
                        run.progress((double) progress.step() / steps, "network", progress.step(), progress.losses());
                    }
                });
        self.add(trainer);
        if (trainer.fit(steps) == Trainer.Outcome.STOPPED_EARLY) {
            throw new java.util.concurrent.CancellationException("the network was stopped");
        }
        return new PoissonNetwork(
                checks.stream().mapToDouble(c -> c[0]).toArray(),
                checks.stream().mapToDouble(c -> c[1]).toArray(),
                values(module, trainer.parameters(), points));
    }

    private static double[] values(Module module, double[] parameters, double[] points) {
        Derivatives u = module.derivatives(JetBasis.of(1, List.of(MultiIndex.zero(1))), points.length);
        u.evaluate(parameters, points);
        double[] values = new double[points.length];
        for (int p = 0; p < values.length; p++) {
            values[p] = u.get(0, p, 0);
        }
        return values;
    }
}
