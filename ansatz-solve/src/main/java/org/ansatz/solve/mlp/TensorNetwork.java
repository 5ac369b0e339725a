package org.ansatz.solve.mlp;

import java.util.List;
import org.ansatz.solve.collocation.TensorForm;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.TensorJets;
import org.ansatz.tensor.kernel.MlpJetKernel;

/** The network of a kernel, plain or gated, on a device of libtorch. */
record TensorNetwork(MlpJetKernel kernel) implements TensorForm {
    @Override
    public TensorJets forward(Tensor theta, TensorJets input) {
        List<MlpJetKernel.Layer> layers = kernel.layers();
        boolean gated = kernel.shape().gated();
        TensorJets u = gated ? dense(layers.get(0), theta, input).tanh() : null;
        TensorJets v = gated ? dense(layers.get(1), theta, input).tanh() : null;
        TensorJets difference = gated ? u.sub(v) : null;
        TensorJets h = input;
        for (int l = gated ? 2 : 0; l < layers.size() - 1; l++) {
            TensorJets z = dense(layers.get(l), theta, h).tanh();
            h = gated ? v.add(z.mul(difference)) : z;
        }
        return dense(layers.get(layers.size() - 1), theta, h);
    }

    private static TensorJets dense(MlpJetKernel.Layer layer, Tensor theta, TensorJets input) {
        Tensor weight = theta.narrow(0, layer.weights(), (long) layer.in() * layer.out())
                .reshape(layer.out(), layer.in());
        return input.linear(weight, theta.narrow(0, layer.biases(), layer.out()));
    }
}
