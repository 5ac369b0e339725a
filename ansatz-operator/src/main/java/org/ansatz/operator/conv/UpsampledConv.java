package org.ansatz.operator.conv;

import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Tensor;

/**
 * Every value repeated twice along every axis, then a convolution with "same" padding.
 *
 * <p>A window over repeated values reads each coarse value several times. So the taps are summed first, for the two positions
 * that an output can have within a pair: convolutions with {@code 2 floor((k + 1) / 4) + 1} taps on the coarse grid, one for
 * each of the {@code 2^d} positions. With k = 5 and d = 3 these are 27 products per output instead of 125; zero padding is the
 * same zeros. A layer that is evaluated in sequence is computed as it is written.
 */
final class UpsampledConv implements TensorLayer {
    private final LowRankConv conv;
    private final Tensor sums;
    private final int reach;

    UpsampledConv(LowRankConv conv, org.ansatz.learn.layer.TensorParameters owner) {
        this.conv = conv;
        int taps = conv.shape().taps();
        if (!conv.window().equals(Window.same(taps))) {
            throw new InvalidProblem("a convolution of repeated values needs \"same\" padding, given " + conv.window());
        }
        int half = taps / 2;
        reach = (half + 1) / 2;
        int coarse = 2 * reach + 1;
        double[] matrix = new double[taps * 2 * coarse];
        for (int t = 0; t < taps; t++) {
            for (int position = 0; position < 2; position++) {
                int offset = Math.floorDiv(position + t - half, 2);
                matrix[t * 2 * coarse + position * coarse + offset + reach] = 1;
            }
        }
        sums = org.ansatz.tensor.Scope.release(
                Tensor.of(matrix, taps, 2L * coarse).to(owner.precision()).to(owner.device()));
    }

    @Override
    public Tensor forward(Tensor x) {
        return conv.evaluation() == LowRankConv.Evaluation.SEQUENTIAL ? conv.forward(repeated(x)) : fused(x);
    }

    /** Every value twice along every axis. */
    static Tensor repeated(Tensor x) {
        Tensor y = x;
        for (int dim = 2; dim < x.dim(); dim++) {
            long[] shape = y.shape();
            long[] wide = new long[shape.length + 1];
            System.arraycopy(shape, 0, wide, 0, dim + 1);
            wide[dim + 1] = 2;
            System.arraycopy(shape, dim + 1, wide, dim + 2, shape.length - dim - 1);
            shape[dim] *= 2;
            y = y.unsqueeze(dim + 1).expand(wide).reshape(shape);
        }
        return y;
    }

    private Tensor fused(Tensor x) {
        KernelShape shape = conv.shape();
        int d = shape.axes();
        int coarse = 2 * reach + 1;
        Tensor weight = conv.kernel().materialise();
        int[] turn = new int[d + 2];
        turn[1] = 1;
        for (int k = 2; k < d + 1; k++) {
            turn[k] = k + 1;
        }
        turn[d + 1] = 2;
        for (int axis = 0; axis < d; axis++) {
            weight = weight.permute(turn).matmul(sums);
        }
        // [outputs, inputs, 2 coarse, ..] to [outputs 2^d, inputs, coarse, ..].
        long[] split = new long[2 * d + 2];
        int[] order = new int[2 * d + 2];
        split[0] = shape.outputs();
        split[1] = shape.inputs();
        order[d + 1] = 1;
        for (int k = 0; k < d; k++) {
            split[2 + 2 * k] = 2;
            split[3 + 2 * k] = coarse;
            order[1 + k] = 2 + 2 * k;
            order[d + 2 + k] = 3 + 2 * k;
        }
        long[] dense = new KernelShape(shape.outputs() << d, shape.inputs(), d, coarse).dense();
        Tensor phases = weight.reshape(split).permute(order).reshape(dense);
        Window window = new Window(reach, 1);
        Tensor y = conv.bias() == null
                ? window.apply(x, phases)
                : window.apply(
                        x,
                        phases,
                        conv.bias()
                                .unsqueeze(1)
                                .expand(shape.outputs(), 1L << d)
                                .reshape((long) shape.outputs() << d));
        return interleaved(y, shape.outputs(), d);
    }

    private static Tensor interleaved(Tensor y, int outputs, int d) {
        long[] split = new long[2 * d + 2];
        int[] order = new int[2 * d + 2];
        long[] fine = new long[d + 2];
        split[0] = y.size(0);
        split[1] = outputs;
        order[1] = 1;
        fine[0] = y.size(0);
        fine[1] = outputs;
        for (int k = 0; k < d; k++) {
            split[2 + k] = 2;
            split[2 + d + k] = y.size(2 + k);
            order[2 + 2 * k] = 2 + d + k;
            order[3 + 2 * k] = 2 + k;
            fine[2 + k] = 2 * y.size(2 + k);
        }
        return y.reshape(split).permute(order).reshape(fine);
    }
}
