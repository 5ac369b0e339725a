package org.ansatz.solve.implicit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ansatz.learn.module.Derivatives;
import org.ansatz.learn.module.Normalization;
import org.ansatz.learn.module.Siren;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * A field over space (scalar or with several components) as the weights of a {@link Siren}: the spatial discretisation whose
 * degrees of freedom are the weights. Immutable; a time step makes another one.
 */
public final class NeuralField {
    private static final int CHUNK = 1024;

    private final Siren network;
    private final double[] weights;

    /**
     * @param weights [parameters of the network]
     * @throws IllegalArgumentException if their number is not the network's
     */
    public NeuralField(Siren network, double[] weights) {
        if (weights.length != network.parameters().size()) {
            throw new IllegalArgumentException(
                    "the network has " + network.parameters().size() + " weights, given " + weights.length);
        }
        this.network = network;
        this.weights = weights.clone();
    }

    /**
     * The published network with random weights: frequency 30, coordinates as they are (they should lie within a few units
     * of zero).
     *
     * @param outputs components of the field
     * @param layers hidden layers after the first
     */
    public static NeuralField siren(int dimension, int outputs, int width, int layers, RandomGenerator random) {
        return siren(dimension, outputs, width, layers, Siren.STANDARD_FREQUENCY, random);
    }

    /** The same with another frequency of its units: lower ones are smoother to begin with. */
    public static NeuralField siren(
            int dimension, int outputs, int width, int layers, double frequency, RandomGenerator random) {
        List<Integer> widths = new ArrayList<>();
        widths.add(dimension);
        widths.addAll(Collections.nCopies(layers + 1, width));
        widths.add(outputs);
        Siren network = new Siren(widths, frequency, Normalization.none(dimension));
        return new NeuralField(network, network.initialise(random));
    }

    public Siren network() {
        return network;
    }

    /** The weights, a copy. */
    public double[] weights() {
        return weights.clone();
    }

    public int dimension() {
        return network.inputs();
    }

    public int outputs() {
        return network.outputs();
    }

    /** What the weights are. */
    public ParameterLayout layout() {
        return network.parameters().layout();
    }

    public int parameterCount() {
        return weights.length;
    }

    /** The same network with other weights. */
    public NeuralField with(double[] others) {
        return new NeuralField(network, others);
    }

    /** The same network with an output layer of zeros: the field that is zero everywhere. */
    public NeuralField zero() {
        double[] others = weights.clone();
        var blocks = network.parameters().blocks();
        Arrays.fill(others, blocks.get(blocks.size() - 2).offset(), others.length, 0);
        return with(others);
    }

    /**
     * Values.
     *
     * @param points [dimension][n]
     * @return [outputs][n]
     */
    public double[][] at(double[][] points) {
        double[][][] jets = jets(points, JetBasis.of(dimension(), List.of()));
        double[][] values = new double[outputs()][];
        for (int o = 0; o < values.length; o++) {
            values[o] = jets[o][0];
        }
        return values;
    }

    /**
     * One partial derivative of all components.
     *
     * @return [outputs][n]
     */
    public double[][] derivative(double[][] points, MultiIndex orders) {
        JetBasis basis = JetBasis.of(dimension(), List.of(orders));
        double[][][] jets = jets(points, basis);
        double[][] values = new double[outputs()][];
        for (int o = 0; o < values.length; o++) {
            values[o] = jets[o][basis.position(orders)];
        }
        return values;
    }

    /**
     * Partial derivatives.
     *
     * @param points [dimension][n]
     * @return [outputs][indices of the basis][n]
     */
    public double[][][] jets(double[][] points, JetBasis basis) {
        int n = points[0].length;
        double[][][] jets = new double[outputs()][basis.size()][n];
        Derivatives chunk = null;
        for (int from = 0; from < n; from += CHUNK) {
            int count = Math.min(CHUNK, n - from);
            if (chunk == null || chunk.points() != count) {
                chunk = network.derivatives(basis, count);
            }
            chunk.evaluate(weights, rowMajor(points, from, count));
            read(chunk, jets, from);
        }
        return jets;
    }

    /** Copies all derivatives of the last evaluation to {@code jets[output][index][from + point]}. */
    static void read(Derivatives derivatives, double[][][] jets, int from) {
        for (int o = 0; o < jets.length; o++) {
            for (int k = 0; k < jets[o].length; k++) {
                for (int p = 0; p < derivatives.points(); p++) {
                    jets[o][k][from + p] = derivatives.get(k, p, o);
                }
            }
        }
    }

    /** Points [dimension][n], from one on, as [count][dimension] in one array. */
    static double[] rowMajor(double[][] points, int from, int count) {
        int d = points.length;
        double[] x = new double[count * d];
        for (int p = 0; p < count; p++) {
            for (int i = 0; i < d; i++) {
                x[p * d + i] = points[i][from + p];
            }
        }
        return x;
    }
}
