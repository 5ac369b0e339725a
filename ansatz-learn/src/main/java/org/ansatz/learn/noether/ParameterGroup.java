package org.ansatz.learn.noether;

/**
 * Some of the numbers of a flat parameter vector.
 *
 * @param name for messages
 * @param indices where they are, each once
 */
public record ParameterGroup(String name, int[] indices) {
    /** @throws IllegalArgumentException without numbers */
    public ParameterGroup {
        if (indices.length == 0) {
            throw new IllegalArgumentException("group " + name + " holds no parameters");
        }
        indices = indices.clone();
    }

    /** A stretch of the vector. */
    public static ParameterGroup stretch(String name, int offset, int size) {
        return every(name, offset, size, 1);
    }

    /** {@code count} numbers from {@code offset} on, {@code stride} apart. */
    public static ParameterGroup every(String name, int offset, int count, int stride) {
        int[] indices = new int[count];
        for (int i = 0; i < count; i++) {
            indices[i] = offset + i * stride;
        }
        return new ParameterGroup(name, indices);
    }

    /** Both together under the name of this. */
    ParameterGroup with(int... more) {
        int[] all = java.util.Arrays.copyOf(indices, indices.length + more.length);
        System.arraycopy(more, 0, all, indices.length, more.length);
        return new ParameterGroup(name, all);
    }

    /** Number of parameters. */
    public int size() {
        return indices.length;
    }

    /** {@code sum_i a_i b_i} over the group, of whole vectors. */
    public double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i : indices) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** {@code sum_i a_i^2} over the group. */
    public double square(double[] a) {
        return dot(a, a);
    }

    /** {@code sum_i a_i} over the group. */
    public double sum(double[] a) {
        double sum = 0;
        for (int i : indices) {
            sum += a[i];
        }
        return sum;
    }

    /**
     * The norm of the group's parameters.
     *
     * @throws IllegalArgumentException if it is zero, since the direction is undefined then
     */
    public double norm(double[] q) {
        double norm = Math.sqrt(square(q));
        if (!(norm > 0)) {
            throw new IllegalArgumentException("direction undefined for group " + name + ": its norm is " + norm);
        }
        return norm;
    }

    /** Copies the group's parameters from one vector to another. */
    public void copy(double[] from, double[] to) {
        for (int i : indices) {
            to[i] = from[i];
        }
    }

    /** Multiplies the group's parameters in place. */
    public void scale(double factor, double[] q) {
        for (int i : indices) {
            q[i] *= factor;
        }
    }
}
