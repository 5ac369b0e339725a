package org.ansatz.tensor;

import java.util.List;
import org.ansatz.tensor.kernel.MlpJetKernel;

/** The networks of {@link MlpJetKernel}, written with tensors. */
final class TensorMlp {
    private final MlpJetKernel kernel;
    private final Tensor theta;

    TensorMlp(MlpJetKernel kernel, Tensor theta) {
        this.kernel = kernel;
        this.theta = theta;
    }

    private Tensor affine(MlpJetKernel.Layer layer, Tensor input) {
        Tensor weights = theta.narrow(0, layer.weights(), (long) layer.in() * layer.out())
                .reshape(layer.out(), layer.in());
        return input.matmul(weights.mT()).add(theta.narrow(0, layer.biases(), layer.out()));
    }

    Tensor apply(Tensor points) {
        List<MlpJetKernel.Layer> layers = kernel.layers();
        int last = layers.size() - 1;
        if (!kernel.shape().gated()) {
            Tensor h = points;
            for (MlpJetKernel.Layer layer : layers.subList(0, last)) {
                h = affine(layer, h).tanh();
            }
            return affine(layers.get(last), h);
        }
        Tensor u = affine(layers.get(0), points).tanh();
        Tensor v = affine(layers.get(1), points).tanh();
        Tensor h = points;
        for (MlpJetKernel.Layer layer : layers.subList(2, last)) {
            h = v.add(affine(layer, h).tanh().mul(u.sub(v)));
        }
        return affine(layers.get(last), h);
    }

    private TensorJets affine(MlpJetKernel.Layer layer, TensorJets input) {
        Tensor weights = theta.narrow(0, layer.weights(), (long) layer.in() * layer.out())
                .reshape(layer.out(), layer.in());
        return input.linear(weights, theta.narrow(0, layer.biases(), layer.out()));
    }

    TensorJets apply(TensorJets points) {
        List<MlpJetKernel.Layer> layers = kernel.layers();
        int last = layers.size() - 1;
        TensorJets h = points;
        if (!kernel.shape().gated()) {
            for (MlpJetKernel.Layer layer : layers.subList(0, last)) {
                h = affine(layer, h).tanh();
            }
            return affine(layers.get(last), h);
        }
        TensorJets u = affine(layers.get(0), points).tanh();
        TensorJets v = affine(layers.get(1), points).tanh();
        for (MlpJetKernel.Layer layer : layers.subList(2, last)) {
            h = v.add(affine(layer, h).tanh().mul(u.sub(v)));
        }
        return affine(layers.get(last), h);
    }
}
