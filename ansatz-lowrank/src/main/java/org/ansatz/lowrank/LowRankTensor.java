package org.ansatz.lowrank;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.Tensor;

/**
 * A tensor of shape {@code (I_1, .., I_n)} that is stored as a few small factors.
 *
 * <p>{@link #reconstruct}, {@link #select}, {@link #norm} and all sums are differentiable by the {@link #factors}.
 */
public sealed interface LowRankTensor permits CanonicalTensor, TuckerTensor, TensorTrain {
    /** Sizes of all modes. */
    long[] shape();

    /** The ranks: one of a canonical tensor, n of a Tucker tensor, n + 1 of a train (first and last are 1). */
    long[] ranks();

    /** The stored tensors, in the order of {@link #factorNames}. */
    List<Tensor> factors();

    /** Names of the stored tensors, for files and optimizers: {@code core}, {@code factor0} and so on. */
    List<String> factorNames();

    /**
     * The same format with other tensors in the place of the factors.
     *
     * @throws IllegalArgumentException if their shapes do not belong together
     */
    LowRankTensor withFactors(List<Tensor> factors);

    /** The dense tensor, of shape {@link #shape}. */
    Tensor reconstruct();

    /**
     * The tensor of order n - 1 at a fixed index of one mode, in the same format; a joint tensor of all layers of a network
     * gives one layer's weights.
     *
     * @throws IllegalArgumentException if the order is 1, or mode or index are outside
     */
    LowRankTensor select(int mode, long index);

    /** This times a number. */
    LowRankTensor scale(double factor);

    /** The Frobenius norm, a real number without dimensions, from the factors alone. */
    Tensor norm();

    /** This with every factor replaced: {@code map(Scope::release)}, {@code map(Tensor::requiresGrad)} and the like. */
    default LowRankTensor map(UnaryOperator<Tensor> change) {
        return withFactors(factors().stream().map(change).toList());
    }

    /** Number of modes. */
    default int order() {
        return shape().length;
    }

    default DType dtype() {
        return factors().get(0).dtype();
    }

    default Device device() {
        return factors().get(0).device();
    }

    /** Number of stored entries; complex ones count once. */
    default long parameterCount() {
        return factors().stream().mapToLong(Tensor::numel).sum();
    }

    /** Number of stored real numbers: complex entries count twice. */
    default long realParameterCount() {
        return parameterCount() * (dtype().isComplex() ? 2 : 1);
    }

    /** Entries of the dense tensor by stored entries. */
    default double compressionRatio() {
        return (double) Arrays.stream(shape()).reduce(1, Math::multiplyExact) / parameterCount();
    }
}
