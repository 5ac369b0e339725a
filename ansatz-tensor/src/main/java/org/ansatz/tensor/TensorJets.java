package org.ansatz.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.JetBasis.Composition;
import org.ansatz.tensor.jet.JetBasis.Product;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * Truncated Taylor series of functions of the coordinates at n points, on tensors: values and partial derivatives of a
 * network in one forward pass, on any device, differentiable by parameters.
 *
 * <p>A series of w functions holds its coefficients {@code c_a = (d^a f) / a!} as one tensor [coefficients, n, w], in the
 * order of the {@link JetBasis}. A dense layer is one matrix product over all coefficients; activations solve their
 * first-order differential equation coefficient by coefficient. Cost grows with the number of pairs of coefficients, not
 * by a factor per order; for {@code u, u_x, u_t, u_xx} with the gradient by parameters it was 1.2 times that of
 * {@link NestedAutograd} on one core. On the processor {@link org.ansatz.tensor.kernel.MlpJetKernel} is faster than
 * both.
 */
public final class TensorJets {
    private final JetBasis basis;
    private final Tensor coefficients;

    private TensorJets(JetBasis basis, Tensor coefficients) {
        this.basis = basis;
        this.coefficients = coefficients;
    }

    /**
     * The coordinates themselves: values {@code points}, first derivatives one, all others zero.
     *
     * @param points [n, d] with d the basis' number of variables
     */
    public static TensorJets coordinates(JetBasis basis, Tensor points) {
        if (points.dim() != 2 || points.size(1) != basis.dimension()) {
            throw new ShapeMismatch("coordinates: points must be [n, " + basis.dimension() + "], given "
                    + Arrays.toString(points.shape()));
        }
        List<Tensor> parts = new ArrayList<>();
        parts.add(points);
        Tensor unit = Tensor.eye(basis.dimension()).to(points.dtype()).to(points.device());
        for (MultiIndex index : basis.indices().subList(1, basis.size())) {
            parts.add(index.order() == 1 ? unit.select(0, axis(index)).expand(points.shape()) : points.zerosLike());
        }
        return new TensorJets(basis, Tensor.stack(0, parts));
    }

    private static int axis(MultiIndex unit) {
        int axis = 0;
        while (unit.get(axis) == 0) {
            axis++;
        }
        return axis;
    }

    /**
     * A series from its coefficients.
     *
     * @param coefficients [coefficients, n, w]
     */
    public static TensorJets of(JetBasis basis, Tensor coefficients) {
        if (coefficients.dim() != 3 || coefficients.size(0) != basis.size()) {
            throw new ShapeMismatch("jets: coefficients must be [" + basis.size() + ", n, w], given "
                    + Arrays.toString(coefficients.shape()));
        }
        return new TensorJets(basis, coefficients);
    }

    public JetBasis basis() {
        return basis;
    }

    /** All Taylor coefficients [coefficients, n, w]. */
    public Tensor coefficients() {
        return coefficients;
    }

    /** The functions themselves [n, w]. */
    public Tensor value() {
        return coefficients.select(0, 0);
    }

    /**
     * A partial derivative [n, w].
     *
     * @throws IllegalArgumentException if the basis does not hold it
     */
    public Tensor derivative(MultiIndex index) {
        return coefficients.select(0, basis.position(index)).mul(index.factorial());
    }

    private void checkBasis(String operation, TensorJets other) {
        if (!basis.indices().equals(other.basis.indices())) {
            throw new IllegalArgumentException(
                    operation + ": series over " + basis.indices() + " and over " + other.basis.indices());
        }
    }

    /** The sum. */
    public TensorJets add(TensorJets other) {
        checkBasis("add", other);
        return new TensorJets(basis, coefficients.add(other.coefficients));
    }

    /** The difference. */
    public TensorJets sub(TensorJets other) {
        checkBasis("sub", other);
        return new TensorJets(basis, coefficients.sub(other.coefficients));
    }

    /** A multiple. */
    public TensorJets mul(double factor) {
        return new TensorJets(basis, coefficients.mul(factor));
    }

