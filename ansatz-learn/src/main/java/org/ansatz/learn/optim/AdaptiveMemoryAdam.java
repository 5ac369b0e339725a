package org.ansatz.learn.optim;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ansatz.learn.optim.ParameterLayout.Block;

/**
 * AdamW whose momentum is chosen at every step and for every parameter array (arXiv 2510.04988, AM-AdamW, as re-implemented in
 * OSuwaidi/memory_align). With t from 1, B the product of the betas so far, and everything but beta elementwise:
 *
 * <pre>{@code
 * v <- b2 v + (1 - b2) g^2
 * P = (1 - beta_max B) (sqrt(v / (1 - b2^t)) + eps),  M = 1 / (P (1 + lambda P))
 * gap = rate_(t-1) sum g (d / P + decay x)
 * beta = [(1 + decay rate) gap / rate - sum (d - g)(g + lambda P d) M - decay sum x (d - g)] / sum (d - g)^2 M
 * d <- ((1 - beta) g + (lambda P + beta) d) / (1 + lambda P)
 * x <- (1 - decay rate) x - rate d / P,  B <- B beta
 * }</pre>
 *
 * beta is clipped to [0, beta_max] and is beta_max at the first step. With {@code lambda = 0} and beta pinned at beta_max it is
 * {@link Adam} with decoupled decay.
 */
public final class AdaptiveMemoryAdam extends LaidOutRule {
    /**
     * @param lambda memory regularisation, at least 0; 0.1 as published
     * @param betaMax largest coefficient; {@code 0.9 - 0.1 lambda} as published
     * @param decay decoupled, of all parameters
     * @param pinned whether beta is always {@code betaMax}
     */
    public record Constants(double lambda, double betaMax, double beta2, double epsilon, double decay, boolean pinned) {
        public Constants {
            notNegative("lambda", lambda);
            fraction("beta_max", betaMax);
            fraction("beta2", beta2);
            notNegative("weight_decay", decay);
            if (!(epsilon > 0)) {
                throw new IllegalArgumentException("epsilon must be positive, got " + epsilon);
            }
        }

        /** As published, without decay. */
        public static Constants published() {
            return new Constants(0.1, 0.89, 0.999, 1e-8, 0, false);
        }
    }

    private final Schedule schedule;
    private final Constants c;
    private final double[] d;
    private final double[] v;
    private final double[] scale;
    /** Of every block the product of its betas so far. */
    private final double[] products;

    private final double[] betas;
    private final double[] lastRate = new double[1];

    public AdaptiveMemoryAdam(ParameterLayout layout, Schedule schedule, Constants constants) {
        super(layout);
        this.schedule = schedule;
        c = constants;
        d = new double[layout.size()];
        v = new double[d.length];
        scale = new double[d.length];
        products = new double[layout.blocks().size()];
        Arrays.fill(products, 1);
        betas = new double[products.length];
    }

    @Override
    void move(long step, double[] x, double[] g) {
        double rate = schedule.rate(step);
        double correction = 1 / (1 - Math.pow(c.beta2, step + 1.0));
        for (int k = 0; k < betas.length; k++) {
            Block block = layout().blocks().get(k);
            int end = block.offset() + block.size();
            for (int i = block.offset(); i < end; i++) {
                v[i] = c.beta2 * v[i] + (1 - c.beta2) * g[i] * g[i];
                scale[i] = (1 - c.betaMax * products[k]) * (Math.sqrt(v[i] * correction) + c.epsilon);
            }
            double beta = step == 0 || c.pinned ? c.betaMax : beta(block.offset(), end, rate, x, g);
            for (int i = block.offset(); i < end; i++) {
                double pull = c.lambda * scale[i];
                d[i] = ((1 - beta) * g[i] + (pull + beta) * d[i]) / (1 + pull);
                x[i] = (1 - c.decay * rate) * x[i] - rate * d[i] / scale[i];
            }
            products[k] *= beta;
            betas[k] = beta;
        }
        lastRate[0] = rate;
    }

    private double beta(int from, int to, double rate, double[] x, double[] g) {
        double gap = 0;
        double product = 0;
        double weights = 0;
        double distance = 0;
        for (int i = from; i < to; i++) {
            double p = scale[i];
            double metric = 1 / (p * (1 + c.lambda * p));
            double difference = d[i] - g[i];
            gap += g[i] * (d[i] / p + c.decay * x[i]);
            product += difference * (g[i] + c.lambda * p * d[i]) * metric;
            weights += x[i] * difference;
            distance += difference * difference * metric;
        }
        // A schedule that ends at zero leaves no gap.
        double height = rate > 0 ? (1 + c.decay * rate) * lastRate[0] * gap / rate : 0;
        return TwoPlaneModel.clipped(height - product - c.decay * weights, distance, c.betaMax);
    }

    /** The coefficients of the last step, one per array of the layout. */
    public double[] betas() {
        return betas.clone();
    }

    @Override
    Map<String, double[]> buffers() {
        Map<String, double[]> buffers = new LinkedHashMap<>();
        buffers.put("direction", d);
        buffers.put("second", v);
        buffers.put("products", products);
        buffers.put("betas", betas);
        buffers.put("last_rate", lastRate);
        return buffers;
    }
}
