package org.ansatz.physics.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round numbers along an axis and how they are written. */
final class Ticks {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    private Ticks() {}

    /** Multiples of a round step in [low, high], at most {@code most} of them. */
    static List<Double> linear(double low, double high, int most) {
        double span = high - low;
        List<Double> ticks = new ArrayList<>();
        if (!(span > 0) || !Double.isFinite(span)) {
            ticks.add(low);
            return ticks;
        }
        double power = Math.pow(10, Math.floor(Math.log10(span / most)));
        double step = power;
        for (double s : STEPS) {
            step = s * power;
            if (span / step <= most) {
                break;
            }
        }
        double slack = 1e-9 * span;
        for (double k = Math.ceil((low - slack) / step); k * step <= high + slack; k++) {
            ticks.add(k == 0 ? 0 : k * step);
        }
        return ticks;
    }

    /** Powers of ten in [10^low, 10^high], given as exponents, at most {@code most}. */
    static List<Double> decades(double low, double high, int most) {
        List<Double> ticks = new ArrayList<>();
        int first = (int) Math.ceil(low - 1e-9);
        int last = (int) Math.floor(high + 1e-9);
        int step = Math.max(1, (int) Math.ceil((last - first + 1) / (double) most));
        for (int k = first; k <= last; k += step) {
            ticks.add((double) k);
        }
        return ticks;
    }

    /** Four digits at most, without trailing zeros; powers of ten outside 0.001 to 99,999. */
    static String label(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value, new MathContext(4, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        double size = Math.abs(rounded.doubleValue());
        if (size >= 1e-3 && size < 1e5) {
            return rounded.toPlainString();
        }
        int exponent = (int) Math.floor(Math.log10(size));
        BigDecimal mantissa = rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros();
        return mantissa.toPlainString() + "e" + exponent;
    }

    static String power(double exponent) {
        return String.format(Locale.ROOT, "1e%d", Math.round(exponent));
    }
}
