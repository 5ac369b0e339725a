package org.ansatz.bench;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.kernel.MlpJetKernel;

/** The same step as {@link BurgersStep}, same weights and points, by differentiating a tensor network three times. */
final class NestedAutogradStep {
    private final List<Tensor> parameters = new ArrayList<>();
    private final List<MlpJetKernel.Layer> layers;
    private final Tensor x;
    private final Tensor t;
    private final double[] gradient;

    NestedAutogradStep(BurgersStep step) {
        layers = step.kernel().layers();
        double[] theta = step.theta();
        gradient = new double[theta.length];
        for (MlpJetKernel.Layer layer : layers) {
            double[] weights = new double[layer.in() * layer.out()];
            for (int i = 0; i < layer.out(); i++) {
                for (int j = 0; j < layer.in(); j++) {
                    weights[j * layer.out() + i] = theta[layer.weights() + i * layer.in() + j];
                }
            }
            double[] biases = java.util.Arrays.copyOfRange(theta, layer.biases(), layer.biases() + layer.out());
            parameters.add(Tensor.of(weights, layer.in(), layer.out()).requiresGrad());
            parameters.add(Tensor.of(biases, layer.out()).requiresGrad());
        }
        double[][] points = step.coordinates();
        x = Tensor.of(points[0], points[0].length, 1).requiresGrad();
        t = Tensor.of(points[1], points[1].length, 1).requiresGrad();
    }

    /** Half the mean square of the residual; its gradient is left in {@link #gradient()}. */
    double run() {
        try (Scope scope = Scope.open()) {
            Tensor u = Tensor.cat(1, x, t);
            for (int l = 0; l < layers.size(); l++) {
                u = u.matmul(parameters.get(2 * l)).add(parameters.get(2 * l + 1));
                u = l < layers.size() - 1 ? u.tanh() : u;
            }
            List<Tensor> first = Autograd.gradient(u.sum(), List.of(x, t), true);
            Tensor ux = first.get(0);
            Tensor uxx = Autograd.gradient(ux.sum(), x, true);
            Tensor residual = first.get(1).add(u.mul(ux)).sub(uxx.mul(BurgersStep.NU));
            Tensor loss = residual.square().mean().mul(0.5);
            List<Tensor> slopes = Autograd.gradient(loss, parameters, false);
            for (int l = 0; l < layers.size(); l++) {
                MlpJetKernel.Layer layer = layers.get(l);
                double[] weights = slopes.get(2 * l).toDoubles();
                for (int i = 0; i < layer.out(); i++) {
                    for (int j = 0; j < layer.in(); j++) {
                        gradient[layer.weights() + i * layer.in() + j] = weights[j * layer.out() + i];
                    }
                }
                System.arraycopy(slopes.get(2 * l + 1).toDoubles(), 0, gradient, layer.biases(), layer.out());
            }
            return loss.item();
        }
    }

    double[] gradient() {
        return gradient;
    }
}
