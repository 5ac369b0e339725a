package org.ansatz.learn.optim;

import java.util.List;
import java.util.Map;

/** An optimizer that a user can choose by name. */
public final class NamedOptimizer {
    /** Makes the optimizer from typed settings. */
    @FunctionalInterface
    interface Maker {
        Optimizer make(SmoothObjective objective, double[] start, OptimizerSetting.Values given);
    }

    private final String name;
    private final String summary;
    private final List<OptimizerSetting> settings;
    private final Maker maker;

    NamedOptimizer(String name, String summary, List<OptimizerSetting> settings, Maker maker) {
        this.name = name;
        this.summary = summary;
        this.settings = List.copyOf(settings);
        this.maker = maker;
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

    /**
     * With settings by name; what is not given has its default.
     *
     * @throws IllegalArgumentException for a setting that is unknown or not of its kind, at once; values out of range and
     *     objectives that the method cannot work on are refused by the factory
     */
    public Optimizer.Factory with(Map<String, String> given) {
        OptimizerSetting.Values values = new OptimizerSetting.Values(name, settings, Map.copyOf(given));
        return (objective, start) -> maker.make(objective, start, values);
    }

    /** With all defaults. */
    public Optimizer on(SmoothObjective objective, double[] start) {
        return with(Map.of()).on(objective, start);
    }
}
