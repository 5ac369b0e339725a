package org.ansatz.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * Partial derivatives of any module by its inputs, by nested gradients: the general way, for modules that know nothing of
 * jets.
 *
 * <p>A derivative of order k differentiates the record of one of order k - 1, so cost and memory grow by a factor of 2 to 4
 * per order; common lower derivatives are shared, and one reverse sweep gives a derivative by all coordinates. For tanh
 * networks {@link org.ansatz.tensor.kernel.MlpJetKernel} is faster.
 */
public final class NestedAutograd {
    private NestedAutograd() {}

    /**
     * Partial derivatives at points.
     *
     * @param module maps points [n, d] to values [n, m], each row by itself (no coupling of points, as by batch normalisation)
     * @param points [n, d]; need not require a gradient
     * @param wanted indices over d variables; order 0 is the value
     * @param differentiable whether the result can be differentiated by the module's parameters
     * @return for each wanted index the derivatives [n, m], in the order wanted
     * @throws ShapeMismatch if points or values are not matrices, or their numbers of rows differ
     */
    public static Map<MultiIndex, Tensor> partials(
            UnaryOperator<Tensor> module, Tensor points, Collection<MultiIndex> wanted, boolean differentiable) {
        if (points.dim() != 2) {
            throw new ShapeMismatch("partials: points must be [n, d], given " + Arrays.toString(points.shape()));
        }
        int dimension = Math.toIntExact(points.size(1));
        JetBasis basis = JetBasis.of(dimension, wanted);
        Map<MultiIndex, Tensor> result = new LinkedHashMap<>();
        Scope scope = Scope.open();
        try {
            List<Tensor> coordinates = new ArrayList<>();
            for (int axis = 0; axis < dimension; axis++) {
                coordinates.add(points.detach().select(1, axis).copy().requiresGrad());
            }
            Tensor values = module.apply(Tensor.stack(1, coordinates));
            if (values.dim() != 2 || values.size(0) != points.size(0)) {
                throw new ShapeMismatch(
                        "partials", points.shape(), values.shape(), "the module must map [n, d] to [n, m]");
            }
            List<Map<MultiIndex, Tensor>> byOutput = new ArrayList<>();
            for (int output = 0; output < values.size(1); output++) {
                byOutput.add(derivatives(values.select(1, output), coordinates, basis));
            }
            for (MultiIndex index : wanted) {
                Tensor stacked = Tensor.stack(
                        1, byOutput.stream().map(all -> all.get(index)).toList());
                result.put(index, scope.keep(differentiable ? stacked : stacked.detach()));
            }
        } finally {
            scope.close();
        }
        return result;
    }

    private static Map<MultiIndex, Tensor> derivatives(Tensor value, List<Tensor> coordinates, JetBasis basis) {
        Map<MultiIndex, Tensor> known = new HashMap<>();
        known.put(MultiIndex.zero(basis.dimension()), value);
        // Ascending order: a derivative's own derivatives are wanted after it.
        for (MultiIndex index : new TreeSet<>(basis.indices())) {
            List<Integer> axes = new ArrayList<>();
            for (int axis = 0; axis < basis.dimension(); axis++) {
                MultiIndex next = index.plus(MultiIndex.unit(basis.dimension(), axis));
                if (basis.holds(next) && !known.containsKey(next)) {
                    axes.add(axis);
                }
            }
            if (!axes.isEmpty()) {
                List<Tensor> slopes = slopes(
                        known.get(index), axes.stream().map(coordinates::get).toList());
                for (int k = 0; k < axes.size(); k++) {
                    known.put(index.plus(MultiIndex.unit(basis.dimension(), axes.get(k))), slopes.get(k));
                }
            }
        }
        return known;
    }

    /** Rows do not mix, so the gradient of the sum is the derivative at every point. */
    private static List<Tensor> slopes(Tensor values, List<Tensor> coordinates) {
        if (!values.isRequiringGrad()) {
            // A derivative that has no record any more is constant: that of a linear module, for one.
            return coordinates.stream().map(Tensor::zerosLike).toList();
        }
        return Autograd.gradient(values.sum(), coordinates, true);
    }
}
