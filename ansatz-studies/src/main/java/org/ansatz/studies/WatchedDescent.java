package org.ansatz.studies;

import java.util.Map;
import java.util.concurrent.CancellationException;
import org.ansatz.learn.noether.DiscreteLaw;
import org.ansatz.learn.noether.NoetherMonitor;
import org.ansatz.learn.noether.SymmetryGenerator.Charged;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.optim.Sgd;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Run;

/** Gradient descent with momentum and decay at a constant rate, as {@link NoetherLearningDynamics} runs it. */
record WatchedDescent(double rate, double momentum, double decay, int steps) {
    /** A step of parameters in place. */
    @FunctionalInterface
    interface Move {
        void step(double[] x, double[] gradient);
    }

    Sgd rule(int dimension) {
        return new Sgd(dimension, Schedule.constant(rate), momentum, decay, false);
    }

    /** Trains and watches charges. */
    NoetherMonitor watch(OptimizerTask task, java.util.List<? extends Charged> generators, String stage, Run run) {
        Sgd rule = rule(task.layout().size());
        NoetherMonitor monitor = NoetherMonitor.of(generators, DiscreteLaw.of(rule), steps);
        double[] before = task.start();
        long[] n = {0};
        train(
                task,
                (x, gradient) -> {
                    System.arraycopy(x, 0, before, 0, x.length);
                    rule.step(x, gradient);
                    monitor.onStep(n[0]++, before, gradient, x);
                },
                stage,
                run);
        return monitor;
    }

    /**
     * Trains by some moves.
     *
     * @return parameters at the end
     * @throws NumericalFailure if the loss is no longer finite, naming the step
     */
    double[] train(OptimizerTask task, Move move, String stage, Run run) {
        double[] x = task.start();
        double[] gradient = new double[x.length];
        for (int n = 0; n < steps; n++) {
            if (run.stopRequested()) {
                throw new CancellationException(stage + " was stopped");
            }
            double loss = task.loss(n, x, gradient);
            if (!Double.isFinite(loss)) {
                throw new NumericalFailure(stage + ": the loss is " + loss + " at step " + n);
            }
            move.step(x, gradient);
            if (n % 100 == 0) {
                run.progress((double) n / steps, stage, n, Map.of("loss", loss));
            }
        }
        return x;
    }
}
