package org.ansatz.learn.noether;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ansatz.learn.layer.ActivationNorm;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.train.TensorObjective;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/** A classifier 5-8-8-3 with a normalisation or an activation of choice behind each hidden layer, and batches by number. */
final class NormalisedNetwork implements AutoCloseable {
    private static final int BATCH = 16;

    private final TensorParameters parameters;
    private final UnaryOperator<Tensor> between;
    private final boolean biases;
    private long batch;
    final TensorObjective objective;

    private NormalisedNetwork(DType precision, boolean biases, UnaryOperator<Tensor> between) {
        this.between = between;
        this.biases = biases;
        parameters = new TensorParameters(precision, Device.CPU);
        RandomStream random = RandomStream.seeded(11);
        List<Integer> widths = List.of(5, 8, 8, 3);
        for (int l = 0; l < 3; l++) {
            parameters.add(
                    "layers." + l + ".weight",
                    Tensor.randn(random.child(l), widths.get(l + 1), widths.get(l))
                            .mul(0.5));
            if (biases || l == 2) {
                parameters.add(
                        "layers." + l + ".bias",
                        Tensor.randn(random.child(10 + l), widths.get(l + 1)).mul(0.1));
            }
        }
        objective = new TensorObjective(parameters, this::loss);
    }

    static NormalisedNetwork batchNorm(double epsilon) {
        ActivationNorm norm = ActivationNorm.batch(epsilon);
        return new NormalisedNetwork(DType.FLOAT64, false, x -> norm.forward(x).tanh());
    }

    static NormalisedNetwork layerNorm() {
        ActivationNorm norm = ActivationNorm.layer(0);
        return new NormalisedNetwork(DType.FLOAT64, false, x -> norm.forward(x).tanh());
    }

    static NormalisedNetwork rectified() {
        return new NormalisedNetwork(DType.FLOAT64, true, Tensor::relu);
    }

    static NormalisedNetwork tanh(DType precision) {
        return new NormalisedNetwork(precision, true, Tensor::tanh);
    }

    TensorParameters parameters() {
        return parameters;
    }

    void draw(long number) {
        batch = number;
    }

    Tensor loss() {
        RandomStream random = RandomStream.seeded(5).child(batch);
        Tensor x = Tensor.randn(random.child(0), BATCH, 5).to(parameters.precision());
        Tensor labels = Tensor.of(random.child(1).integers(0, 3, BATCH), BATCH);
        Tensor h = x;
        for (int l = 0; l < 3; l++) {
            h = h.matmul(parameters.get("layers." + l + ".weight").mT());
            if (biases || l == 2) {
                h = h.add(parameters.get("layers." + l + ".bias"));
            }
            h = l < 2 ? between.apply(h) : h;
        }
        Tensor chosen = h.gather(1, labels.reshape(BATCH, 1)).squeeze(1);
        return h.logsumexp(1).sub(chosen).mean();
    }

    @Override
    public void close() {
        parameters.close();
    }
}
