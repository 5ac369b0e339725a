package org.ansatz.studies;

import java.util.Arrays;
import org.ansatz.learn.noether.ParameterGroup;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.tensor.RandomStream;

/**
 * One normalised neuron {@code tanh(2 x.u)}, {@code u = w / |w|}: 20 standard normal inputs, 256 points of {@code tanh(2 x.w*) + 0.3
 * noise} with {@code |w*| = 1}, half the mean squared residual of batches of 32, {@code |w| = 1} at first.
 */
final class NeuronTask implements OptimizerTask {
    private static final int INPUTS = 20;
    private static final int POINTS = 256;
    private static final int BATCH = 32;
    private static final double SLOPE = 2;
    private static final double NOISE = 0.3;

    private final double[][] x = new double[POINTS][];
    private final double[] y = new double[POINTS];
    private final double[] start;
    private final RandomStream batches;

    NeuronTask(long seed) {
        RandomStream random = RandomStream.seeded(seed);
        batches = random.child(0);
        RandomStream inputs = random.child(1);
        double[] teacher = unit(random.child(2).normal(INPUTS));
        double[] noise = random.child(3).normal(POINTS);
        for (int p = 0; p < POINTS; p++) {
            x[p] = inputs.normal(INPUTS);
            y[p] = Math.tanh(SLOPE * dot(x[p], teacher)) + NOISE * noise[p];
        }
        start = unit(random.child(4).normal(INPUTS));
    }

    /** All weights. */
    ParameterGroup group() {
        return ParameterGroup.stretch("neuron", 0, INPUTS);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < INPUTS; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] unit(double[] w) {
        double norm = ParameterGroup.stretch("neuron", 0, INPUTS).norm(w);
        return Arrays.stream(w).map(v -> v / norm).toArray();
    }

    @Override
    public ParameterLayout layout() {
        return ParameterLayout.flat(INPUTS);
    }

    @Override
    public double[] start() {
        return start.clone();
    }

    @Override
    public double loss(long step, double[] w, double[] gradient) {
        // Each batch is drawn from all points anew, so that the noise of successive gradients is independent.
        return loss(Arrays.copyOf(batches.child(step).permutation(POINTS), BATCH), w, gradient);
    }

    private double loss(int[] rows, double[] w, double[] gradient) {
        double norm = group().norm(w);
        double[] u = unit(w);
        double[] slope = new double[INPUTS];
        double loss = 0;
        for (int p : rows) {
            double output = Math.tanh(SLOPE * dot(x[p], u));
            double residual = output - y[p];
            loss += residual * residual / (2 * rows.length);
            double factor = residual * (1 - output * output) * SLOPE / rows.length;
            for (int i = 0; i < INPUTS; i++) {
                slope[i] += factor * x[p][i];
            }
        }
        double along = dot(slope, u);
        for (int i = 0; i < INPUTS; i++) {
            gradient[i] = (slope[i] - along * u[i]) / norm;
        }
        return loss;
    }

    @Override
    public double score(double[] w) {
        int[] all = new int[POINTS];
        Arrays.setAll(all, p -> p);
        return loss(all, w, new double[INPUTS]);
    }
}
