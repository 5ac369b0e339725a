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

    /** {@code rate} over the first share of {@code steps}, then linearly down to {@code last}, which stays. */
    static Schedule linearTail(double rate, double last, int steps, double constantShare) {
        positive("steps", steps);
        if (!(constantShare >= 0 && constantShare < 1)) {
            throw new IllegalArgumentException("the constant share must lie in [0, 1), got " + constantShare);
        }
        return step -> {
            double into = ((double) step / steps - constantShare) / (1 - constantShare);
            return rate + (last - rate) * Math.max(0, Math.min(1, into));
        };
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
