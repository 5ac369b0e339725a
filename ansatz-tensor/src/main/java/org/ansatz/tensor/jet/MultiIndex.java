package org.ansatz.tensor.jet;

import java.util.Arrays;

/**
 * Orders of a partial derivative, one per variable: {@code (2, 1)} stands for {@code d^3/dx^2 dt}.
 *
 * <p>Ordered by total order first, then lexicographically with the first variable leading.
 */
public final class MultiIndex implements Comparable<MultiIndex> {
    private final int[] orders;

    private MultiIndex(int[] orders) {
        this.orders = orders;
    }

    /**
     * @param orders derivative order in each variable, all at least zero
     * @throws IllegalArgumentException if an order is negative
     */
    public static MultiIndex of(int... orders) {
        for (int order : orders) {
            if (order < 0) {
                throw new IllegalArgumentException("negative derivative order in " + Arrays.toString(orders));
            }
        }
        return new MultiIndex(orders.clone());
    }

    /** The index of the value itself in {@code dimension} variables. */
    public static MultiIndex zero(int dimension) {
        return new MultiIndex(new int[dimension]);
    }

    /** The first derivative by variable {@code axis}. */
    public static MultiIndex unit(int dimension, int axis) {
        int[] orders = new int[dimension];
        orders[axis] = 1;
        return new MultiIndex(orders);
    }

    public int dimension() {
        return orders.length;
    }

    /** Order of the derivative in variable {@code axis}. */
    public int get(int axis) {
        return orders[axis];
    }

    /** Total order: the sum over all variables. */
    public int order() {
        int sum = 0;
        for (int order : orders) {
            sum += order;
        }
        return sum;
    }

    public MultiIndex plus(MultiIndex other) {
        int[] sum = orders.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.orders[i];
        }
        return new MultiIndex(sum);
    }

    /**
     * @throws IllegalArgumentException if {@code other} does not divide this index
     */
    public MultiIndex minus(MultiIndex other) {
        int[] difference = orders.clone();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= other.orders[i];
        }
        return of(difference);
    }

    /** Whether every order is at most the other's. */
    public boolean divides(MultiIndex other) {
        for (int i = 0; i < orders.length; i++) {
            if (orders[i] > other.orders[i]) {
                return false;
            }
        }
        return true;
    }

    /** {@code prod_i orders_i!}, the factor between Taylor coefficient and derivative. */
    public double factorial() {
        double product = 1;
        for (int order : orders) {
            for (int k = 2; k <= order; k++) {
                product *= k;
            }
        }
        return product;
    }

    public int[] toArray() {
        return orders.clone();
    }

    @Override
    public int compareTo(MultiIndex other) {
        int byOrder = Integer.compare(order(), other.order());
        return byOrder != 0 ? byOrder : Arrays.compare(other.orders, orders);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MultiIndex index && Arrays.equals(orders, index.orders);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(orders);
    }

    @Override
    public String toString() {
        return Arrays.toString(orders);
    }
}
