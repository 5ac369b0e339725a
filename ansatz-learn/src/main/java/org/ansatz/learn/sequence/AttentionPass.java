package org.ansatz.learn.sequence;

import java.util.Optional;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.Tensor;

/**
 * What all layers of one pass over a batch share.
 *
 * @param rotation of the new places, empty without rotary positions
 * @param hidden where queries must not look
 * @param continuing where a place has a predecessor in its segment, empty if only the first has none
 * @param predecessors for another order than that of time
 */
record AttentionPass(
        Optional<Tensor> rotation, Tensor hidden, Optional<Tensor> continuing, Optional<Tensor> predecessors) {
    private static final int TIME = 2;

    /**
     * For the places {@code from} to {@code length} of sequences whose earlier places are in a cache.
     *
     * @param headWidth numbers per head
     */
    static AttentionPass of(
            MomentumAttention settings,
            int headWidth,
            SequenceLayout layout,
            int from,
            int length,
            DType type,
            Device device) {
        Optional<Tensor> rotation = settings.rotaryBase() == 0
                ? Optional.empty()
                : Optional.of(
                        new RotaryPositions(headWidth, settings.rotaryBase()).table(from, length - from, type, device));
        return new AttentionPass(
                rotation,
                layout.hidden(from, length, device),
                layout.continuing(from, length, device),
                layout.predecessors(device));
    }

    Tensor rotated(Tensor x) {
        return rotation.map(table -> RotaryPositions.rotate(x, table)).orElse(x);
    }

    /**
     * What differences are taken to, x itself where there is nothing before.
     *
     * @param x [batch, heads, places, width]
     * @param last of the place before the first, empty if the sequence begins here
     */
    Tensor previous(Tensor x, Optional<Tensor> last) {
        if (predecessors.isPresent()) {
            return x.indexSelect(TIME, predecessors.get());
        }
        Tensor shifted = KinematicShear.shifted(x, last.orElseGet(() -> x.narrow(TIME, 0, 1)), TIME);
        return continuing.map(where -> Tensor.where(where, shifted, x)).orElse(shifted);
    }
}
