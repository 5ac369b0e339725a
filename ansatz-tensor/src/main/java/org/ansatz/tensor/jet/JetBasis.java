package org.ansatz.tensor.jet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The coefficients that a truncated Taylor series carries, and how series are multiplied.
 *
 * <p>A jet of {@code f} at {@code x} holds {@code c_a = (d^a f)(x) / a!} for every multi-index {@code a} of a downward
 * closed set (with {@code a} it holds every divisor of {@code a}), so that products truncate exactly:
 * {@code (f g)_a = sum_(b + c = a) f_b g_c}. For {@code u, u_x, u_t, u_xx} that is four coefficients, not the six of a
 * full second-order jet.
 */
public final class JetBasis {
    /** {@code product_target += left_left * right_right}. */
    public record Product(int left, int right, int target) {}

    /** {@code derivative rule: y_target += factor * z_argument * s_slope}, see {@link #compositions()}. */
    public record Composition(int argument, int slope, int target, double factor) {}

    private final int dimension;
    private final List<MultiIndex> indices;
    private final Map<MultiIndex, Integer> positions = new HashMap<>();
    private final List<Product> products = new ArrayList<>();
    private final List<Composition> compositions = new ArrayList<>();

    private JetBasis(int dimension, List<MultiIndex> indices) {
        this.dimension = dimension;
        this.indices = List.copyOf(indices);
        for (int k = 0; k < indices.size(); k++) {
            positions.put(indices.get(k), k);
        }
        for (int target = 0; target < size(); target++) {
            MultiIndex sum = indices.get(target);
            int axis = firstAxis(sum);
            for (int left = 0; left < size(); left++) {
                MultiIndex b = indices.get(left);
                if (b.divides(sum)) {
                    int right = positions.get(sum.minus(b));
                    products.add(new Product(left, right, target));
                    if (axis >= 0 && b.get(axis) > 0) {
                        compositions.add(new Composition(left, right, target, (double) b.get(axis) / sum.get(axis)));
                    }
                }
            }
        }
    }

    /** The smallest basis that holds the wanted derivatives (and the value). */
    public static JetBasis of(int dimension, Collection<MultiIndex> wanted) {
        TreeSet<MultiIndex> closed = new TreeSet<>();
        closed.add(MultiIndex.zero(dimension));
        for (MultiIndex index : wanted) {
            if (index.dimension() != dimension) {
                throw new IllegalArgumentException("multi-index " + index + " has " + index.dimension()
                        + " variables, the basis has " + dimension);
            }
            addDivisors(index, 0, index.toArray(), closed);
        }
        return new JetBasis(dimension, List.copyOf(closed));
    }

    private static void addDivisors(MultiIndex top, int axis, int[] orders, TreeSet<MultiIndex> into) {
        if (axis == orders.length) {
            into.add(MultiIndex.of(orders));
            return;
        }
        for (int order = 0; order <= top.get(axis); order++) {
            orders[axis] = order;
            addDivisors(top, axis + 1, orders, into);
        }
    }

    private static int firstAxis(MultiIndex index) {
        for (int axis = 0; axis < index.dimension(); axis++) {
            if (index.get(axis) > 0) {
                return axis;
            }
        }
        return -1;
    }

    public int dimension() {
        return dimension;
    }

    /** Number of coefficients. */
    public int size() {
        return indices.size();
    }

    /** Ordered by total order; the value is first. */
    public List<MultiIndex> indices() {
        return indices;
    }

    /**
     * Position of an index.
     *
     * @throws IllegalArgumentException if the basis does not hold it
     */
    public int position(MultiIndex index) {
        Integer position = positions.get(index);
        if (position == null) {
            throw new IllegalArgumentException("the jet basis " + indices + " does not hold " + index);
        }
        return position;
    }

    public boolean holds(MultiIndex index) {
        return positions.containsKey(index);
    }

    /** All terms of the product of two series, by target. */
    public List<Product> products() {
        return products;
    }

    /**
     * All terms of {@code y = F(z)} given the series {@code s = F'(z)}: from {@code d_i y = s d_i z} follows
     * {@code y_a = sum_(b <= a, b_i > 0) (b_i / a_i) z_b s_(a-b)} for any axis {@code i} with {@code a_i > 0}. Targets
     * ascend, and every slope needed for a target has lower order, so a first-order equation for {@code F} (such as
     * {@code s = 1 - y^2}) is solved on the way.
     */
    public List<Composition> compositions() {
        return compositions;
    }

    /** Multiplies two series of plain numbers. */
    public void multiply(double[] f, double[] g, double[] out) {
        java.util.Arrays.fill(out, 0, size(), 0);
        for (Product p : products) {
            out[p.target()] += f[p.left()] * g[p.right()];
        }
    }
}
