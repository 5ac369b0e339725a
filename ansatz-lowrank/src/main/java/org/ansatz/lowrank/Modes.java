package org.ansatz.lowrank;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/** Products and unfoldings along single modes of a tensor, and the checks that all formats share. */
final class Modes {
    private Modes() {}

    /** The matrix [I_k, product of the others], columns in the order of the other modes. */
    static Tensor unfold(Tensor tensor, int mode) {
        return tensor.permute(firstMode(tensor.dim(), mode)).reshape(tensor.size(mode), -1);
    }

    private static int[] firstMode(int order, int mode) {
        return IntStream.concat(IntStream.of(mode), IntStream.range(0, order).filter(d -> d != mode))
                .toArray();
    }

    /** {@code T x_k M}: the mode of size m becomes one of size p by the matrix [p, m]. */
    static Tensor product(Tensor tensor, Tensor matrix, int mode) {
        int last = tensor.dim() - 1;
        if (last == 0) {
            return matrix.matmul(tensor);
        }
        return tensor.transpose(mode, last).matmul(matrix.mT()).transpose(mode, last);
    }

    /** The column-wise Kronecker product [m n, R] of [m, R] and [n, R], the index of the second fastest. */
    static Tensor khatriRao(Tensor first, Tensor second) {
        long rank = first.size(1);
        return first.unsqueeze(1).mul(second.unsqueeze(0)).reshape(first.size(0) * second.size(0), rank);
    }

    /** The conjugate transpose. */
    static Tensor adjoint(Tensor matrix) {
        return matrix.dtype().isComplex() ? matrix.mT().conj() : matrix.mT();
    }

    static Tensor conjugate(Tensor tensor) {
        return tensor.dtype().isComplex() ? tensor.conj() : tensor;
    }

    /** The real number in a sum that is one. */
    static Tensor realPart(Tensor tensor) {
        return tensor.dtype().isComplex() ? tensor.real() : tensor;
    }

    /** A number that is computed and read, its tensors freed. */
    static double number(Supplier<Tensor> work) {
        double[] result = new double[1];
        Scope.run(() -> result[0] = work.get().item());
        return result[0];
    }

    /** Throws if an entry is not finite. */
    static void checkFinite(String what, Tensor dense) {
        if (!Double.isFinite(number(() -> dense.abs().max()))) {
            throw new NumericalFailure(what + ": the tensor has an entry that is not finite");
        }
    }

    /** One row. */
    static Tensor row(Tensor matrix, long index) {
        return matrix.select(0, index);
    }

    /** Independent normal entries of mean square {@code std^2} (complex: together in both parts). */
    static Tensor normal(DType type, Device device, double std, RandomStream random, long... shape) {
        Tensor numbers;
        if (type.isComplex()) {
            Tensor real = Tensor.randn(random, shape);
            numbers = Tensor.complex(real, Tensor.randn(random, shape)).mul(std / Math.sqrt(2));
        } else {
            numbers = Tensor.randn(random, shape).mul(std);
        }
        return numbers.to(type).to(device);
    }

    static void checkShape(String what, long[] shape) {
        if (shape.length == 0 || LongStream.of(shape).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    what + ": the shape must have at least one mode, all of size 1 or more, given "
                            + Arrays.toString(shape));
        }
    }

    static void checkStd(double std) {
        if (!(std > 0) || Double.isInfinite(std)) {
            throw new IllegalArgumentException("standard deviation of the entries must be positive, given " + std);
        }
    }

    static void checkAlike(String what, List<Tensor> factors) {
        Tensor first = factors.get(0);
        for (Tensor factor : factors) {
            if (factor.dtype() != first.dtype() || !factor.device().equals(first.device())) {
                throw new IllegalArgumentException(what + ": factors of types " + first.dtype() + " on "
                        + first.device() + " and " + factor.dtype() + " on " + factor.device());
            }
        }
        if (!first.dtype().isDifferentiable()) {
            throw new IllegalArgumentException(what + ": factors must be real or complex, given " + first.dtype());
        }
    }

    static void checkSelection(long[] shape, int mode, long index) {
        if (shape.length < 2) {
            throw new IllegalArgumentException("a tensor with one mode has no slices that are tensors");
        }
        if (mode < 0 || mode >= shape.length || index < 0 || index >= shape[mode]) {
            throw new IllegalArgumentException(
                    "no slice " + index + " of mode " + mode + " in a tensor of shape " + Arrays.toString(shape));
        }
    }

    static void checkSameShape(long[] first, long[] second) {
        if (!Arrays.equals(first, second)) {
            throw new IllegalArgumentException("tensors of shapes " + Arrays.toString(first) + " and "
                    + Arrays.toString(second) + " have no sum or inner product");
        }
    }

    /** The sizes without one mode. */
    static <T> List<T> without(List<T> list, int place) {
        return IntStream.range(0, list.size())
                .filter(k -> k != place)
                .mapToObj(list::get)
                .toList();
    }
}
