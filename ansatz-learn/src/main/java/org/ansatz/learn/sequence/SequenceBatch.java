package org.ansatz.learn.sequence;

import java.util.Arrays;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Sequences of one length with the symbols that have to be predicted at some of their places.
 *
 * @param tokens [batch][length]
 * @param places where a prediction counts, as {@code row * length + place}
 * @param targets the right symbol at each of them
 * @param layout which places belong together
 */
public record SequenceBatch(long[][] tokens, long[] places, long[] targets, SequenceLayout layout) {
    public SequenceBatch {
        if (places.length != targets.length || places.length == 0) {
            throw new IllegalArgumentException(
                    "a batch needs as many places as targets, got " + places.length + " and " + targets.length);
        }
    }

    /** [batch, length], int64. */
    public Tensor tensor() {
        return Tensor.of(
                Arrays.stream(tokens).flatMapToLong(Arrays::stream).toArray(), tokens.length, tokens[0].length);
    }

    /** The mean cross-entropy of the right symbols in nats, recorded. */
    public Tensor loss(TransformerDecoder decoder) {
        return crossEntropy(scores(decoder));
    }

    /** Share of right predictions, and loss. */
    public record Score(double accuracy, double loss) {}

    /** Measures without recording. */
    public Score score(TransformerDecoder decoder) {
        Scope scope = Scope.open();
        try {
            Tensor scores = Autograd.noGrad(() -> scores(decoder));
            long[] best = scores.argmax(-1).toLongs();
            int right = 0;
            for (int i = 0; i < best.length; i++) {
                right += best[i] == targets[i] ? 1 : 0;
            }
            return new Score((double) right / best.length, crossEntropy(scores).item());
        } finally {
            scope.close();
        }
    }

    /** [places, symbols]. */
    private Tensor scores(TransformerDecoder decoder) {
        Tensor all = decoder.forward(tensor(), layout);
        return all.reshape(-1, all.size(-1)).indexSelect(0, Tensor.of(places).to(all.device()));
    }

    private Tensor crossEntropy(Tensor scores) {
        Tensor chosen = scores.gather(1, Tensor.of(targets, targets.length, 1).to(scores.device()))
                .squeeze(1);
        return scores.logsumexp(1).sub(chosen).mean();
    }
}
