package org.ansatz.operator.conv;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * Convolutions with GELU between them, whose kernels may have any {@link KernelFormat}: with a residual output the stepper of arXiv
 * 2304.04964's study, {@code u(t + dt) = u(t) + net(u(t), ...)}. Takes any grid of at least as many points as taps.
 */
public final class ConvNet implements TensorLayer {
    private final ConvNetSettings settings;
    private final List<LowRankConv> convolutions = new ArrayList<>();

    ConvNet(TensorParameters parameters, ConvNetSettings settings, RandomStream random) {
        this.settings = settings;
        Window window = settings.periodic() ? Window.valid() : Window.same(settings.taps());
        for (int l = 0; l < settings.layers(); l++) {
            KernelShape shape = settings.kernels(l);
            ConvKernel kernel = settings.format().within(shape).drawHe(shape, random.child(l));
            convolutions.add(LowRankConv.of(parameters, "convolutions." + l, kernel, window));
        }
    }

    public ConvNetSettings settings() {
        return settings;
    }

    /** Trained scalars of kernels, without biases. */
    public long kernelParameterCount() {
        return convolutions.stream()
                .mapToLong(LowRankConv::kernelParameterCount)
                .sum();
    }

    /** What they would be with dense kernels. */
    public long denseCount() {
        return convolutions.stream()
                .mapToLong(conv -> conv.shape().denseCount())
                .sum();
    }

    /**
     * @param x [batch, inputs, grid...]
     * @return [batch, outputs, grid...]
     */
    @Override
    public Tensor forward(Tensor x) {
        Tensor y = x;
        for (int l = 0; l < convolutions.size(); l++) {
            y = convolutions.get(l).forward(settings.periodic() ? wrapped(y) : y);
            y = l < convolutions.size() - 1 ? y.gelu() : y;
        }
        return settings.residual() ? y.add(x.narrow(1, 0, settings.outputs())) : y;
    }

    /** The field with half a kernel of its continuation at every end. */
    private Tensor wrapped(Tensor x) {
        int margin = settings.taps() / 2;
        Tensor y = x;
        for (int dim = 2; dim < x.dim() && margin > 0; dim++) {
            y = Tensor.cat(dim, y.narrow(dim, y.size(dim) - margin, margin), y, y.narrow(dim, 0, margin));
        }
        return y;
    }
}
