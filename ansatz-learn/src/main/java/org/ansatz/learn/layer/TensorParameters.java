package org.ansatz.learn.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.NdArray;

/**
 * The named tensors that a model learns. They belong to no scope and live until this is closed. Complex ones count, and
 * are stored, as pairs of real numbers.
 */
public final class TensorParameters implements AutoCloseable {
    private final DType precision;
    private final Device device;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final List<Tensor> constants = new ArrayList<>();

    /** @param precision {@code FLOAT32} or {@code FLOAT64}, complex parameters have parts of that type */
    public TensorParameters(DType precision, Device device) {
        if (!precision.isFloatingPoint()) {
            throw new IllegalArgumentException("parameters are of type float32 or float64, not " + precision);
        }
        this.precision = precision;
        this.device = device;
    }

    public DType precision() {
        return precision;
    }

    public Device device() {
        return device;
    }

    /**
     * Registers a parameter.
     *
     * @param initial real or complex; copied
     * @return the parameter, a leaf of this model's precision on its device
     * @throws IllegalArgumentException if the name is taken
     */
    public Tensor add(String name, Tensor initial) {
        if (tensors.containsKey(name)) {
            throw new IllegalArgumentException("a parameter " + name + " exists already");
        }
        Tensor leaf = copy(initial);
        tensors.put(name, leaf.requiresGrad());
        return leaf;
    }

    /** A copy of this model's precision on its device that is no parameter, but lives as long as they do. */
    public Tensor constant(Tensor values) {
        Tensor copy = copy(values);
        constants.add(copy);
        return copy;
    }

    private Tensor copy(Tensor values) {
        DType complex = precision == DType.FLOAT64 ? DType.COMPLEX128 : DType.COMPLEX64;
        DType type = values.dtype().isComplex() ? complex : precision;
        return Scope.release(Scope.compute(
                () -> values.detach().to(type).to(device).contiguous().copy()));
    }

    public List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    /** All of them, in order of registration. */
    public List<Tensor> tensors() {
        return List.copyOf(tensors.values());
    }

    /** The parameter of that name. */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no parameter " + name + "; there are " + names());
        }
        return tensor;
    }

    /** Free real numbers. */
    public long count() {
        return tensors.values().stream().mapToLong(TensorParameters::realCount).sum();
    }

    /** Free real numbers of a tensor. */
    static long realCount(Tensor tensor) {
        return tensor.numel() * (tensor.dtype().isComplex() ? 2 : 1);
    }

    /** The values, complex ones of shape [..., 2]. */
    public Map<String, NdArray> arrays() {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> Scope.run(() -> {
            Tensor real = real(tensor.detach());
            arrays.put(name, new NdArray(real.shape(), real.to(DType.FLOAT64).toDoubles()));
        }));
        return arrays;
    }

    /**
     * The inverse of {@link #arrays}.
     *
     * @throws IllegalArgumentException if one is missing or has another shape
     */
    public void restore(Map<String, NdArray> arrays) {
        Autograd.noGrad(() -> tensors.forEach((name, tensor) -> Scope.run(() -> {
            Tensor real = real(tensor.detach());
            NdArray array = arrays.get(name);
            if (array == null || !Arrays.equals(array.shape(), real.shape())) {
                throw new IllegalArgumentException("parameter " + name + " needs shape "
                        + Arrays.toString(real.shape()) + ", found "
                        + (array == null ? "none" : Arrays.toString(array.shape())));
            }
            real.copyFrom(Tensor.of(array.values(), array.shape()));
        })));
    }

    /** A view by real numbers. */
    private static Tensor real(Tensor tensor) {
        return tensor.dtype().isComplex() ? tensor.viewAsReal() : tensor;
    }

    @Override
    public void close() {
        tensors.values().forEach(Tensor::close);
        tensors.clear();
        constants.forEach(Tensor::close);
        constants.clear();
    }
}
