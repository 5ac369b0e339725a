package org.ansatz.learn.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.ansatz.learn.layer.TensorParameters;

/** An optimizer that a user can choose by name. */
public final class NamedOptimizer {
    /** Makes a method that searches along lines or solves least squares. */
    @FunctionalInterface
    interface Maker {
        Optimizer make(SmoothObjective objective, double[] start, OptimizerSetting.Values given);
    }

    /** Makes the rule of a first-order method; {@code rates} turns a first rate into a schedule. */
    @FunctionalInterface
    interface RuleMaker {
        UpdateRule make(ParameterLayout layout, DoubleFunction<Schedule> rates, OptimizerSetting.Values given);
    }

    private static final List<OptimizerSetting> SCHEDULE = List.of(
            new OptimizerSetting("decay", "1", "factor on the rate every decay_every steps, applied continuously"),
            new OptimizerSetting("decay_every", "1000", "steps over which decay acts once"),
            new OptimizerSetting("warm_up", "0", "steps over which the rate rises linearly at the start"),
            new OptimizerSetting("clip", "inf", "longer gradients are scaled down to this Euclidean norm"));

    private final String name;
    private final String summary;
    private final List<OptimizerSetting> settings;
    private final Maker maker;
    private final RuleMaker ruleMaker;
    private final Function<OptimizerSetting.Values, Optional<String>> warning;

    private NamedOptimizer(
            String name,
            String summary,
            List<OptimizerSetting> settings,
            Maker maker,
            RuleMaker ruleMaker,
            Function<OptimizerSetting.Values, Optional<String>> warning) {
        this.name = name;
        this.summary = summary;
        this.settings = List.copyOf(settings);
        this.maker = maker;
        this.ruleMaker = ruleMaker;
        this.warning = warning;
    }

    /** A method that compares values. */
    static NamedOptimizer searching(String name, String summary, List<OptimizerSetting> settings, Maker maker) {
        return new NamedOptimizer(name, summary, settings, maker, null, given -> Optional.empty());
    }

    /** A first-order method with a rate, a schedule and its own settings. */
    static NamedOptimizer firstOrder(
            String name, String summary, String rate, List<OptimizerSetting> own, RuleMaker ruleMaker) {
        List<OptimizerSetting> all = new ArrayList<>();
        all.add(new OptimizerSetting("rate", rate, "learning rate of the first step"));
        all.addAll(SCHEDULE);
        all.addAll(own);
        return new NamedOptimizer(name, summary, all, NamedOptimizer::noMaker, ruleMaker, given -> Optional.empty());
    }

    /** The same with something to say about settings that are allowed but dangerous. */
    NamedOptimizer warning(Function<OptimizerSetting.Values, Optional<String>> of) {
        return new NamedOptimizer(name, summary, settings, maker, ruleMaker, of);
    }

    private static Optimizer noMaker(SmoothObjective objective, double[] start, OptimizerSetting.Values given) {
        throw new IllegalStateException("a first-order method is made of its rule");
    }

    public String name() {
        return name;
    }

    /** What it is, in a line. */
    public String summary() {
        return summary;
    }

    public List<OptimizerSetting> settings() {
        return settings;
    }

    /** Whether it follows gradients alone, with a rate, so that it bears fresh batches at every step. */
    public boolean isFirstOrder() {
        return ruleMaker != null;
    }

    /**
     * With settings by name; what is not given has its default.
     *
     * @throws IllegalArgumentException for a setting that is unknown, not of its kind or, in a first-order method, out of
     *     range, at once; objectives that the method cannot work on are refused by the factory
     */
    public Optimizer.Factory with(Map<String, String> given) {
        OptimizerSetting.Values values = values(given);
        if (!isFirstOrder()) {
            return (objective, start) -> maker.make(objective, start, values);
        }
        return (objective, start) -> {
            UpdateRule rule = ruleMaker.make(objective.layout(), rate -> schedule(rate, values), values);
            return new GradientDescent(objective, start, rule, values.number("clip"));
        };
    }

    /** With all defaults. */
    public Optimizer on(SmoothObjective objective, double[] start) {
        return with(Map.of()).on(objective, start);
    }

    /**
     * The rule of a first-order method under a schedule of the caller's.
     *
     * @param rates the schedule that begins with a rate
     * @throws IllegalArgumentException if a setting is unknown or out of range, the method cannot work on these parameters,
     *     or is not of first order
     */
    public UpdateRule rule(ParameterLayout layout, Map<String, String> given, DoubleFunction<Schedule> rates) {
        if (!isFirstOrder()) {
            throw new IllegalArgumentException(
                    "optimizer " + name + " compares values on one batch; here one of first order is needed");
        }
        return ruleMaker.make(layout, rates, values(given));
    }

    /** The same for parameters that are tensors. Adam works on the tensors' device, the others on the processor. */
    public TensorUpdate update(TensorParameters parameters, Map<String, String> given, DoubleFunction<Schedule> rates) {
        UpdateRule rule = rule(TensorRule.layout(parameters), given, rates);
        return rule instanceof Adam adam ? adam.onTensors(parameters.tensors()) : new TensorRule(parameters, rule);
    }

    /** What a user should know about these settings before they are used. */
    public Optional<String> warning(Map<String, String> given) {
        return warning.apply(values(given));
    }

    private OptimizerSetting.Values values(Map<String, String> given) {
        OptimizerSetting.Values values = new OptimizerSetting.Values(name, settings, Map.copyOf(given));
        if (isFirstOrder()) {
            // What is out of range shows on any parameters.
            ruleMaker.make(
                    ParameterLayout.empty()
                            .matrix("w", 2, 2)
                            .matrix("v", 2, 2)
                            .matrix("u", 2, 2)
                            .vector("b", 1),
                    rate -> schedule(rate, values),
                    values);
        }
        return values;
    }

    private static Schedule schedule(double rate, OptimizerSetting.Values given) {
        LaidOutRule.notNegative("rate", rate);
        Schedule schedule = Schedule.exponential(rate, given.number("decay"), given.number("decay_every"));
        int warmUp = given.integer("warm_up");
        return warmUp > 0 ? schedule.warmUp(warmUp) : schedule;
    }
}
