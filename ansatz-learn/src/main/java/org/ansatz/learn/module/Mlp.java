package org.ansatz.learn.module;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ansatz.learn.module.JetTape.Node;
import org.ansatz.learn.module.Parameters.Block;
import org.ansatz.tensor.kernel.MlpJetKernel;

/** A fully connected network: {@code H_l = f(H_(l-1) W_l + b_l)}, linear output. Biases begin at zero. */
public final class Mlp extends DenseNetwork {
    private final Activation activation;
    private final Initialisation initialisation;

    /**
     * @param widths inputs, hidden widths, outputs
     */
    public Mlp(
            List<Integer> widths, Activation activation, Initialisation initialisation, Normalization normalization) {
        super(widths, normalization);
        this.activation = activation;
        this.initialisation = initialisation;
    }

    @Override
    public double[] initialise(RandomGenerator random) {
        double[] flat = new double[parameters().size()];
        weights().forEach(weight -> fill(flat, weight, initialisation, random));
        return flat;
    }

    static void fill(double[] flat, Block block, Initialisation initialisation, RandomGenerator random) {
        for (int i = 0; i < block.size(); i++) {
            flat[block.offset() + i] = initialisation.draw(random, block.rows(), block.columns());
        }
    }

    @Override
    public Optional<MlpJetKernel.Shape> kernelShape() {
        if (activation != Activation.TANH || hidden().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MlpJetKernel.Shape(inputs(), hidden(), outputs(), false));
    }

    @Override
    Node unit(JetTape tape, Node linear) {
        return tape.activation(linear, activation);
    }
}
