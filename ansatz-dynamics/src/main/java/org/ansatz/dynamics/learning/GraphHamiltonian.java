package org.ansatz.dynamics.learning;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * A scalar {@code H} of the phase space of bodies: graph convolutions {@code h <- mish(A h W + b)} on the complete graph (Kipf and
 * Welling, arXiv 1609.02907), a linear read-out per body, and the sum over bodies. With one body it is an ordinary network of
 * dense layers. A constant added to {@code H} changes no motion, so that the read-out has no bias.
 *
 * <p>{@code A = D^(-1/2) (J + (s - 1) I) D^(-1/2)} with {@code J} full of ones and the weight {@code s} of self loops: 2 for the adjacency of
 * the complete graph, loops included, plus {@code I} once more. With 1 all rows of {@code A} are equal and {@code H} is a function of the
 * mean state only; what distinguishes bodies shrinks by {@code (s - 1) / (bodies + s - 1)} in every layer.
 *
 * <p>The network holds no parameters; those of many tasks go through one call. They are, per layer, a weight [tasks, inputs, width] and a
 * bias [tasks, 1, width], then the read-out [tasks, width, 1].
 */
public final class GraphHamiltonian {
    private final int width;
    private final int layers;
    private final double selfLoops;
    private final Tensor propagation;

    private GraphHamiltonian(int width, int layers, double selfLoops, Tensor propagation) {
        if (width < 1 || layers < 1) {
            throw new IllegalArgumentException(
                    "a network needs one layer or more of a width of at least 1, given " + layers + " of " + width);
        }
        this.width = width;
        this.layers = layers;
        this.selfLoops = selfLoops;
        this.propagation = propagation;
    }

    /** On complete graphs of any size, self loops of weight 2. */
    public static GraphHamiltonian of(int width, int layers) {
        return new GraphHamiltonian(width, layers, 2, null);
    }

    /**
     * The same network with another weight {@code s} of self loops.
     *
     * @throws IllegalArgumentException if it is not above one: bodies could not be told apart
     */
    public GraphHamiltonian withSelfLoops(double weight) {
        if (!(weight > 1)) {
            throw new IllegalArgumentException("the weight of self loops must exceed 1, given " + weight);
        }
        return new GraphHamiltonian(width, layers, weight, null);
    }

    /** On a graph with its own propagation {@code A} [bodies, bodies]. */
    public GraphHamiltonian withPropagation(Tensor matrix) {
        return new GraphHamiltonian(width, layers, selfLoops, matrix);
    }

    /** New parameters, uniform in {@code +-1/sqrt(inputs)}. */
    public TensorParameters initial(RandomStream random, DType type) {
        TensorParameters parameters = new TensorParameters(type, Device.CPU);
        int inputs = PhaseSystem.FEATURES;
        for (int layer = 0; layer < layers; layer++) {
            parameters.add("weight." + layer, uniform(random, inputs, inputs, width));
            parameters.add("bias." + layer, uniform(random, inputs, 1, width));
            inputs = width;
        }
        parameters.add("readout", uniform(random, width, width, 1));
        return parameters;
    }

    private static Tensor uniform(RandomStream random, int inputs, long... shape) {
        return Tensor.rand(random, shape).sub(0.5).mul(2 / Math.sqrt(inputs));
    }

    /**
     * The last hidden layer.
     *
     * @param parameters [tasks, ...] each
     * @param z [tasks, points, bodies, 4]
     * @return [tasks, points, bodies, width]
     */
    public Tensor hidden(List<Tensor> parameters, Tensor z) {
        long tasks = z.size(0);
        long points = z.size(1);
        long bodies = z.size(2);
        Tensor h = z.reshape(tasks, points * bodies, PhaseSystem.FEATURES);
        for (int layer = 0; layer < layers; layer++) {
            Tensor mixed = h.matmul(parameters.get(2 * layer));
            if (bodies > 1) {
                Tensor perBody = mixed.reshape(tasks, points, bodies, width);
                mixed = propagation(bodies, z.dtype()).matmul(perBody).reshape(tasks, points * bodies, width);
            }
            h = mixed.add(parameters.get(2 * layer + 1)).mish();
        }
        return h.reshape(tasks, points, bodies, width);
    }

    private Tensor propagation(long bodies, DType type) {
        if (propagation != null) {
            return propagation.to(type);
        }
        return Tensor.eye(bodies)
                .mul(selfLoops - 1)
                .add(1.0)
                .div(bodies + selfLoops - 1)
                .to(type);
    }

    /**
     * {@code H} of every point.
     *
     * @param parameters [tasks, ...] each
     * @param z [tasks, points, bodies, 4]
     * @return [tasks, points]
     */
    public Tensor energy(List<Tensor> parameters, Tensor z) {
        Tensor h = hidden(parameters, z);
        Tensor perBody = h.reshape(z.size(0), z.size(1) * z.size(2), width).matmul(parameters.get(2 * layers));
        return perBody.reshape(z.size(0), z.size(1), z.size(2)).sum(2);
    }

    /** The parameters of some tasks one after the other along the first dimension. */
    static List<Tensor> joined(List<List<Tensor>> tasks) {
        List<Tensor> joined = new ArrayList<>();
        for (int i = 0; i < tasks.get(0).size(); i++) {
            int index = i;
            joined.add(Tensor.cat(0, tasks.stream().map(one -> one.get(index)).toList()));
        }
        return joined;
    }
}
