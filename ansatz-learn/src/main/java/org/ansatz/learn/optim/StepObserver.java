package org.ansatz.learn.optim;

/** Told of every step of a first-order method. The arrays are the caller's and change with the next step: copy what is kept. */
@FunctionalInterface
public interface StepObserver {
    /**
     * A step was done.
     *
     * @param step its number, from zero, as the rule and its schedule count
     * @param before parameters before it
     * @param gradient of the objective there, after clipping
     * @param after parameters after it
     */
    void onStep(long step, double[] before, double[] gradient, double[] after);
}
