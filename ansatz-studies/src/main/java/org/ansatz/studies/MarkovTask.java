package org.ansatz.studies;

import java.util.SplittableRandom;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.learn.sequence.DecoderSettings;
import org.ansatz.learn.sequence.MomentumAttention;
import org.ansatz.learn.sequence.TransformerDecoder;
import org.ansatz.learn.train.TensorObjective;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * A language whose entropy is known: the symbol after every pair of symbols is one of four of the pair's own, with probabilities
 * 0.55, 0.25, 0.15 and 0.05. A decoder learns it from a text; the score is its loss on the text, in nats per symbol.
 */
final class MarkovTask implements OptimizerTask {
    /**
     * How large it is.
     *
     * @param text symbols of the text
     * @param context symbols that the decoder sees at once
     * @param batch windows of a step
     */
    record Size(DecoderSettings decoder, int text, int context, int batch) {
        static final Size STANDARD = new Size(
                TransformerDecoder.builder()
                        .symbols(64)
                        .layers(2)
                        .width(64)
                        .hidden(192)
                        .attention(MomentumAttention.standard(4))
                        .settings(),
                20_000,
                64,
                16);
    }

    private static final double[] PROBABILITIES = {0.55, 0.25, 0.15, 0.05};
    private static final int HELD_BACK = 5_000;
    /** Windows on which a score is measured. */
    private static final int MEASURED = 64;

    private final Size size;
    private final int[][] successors;
    private final long[] text;
    private final long[] heldBack;
    private final RandomStream batches;
    private final TensorParameters parameters = new TensorParameters(DType.FLOAT32, Device.CPU);
    private final TransformerDecoder decoder;
    private final TensorObjective objective;
    private final double[] start;
    private long[] windows;

    MarkovTask(Size size, long seed) {
        this.size = size;
        SplittableRandom random = new SplittableRandom(seed);
        int symbols = size.decoder().symbols();
        successors = new int[symbols * symbols][PROBABILITIES.length];
        for (int[] own : successors) {
            for (int k = 0; k < own.length; k++) {
                own[k] = different(own, k, random.nextInt(symbols), symbols);
            }
        }
        text = draw(size.text(), random);
        heldBack = draw(HELD_BACK, random);
        RandomStream stream = RandomStream.seeded(seed);
        batches = stream.child(0);
        decoder = new TransformerDecoder(parameters, size.decoder(), stream.child(1));
        objective = new TensorObjective(parameters, () -> crossEntropy(text, windows));
        start = objective.point();
    }

    /** The first symbol from {@code symbol} on that is not among the first k. */
    private static int different(int[] own, int k, int symbol, int symbols) {
        int candidate = symbol;
        for (int i = 0; i < k; i++) {
            if (own[i] == candidate) {
                return different(own, k, (candidate + 1) % symbols, symbols);
            }
        }
        return candidate;
    }

    private long[] draw(int length, SplittableRandom random) {
        int symbols = size.decoder().symbols();
        long[] drawn = new long[length];
        for (int i = 0; i < length; i++) {
            if (i < 2) {
                drawn[i] = random.nextInt(symbols);
                continue;
            }
            double u = random.nextDouble();
            int k = 0;
            while (k + 1 < PROBABILITIES.length && u >= PROBABILITIES[k]) {
                u -= PROBABILITIES[k++];
            }
            drawn[i] = successors[(int) (drawn[i - 2] * symbols + drawn[i - 1])][k];
        }
        return drawn;
    }

    /** The least loss on new text: {@code - sum p log p}. */
    static double entropy() {
        double sum = 0;
        for (double p : PROBABILITIES) {
            sum -= p * Math.log(p);
        }
        return sum;
    }

    /** Mean over all places of windows that begin at some symbols of a text. */
    private Tensor crossEntropy(long[] from, long[] beginnings) {
        int length = size.context();
        long[] seen = new long[beginnings.length * length];
        long[] next = new long[seen.length];
        for (int w = 0; w < beginnings.length; w++) {
            for (int i = 0; i < length; i++) {
                seen[w * length + i] = from[(int) beginnings[w] + i];
                next[w * length + i] = from[(int) beginnings[w] + i + 1];
            }
        }
        Tensor scores = decoder.forward(Tensor.of(seen, beginnings.length, length))
                .reshape(seen.length, size.decoder().symbols());
        Tensor chosen = scores.gather(1, Tensor.of(next, next.length, 1)).squeeze(1);
        return scores.logsumexp(1).sub(chosen).mean();
    }

    @Override
    public ParameterLayout layout() {
        return objective.layout();
    }

    @Override
    public double[] start() {
        return start.clone();
    }

    @Override
    public double loss(long step, double[] x, double[] gradient) {
        windows = batches.child(step).integers(0, text.length - size.context(), size.batch());
        return objective.valueAndGradient(x, gradient);
    }

    @Override
    public double score(double[] x) {
        return measured(text, x);
    }

    /** Loss on text that was not trained on. */
    double heldBackLoss(double[] x) {
        return measured(heldBack, x);
    }

    private double measured(long[] from, double[] x) {
        objective.moveTo(x);
        long[] spread = new long[MEASURED];
        for (int w = 0; w < MEASURED; w++) {
            spread[w] = (long) w * (from.length - size.context() - 1) / (MEASURED - 1);
        }
        Scope scope = Scope.open();
        try {
            return Autograd.noGrad(() -> crossEntropy(from, spread)).item();
        } finally {
            scope.close();
        }
    }

    @Override
    public void close() {
        parameters.close();
    }
}
