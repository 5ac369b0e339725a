package org.ansatz.solve.collocation;

/**
 * When a fit stops.
 *
 * @param seconds budget
 * @param steps largest number of steps
 * @param patience steps after which a loss that is large and hardly falls ends the fit
 * @param hopeless the loss above which a fit counts as failed, or infinity
 * @param tolerance change of the answer between checks at which it counts as standing still
 * @param near whether the start is near the answer, so that noisy data need not lead there any more
 */
record FitLimits(double seconds, long steps, long patience, double hopeless, double tolerance, boolean near) {
    FitLimits(double seconds, long steps, long patience, double hopeless, double tolerance) {
        this(seconds, steps, patience, hopeless, tolerance, false);
    }

    /** The loss above which a slow fit is given up: a hundredth when patience ends, a tenth of that every 60 steps. */
    double hopelessAt(long step) {
        return Math.max(hopeless, 1e-2 * Math.pow(10, (double) (patience - step) / 60));
    }

    /** The same for another beginning in the rest of the time, without giving up. */
    FitLimits another(double secondsLeft) {
        return new FitLimits(secondsLeft, steps, patience, Double.POSITIVE_INFINITY, tolerance);
    }

    /** The same for a larger ansatz that begins where a smaller one came to rest. */
    FitLimits afterGrowth(double secondsLeft) {
        return new FitLimits(secondsLeft, steps, patience, Double.POSITIVE_INFINITY, tolerance, true);
    }
}
