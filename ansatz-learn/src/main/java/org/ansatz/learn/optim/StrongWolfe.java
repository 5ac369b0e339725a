package org.ansatz.learn.optim;

/**
 * Line search for a step {@code a} with {@code f(a) <= f(0) + c1 a f'(0)} and {@code |f'(a)| <= c2 |f'(0)|}.
 *
 * <p>Bracketing and zoom of Nocedal and Wright, Numerical Optimization (2006), algorithms 3.5 and 3.6, with cubic
 * interpolation kept off the ends of the bracket. Close to a minimum {@code f(a) - f(0)} drowns in round-off; there the
 * approximate conditions of Hager and Zhang (SIAM J. Optim. 16:170, 2005, eq. 4.1), which compare slopes only, are
 * accepted as well. A trial value that is not finite counts as a step that is too long.
 */
public final class StrongWolfe {
    private static final double EXPANSION = 2.5;
    private static final double LONGEST = 1e10;
    /** Part of the bracket that an interpolated point must keep away from either end. */
    private static final double MARGIN = 0.1;
    /** Hager and Zhang's epsilon: the relative size of round-off in f. */
    private static final double ROUND_OFF = 1e-13;

    private final double c1;
    private final double c2;
    private final int maxEvaluations;

    private double step;
    private double value;
    private int evaluations;

    private double start;
    private double startSlope;

    /**
     * @param c1 sufficient decrease, usually 1e-4
     * @param c2 curvature, 0.9 for quasi-Newton directions
     */
    public StrongWolfe(double c1, double c2, int maxEvaluations) {
        if (!(0 < c1 && c1 < c2 && c2 < 1)) {
            throw new IllegalArgumentException("strong Wolfe needs 0 < c1 < c2 < 1, got c1 = " + c1 + ", c2 = " + c2);
        }
        this.c1 = c1;
        this.c2 = c2;
        this.maxEvaluations = maxEvaluations;
    }

    public StrongWolfe() {
        this(1e-4, 0.9, 30);
    }

    /** The line: evaluates value and slope at a step and remembers the last point evaluated. */
    interface Line {
        double value(double step);

        /** Slope at the step given last to {@link #value}. */
        double slope();
    }

    /**
     * Searches the line.
     *
     * @return whether a step was found; then the line was evaluated last at that step
     */
    boolean search(Line line, double valueAtZero, double slopeAtZero, double firstStep) {
        start = valueAtZero;
        startSlope = slopeAtZero;
        evaluations = 0;
        double before = 0;
        double valueBefore = valueAtZero;
        double slopeBefore = slopeAtZero;
        double trial = firstStep;
        double ceiling = LONGEST;
        while (evaluations < maxEvaluations) {
            double f = evaluate(line, trial);
            double slope = line.slope();
            if (!Double.isFinite(f) || !Double.isFinite(slope)) {
                ceiling = trial;
                trial = before + MARGIN * (trial - before);
                continue;
            }
            if (accepts(trial, f, slope)) {
                return take(trial, f);
            }
            if (f > start + c1 * trial * startSlope || (before > 0 && f >= valueBefore)) {
                return zoom(line, before, valueBefore, slopeBefore, trial, f, slope);
            }
            if (slope >= 0) {
                return zoom(line, trial, f, slope, before, valueBefore, slopeBefore);
            }
            double next = Math.min(trial * EXPANSION, 0.5 * (trial + ceiling));
            before = trial;
            valueBefore = f;
            slopeBefore = slope;
            if (trial >= LONGEST) {
                return false;
            }
            trial = next;
        }
        return false;
    }

    /** The bracket's {@code low} end has the least value so far and a slope that points into the bracket. */
    private boolean zoom(
            Line line, double low, double fLow, double slopeLow, double high, double fHigh, double slopeHigh) {
        while (evaluations < maxEvaluations && Math.abs(high - low) > 1e-16 * Math.max(1, Math.abs(low))) {
            double trial = interpolate(low, fLow, slopeLow, high, fHigh, slopeHigh);
            double f = evaluate(line, trial);
            double slope = line.slope();
            if (Double.isFinite(f) && Double.isFinite(slope) && accepts(trial, f, slope)) {
                return take(trial, f);
            }
            if (!Double.isFinite(f) || f > start + c1 * trial * startSlope || f >= fLow) {
                high = trial;
                fHigh = f;
                slopeHigh = slope;
            } else {
                if (slope * (high - low) >= 0) {
                    high = low;
                    fHigh = fLow;
                    slopeHigh = slopeLow;
                }
                low = trial;
                fLow = f;
                slopeLow = slope;
            }
        }
        // The curvature condition may be out of reach in round-off; a point with sufficient decrease is still progress.
        if (low > 0 && fLow < start) {
            double f = evaluate(line, low);
            return take(low, f);
        }
        return false;
    }

    private boolean accepts(double trial, double f, double slope) {
        boolean wolfe = f <= start + c1 * trial * startSlope && Math.abs(slope) <= -c2 * startSlope;
        boolean approximate = f <= start + ROUND_OFF * Math.abs(start)
                && slope >= c2 * startSlope
                && slope <= (2 * c1 - 1) * startSlope;
        return wolfe || approximate;
    }

    private static double interpolate(
            double low, double fLow, double slopeLow, double high, double fHigh, double slopeHigh) {
        double width = high - low;
        double d1 = slopeLow + slopeHigh - 3 * (fHigh - fLow) / width;
        double square = d1 * d1 - slopeLow * slopeHigh;
        double fraction = 0.5;
        if (square >= 0) {
            double d2 = Math.copySign(Math.sqrt(square), width);
            fraction = 1 - (slopeHigh + d2 - d1) / (slopeHigh - slopeLow + 2 * d2);
        }
        if (!(fraction >= MARGIN)) {
            fraction = Double.isNaN(fraction) ? 0.5 : MARGIN;
        }
        return low + Math.min(fraction, 1 - MARGIN) * width;
    }

    private double evaluate(Line line, double at) {
        evaluations++;
        return line.value(at);
    }

    private boolean take(double at, double f) {
        step = at;
        value = f;
        return true;
    }

    double step() {
        return step;
    }

    double value() {
        return value;
    }

    int evaluations() {
        return evaluations;
    }
}
