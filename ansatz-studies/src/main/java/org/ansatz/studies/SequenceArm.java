package org.ansatz.studies;

import java.util.Optional;
import org.ansatz.learn.sequence.MomentumAttention;
import org.ansatz.learn.sequence.SequenceLayout;
import org.ansatz.learn.sequence.ShearCoupling;
import org.ansatz.learn.sequence.ShearPlacement;

/**
 * A model of {@link MomentumAttentionStudy}.
 *
 * @param name as in figures
 * @param layers of attention
 * @param layout another one than that of the task
 */
record SequenceArm(String name, int layers, MomentumAttention attention, Optional<SequenceLayout> layout) {
    static SequenceArm of(String name, int layers, MomentumAttention.Builder attention) {
        return new SequenceArm(name, layers, attention.build(), Optional.empty());
    }

    static SequenceArm standard(String name, int layers) {
        return of(name, layers, heads().placement(ShearPlacement.NONE));
    }

    /** Queries and keys sheared by a fixed gamma after the rotation. */
    static SequenceArm momentum(String name, int layers, double gamma) {
        return of(name, layers, heads().gamma(gamma));
    }

    /** Two heads, gamma 1; a low-pass arm says so in its name. */
    static MomentumAttention.Builder heads() {
        return MomentumAttention.builder().heads(2).warnings(warning -> {});
    }

    static SequenceArm learned(String name) {
        return of(name, 1, heads().gamma(0.5).coupling(ShearCoupling.LEARNED));
    }

    SequenceArm laidOut(SequenceLayout other) {
        return new SequenceArm(name, layers, attention, Optional.of(other));
    }
}
