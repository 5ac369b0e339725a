package org.ansatz.learn.optim;

/** One step of damped Gauss-Newton; the two numbers of its memory. */
sealed interface DampedStepper permits LevenbergMarquardt, KrylovLevenbergMarquardt {
    /** Moves {@code x} by an accepted step, or leaves it if no damping lowers the value. */
    LevenbergMarquardt.Step step(double[] x);

    double damping();

    /** Factor for the damping after the next rejected trial. */
    double growth();

    void restore(double damping, double growth);
}
