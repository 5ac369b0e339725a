package org.ansatz.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;
import org.ansatz.tensor.kernel.MlpJetKernel;

/**
 * The work of one training step on Burgers' equation by the fused kernel: {@code u, u_x, u_t, u_xx} at every point, the
 * residual {@code u_t + u u_x - nu u_xx}, and the gradient of half its mean square by all weights. Points are dealt to
 * the threads by tiles.
 */
final class BurgersStep implements AutoCloseable {
    static final double NU = 0.01 / Math.PI;
    private static final JetBasis BASIS = JetBasis.of(2, List.of(MultiIndex.of(2, 0), MultiIndex.of(0, 1)));
    private static final int X = BASIS.position(MultiIndex.of(1, 0));
    private static final int T = BASIS.position(MultiIndex.of(0, 1));
    private static final int XX = BASIS.position(MultiIndex.of(2, 0));

    private final int points;
    private final MlpJetKernel kernel;
    private final double[] theta;
    private final double[][] features;
    private final List<Part> parts = new ArrayList<>();
    private final ExecutorService pool;
    private final double[] gradient;

    /**
     * @param hidden widths of the hidden layers
     * @param points number of points, uniform in [-1, 1] x [0, 1]
     */
    BurgersStep(List<Integer> hidden, int points, int threads, long seed) {
        this.points = points;
        kernel = new MlpJetKernel(new MlpJetKernel.Shape(2, hidden, 1, false));
        Random random = new Random(seed);
        theta = initial(kernel, random);
        gradient = new double[theta.length];
        int t = kernel.tilePoints(BASIS);
        features = new double[(points + t - 1) / t][2 * BASIS.size() * t];
        for (int i = 0; i < points; i++) {
            double[] tile = features[i / t];
            int p = i % t;
            tile[p] = random.nextDouble(-1, 1);
            tile[X * t + p] = 1;
            int second = BASIS.size() * t;
            tile[second + p] = random.nextDouble();
            tile[second + T * t + p] = 1;
        }
        for (int thread = 0; thread < threads; thread++) {
            parts.add(new Part(thread));
        }
        pool = Executors.newFixedThreadPool(Math.max(1, threads - 1), task -> {
            Thread thread = new Thread(task, "burgers-step");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static double[] initial(MlpJetKernel kernel, Random random) {
        double[] theta = new double[kernel.parameterCount()];
        for (MlpJetKernel.Layer layer : kernel.layers()) {
            double deviation = Math.sqrt(2.0 / (layer.in() + layer.out()));
            for (int i = 0; i < layer.in() * layer.out(); i++) {
                theta[layer.weights() + i] = deviation * random.nextGaussian();
            }
        }
        return theta;
    }

    /** Multiply-adds count as two: forward, pull-back to the units, and weight gradients of four coefficients a point. */
    double flops() {
        double weights = 0;
        for (MlpJetKernel.Layer layer : kernel.layers()) {
            weights += (double) layer.in() * layer.out();
        }
        MlpJetKernel.Layer first = kernel.layers().get(0);
        double pullBack = weights - (double) first.in() * first.out();
        return 2.0 * BASIS.size() * points * (2 * weights + pullBack);
    }

    /** Half the mean square of the residual; its gradient is left in {@link #gradient()}. */
    double run() {
        List<Future<?>> others = new ArrayList<>();
        for (Part part : parts.subList(1, parts.size())) {
            others.add(pool.submit(part));
        }
        parts.get(0).run();
        try {
            for (Future<?> other : others) {
                other.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while computing", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        java.util.Arrays.fill(gradient, 0);
        double loss = 0;
        for (Part part : parts) {
            loss += part.loss;
            part.worker.takeGradient(gradient);
        }
        return loss;
    }

    double[] theta() {
        return theta;
    }

    /** Coordinates of all points, [2][points]. */
    double[][] coordinates() {
        int t = kernel.tilePoints(BASIS);
        double[][] coordinates = new double[2][points];
        for (int i = 0; i < points; i++) {
            for (int axis = 0; axis < 2; axis++) {
                coordinates[axis][i] = features[i / t][axis * BASIS.size() * t + i % t];
            }
        }
        return coordinates;
    }

    MlpJetKernel kernel() {
        return kernel;
    }

    double[] gradient() {
        return gradient;
    }

    @Override
    public void close() {
        pool.shutdown();
    }

    private final class Part implements Runnable {
        private final int first;
        private final MlpJetKernel.Worker worker = kernel.worker(BASIS);
        private final double[] seed = new double[worker.columns()];
        private double loss;

        Part(int first) {
            this.first = first;
        }

        @Override
        public void run() {
            loss = 0;
            worker.setParameters(theta);
            int t = worker.points();
            for (int tile = first; tile < features.length; tile += parts.size()) {
                double[] u = worker.forward(features[tile]);
                int count = Math.min(t, points - tile * t);
                java.util.Arrays.fill(seed, 0);
                for (int p = 0; p < count; p++) {
                    double ux = u[X * t + p];
                    double residual = u[T * t + p] + u[p] * ux - NU * 2 * u[XX * t + p];
                    double scaled = residual / points;
                    loss += 0.5 * residual * scaled;
                    seed[p] = scaled * ux;
                    seed[X * t + p] = scaled * u[p];
                    seed[T * t + p] = scaled;
                    seed[XX * t + p] = -2 * NU * scaled;
                }
                worker.accumulateGradient(seed);
            }
        }
    }
}
