package org.ansatz.learn.sequence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.sequence.TokenNorm.Kind;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * Predicts the next symbol at every place of a sequence from those before: blocks {@code x + attention(norm(x))} and, unless left out,
 * {@code x + mlp(norm(x))} with causal attention, rotary positions (arXiv 2104.09864), and gated layers {@code W (silu(G x) * U
 * x)} (arXiv 2002.05202). Attention may shear queries and keys ({@link MomentumAttention}, arXiv 2602.04902). Projections for queries,
 * keys and values are matrices of their own; the output map is not tied to the embedding.
 *
 * <pre>{@code
 * TransformerDecoder decoder = TransformerDecoder.builder()
 *         .symbols(32)
 *         .width(64)
 *         .attention(MomentumAttention.builder().heads(2).gamma(1.0).placement(POST_ROPE).build())
 *         .build(DType.FLOAT32, RandomStream.seeded(1));
 * Tensor scores = decoder.forward(tokens);   // [batch, length] to [batch, length, symbols]
 * }</pre>
 */
public final class TransformerDecoder implements AutoCloseable {
    private record Block(
            TokenNorm before, CausalAttention attention, TokenNorm after, Tensor gate, Tensor up, Tensor down) {
        Block ablated() {
            return new Block(before, attention.ablated(), after, gate, up, down);
        }
    }

    private final DecoderSettings settings;
    private final TensorParameters parameters;
    private final Tensor embedding;
    private final List<Block> blocks;
    private final TokenNorm last;
    private final Tensor head;

    private TransformerDecoder(TransformerDecoder like, DecoderSettings settings, List<Block> blocks) {
        this.settings = settings;
        this.blocks = blocks;
        parameters = like.parameters;
        embedding = like.embedding;
        last = like.last;
        head = like.head;
    }

    /** Normal initial weights; the embedding first and the head last among the parameters. */
    public TransformerDecoder(TensorParameters parameters, DecoderSettings settings, RandomStream random) {
        this.settings = settings;
        this.parameters = parameters;
        int d = settings.width();
        int hidden = settings.hidden();
        Kind norm = settings.layerNorm() ? Kind.LAYER : Kind.ROOT_MEAN_SQUARE;
        embedding = parameters.add(
                "embedding", Tensor.randn(random, settings.symbols(), d).mul(settings.embeddingSize()));
        blocks = new ArrayList<>();
        for (int l = 0; l < settings.layers(); l++) {
            String name = "blocks." + l + ".";
            blocks.add(new Block(
                    new TokenNorm(parameters, name + "before", norm, d),
                    attention(name, random),
                    hidden == 0 ? null : new TokenNorm(parameters, name + "after", norm, d),
                    hidden == 0 ? null : matrix(name + "gate", hidden, d, random),
                    hidden == 0 ? null : matrix(name + "up", hidden, d, random),
                    hidden == 0 ? null : matrix(name + "down", d, hidden, random)));
        }
        last = new TokenNorm(parameters, "last", norm, d);
        head = matrix("head", settings.symbols(), d, random);
    }

    private CausalAttention attention(String name, RandomStream random) {
        int d = settings.width();
        return new CausalAttention(
                settings.attention().heads(),
                matrix(name + "query", d, d, random),
                matrix(name + "key", d, d, random),
                matrix(name + "value", d, d, random),
                matrix(name + "out", d, d, random),
                DotProductAttention.of(settings.attention(), parameters, name));
    }

    private Tensor matrix(String name, int out, int in, RandomStream random) {
        double deviation = settings.weightSize() / Math.sqrt(in);
        return parameters.add(name, Tensor.randn(random, out, in).mul(deviation));
    }

