package org.ansatz.learn.sequence;

import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;

/**
 * The architecture of a {@link TransformerDecoder}.
 *
 * @param symbols of the alphabet
 * @param layers number of blocks
 * @param width of a symbol's vector
 * @param hidden width of the gated layers; 0 for blocks of attention alone
 * @param layerNorm whether norms subtract the mean (arXiv 1607.06450); otherwise root-mean-square norms (1910.07467)
 * @param embeddingSize standard deviation of a symbol's initial vector, per entry
 * @param weightSize standard deviation of initial weights of matrices times the root of their inputs
 * @param padding the symbol of padding, -1 if there is none; sequences that hold it need a {@link SequenceLayout}
 * @param documentEnd the symbol that ends documents, -1 if there is none; sequences that go on after it need a layout
 */
public record DecoderSettings(
        int symbols,
        int layers,
        int width,
        int hidden,
        MomentumAttention attention,
        boolean layerNorm,
        double embeddingSize,
        double weightSize,
        int padding,
        int documentEnd) {
    public DecoderSettings {
        if (symbols < 1 || layers < 1 || hidden < 0) {
            throw new IllegalArgumentException("a decoder needs positive numbers of symbols and layers and no negative"
                    + " hidden width, got " + symbols + ", " + layers + ", " + hidden);
        }
        attention.headWidth(width);
        checkSize("vectors", embeddingSize);
        checkSize("weights", weightSize);
        checkSymbol("padding", padding, symbols);
        checkSymbol("document end", documentEnd, symbols);
    }

    private static void checkSize(String of, double size) {
        if (!(size > 0 && Double.isFinite(size))) {
            throw new IllegalArgumentException("the size of initial " + of + " must be positive, got " + size);
        }
    }

    private static void checkSymbol(String name, int symbol, int symbols) {
        if (symbol < -1 || symbol >= symbols) {
            throw new IllegalArgumentException(
                    "the " + name + " must be one of the " + symbols + " symbols, or -1 for none, got " + symbol);
        }
    }

    /** Collects what is not the default. */
    public static final class Builder {
        private int symbols;
        private int layers = 1;
        private int width = 64;
        private int hidden;
        private MomentumAttention attention = MomentumAttention.standard(1);
        private boolean layerNorm;
        private double embeddingSize = 0.02;
        private double weightSize = 1;
        private int padding = -1;
        private int documentEnd = -1;

        Builder() {}

        /** How many symbols there are; needed. */
        public Builder symbols(int number) {
            symbols = number;
            return this;
        }

        public Builder layers(int number) {
            layers = number;
            return this;
        }

        public Builder width(int numbers) {
            width = numbers;
            return this;
        }

        /** Width of gated layers; without it blocks are attention alone. */
        public Builder hidden(int numbers) {
            hidden = numbers;
            return this;
        }

        public Builder attention(MomentumAttention settings) {
            attention = settings;
            return this;
        }

        /** Norms that subtract the mean. */
        public Builder layerNorm() {
            layerNorm = true;
            return this;
        }

        public Builder embeddingSize(double deviation) {
            embeddingSize = deviation;
            return this;
        }

        public Builder weightSize(double deviation) {
            weightSize = deviation;
            return this;
        }

        public Builder padding(int symbol) {
            padding = symbol;
            return this;
        }

        public Builder documentEnd(int symbol) {
            documentEnd = symbol;
            return this;
        }

        /** @throws IllegalArgumentException if a number is out of range, or heads do not fit the width */
        public DecoderSettings settings() {
            return new DecoderSettings(
                    symbols,
                    layers,
                    width,
                    hidden,
                    attention,
                    layerNorm,
                    embeddingSize,
                    weightSize,
                    padding,
                    documentEnd);
        }

        /** A decoder on the processor with random initial weights and parameters of its own. */
        public TransformerDecoder build(DType precision, RandomStream random) {
            return new TransformerDecoder(new TensorParameters(precision, Device.CPU), settings(), random);
        }
    }
}
