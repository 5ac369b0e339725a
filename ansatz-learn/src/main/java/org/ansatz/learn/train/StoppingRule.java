package org.ansatz.learn.train;

import java.util.Map;
import java.util.function.Predicate;
import org.ansatz.learn.train.TrainingListener.Progress;
import org.ansatz.tensor.io.NdArray;

/** When training ends before its last step. Asked after every step. */
@FunctionalInterface
public interface StoppingRule {
    boolean holds(Progress progress);

    /** What {@link #restore} needs to decide as if the run had not been interrupted. */
    default Map<String, NdArray> state() {
        return Map.of();
    }

    default void restore(Map<String, NdArray> state) {}

    static StoppingRule never() {
        return progress -> false;
    }

    /** A rule without memory. */
    static StoppingRule when(Predicate<Progress> rule) {
        return rule::test;
    }

    /**
     * Stops when the weighted sum of the terms has not fallen below {@code factor} times its last low for so many steps.
     *
     * @param factor in (0, 1], for example 0.99
     */
    static StoppingRule patience(long steps, double factor) {
        return new Patience(steps, factor);
    }
}
