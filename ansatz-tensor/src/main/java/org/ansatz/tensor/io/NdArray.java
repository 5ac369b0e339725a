package org.ansatz.tensor.io;

import java.util.Arrays;

/** A dense array of doubles in row-major order with its shape. */
public record NdArray(long[] shape, double[] values) {
    public NdArray {
        if (size(shape) != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " needs " + size(shape) + " values, given " + values.length);
        }
    }

    public static NdArray of(double... values) {
        return new NdArray(new long[] {values.length}, values);
    }

    static long size(long[] shape) {
        long n = 1;
        for (long s : shape) {
            n = Math.multiplyExact(n, s);
        }
        return n;
    }
}
