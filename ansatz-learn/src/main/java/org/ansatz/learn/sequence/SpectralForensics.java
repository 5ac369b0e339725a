package org.ansatz.learn.sequence;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Fft;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Spectra of a trained decoder along the sequence, over batches of whole sequences: what the shear does to queries and keys, and
 * what patterns heads attend in. Arrays are [layer][head][frequency].
 *
 * @param frequencies {@code 2 pi k / length} for k up to half the length, in radians per place
 * @param queryGain root of the power of sheared queries by that of queries, summed over batch and width
 * @param keyGain the same of keys
 * @param patternPower mean over batch and queries of {@code |sum_j a_tj exp(-i w j)|^2} with the weights a of a query: 1 at frequency 0, 1
 *     everywhere if one place takes all
 */
public record SpectralForensics(
        double[] frequencies, double[][][] queryGain, double[][][] keyGain, double[][][] patternPower) {

    private static final int TIME = 2;
    private static final int[] ALL_BUT_HEADS_AND_TIME = {0, 3};
    private static final int[] ALL_BUT_HEADS_AND_KEYS = {0, 2};

    /**
     * Measures. The causal boundary, where the difference is zero, is left out: gains are of places from the second on, in a Hann window,
     * so that they differ from {@link TransferFunction#firstDifference} by what leaks between neighbouring frequencies.
     *
     * @param tokens [batch, length], length at least 4
     */
    public static SpectralForensics of(TransformerDecoder decoder, Tensor tokens) {
        int length = Math.toIntExact(tokens.size(1));
        if (length < 4) {
            throw new IllegalArgumentException("spectra need sequences of at least 4 places, got " + length);
        }
        Scope scope = Scope.open();
        try {
            DecoderTrace trace = Autograd.noGrad(() -> decoder.trace(tokens, SequenceLayout.whole()));
            List<double[][]> queries = new ArrayList<>();
            List<double[][]> keys = new ArrayList<>();
            List<double[][]> patterns = new ArrayList<>();
            for (Attended layer : trace.layers()) {
                queries.add(gain(layer.query(), layer.shearedQuery()));
                keys.add(gain(layer.key(), layer.shearedKey()));
                patterns.add(rows(power(layer.weights(), 3).mean(ALL_BUT_HEADS_AND_KEYS, false)));
            }
            return new SpectralForensics(
                    frequencies(length),
                    queries.toArray(double[][][]::new),
                    keys.toArray(double[][][]::new),
                    patterns.toArray(double[][][]::new));
        } finally {
            scope.close();
        }
    }

    /**
     * The largest relative deviation of the gain of queries in a layer from that of the filter.
     *
     * @param gammas one, or one per head
     */
    public double queryGainError(int layer, double... gammas) {
        double largest = 0;
        for (int head = 0; head < queryGain[layer].length; head++) {
            TransferFunction filter = TransferFunction.firstDifference(gammas[head % gammas.length]);
            for (int f = 0; f < frequencies.length; f++) {
                double ratio = queryGain[layer][head][f] / filter.gain(frequencies[f]);
                largest = Math.max(largest, Math.abs(ratio - 1));
            }
        }
        return largest;
    }

    private static double[] frequencies(int length) {
        double[] frequencies = new double[length / 2 + 1];
        for (int k = 0; k < frequencies.length; k++) {
            frequencies[k] = 2 * Math.PI * k / length;
        }
        return frequencies;
    }

    private static double[][] gain(Tensor before, Tensor after) {
        Tensor in = power(windowed(before), TIME).sum(ALL_BUT_HEADS_AND_TIME, false);
        Tensor out = power(windowed(after), TIME).sum(ALL_BUT_HEADS_AND_TIME, false);
        return rows(out.div(in).sqrt());
    }

    /** The first place is set to zero, the others are weighted by {@code sin^2}. */
    private static Tensor windowed(Tensor x) {
        int length = Math.toIntExact(x.size(TIME));
        double[] window = new double[length];
        for (int t = 1; t < length; t++) {
            double s = Math.sin(Math.PI * (t - 0.5) / (length - 1));
            window[t] = s * s;
        }
        return x.to(DType.FLOAT64).mul(Tensor.of(window, length, 1).to(x.device()));
    }

    private static Tensor power(Tensor x, int dim) {
        return Fft.rfft(x.to(DType.FLOAT64), dim).abs().square();
    }

    private static double[][] rows(Tensor matrix) {
        double[][] rows = new double[Math.toIntExact(matrix.size(0))][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = matrix.select(0, i).contiguous().toDoubles();
        }
        return rows;
    }
}
