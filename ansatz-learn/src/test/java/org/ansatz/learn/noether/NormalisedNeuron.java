package org.ansatz.learn.noether;

import org.ansatz.learn.optim.SmoothObjective;
import org.ansatz.tensor.RandomStream;

/** {@code tanh(2 x.w / |w|)} fitted to 256 noisy points of the same kind, in batches of 32. */
final class NormalisedNeuron implements SmoothObjective {
    private static final int INPUTS = 20;
    private static final int POINTS = 256;
    private static final int BATCH = 32;

    private final double[] x;
    private final double[] y = new double[POINTS];
    private final double[] start;
    private final RandomStream order;
    private int[] rows = new int[BATCH];

    NormalisedNeuron(long seed) {
        RandomStream random = RandomStream.seeded(seed);
        x = random.child(0).normal(POINTS * INPUTS);
        double[] teacher = unit(random.child(1).normal(INPUTS));
        double[] noise = random.child(2).normal(POINTS);
        start = unit(random.child(3).normal(INPUTS));
        for (int p = 0; p < POINTS; p++) {
            y[p] = Math.tanh(2 * dot(p, teacher)) + 0.3 * noise[p];
        }
        order = random.child(4);
        draw(0);
    }

    double[] start() {
        return start.clone();
    }

    void draw(long step) {
        rows = java.util.Arrays.stream(order.child(step).integers(0, POINTS, BATCH))
                .mapToInt(i -> (int) i)
                .toArray();
    }

    private double dot(int point, double[] w) {
        double sum = 0;
        for (int i = 0; i < INPUTS; i++) {
            sum += x[point * INPUTS + i] * w[i];
        }
        return sum;
    }

    private static double[] unit(double[] w) {
        double norm = ParameterGroup.stretch("w", 0, w.length).norm(w);
        return java.util.Arrays.stream(w).map(v -> v / norm).toArray();
    }

    @Override
    public int dimension() {
        return INPUTS;
    }

    @Override
    public double value(double[] w) {
        return valueAndGradient(w, new double[INPUTS]);
    }

    @Override
    public double valueAndGradient(double[] w, double[] gradient) {
        double norm = ParameterGroup.stretch("w", 0, INPUTS).norm(w);
        double[] u = unit(w);
        double loss = 0;
        double[] slope = new double[INPUTS];
        for (int p : rows) {
            double f = Math.tanh(2 * dot(p, u));
            double r = f - y[p];
            loss += r * r / (2 * BATCH);
            for (int i = 0; i < INPUTS; i++) {
                slope[i] += r * (1 - f * f) * 2 * x[p * INPUTS + i] / BATCH;
            }
        }
        double along = 0;
        for (int i = 0; i < INPUTS; i++) {
            along += slope[i] * u[i];
        }
        for (int i = 0; i < INPUTS; i++) {
            gradient[i] = (slope[i] - along * u[i]) / norm;
        }
        return loss;
    }
}
