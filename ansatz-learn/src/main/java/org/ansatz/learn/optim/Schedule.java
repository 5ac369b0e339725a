package org.ansatz.learn.optim;

/** A learning rate as a function of the step, counted from zero. */
@FunctionalInterface
public interface Schedule {
    double rate(long step);

    /** The same rate always. */
    static Schedule constant(double rate) {
        return step -> rate;
    }

    /** {@code rate * factor^(step / every)} with a real exponent. */
    static Schedule exponential(double rate, double factor, double every) {
        positive("every", every);
        return step -> rate * Math.pow(factor, step / every);
    }

    /** {@code rate * factor^floor(step / every)}. */
    static Schedule steps(double rate, double factor, int every) {
        positive("every", every);
        return step -> rate * Math.pow(factor, (double) Math.floorDiv(step, (long) every));
    }

    /** Half a cosine from {@code rate} down to {@code last} over {@code steps}, {@code last} afterwards. */
    static Schedule cosine(double rate, double last, int steps) {
        positive("steps", steps);
        return step -> last + (rate - last) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, (double) step / steps)));
    }

    /** Rises linearly over the first {@code steps} (the first step gets {@code 1 / steps} of the rate), then follows this. */
    default Schedule warmUp(int steps) {
        positive("steps", steps);
        return step -> step < steps ? rate(0) * (double) (step + 1) / steps : rate(step - steps);
    }

    private static void positive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException("a schedule's " + name + " must be positive, got " + value);
        }
    }
}
