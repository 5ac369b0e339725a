package org.ansatz.learn.loss;

import org.ansatz.tensor.Tensor;

/**
 * {@code log cosh x}: {@code x^2 / 2} for small and {@code |x| - log 2} for large residuals, smooth in between, so that data of
 * large scale do not outweigh all others.
 */
public final class LogCosh {
    private static final double LOG_2 = Math.log(2);

    private LogCosh() {}

    /**
     * Element by element, as {@code x + softplus(-2 x) - log 2}, which neither overflows nor has the kink of {@code |x|} that
     * would make second derivatives vanish at zero.
     */
    public static Tensor of(Tensor x) {
        return x.add(x.mul(-2.0).softplus()).sub(LOG_2);
    }
}
