package org.ansatz.learn.sequence;

import java.util.List;
import org.ansatz.tensor.Tensor;

/**
 * A pass with what happened inside.
 *
 * @param scores [batch, length, symbols]
 * @param layers what the attention of each block computed
 */
public record DecoderTrace(Tensor scores, List<Attended> layers) {
    public DecoderTrace {
        layers = List.copyOf(layers);
    }
}
