package org.ansatz.studies;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import org.ansatz.learn.optim.UpdateRule;
import org.ansatz.physics.problem.Run;

/**
 * One optimizer on one task at one rate.
 *
 * @param losses of the batch before every step, NaN after divergence
 * @param seconds since the start, after every step
 * @param updateSeconds spent by the optimizer itself, without gradients
 * @param score at the end, infinite after divergence
 * @param point at the end
 */
record OptimizerTrace(
        String name,
        double rate,
        double[] losses,
        double[] seconds,
        double updateSeconds,
        double score,
        double[] point) {
    /**
     * Steps on, until the loss is no longer finite at the latest.
     *
     * @param afterStep told the number of every step that was done
     * @throws CancellationException if the run is stopped
     */
    static OptimizerTrace of(
            OptimizerTask task, String name, double rate, UpdateRule rule, int steps, LongConsumer afterStep, Run run) {
        double[] x = task.start();
        double[] gradient = new double[x.length];
        double[] losses = new double[steps];
        double[] seconds = new double[steps];
        Arrays.fill(losses, Double.NaN);
        long begin = System.nanoTime();
        long inRule = 0;
        for (int step = 0; step < steps; step++) {
            if (run.stopRequested()) {
                throw new CancellationException(name + " was stopped");
            }
            losses[step] = task.loss(step, x, gradient);
            if (!finite(losses[step], gradient)) {
                return new OptimizerTrace(name, rate, losses, seconds, inRule * 1e-9, Double.POSITIVE_INFINITY, x);
            }
            long before = System.nanoTime();
            rule.observe(losses[step]);
            rule.step(x, gradient);
            inRule += System.nanoTime() - before;
            seconds[step] = (System.nanoTime() - begin) * 1e-9;
            afterStep.accept(step);
        }
        double score = task.score(x);
        return new OptimizerTrace(
                name, rate, losses, seconds, inRule * 1e-9, Double.isNaN(score) ? Double.POSITIVE_INFINITY : score, x);
    }

    static OptimizerTrace of(OptimizerTask task, String name, double rate, UpdateRule rule, int steps, Run run) {
        return of(task, name, rate, rule, steps, step -> {}, run);
    }

    private static boolean finite(double loss, double[] gradient) {
        return Double.isFinite(loss) && Double.isFinite(Arrays.stream(gradient).sum());
    }

    /** Largest loss of the first steps. */
    double largestLoss(int first) {
        return Arrays.stream(losses, 0, first)
                .map(loss -> Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss)
                .max()
                .orElse(Double.NaN);
    }

    /** Numbers of the steps. */
    double[] steps() {
        double[] numbers = new double[losses.length];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    /** Means of the losses over windows of so many steps before each, for pictures. */
    double[] smoothed(int window) {
        double[] means = new double[losses.length];
        double sum = 0;
        for (int i = 0; i < means.length; i++) {
            sum += losses[i] - (i >= window ? losses[i - window] : 0);
            means[i] = sum / Math.min(window, i + 1);
        }
        return means;
    }
}
