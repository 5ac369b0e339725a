package org.ansatz.learn.sequence;

import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * What a {@link DotProductAttention} does: heads, positions, and the {@link KinematicShear} of queries, keys and values. With gamma 0
 * or {@link ShearPlacement#NONE} it is standard attention.
 *
 * <pre>{@code
 * MomentumAttention attention = MomentumAttention.builder().heads(2).gamma(1.0).placement(POST_ROPE).build();
 * }</pre>
 *
 * <p>With gamma above 0 the key of a place carries the symbol before it too, so that one layer finds what followed the last occurrence
 * of a symbol. A gamma of a half to 1 is a good first choice for one layer; large ones saturate the softmax, whose scale stays
 * {@code 1 / sqrt(width of a head)} while sheared vectors grow up to {@code 1 + 2 gamma} times.
 *
 * @param heads of attention
 * @param queryGamma coupling of queries, of keys and of values; initial values if they are learned
 * @param keyGamma as above
 * @param valueGamma 0 in the published method
 * @param rotaryBase of {@link RotaryPositions}; 0 for no code of positions
 */
public record MomentumAttention(
        int heads,
        double queryGamma,
        double keyGamma,
        double valueGamma,
        ShearCoupling coupling,
        ShearPlacement placement,
        double rotaryBase) {
    public MomentumAttention {
        if (heads < 1) {
            throw new IllegalArgumentException("attention needs at least one head, got " + heads);
        }
        finite("queries", queryGamma);
        finite("keys", keyGamma);
        finite("values", valueGamma);
        if (coupling == ShearCoupling.LEARNED && queryGamma != keyGamma && queryGamma != 0 && keyGamma != 0) {
            throw new IllegalArgumentException("a gamma learned for queries and keys alike has one initial value, got "
                    + queryGamma + " and " + keyGamma + "; learn them separately");
        }
        if (rotaryBase != 0 && !(rotaryBase > 1 && Double.isFinite(rotaryBase))) {
            throw new IllegalArgumentException(
                    "the base of rotary positions must be above 1, or 0 for none, got " + rotaryBase);
        }
    }

    private static void finite(String of, double gamma) {
        if (!Double.isFinite(gamma)) {
            throw new IllegalArgumentException("gamma of " + of + " must be a finite number, got " + gamma);
        }
    }

    /** Without shear, with rotary positions. */
    public static MomentumAttention standard(int heads) {
        return builder().heads(heads).placement(ShearPlacement.NONE).build();
    }

    /** One head, gamma 1 for queries and keys after the rotation. */
    public static Builder builder() {
        return new Builder();
    }

    /** The same without any shear. */
    public MomentumAttention ablated() {
        return new MomentumAttention(heads, 0, 0, 0, ShearCoupling.FIXED, ShearPlacement.NONE, rotaryBase);
    }

    /**
     * The width of a head.
     *
     * @throws IllegalArgumentException if heads do not divide the width, or the quotient is odd and places are coded by rotations
     */
    public int headWidth(int width) {
        if (width < 1 || width % heads != 0) {
            throw new IllegalArgumentException(
                    "the width must be a multiple of the heads, got width " + width + " and " + heads + " heads");
        }
        int head = width / heads;
        if (rotaryBase != 0 && head % 2 != 0) {
            throw new IllegalArgumentException(
                    "rotary positions need a width that is a multiple of twice its heads, got" + " width " + width
                            + " and " + heads + " heads");
        }
        return head;
    }

    /** Collects what is not the default. */
    public static final class Builder {
        private int heads = 1;
        private double queryGamma = 1;
        private double keyGamma = 1;
        private double valueGamma;
        private ShearCoupling coupling = ShearCoupling.FIXED;
        private ShearPlacement placement = ShearPlacement.POST_ROPE;
        private double rotaryBase = RotaryPositions.PUBLISHED_BASE;
        private Consumer<String> warnings = LoggerFactory.getLogger(MomentumAttention.class)::warn;

        private Builder() {}

        public Builder heads(int number) {
            heads = number;
            return this;
        }

        /** Of queries and keys. */
        public Builder gamma(double both) {
            queryGamma = both;
            keyGamma = both;
            return this;
        }

        /** Of queries alone; 0 leaves them as they are. */
        public Builder queryGamma(double gamma) {
            queryGamma = gamma;
            return this;
        }

        /** Of keys alone; 0 leaves them as they are. */
        public Builder keyGamma(double gamma) {
            keyGamma = gamma;
            return this;
        }

        /** Of values, which the published method does not shear. */
        public Builder valueGamma(double gamma) {
            valueGamma = gamma;
            return this;
        }

        public Builder coupling(ShearCoupling how) {
            coupling = how;
            return this;
        }

        public Builder placement(ShearPlacement where) {
            placement = where;
            return this;
        }

        public Builder rotaryBase(double base) {
            rotaryBase = base;
            return this;
        }

        /** No code of positions: rotations are left out. */
        public Builder withoutPositions() {
            return rotaryBase(0);
        }

        /** Where warnings go, to the log if not given. */
        public Builder warnings(Consumer<String> told) {
            warnings = told;
            return this;
        }

        /**
         * The settings; a negative gamma is a warning, since it makes a low-pass filter of the shear.
         *
         * @throws IllegalArgumentException if a number is out of range
         */
        public MomentumAttention build() {
            MomentumAttention built =
                    new MomentumAttention(heads, queryGamma, keyGamma, valueGamma, coupling, placement, rotaryBase);
            double least = Math.min(queryGamma, Math.min(keyGamma, valueGamma));
            if (least < 0) {
                warnings.accept("gamma " + least
                        + " is negative: a low-pass filter that averages neighbours, not the high-pass of momentum"
                        + " attention");
            }
            return built;
        }
    }
}
