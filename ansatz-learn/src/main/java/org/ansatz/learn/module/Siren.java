package org.ansatz.learn.module;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ansatz.learn.module.JetTape.Node;
import org.ansatz.learn.module.Parameters.Block;
import org.ansatz.tensor.kernel.MlpJetKernel;

/**
 * A network of sine units, arXiv 2006.09661: {@code H_l = sin(frequency (H_(l-1) W_l + b_l))}, linear output. The frequency
 * multiplies the biases as well.
 *
 * <p>Weights of the first layer are uniform in {@code +-1 / in}, all others in {@code +-sqrt(6 / in) / frequency}, biases
 * in {@code +-1 / sqrt(in)} (as in the code of arXiv 2210.00124): with inputs in [-1, 1] and frequency 30 the network
 * begins with about ten waves across the domain.
 */
public final class Siren extends DenseNetwork {
    /** The published frequency. */
    public static final double STANDARD_FREQUENCY = 30;

    private final double frequency;

    /**
     * @param widths inputs, hidden widths, outputs
     * @throws IllegalArgumentException if there is no hidden layer or the frequency is not positive
     */
    public Siren(List<Integer> widths, double frequency, Normalization normalization) {
        super(widths, normalization);
        if (widths.size() < 3) {
            throw new IllegalArgumentException("a network of sines needs a hidden layer, got widths " + widths);
        }
        if (!(frequency > 0)) {
            throw new IllegalArgumentException("the frequency of sine units must be positive, got " + frequency);
        }
        this.frequency = frequency;
    }

    @Override
    public double frequency() {
        return frequency;
    }

    @Override
    public double[] initialise(RandomGenerator random) {
        double[] flat = new double[parameters().size()];
        for (int l = 0; l < weights().size(); l++) {
            int in = widths().get(l);
            fill(flat, weights().get(l), l == 0 ? 1.0 / in : Math.sqrt(6.0 / in) / frequency, random);
            fill(flat, biases().get(l), 1 / Math.sqrt(in), random);
        }
        return flat;
    }

    private static void fill(double[] flat, Block block, double bound, RandomGenerator random) {
        for (int i = 0; i < block.size(); i++) {
            flat[block.offset() + i] = bound * (2 * random.nextDouble() - 1);
        }
    }

    @Override
    public Optional<MlpJetKernel.Shape> kernelShape() {
        return Optional.of(new MlpJetKernel.Shape(inputs(), hidden(), outputs(), false, MlpJetKernel.Unit.SINE));
    }

    @Override
    Node unit(JetTape tape, Node linear) {
        return tape.activation(tape.scale(frequency, linear), Activation.SIN);
    }
}
