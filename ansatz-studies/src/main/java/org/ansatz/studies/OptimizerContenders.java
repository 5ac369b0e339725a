package org.ansatz.studies;

import java.util.List;
import java.util.function.DoubleFunction;
import org.ansatz.learn.optim.Adam;
import org.ansatz.learn.optim.AdaptiveMemoryAdam;
import org.ansatz.learn.optim.AdaptiveMemorySgd;
import org.ansatz.learn.optim.MatrixRule;
import org.ansatz.learn.optim.MatrixRule.Matrices;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.studies.OptimizerSweep.Contender;

/**
 * The optimizers that studies compare, under one schedule. No weight decay anywhere; what is no matrix goes to Adam at 3e-3.
 *
 * @param schedule that begins with a rate
 */
record OptimizerContenders(DoubleFunction<Schedule> schedule) {
    private static final double REST_RATE = 3e-3;

    /** Constant for 60 % of the steps, then linearly down to zero. */
    static OptimizerContenders linearTail(int steps) {
        return new OptimizerContenders(rate -> Schedule.linearTail(rate, 0, steps, 0.6));
    }

    /** Gradient descent along an exponential mean of gradients. */
    Contender momentum(String name, double beta, List<Double> rates) {
        return new Contender(
                name, rates, (layout, rate) -> AdaptiveMemorySgd.fixed(layout, schedule.apply(rate), beta));
    }

    Contender adaptiveSgd(List<Double> rates) {
        return new Contender("am-sgd", rates, (layout, rate) -> AdaptiveMemorySgd.of(layout, schedule.apply(rate)));
    }

    Contender adamw(List<Double> rates) {
        return new Contender("adamw", rates, (layout, rate) -> Adam.of(layout.size(), schedule.apply(rate)));
    }

    Contender adaptiveAdam(List<Double> rates) {
        return new Contender(
                "am-adamw",
                rates,
                (layout, rate) ->
                        new AdaptiveMemoryAdam(layout, schedule.apply(rate), AdaptiveMemoryAdam.Constants.published()));
    }

    Contender matrices(String name, List<Double> rates, MatrixRule.Method method) {
        return new Contender(
                name,
                rates,
                (layout, rate) -> new MatrixRule(
                        layout,
                        Matrices.ALL,
                        method,
                        schedule.apply(rate),
                        0,
                        dimension -> Adam.of(dimension, schedule.apply(REST_RATE))));
    }
}
