package org.ansatz.learn.sequence;

import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.Tensor;

/** Normalises the vector of every place, then scales its entries by learned numbers. */
final class TokenNorm {
    /** Which normalisation. */
    enum Kind {
        /** {@code x / sqrt(mean(x^2) + 1e-6)}, arXiv 1910.07467; no shift. */
        ROOT_MEAN_SQUARE(1e-6),
        /** {@code (x - mean(x)) / sqrt(var(x) + 1e-5)}, arXiv 1607.06450, and a learned shift. */
        LAYER(1e-5);

        private final double epsilon;

        Kind(double epsilon) {
            this.epsilon = epsilon;
        }
    }

    private static final int[] VECTOR = {-1};

    private final Kind kind;
    private final Tensor scale;
    private final Tensor shift;

    TokenNorm(TensorParameters parameters, String name, Kind kind, int width) {
        this.kind = kind;
        scale = parameters.add(name, Tensor.ones(width));
        shift = kind == Kind.LAYER ? parameters.add(name + "_shift", Tensor.zeros(width)) : null;
    }

    /** [..., width] to the same. */
    Tensor forward(Tensor x) {
        Tensor centred = kind == Kind.LAYER ? x.sub(x.mean(VECTOR, true)) : x;
        Tensor normal = centred.mul(
                centred.square().mean(VECTOR, true).add(kind.epsilon).rsqrt());
        return shift == null ? normal.mul(scale) : normal.mul(scale).add(shift);
    }
}
