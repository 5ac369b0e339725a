package org.ansatz.learn.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.ansatz.learn.layer.TensorParameters;

/**
 * An optimizer with settings, as users write it: {@code muon}, or {@code muon(rate=0.05 momentum=0.9)}.
 *
 * @param given settings that differ from the defaults
 */
public record OptimizerChoice(NamedOptimizer optimizer, Map<String, String> given) {
    public OptimizerChoice {
        given = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    /**
     * Reads a choice.
     *
     * @throws IllegalArgumentException if there is no such optimizer or setting, a value is out of its range, or the
     *     parentheses are not closed
     */
    public static OptimizerChoice parse(String text) {
        String trimmed = text.trim();
        int open = trimmed.indexOf('(');
        if (open < 0) {
            return new OptimizerChoice(Optimizers.named(trimmed), Map.of());
        }
        if (!trimmed.endsWith(")")) {
            throw new IllegalArgumentException(
                    "optimizer \"" + text + "\": expected a name, or name(setting=value setting=value)");
        }
        NamedOptimizer named = Optimizers.named(trimmed.substring(0, open).trim());
        Map<String, String> given = new LinkedHashMap<>();
        for (String pair :
                trimmed.substring(open + 1, trimmed.length() - 1).trim().split("[\\s;]+")) {
            int equals = pair.indexOf('=');
            if (equals < 1 || given.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("optimizer \"" + text
                        + "\": expected setting=value, each setting once, found \"" + pair + "\"");
            }
        }
        named.with(given);
        return new OptimizerChoice(named, given);
    }

    /** With further settings where this does not give them and the optimizer has them. */
    public OptimizerChoice over(Map<String, String> defaults) {
        Map<String, String> all = new LinkedHashMap<>();
        defaults.forEach((name, value) -> {
            if (optimizer.settings().stream().anyMatch(setting -> setting.name().equals(name))) {
                all.put(name, value);
            }
        });
        all.putAll(given);
        return new OptimizerChoice(optimizer, all);
    }

    /**
     * A setting in force.
     *
     * @throws IllegalArgumentException if the optimizer has no such setting or it is no number
     */
    public double number(String setting) {
        return new OptimizerSetting.Values(name(), optimizer.settings(), given).number(setting);
    }

    public String name() {
        return optimizer.name();
    }

    /** What a user should know about these settings before they are used. */
    public Optional<String> warning() {
        return optimizer.warning(given);
    }

    public Optimizer.Factory factory() {
        return optimizer.with(given);
    }

    /**
     * The rule of a first-order method under a schedule of the caller's.
     *
     * @throws IllegalArgumentException if the method cannot work on these parameters or is not of first order
     */
    public UpdateRule rule(ParameterLayout layout, DoubleFunction<Schedule> rates) {
        return optimizer.rule(layout, given, rates);
    }

    /** The same for parameters that are tensors. */
    public TensorUpdate update(TensorParameters parameters, DoubleFunction<Schedule> rates) {
        return optimizer.update(parameters, given, rates);
    }

    /**
     * This choice if it follows gradients alone.
     *
     * @throws IllegalArgumentException if it compares values
     */
    public OptimizerChoice ofFirstOrder() {
        if (!optimizer.isFirstOrder()) {
            throw new IllegalArgumentException("optimizer must be of first order, got " + name());
        }
        return this;
    }

    /**
     * This choice if it follows gradients alone and leaves its rate to somebody else.
     *
     * @param setting that gives the rate
     * @throws IllegalArgumentException if it compares values or has a rate
     */
    public OptimizerChoice withRateFrom(String setting) {
        if (given.containsKey("rate")) {
            throw new IllegalArgumentException(
                    "optimizer " + this + ": its rate is given by " + setting + ", leave it out here");
        }
        return ofFirstOrder();
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        String inner = given.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        return inner.isEmpty() ? name() : name() + "(" + inner + ")";
    }
}
