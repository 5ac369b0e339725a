package org.ansatz.learn.sequence;

import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.Tensor;

/**
 * Rotary positions, arXiv 2104.09864: at place t the pair of numbers (2i, 2i + 1) is rotated by {@code t theta_i}, {@code theta_i =
 * base^(-2i / width)}. Products of a rotated query and a rotated key depend on the distance of their places only.
 *
 * @param width of a head, even
 * @param base above one; 10,000 as published
 */
public record RotaryPositions(int width, double base) {
    public static final double PUBLISHED_BASE = 10_000;

    public RotaryPositions {
        if (width < 2 || width % 2 != 0) {
            throw new IllegalArgumentException(
                    "rotary positions rotate pairs and need an even width of a head, got " + width);
        }
        if (!(base > 1 && Double.isFinite(base))) {
            throw new IllegalArgumentException("the base of rotary positions must be above 1, got " + base);
        }
    }

    /** Angle per place of a pair, in radians. */
    public double frequency(int pair) {
        return Math.pow(base, -2.0 * pair / width);
    }

    /**
     * {@code 2 |sin(theta / 2)|}: the size of the difference of two neighbouring places for contents of size 1 that do not change. Fast
     * pairs have momentum at rest, slow ones have none.
     */
    public double momentumGain(int pair) {
        return 2 * Math.abs(Math.sin(frequency(pair) / 2));
    }

    /**
     * Rotates.
     *
     * @param x [..., length, width]
     * @param from place of the first entry
     */
    public Tensor rotate(Tensor x, long from) {
        return rotate(x, table(from, x.size(-2), x.dtype(), x.device()));
    }

    /** Complex numbers {@code exp(i t theta)}, [length, width / 2]; angles are taken in double precision. */
    Tensor table(long from, long length, DType type, Device device) {
        int half = width / 2;
        double[] parts = new double[Math.toIntExact(length * width)];
        for (int t = 0; t < length; t++) {
            for (int i = 0; i < half; i++) {
                double angle = (from + t) * frequency(i);
                parts[t * width + 2 * i] = Math.cos(angle);
                parts[t * width + 2 * i + 1] = Math.sin(angle);
            }
        }
        return Tensor.of(parts, length, half, 2).to(type).to(device).viewAsComplex();
    }

    static Tensor rotate(Tensor x, Tensor table) {
        long[] shape = x.shape();
        long[] pairs = java.util.Arrays.copyOf(shape, shape.length + 1);
        pairs[shape.length - 1] = shape[shape.length - 1] / 2;
        pairs[shape.length] = 2;
        return x.reshape(pairs).viewAsComplex().mul(table).viewAsReal().reshape(shape);
    }
}
