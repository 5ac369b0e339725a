package org.ansatz.learn.optim;

import java.util.Map;
import org.ansatz.learn.optim.ParameterLayout.Block;

/**
 * Gradient descent whose momentum is chosen at every step (arXiv 2510.04988, AM-MSGD): one coefficient for all parameters, the
 * solution of {@link TwoPlaneModel}.
 *
 * <pre>{@code
 * beta = clip(beta*, 0, beta_max)
 * d <- ((beta + lambda) d + (1 - beta) g) / (1 + lambda)
 * x <- x - rate d
 * }</pre>
 *
 * The first step takes {@code d = g}. Decay is added to the gradient before beta is computed, for weight matrices only.
 */
public final class AdaptiveMemorySgd extends LaidOutRule {
    /** How high the plane of memory is taken to be at the present point. */
    public enum PlaneHeight {
        /** {@code f + rate_(t-1) <g, d>}: the previous loss to first order, on the present batch. */
        FIRST_ORDER,
        /** The previous loss itself; for full batches. */
        PREVIOUS_LOSS
    }

    private final Schedule schedule;
    private final double lambda;
    private final double betaMax;
    private final double decay;
    private final PlaneHeight height;
    private final boolean pinned;
    private final double[] d;
    private final double[] g;
    /** Rate, loss and beta of the last step. */
    private final double[] last = new double[3];

    private double loss = Double.NaN;

    /**
     * @param lambda memory regularisation, at least 0; 0.1 as published
     * @param betaMax largest coefficient, in [0, 1); 0.9 as published
     * @param decay of weight matrices, coupled
     */
    public AdaptiveMemorySgd(
            ParameterLayout layout,
            Schedule schedule,
            double lambda,
            double betaMax,
            double decay,
            PlaneHeight height) {
        this(layout, schedule, lambda, betaMax, decay, height, false);
    }

    private AdaptiveMemorySgd(
            ParameterLayout layout,
            Schedule schedule,
            double lambda,
            double betaMax,
            double decay,
            PlaneHeight height,
            boolean pinned) {
        super(layout);
        notNegative("lambda", lambda);
        fraction("beta_max", betaMax);
        notNegative("weight_decay", decay);
        this.schedule = schedule;
        this.lambda = lambda;
        this.betaMax = betaMax;
        this.decay = decay;
        this.height = height;
        this.pinned = pinned;
        d = new double[layout.size()];
        g = new double[d.length];
    }

    /** With the published constants. */
    public static AdaptiveMemorySgd of(ParameterLayout layout, Schedule schedule) {
        return new AdaptiveMemorySgd(layout, schedule, 0.1, 0.9, 0, PlaneHeight.FIRST_ORDER);
    }

    /** The same form with one beta at every step: {@code d <- beta d + (1 - beta) g}. */
    public static AdaptiveMemorySgd fixed(ParameterLayout layout, Schedule schedule, double beta) {
        return new AdaptiveMemorySgd(layout, schedule, 0, beta, 0, PlaneHeight.FIRST_ORDER, true);
    }

    @Override
    public void observe(double value) {
        loss = value;
    }

    @Override
    void move(long step, double[] parameters, double[] gradient) {
        if (height == PlaneHeight.PREVIOUS_LOSS && !Double.isFinite(loss)) {
            throw new IllegalStateException("plane height previous_loss needs the loss of every step");
        }
        double rate = schedule.rate(step);
        System.arraycopy(gradient, 0, g, 0, g.length);
        for (Block block : layout().blocks()) {
            for (int i = block.offset(); block.isMatrix() && i < block.offset() + block.size(); i++) {
                g[i] += decay * parameters[i];
            }
        }
        double beta = 0;
        if (step == 0) {
            System.arraycopy(g, 0, d, 0, d.length);
        } else {
            if (pinned) {
                beta = betaMax;
            } else if (rate > 0) {
                beta = new TwoPlaneModel(g, d, gap(), lambda, rate).beta(betaMax);
            }
            for (int i = 0; i < d.length; i++) {
                d[i] = ((beta + lambda) * d[i] + (1 - beta) * g[i]) / (1 + lambda);
            }
        }
        for (int i = 0; i < d.length; i++) {
            parameters[i] -= rate * d[i];
        }
        last[0] = rate;
        last[1] = loss;
        last[2] = beta;
        loss = Double.NaN;
    }

    private double gap() {
        return height == PlaneHeight.FIRST_ORDER ? last[0] * Vectors.dot(g, d) : last[1] - loss;
    }

    /** The coefficient of the last step, 0 after the first. */
    public double beta() {
        return last[2];
    }

    /** The share of d that the last step kept: {@code (beta + lambda) / (1 + lambda)}. */
    public double effectiveMomentum() {
        return (last[2] + lambda) / (1 + lambda);
    }

    @Override
    Map<String, double[]> buffers() {
        return Map.of("direction", d, "last", last);
    }
}
