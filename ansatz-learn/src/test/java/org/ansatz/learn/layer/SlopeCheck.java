package org.ansatz.learn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Supplier;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/** Compares slopes of a loss along random directions of every parameter with central differences. */
public final class SlopeCheck {
    private SlopeCheck() {}

    /**
     * Asserts that they agree.
     *
     * @param h step of the differences
     * @param tolerance relative, absolute below one
     */
    public static void agree(
            TensorParameters parameters, Supplier<Tensor> loss, RandomStream random, double h, double tolerance) {
        for (String name : parameters.names()) {
            Tensor p = parameters.get(name);
            Tensor direction = Tensor.randn(random, p.shape());
            double slope =
                    Autograd.gradient(loss.get(), p, false).mul(direction).sum().item();
            Autograd.noGrad(() -> p.addInPlace(direction, h));
            double above = loss.get().item();
            Autograd.noGrad(() -> p.addInPlace(direction, -2 * h));
            double below = loss.get().item();
            Autograd.noGrad(() -> p.addInPlace(direction, h));
            assertThat(slope)
                    .as(name)
                    .isCloseTo((above - below) / (2 * h), within(tolerance * Math.max(1, Math.abs(slope))));
        }
    }
}
