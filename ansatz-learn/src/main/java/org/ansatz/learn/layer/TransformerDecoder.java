package org.ansatz.learn.layer;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * Predicts the next symbol at every place of a sequence from those before: blocks {@code x + attention(norm(x))}, {@code x +
 * mlp(norm(x))} with causal attention, rotary positions (arXiv 2104.09864), root-mean-square norms (arXiv 1910.07467) and gated
 * layers {@code W (silu(G x) * U x)} (arXiv 2002.05202). Projections for queries, keys and values are matrices of their own.
 */
public final class TransformerDecoder {
    /**
     * @param symbols of the alphabet
     * @param layers number of blocks
     * @param width of a symbol's vector
     * @param heads of attention; width / heads must be even
     * @param hidden width of the gated layers
     */
    public record Shape(int symbols, int layers, int width, int heads, int hidden) {
        public Shape {
            if (symbols < 1 || layers < 1 || hidden < 1 || heads < 1 || width % (2 * heads) != 0) {
                throw new IllegalArgumentException(
                        "a decoder needs positive sizes and a width that is a multiple of twice" + " its heads, got "
                                + symbols + ", " + layers + ", " + width + ", " + heads + ", " + hidden);
            }
        }
    }

    private static final double NORM_EPSILON = 1e-6;
    private static final double ROTARY_BASE = 10_000;
    private static final double EMBEDDING_SIZE = 0.02;

    private record Block(
            Tensor before,
            Tensor query,
            Tensor key,
            Tensor value,
            Tensor out,
            Tensor after,
            Tensor gate,
            Tensor up,
            Tensor down) {}

    private final Shape shape;
    private final Tensor embedding;
    private final List<Block> blocks = new ArrayList<>();
    private final Tensor last;
    private final Tensor head;

    /** Normal initial weights, variance 1 over the inputs; the embedding first and the head last among the parameters. */
    public TransformerDecoder(TensorParameters parameters, Shape shape, RandomStream random) {
        this.shape = shape;
        int d = shape.width();
        embedding = parameters.add(
                "embedding", Tensor.randn(random, shape.symbols(), d).mul(EMBEDDING_SIZE));
        for (int l = 0; l < shape.layers(); l++) {
            String name = "blocks." + l + ".";
            blocks.add(new Block(
                    parameters.add(name + "before", Tensor.ones(d)),
                    matrix(parameters, name + "query", d, d, random),
                    matrix(parameters, name + "key", d, d, random),
                    matrix(parameters, name + "value", d, d, random),
                    matrix(parameters, name + "out", d, d, random),
                    parameters.add(name + "after", Tensor.ones(d)),
                    matrix(parameters, name + "gate", shape.hidden(), d, random),
                    matrix(parameters, name + "up", shape.hidden(), d, random),
                    matrix(parameters, name + "down", d, shape.hidden(), random)));
        }
        last = parameters.add("last", Tensor.ones(d));
        head = matrix(parameters, "head", shape.symbols(), d, random);
    }

    private static Tensor matrix(TensorParameters parameters, String name, int out, int in, RandomStream random) {
        return parameters.add(name, Tensor.randn(random, out, in).mul(1 / Math.sqrt(in)));
    }

    /**
     * Scores of the next symbol.
     *
     * @param tokens [batch, length], whole numbers below the number of symbols
     * @return [batch, length, symbols], before the softmax
     */
    public Tensor forward(Tensor tokens) {
        long batch = tokens.size(0);
        long length = tokens.size(1);
        Tensor x = embedding.indexSelect(0, tokens.reshape(-1)).reshape(batch, length, shape.width());
        Tensor[] rotation = rotation(length);
        Tensor later = Tensor.ones(length, length).triu(1).gt(0.5).to(x.device());
        for (Block block : blocks) {
            x = x.add(attention(block, norm(x, block.before()), rotation, later));
            Tensor y = norm(x, block.after());
            Tensor gated =
                    y.matmul(block.gate().mT()).silu().mul(y.matmul(block.up().mT()));
            x = x.add(gated.matmul(block.down().mT()));
        }
        return norm(x, last).matmul(head.mT());
    }

    private static Tensor norm(Tensor x, Tensor scale) {
        Tensor size = x.square().mean(new int[] {-1}, true).add(NORM_EPSILON).rsqrt();
        return x.mul(size).mul(scale);
    }

    private Tensor attention(Block block, Tensor x, Tensor[] rotation, Tensor later) {
        long batch = x.size(0);
        long length = x.size(1);
        Tensor q = rotated(heads(x.matmul(block.query().mT())), rotation);
        Tensor k = rotated(heads(x.matmul(block.key().mT())), rotation);
        Tensor v = heads(x.matmul(block.value().mT()));
        double unit = Math.sqrt((double) shape.width() / shape.heads());
        Tensor weights = q.matmul(k.mT())
                .div(unit)
                .maskedFill(later, Double.NEGATIVE_INFINITY)
                .softmax(-1);
        Tensor mixed = weights.matmul(v).transpose(1, 2).reshape(batch, length, shape.width());
        return mixed.matmul(block.out().mT());
    }

    /** [batch, heads, length, width / heads]. */
    private Tensor heads(Tensor x) {
        return x.reshape(x.size(0), x.size(1), shape.heads(), shape.width() / shape.heads())
                .transpose(1, 2);
    }

    /** Cosines and sines [length, width / heads / 2] of place times frequency. */
    private Tensor[] rotation(long length) {
        int half = shape.width() / shape.heads() / 2;
        double[] angles = new double[Math.toIntExact(length) * half];
        for (int place = 0; place < length; place++) {
            for (int j = 0; j < half; j++) {
                angles[place * half + j] = place * Math.pow(ROTARY_BASE, -(double) j / half);
            }
        }
        Tensor angle = Tensor.of(angles, length, half).to(head.device());
        return new Tensor[] {angle.cos().to(head.dtype()), angle.sin().to(head.dtype())};
    }

    private static Tensor rotated(Tensor x, Tensor[] rotation) {
        long half = x.size(-1) / 2;
        Tensor first = x.narrow(-1, 0, half);
        Tensor second = x.narrow(-1, half, half);
        return Tensor.cat(
                -1,
                first.mul(rotation[0]).sub(second.mul(rotation[1])),
                second.mul(rotation[0]).add(first.mul(rotation[1])));
    }
}