    /** One layer of width 64, one head without shear, no gated layers; the number of symbols has to be given. */
    public static DecoderSettings.Builder builder() {
        return new DecoderSettings.Builder();
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws IllegalArgumentException if the file holds something else
     */
    public static TransformerDecoder load(Path file, DType precision, Device device) throws IOException {
        return DecoderFile.read(file, precision, device);
    }

    /** Writes architecture and parameters to a safetensors file. */
    public void save(Path file) throws IOException {
        DecoderFile.write(file, this);
    }

    public DecoderSettings settings() {
        return settings;
    }

    public TensorParameters parameters() {
        return parameters;
    }

    /** A view of the same parameters without any shear, for ablation: gamma is 0 whatever was trained with. */
    public TransformerDecoder ablated() {
        MomentumAttention standard = settings.attention().ablated();
        DecoderSettings without = new DecoderSettings(
                settings.symbols(),
                settings.layers(),
                settings.width(),
                settings.hidden(),
                standard,
                settings.layerNorm(),
                settings.embeddingSize(),
                settings.weightSize(),
                settings.padding(),
                settings.documentEnd());
        return new TransformerDecoder(
                this, without, blocks.stream().map(Block::ablated).toList());
    }

    /** Couplings of the queries of a layer now: one number, or one per head where they are learned. */
    public double[] queryGammas(int layer) {
        return blocks.get(layer).attention().core().queryShear().gammas();
    }

    /** Couplings of the keys of a layer now. */
    public double[] keyGammas(int layer) {
        return blocks.get(layer).attention().core().keyShear().gammas();
    }

    /**
     * Scores of the next symbol in sequences that are one document each.
     *
     * @param tokens [batch, length], whole numbers below the number of symbols
     * @return [batch, length, symbols], before the softmax
     * @throws IllegalArgumentException if there is padding or more than one document, which take a layout
     */
    public Tensor forward(Tensor tokens) {
        checkWhole(tokens);
        return forward(tokens, SequenceLayout.whole());
    }

    /** Scores of the next symbol within the segments of a layout. */
    public Tensor forward(Tensor tokens, SequenceLayout layout) {
        return trace(tokens, layout).scores();
    }

    /** The same with what the attention of every layer computed. */
    public DecoderTrace trace(Tensor tokens, SequenceLayout layout) {
        check(tokens);
        layout.check(tokens.size(0), tokens.size(1));
        return pass(tokens, layout, 0, Optional.empty());
    }

    /** An empty cache for sequences that are one document each. */
    public DecoderCache cache() {
        return cache(SequenceLayout.whole());
    }

    /** An empty cache for a layout of the places given first; later ones belong to the last segment of their row. */
    public DecoderCache cache(SequenceLayout layout) {
        return new DecoderCache(blocks.size(), layout);
    }

    /**
     * Scores of the next symbol after new places of sequences whose earlier ones are in the cache; the new ones are added to it. Not
     * recorded.
     *
     * @param tokens [batch, new places]
     * @return [batch, new places, symbols]
     */
    public Tensor decode(Tensor tokens, DecoderCache cache) {
        check(tokens);
        cache.check(tokens.size(0));
        int total = Math.toIntExact(cache.length() + tokens.size(1));
        SequenceLayout layout = cache.layout(total);
        layout.check(tokens.size(0), total);
        Tensor scores = Autograd.noGrad(
                () -> pass(tokens, layout, cache.length(), Optional.of(cache)).scores());
        cache.grown(tokens.size(0), total);
        return scores;
    }

    private DecoderTrace pass(Tensor tokens, SequenceLayout layout, int from, Optional<DecoderCache> cache) {
        long batch = tokens.size(0);
        int fresh = Math.toIntExact(tokens.size(1));
        int headWidth = settings.attention().headWidth(settings.width());
        AttentionPass pass = AttentionPass.of(
                settings.attention(), headWidth, layout, from, from + fresh, head.dtype(), head.device());
        Tensor x =
                embedding.indexSelect(0, tokens.to(head.device()).reshape(-1)).reshape(batch, fresh, settings.width());
        List<Attended> layers = new ArrayList<>();
        for (int l = 0; l < blocks.size(); l++) {
            int layer = l;
            Block block = blocks.get(l);
            Attended attended =
                    block.attention().attend(block.before().forward(x), pass, cache.map(c -> c.layer(layer)));
            layers.add(attended);
            x = x.add(block.attention().mixed(attended));
            if (block.after() != null) {
                x = x.add(gated(block, block.after().forward(x)));
            }
        }
        return new DecoderTrace(last.forward(x).matmul(head.mT()), layers);
    }

    private static Tensor gated(Block block, Tensor y) {
        Tensor gated =
                y.matmul(block.gate().mT()).silu().mul(y.matmul(block.up().mT()));
        return gated.matmul(block.down().mT());
    }

    private void check(Tensor tokens) {
        if (tokens.dtype() != DType.INT64 || tokens.dim() != 2 || tokens.numel() == 0) {
            throw new IllegalArgumentException("a decoder takes whole numbers [batch, length], got " + tokens.dtype()
                    + " of shape " + Arrays.toString(tokens.shape()));
        }
        if (tokens.device().equals(Device.CPU)) {
            find(tokens, symbol -> symbol < 0 || symbol >= settings.symbols()).ifPresent(place -> {
                throw new IllegalArgumentException(
                        place + " is none of the " + settings.symbols() + " symbols, which count from 0");
            });
        }
    }

    private void checkWhole(Tensor tokens) {
        check(tokens);
        if (settings.padding() >= 0) {
            find(tokens, symbol -> symbol == settings.padding()).ifPresent(place -> {
                throw new IllegalArgumentException(
                        place + " is padding: give a SequenceLayout, or differences and attention would see it");
            });
        }
        if (settings.documentEnd() >= 0 && tokens.size(1) > 1) {
            find(tokens.narrow(1, 0, tokens.size(1) - 1), symbol -> symbol == settings.documentEnd())
                    .ifPresent(place -> {
                        throw new IllegalArgumentException(place
                                + " ends a document and more follows: give a SequenceLayout with segments, or differences"
                                + " and attention would cross the boundary");
                    });
        }
    }

    /** The first symbol of a kind, in words. */
    private static Optional<String> find(Tensor tokens, java.util.function.LongPredicate kind) {
        long[] symbols = tokens.toLongs();
        for (int i = 0; i < symbols.length; i++) {
            if (kind.test(symbols[i])) {
                return Optional.of(
                        "symbol " + symbols[i] + " at place " + i % tokens.size(1) + " of row " + i / tokens.size(1));
            }
        }
        return Optional.empty();
    }

    /** Frees the parameters; views of them end too. */
    @Override
    public void close() {
        parameters.close();
    }
}
