package org.ansatz.learn.layer;

import java.util.Arrays;
import java.util.List;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/** Tensors as one vector of numbers in double precision, one after the other; complex ones count as pairs of real numbers. */
public final class FlatTensors {
    private final List<Tensor> tensors;
    private final int size;

    public FlatTensors(List<Tensor> tensors) {
        this.tensors = List.copyOf(tensors);
        size = Math.toIntExact(
                tensors.stream().mapToLong(TensorParameters::realCount).sum());
    }

    /** Length of the vector. */
    public int size() {
        return size;
    }

    /** Copies the values into a vector of their length. */
    public void read(double[] into) {
        read(tensors, into);
    }

    /** Copies the values of other tensors of the same shapes, such as gradients. */
    public static void read(List<Tensor> from, double[] into) {
        Scope.run(() -> {
            int at = 0;
            for (Tensor tensor : from) {
                double[] values = real(tensor).contiguous().to(DType.FLOAT64).toDoubles();
                System.arraycopy(values, 0, into, at, values.length);
                at += values.length;
            }
        });
    }

    /** Gives the tensors the values of a vector, in place. */
    public void write(double[] x) {
        Autograd.noGrad(() -> Scope.run(() -> {
            int at = 0;
            for (Tensor tensor : tensors) {
                Tensor real = real(tensor);
                int count = Math.toIntExact(real.numel());
                real.copyFrom(Tensor.of(Arrays.copyOfRange(x, at, at + count), real.shape()));
                at += count;
            }
        }));
    }

    private static Tensor real(Tensor tensor) {
        Tensor plain = tensor.detach();
        return plain.dtype().isComplex() ? plain.viewAsReal() : plain;
    }
}
