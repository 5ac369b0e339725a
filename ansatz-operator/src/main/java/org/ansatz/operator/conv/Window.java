package org.ansatz.operator.conv;

import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Convolution;
import org.ansatz.tensor.Tensor;

/**
 * How a convolution's window moves, the same along every axis.
 *
 * @param padding zeros added at both ends; at a Dirichlet boundary, where a wave continues oddly, that is only right for
 *     linear steps that read one neighbour
 * @param stride distance of neighbouring outputs
 */
public record Window(int padding, int stride) {
    /**
     * @throws InvalidProblem if a number is out of range
     */
    public Window {
        if (padding < 0 || stride < 1) {
            throw new InvalidProblem("a window needs a padding of at least 0 and a stride of at least 1, given "
                    + padding + " and " + stride);
        }
    }

    /**
     * As many outputs as inputs.
     *
     * @throws InvalidProblem if the number of taps is even: the window has no middle
     */
    public static Window same(int taps) {
        if (taps % 2 == 0) {
            throw new InvalidProblem("\"same\" padding needs an odd number of taps, given " + taps + "; take "
                    + (taps - 1) + " or " + (taps + 1));
        }
        return new Window(taps / 2, 1);
    }

    /** No padding. */
    public static Window valid() {
        return new Window(0, 1);
    }

    /** This with another stride. */
    public Window every(int newStride) {
        return new Window(padding, newStride);
    }

    // libtorch's vector kernels run over outputs: with a single one, forward and backward took 42 ms at 16 x 8 x 8 x 16
    // x 16 values
    // and 5^3 taps, and 18 ms with the taps of one axis in the role of outputs (one thread, median).
    private boolean hasIdleLanes(Tensor weight) {
        return weight.size(0) == 1 && weight.dim() > 3 && stride == 1;
    }

    private Convolution steps() {
        return Convolution.PLAIN.withPadding(padding).withStride(stride);
    }

    /** The correlation with dense kernels. */
    Tensor apply(Tensor x, Tensor weight) {
        return hasIdleLanes(weight) ? withFirstAxisAsOutputs(x, weight) : correlate(x, weight, steps());
    }

    /** The correlation with dense kernels and a bias [outputs]. */
    Tensor apply(Tensor x, Tensor weight, Tensor bias) {
        if (hasIdleLanes(weight)) {
            return withFirstAxisAsOutputs(x, weight).add(bias);
        }
        return switch (weight.dim() - 2) {
            case 1 -> x.conv1d(weight, bias, steps());
            case 2 -> x.conv2d(weight, bias, steps());
            default -> x.conv3d(weight, bias, steps());
        };
    }

    /** Every tap of the first axis makes an output of its own, which are moved into place and added. */
    private Tensor withFirstAxisAsOutputs(Tensor x, Tensor weight) {
        Tensor padded = x;
        int[] order = new int[weight.dim()];
        for (int dim = 2; dim < weight.dim(); dim++) {
            padded = padding == 0 ? padded : padded.pad(dim, padding, padding, 0);
            order[dim] = dim;
        }
        order[0] = 2;
        order[1] = 1;
        order[2] = 0;
        Tensor taps = correlate(padded, weight.permute(order), Convolution.PLAIN);
        long length = padded.size(2) - weight.size(2) + 1;
        Tensor sum = null;
        for (long t = 0; t < weight.size(2); t++) {
            Tensor moved = taps.narrow(1, t, 1).narrow(2, t, length);
            sum = sum == null ? moved : sum.add(moved);
        }
        return sum;
    }

    private static Tensor correlate(Tensor x, Tensor weight, Convolution steps) {
        return switch (weight.dim() - 2) {
            case 1 -> x.conv1d(weight, steps);
            case 2 -> x.conv2d(weight, steps);
            default -> x.conv3d(weight, steps);
        };
    }

    /**
     * The correlation along one axis with one-dimensional filters.
     *
     * @param filters [channels out, taps]; each group of channels in has as many successive channels out
     * @param axis of space, from 0
     */
    Tensor along(int axis, Tensor x, Tensor filters, int groups) {
        int dim = axis + 2;
        long[] shape = new long[x.dim()];
        java.util.Arrays.fill(shape, 1);
        shape[0] = filters.size(0);
        shape[dim] = filters.size(1);
        Tensor padded = padding == 0 ? x : x.pad(dim, padding, padding, 0);
        Tensor filtered = correlate(padded, filters.reshape(shape), Convolution.PLAIN.withGroups(groups));
        return stride == 1 ? filtered : filtered.slice(dim, 0, filtered.size(dim), stride);
    }
}
