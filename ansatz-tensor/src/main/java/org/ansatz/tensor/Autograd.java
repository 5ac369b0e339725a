package org.ansatz.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Derivatives by reverse accumulation over recorded operations.
 *
 * <p>With {@code createGraph} the derivatives are recorded themselves and can be differentiated again: derivatives of any
 * order of any module, at a cost that grows several times with each order ({@link NestedAutograd} does it for partial
 * derivatives by coordinates; {@link TensorJets} is the cheaper way for networks it knows). The record of an output is kept
 * until all tensors that refer to it are freed, so gradients may be taken twice.
 */
public final class Autograd {
    private Autograd() {}

    /** A region without recording; closing it restores what was before. */
    public static final class NoGrad implements AutoCloseable {
        private final boolean before = GradMode.is_enabled();

        private NoGrad() {
            GradMode.set_enabled(false);
        }

        @Override
        public void close() {
            GradMode.set_enabled(before);
        }
    }

    /** Stops recording on this thread until the region is closed. */
    public static NoGrad noGrad() {
        Engine.load();
        return new NoGrad();
    }

    /** Computes without recording. */
    public static <T> T noGrad(Supplier<T> work) {
        NoGrad region = noGrad();
        try {
            return work.get();
        } finally {
            region.close();
        }
    }

    /** Runs without recording. */
    public static void noGrad(Runnable work) {
        NoGrad region = noGrad();
        try {
            work.run();
        } finally {
            region.close();
        }
    }

    static boolean isRecording() {
        return GradMode.is_enabled();
    }

    /**
     * The gradient of a number by one tensor, of the tensor's shape.
     *
     * @param createGraph whether the gradient shall be differentiable
     * @throws ShapeMismatch if the output has more than one element: sum it, or use {@link #vjp}
     * @throws IllegalArgumentException if input or output were not recorded
     */
    public static Tensor gradient(Tensor output, Tensor input, boolean createGraph) {
        return gradient(output, List.of(input), createGraph).get(0);
    }

    /**
     * The gradients of a number by several tensors; zero for those on which it does not depend.
     *
     * @param createGraph whether the gradients shall be differentiable
     * @throws ShapeMismatch if the output has more than one element: sum it, or use {@link #vjp}
     * @throws IllegalArgumentException if input or output were not recorded
     */
    public static List<Tensor> gradient(Tensor output, List<Tensor> inputs, boolean createGraph) {
        if (output.numel() != 1) {
            throw new ShapeMismatch("gradient: the output must be a number, it has shape "
                    + java.util.Arrays.toString(output.shape()) + "; sum it, or use vjp");
        }
        return vjp(List.of(output), List.of(output.onesLike()), inputs, createGraph);
    }

    /**
     * The product of a vector with the Jacobian: {@code sum_k <cotangent_k, d output_k / d input>} for every input.
     *
     * @param cotangents one per output, of its shape
     * @param createGraph whether the result shall be differentiable
     * @throws IllegalArgumentException if inputs or outputs were not recorded
     */
    public static List<Tensor> vjp(
            List<Tensor> outputs, List<Tensor> cotangents, List<Tensor> inputs, boolean createGraph) {
        check(outputs, cotangents, inputs);
        List<Tensor> gradients = Native.list("gradient", () -> {
            try (TensorVector of = Native.vector(outputs);
                    TensorVector by = Native.vector(inputs);
                    TensorVector weights = Native.vector(cotangents)) {
                return torch.grad(of, by, weights, Native.TRUE, createGraph, true);
            }
        });
        for (int i = 0; i < gradients.size(); i++) {
            if (gradients.get(i) == null) {
                gradients.set(i, inputs.get(i).zerosLike());
            }
        }
        return gradients;
    }

    private static void check(List<Tensor> outputs, List<Tensor> cotangents, List<Tensor> inputs) {
        if (outputs.isEmpty() || outputs.size() != cotangents.size()) {
            throw new IllegalArgumentException(
                    "vjp: " + outputs.size() + " outputs and " + cotangents.size() + " cotangents");
        }
        for (int k = 0; k < outputs.size(); k++) {
            Shapes.checkEqual("vjp", outputs.get(k).shape(), cotangents.get(k).shape());
            if (!outputs.get(k).isRequiringGrad()) {
                throw new IllegalArgumentException("gradient: output " + k
                        + " depends on nothing that requires a gradient (made before requiresGrad, inside noGrad, or"
                        + " detached?)");
            }
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (!inputs.get(i).isRequiringGrad()) {
                throw new IllegalArgumentException(
                        "gradient: input " + i + " does not require a gradient; call requiresGrad before it is used");
            }
        }
    }

    /**
     * The product of the Jacobian of a map with a vector, by differentiating the other product twice.
     *
     * @param map from tensors of the shape of {@code point}
     * @param direction of the shape of {@code point}
     * @return of the shape of the map's value
     */
    public static Tensor jvp(Function<Tensor, Tensor> map, Tensor point, Tensor direction) {
        Shapes.checkEqual("jvp", point.shape(), direction.shape());
        return Scope.compute(() -> {
            Tensor x = point.detach().requiresGrad();
            Tensor y = map.apply(x);
            if (!y.isRequiringGrad()) {
                return y.zerosLike();
            }
            Tensor weight = y.detach().zerosLike().requiresGrad();
            Tensor pulled = vjp(List.of(y), List.of(weight), List.of(x), true).get(0);
            if (!pulled.isRequiringGrad()) {
                return y.zerosLike();
            }
            return vjp(List.of(pulled), List.of(direction), List.of(weight), false)
                    .get(0)
                    .detach();
        });
    }

    /**
     * The product of the Hessian of a function with a vector: one gradient of a gradient, about four times the cost of the
     * function.
     *
     * @param function from tensors of the shapes of {@code point} to a number
     * @param direction one per tensor of the point, of its shape
     * @return one per tensor of the point
     */
    public static List<Tensor> hvp(
            Function<List<Tensor>, Tensor> function, List<Tensor> point, List<Tensor> direction) {
        if (point.size() != direction.size()) {
            throw new IllegalArgumentException(
                    "hvp: " + point.size() + " tensors in the point and " + direction.size() + " in the direction");
        }
        List<Tensor> result = new ArrayList<>();
        Scope scope = Scope.open();
        try {
            List<Tensor> x = new ArrayList<>();
            for (int i = 0; i < point.size(); i++) {
                Shapes.checkEqual("hvp", point.get(i).shape(), direction.get(i).shape());
                x.add(point.get(i).detach().requiresGrad());
            }
            List<Tensor> first = gradient(function.apply(x), x, true);
            List<Tensor> curved = new ArrayList<>();
            List<Tensor> weights = new ArrayList<>();
            for (int i = 0; i < first.size(); i++) {
                if (first.get(i).isRequiringGrad()) {
                    curved.add(first.get(i));
                    weights.add(direction.get(i));
                }
            }
            List<Tensor> second =
                    curved.isEmpty() ? x.stream().map(Tensor::zerosLike).toList() : vjp(curved, weights, x, false);
            for (Tensor product : second) {
                result.add(scope.keep(product));
            }
        } finally {
            scope.close();
        }
        return result;
    }

    /** As {@link #hvp(Function, List, List)} for a function of one tensor. */
    public static Tensor hvp(Function<Tensor, Tensor> function, Tensor point, Tensor direction) {
        return hvp(list -> function.apply(list.get(0)), List.of(point), List.of(direction))
                .get(0);
    }
}
