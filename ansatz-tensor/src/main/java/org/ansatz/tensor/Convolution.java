package org.ansatz.tensor;

import java.util.Arrays;

/**
 * How a convolution steps over its input, the same in every dimension.
 *
 * @param stride distance of neighbouring outputs
 * @param padding zeros added at both ends
 * @param dilation distance of neighbouring taps
 * @param groups the channels are divided into so many independent groups
 */
public record Convolution(long stride, long padding, long dilation, long groups) {
    /** Stride 1, no padding, no dilation, one group. */
    public static final Convolution PLAIN = new Convolution(1, 0, 1, 1);

    public Convolution {
        if (stride < 1 || padding < 0 || dilation < 1 || groups < 1) {
            throw new IllegalArgumentException(
                    "convolution with stride " + stride + ", padding " + padding + ", dilation " + dilation
                            + ", groups " + groups + "; needs stride, dilation, groups of at least 1");
        }
    }

    public Convolution withStride(long newStride) {
        return new Convolution(newStride, padding, dilation, groups);
    }

    public Convolution withPadding(long newPadding) {
        return new Convolution(stride, newPadding, dilation, groups);
    }

    public Convolution withDilation(long newDilation) {
        return new Convolution(stride, padding, newDilation, groups);
    }

    public Convolution withGroups(long newGroups) {
        return new Convolution(stride, padding, dilation, newGroups);
    }

    /** Input [batch, channels, space...], weight [out, channels / groups, taps...]. */
    void check(String operation, int space, Tensor input, Tensor weight) {
        long[] a = input.shape();
        long[] w = weight.shape();
        if (a.length != space + 2 || w.length != space + 2) {
            throw new ShapeMismatch(
                    operation,
                    a,
                    w,
                    "needs [batch, channels, ...] and [out, channels, ...] with " + space + " more each");
        }
        if (a[1] != w[1] * groups) {
            throw new ShapeMismatch(
                    operation, a, w, a[1] + " channels, the weights are for " + w[1] + " in " + groups + " groups");
        }
        if (w[0] % groups != 0) {
            throw new ShapeMismatch(operation, a, w, w[0] + " outputs do not divide into " + groups + " groups");
        }
        for (int d = 2; d < a.length; d++) {
            if (a[d] + 2 * padding < dilation * (w[d] - 1) + 1) {
                throw new ShapeMismatch(operation, a, w, "the taps reach further than the padded input");
            }
        }
    }

    static long[] repeated(int count, long value) {
        long[] values = new long[count];
        Arrays.fill(values, value);
        return values;
    }
}
