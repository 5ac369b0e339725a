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
 * <p>{@code A = D^(-1/2) (C + I) D^(-1/2)} with the adjacency {@code C} of the complete graph, self loops included: every body
 * counts twice for itself. Without the second self loop all rows of {@code A} were equal and {@code H} a function of the mean state
 * only.
 *
 * <p>The network holds no parameters; those of many tasks go through one call. They are, per layer, a weight [tasks, inputs, width] and a
 * bias [tasks, 1, width], then the read-out [tasks, width, 1].
 */
public final class GraphHamiltonian {
    private final int width;
    private final int layers;
    private final Tensor propagation;

    private GraphHamiltonian(int width, int layers, Tensor propagation) {
        if (width < 1 || layers < 1) {
            throw new IllegalArgumentException(
                    "a network needs one layer or more of a width of at least 1, given " + layers + " of " + width);
        }
        this.width = width;
        this.layers = layers;
        this.propagation = propagation;
    }

    /** On complete graphs of any size. */
    public static GraphHamiltonian of(int width, int layers) {
        return new GraphHamiltonian(width, layers, null);
    }

    /** On a graph with its own propagation {@code A} [bodies, bodies]. */
    public GraphHamiltonian withPropagation(Tensor matrix) {
        return new GraphHamiltonian(width, layers, matrix);
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
        // All degrees are bodies + 1.
        return Tensor.eye(bodies).add(1.0).div(bodies + 1.0).to(type);
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