    /** The product, truncated; of function by function, or with a series of one function. */
    public TensorJets mul(TensorJets other) {
        checkBasis("mul", other);
        List<Tensor> left = parts();
        List<Tensor> right = other.parts();
        Tensor[] sums = new Tensor[basis.size()];
        for (Product p : basis.products()) {
            accumulate(sums, p.target(), left.get(p.left()), right.get(p.right()), 1);
        }
        return stacked(sums);
    }

    /**
     * A dense layer {@code x W^T + b}.
     *
     * @param weight [out, w]
     * @param bias [out]
     */
    public TensorJets linear(Tensor weight, Tensor bias) {
        // A constant moves the value only.
        Tensor shift = bias.reshape(1, 1, -1).pad(0, 0, basis.size() - 1L, 0);
        return new TensorJets(basis, coefficients.matmul(weight.mT()).add(shift));
    }

    /** The hyperbolic tangent: {@code y' = (1 - y^2) z'}. */
    public TensorJets tanh() {
        List<Tensor> z = parts();
        Set<Integer> slopes = slopes();
        Tensor[] y = new Tensor[basis.size()];
        Tensor[] slope = new Tensor[basis.size()];
        y[0] = z.get(0).tanh();
        slope[0] = y[0].square().rsub(1);
        for (int target = 1; target < basis.size(); target++) {
            compose(target, z, slope, y, 1);
            for (Product p : basis.products()) {
                // The square is symmetric: each unordered pair once.
                if (slopes.contains(target) && p.target() == target && p.left() <= p.right()) {
                    accumulate(slope, target, y[p.left()], y[p.right()], p.left() == p.right() ? -1 : -2);
                }
            }
        }
        return stacked(y);
    }

    /** The exponential: {@code y' = y z'}. */
    public TensorJets exp() {
        List<Tensor> z = parts();
        Tensor[] y = new Tensor[basis.size()];
        y[0] = z.get(0).exp();
        for (int target = 1; target < basis.size(); target++) {
            compose(target, z, y, y, 1);
        }
        return stacked(y);
    }

    /** The sine: with the cosine, {@code y' = c z'} and {@code c' = -y z'}. */
    public TensorJets sin() {
        List<Tensor> z = parts();
        return circular(z, z.get(0).sin(), z.get(0).cos(), 1);
    }

    /** The cosine. */
    public TensorJets cos() {
        List<Tensor> z = parts();
        return circular(z, z.get(0).cos(), z.get(0).sin(), -1);
    }

    /** {@code y' = sign c z'} and {@code c' = -sign y z'} with their values. */
    private TensorJets circular(List<Tensor> z, Tensor value, Tensor partner, double sign) {
        Set<Integer> slopes = slopes();
        Tensor[] y = new Tensor[basis.size()];
        Tensor[] c = new Tensor[basis.size()];
        y[0] = value;
        c[0] = partner;
        for (int target = 1; target < basis.size(); target++) {
            compose(target, z, c, y, sign);
            if (slopes.contains(target)) {
                compose(target, z, y, c, -sign);
            }
        }
        return stacked(y);
    }

    /** The coefficients of the slope that enter any target: those of highest order do not. */
    private Set<Integer> slopes() {
        return basis.compositions().stream().map(Composition::slope).collect(Collectors.toSet());
    }

    private List<Tensor> parts() {
        return coefficients.unbind(0);
    }

    private TensorJets stacked(Tensor[] parts) {
        return new TensorJets(basis, Tensor.stack(0, List.of(parts)));
    }

    private void compose(int target, List<Tensor> argument, Tensor[] slope, Tensor[] into, double sign) {
        for (Composition c : basis.compositions()) {
            if (c.target() == target) {
                accumulate(into, target, argument.get(c.argument()), slope[c.slope()], sign * c.factor());
            }
        }
    }

    private static void accumulate(Tensor[] sums, int target, Tensor left, Tensor right, double factor) {
        if (sums[target] == null) {
            Tensor product = left.mul(right);
            sums[target] = factor == 1 ? product : product.mul(factor);
        } else {
            sums[target] = sums[target].addcmul(left, right, factor);
        }
    }
}
