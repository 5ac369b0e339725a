package org.ansatz.learn.sequence;

import java.util.Arrays;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * How far heads are induction heads (Olsson et al., arXiv 2209.11895): the mean attention from a place whose symbol was seen before to
 * the successor of its last occurrence. 1 if all attention goes there.
 *
 * @param byHead [layer][head]
 * @param places number of places that the mean is over
 */
public record InductionScore(double[][] byHead, long places) {
    private static final int[] ALL_BUT_HEADS = {0, 2, 3};

    /**
     * Measures.
     *
     * @param tokens [batch, length]
     * @throws IllegalArgumentException if no symbol occurs twice in a sequence
     */
    public static InductionScore of(TransformerDecoder decoder, Tensor tokens) {
        int batch = Math.toIntExact(tokens.size(0));
        int length = Math.toIntExact(tokens.size(1));
        boolean[] successors = successors(tokens.toLongs(), batch, length);
        long places = 0;
        for (boolean successor : successors) {
            places += successor ? 1 : 0;
        }
        if (places == 0) {
            throw new IllegalArgumentException("no symbol occurs twice in any of the " + batch + " sequences");
        }
        long count = places;
        Scope scope = Scope.open();
        try {
            Tensor where = Tensor.of(successors, batch, 1, length, length);
            DecoderTrace trace = Autograd.noGrad(() -> decoder.trace(tokens, SequenceLayout.whole()));
            double[][] scores = trace.layers().stream()
                    .map(layer -> layer.weights()
                            .to(DType.FLOAT64)
                            .mul(where.to(DType.FLOAT64).to(layer.weights().device()))
                            .sum(ALL_BUT_HEADS, false)
                            .div((double) count)
                            .toDoubles())
                    .toArray(double[][]::new);
            return new InductionScore(scores, count);
        } finally {
            scope.close();
        }
    }

    /** True at [row, t, j] if j follows the last earlier occurrence of the symbol at t. */
    private static boolean[] successors(long[] symbols, int batch, int length) {
        boolean[] successors = new boolean[batch * length * length];
        for (int row = 0; row < batch; row++) {
            for (int t = 1; t < length; t++) {
                for (int j = t - 1; j >= 0; j--) {
                    if (symbols[row * length + j] == symbols[row * length + t]) {
                        successors[(row * length + t) * length + j + 1] = true;
                        break;
                    }
                }
            }
        }
        return successors;
    }

    /** The largest score of a head. */
    public double best() {
        return Arrays.stream(byHead).flatMapToDouble(Arrays::stream).max().orElseThrow();
    }
}
