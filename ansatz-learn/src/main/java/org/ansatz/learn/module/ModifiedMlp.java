package org.ansatz.learn.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ansatz.learn.module.JetTape.Node;
import org.ansatz.learn.module.Parameters.Block;
import org.ansatz.tensor.kernel.MlpJetKernel;

/**
 * The gated network of arXiv 2001.04536, section 2.6: two encoders {@code U = f(x W_U + b_U)}, {@code V = f(x W_V + b_V)}
 * enter every hidden layer, {@code Z_l = f(H_(l-1) W_l + b_l)}, {@code H_l = Z_l U + (1 - Z_l) V}.
 *
 * <p>{@link Gating#PUBLISHED_CODE} gates the first hidden layer as well; {@link Gating#PAPER} leaves the first layer plain
 * and exchanges U and V. Encoder biases are drawn like weights with one input.
 */
public final class ModifiedMlp implements Module {
    /** Which of the two published forms. */
    public enum Gating {
        PUBLISHED_CODE,
        PAPER
    }

    private final List<Integer> widths;
    private final Activation activation;
    private final Initialisation initialisation;
    private final Normalization normalization;
    private final Gating gating;
    private final Parameters parameters = new Parameters();
    private final Block[] encoders = new Block[4];
    private final List<Block> weights = new ArrayList<>();
    private final List<Block> biases = new ArrayList<>();

    /**
     * @param widths inputs, hidden widths (all the same), outputs
     * @throws IllegalArgumentException if a hidden width differs from the encoders'
     */
    public ModifiedMlp(
            List<Integer> widths,
            Activation activation,
            Initialisation initialisation,
            Normalization normalization,
            Gating gating) {
        DenseNetwork.checkWidths(widths, normalization);
        if (widths.size() < 3) {
            throw new IllegalArgumentException("a gated network needs a hidden layer, got widths " + widths);
        }
        int width = widths.get(1);
        for (int l = 2; l + 1 < widths.size(); l++) {
            if (widths.get(l) != width) {
                throw new IllegalArgumentException("hidden layer " + l + " of a gated network has width "
                        + widths.get(l) + ", its encoders have width " + width);
            }
        }
        this.widths = List.copyOf(widths);
        this.activation = activation;
        this.initialisation = initialisation;
        this.normalization = normalization;
        this.gating = gating;
        encoders[0] = parameters.add("encoder.u.weight", widths.get(0), width);
        encoders[1] = parameters.add("encoder.u.bias", 1, width);
        encoders[2] = parameters.add("encoder.v.weight", widths.get(0), width);
        encoders[3] = parameters.add("encoder.v.bias", 1, width);
        for (int l = 0; l + 1 < widths.size(); l++) {
            weights.add(parameters.add("layers." + l + ".weight", widths.get(l), widths.get(l + 1)));
            biases.add(parameters.add("layers." + l + ".bias", 1, widths.get(l + 1)));
        }
    }

    @Override
    public int inputs() {
        return widths.get(0);
    }

    @Override
    public int outputs() {
        return widths.get(widths.size() - 1);
    }

    @Override
    public Normalization normalization() {
        return normalization;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public double[] initialise(RandomGenerator random) {
        double[] flat = new double[parameters.size()];
        for (Block encoder : encoders) {
            Mlp.fill(flat, encoder, initialisation, random);
        }
        weights.forEach(weight -> Mlp.fill(flat, weight, initialisation, random));
        return flat;
    }

    @Override
    public Optional<MlpJetKernel.Shape> kernelShape() {
        if (activation != Activation.TANH || gating != Gating.PUBLISHED_CODE) {
            return Optional.empty();
        }
        return Optional.of(new MlpJetKernel.Shape(inputs(), widths.subList(1, widths.size() - 1), outputs(), true));
    }

    @Override
    public Node record(JetTape tape, Node normalizedInput) {
        Node u = tape.activation(tape.linear(normalizedInput, encoders[0], encoders[1]), activation);
        Node v = tape.activation(tape.linear(normalizedInput, encoders[2], encoders[3]), activation);
        boolean code = gating == Gating.PUBLISHED_CODE;
        Node open = code ? u : v;
        Node closed = code ? v : u;
        Node difference = tape.subtract(open, closed);
        Node h = normalizedInput;
        int hidden = weights.size() - 1;
        for (int l = 0; l < hidden; l++) {
            Node z = tape.activation(tape.linear(h, weights.get(l), biases.get(l)), activation);
            h = l == 0 && !code ? z : tape.multiplyAdd(z, difference, closed);
        }
        return tape.linear(h, weights.get(hidden), biases.get(hidden));
    }
}
