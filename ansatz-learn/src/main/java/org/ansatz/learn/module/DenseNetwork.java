package org.ansatz.learn.module;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.learn.module.JetTape.Node;
import org.ansatz.learn.module.Parameters.Block;

/** Fully connected layers {@code H_(l-1) W_l + b_l} with units between them and a linear output. */
abstract sealed class DenseNetwork implements Module permits Mlp, Siren {
    private final List<Integer> widths;
    private final Normalization normalization;
    private final Parameters parameters = new Parameters();
    private final List<Block> weights = new ArrayList<>();
    private final List<Block> biases = new ArrayList<>();

    DenseNetwork(List<Integer> widths, Normalization normalization) {
        checkWidths(widths, normalization);
        this.widths = List.copyOf(widths);
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

    /** A hidden layer's units, applied to its linear part. */
    abstract Node unit(JetTape tape, Node linear);

    /** Inputs, hidden widths, outputs. */
    public final List<Integer> widths() {
        return widths;
    }

    final List<Integer> hidden() {
        return widths.subList(1, widths.size() - 1);
    }

    final List<Block> weights() {
        return weights;
    }

    final List<Block> biases() {
        return biases;
    }

    @Override
    public final int inputs() {
        return widths.get(0);
    }

    @Override
    public final int outputs() {
        return widths.get(widths.size() - 1);
    }

    @Override
    public final Normalization normalization() {
        return normalization;
    }

    @Override
    public final Parameters parameters() {
        return parameters;
    }

    @Override
    public final Node record(JetTape tape, Node normalizedInput) {
        Node h = normalizedInput;
        for (int l = 0; l < weights.size(); l++) {
            h = tape.linear(h, weights.get(l), biases.get(l));
            if (l + 1 < weights.size()) {
                h = unit(tape, h);
            }
        }
        return h;
    }
}
