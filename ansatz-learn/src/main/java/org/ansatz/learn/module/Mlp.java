package org.ansatz.learn.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ansatz.learn.module.JetTape.Node;
import org.ansatz.learn.module.Parameters.Block;
import org.ansatz.tensor.kernel.MlpJetKernel;

/** A fully connected network: {@code H_l = f(H_(l-1) W_l + b_l)}, linear output. Biases begin at zero. */
public final class Mlp implements Module {
    private final List<Integer> widths;
    private final Activation activation;
    private final Initialisation initialisation;
    private final Normalization normalization;
    private final Parameters parameters = new Parameters();
    private final List<Block> weights = new ArrayList<>();
    private final List<Block> biases = new ArrayList<>();

    /**
     * @param widths inputs, hidden widths, outputs
     */
    public Mlp(
            List<Integer> widths, Activation activation, Initialisation initialisation, Normalization normalization) {
        checkWidths(widths, normalization);
        this.widths = List.copyOf(widths);
        this.activation = activation;
        this.initialisation = initialisation;
        this.normalization = normalization;
        for (int l = 0; l + 1 < widths.size(); l++) {
            weights.add(parameters.add("layers." + l + ".weight", widths.get(l), widths.get(l + 1)));
            biases.add(parameters.add("layers." + l + ".bias", 1, widths.get(l + 1)));
        }
    }

    static void checkWidths(List<Integer> widths, Normalization normalization) {
        if (widths.size() < 2 || widths.stream().anyMatch(w -> w < 1)) {
            throw new IllegalArgumentException("a network needs at least two positive widths, got " + widths);
        }
        if (normalization.mean().length != widths.get(0)) {
            throw new IllegalArgumentException(
                    "the network has " + widths.get(0) + " inputs, the normalisation " + normalization.mean().length);
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
        weights.forEach(weight -> fill(flat, weight, initialisation, random));
        return flat;
    }

    static void fill(double[] flat, Block block, Initialisation initialisation, RandomGenerator random) {
        for (int i = 0; i < block.size(); i++) {
            flat[block.offset() + i] = initialisation.draw(random, block.rows(), block.columns());
        }
    }

    @Override
    public Optional<MlpJetKernel.Shape> kernelShape() {
        if (activation != Activation.TANH || widths.size() < 3) {
            return Optional.empty();
        }
        return Optional.of(new MlpJetKernel.Shape(inputs(), widths.subList(1, widths.size() - 1), outputs(), false));
    }

    @Override
    public Node record(JetTape tape, Node normalizedInput) {
        Node h = normalizedInput;
        for (int l = 0; l < weights.size(); l++) {
            h = tape.linear(h, weights.get(l), biases.get(l));
            if (l + 1 < weights.size()) {
                h = tape.activation(h, activation);
            }
        }
        return h;
    }
}
