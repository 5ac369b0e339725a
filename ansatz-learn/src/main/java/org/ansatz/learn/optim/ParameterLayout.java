package org.ansatz.learn.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.learn.optim.transform.Matrix;

/**
 * What the numbers of a flat parameter vector are: weight matrices and other arrays, one after the other. Optimizers that
 * treat matrices as matrices, or every array apart, need it.
 *
 * @param blocks in the order of the vector, without gaps
 */
public record ParameterLayout(List<Block> blocks) {
    /**
     * An array within the vector.
     *
     * @param name unique
     * @param outputs rows of a weight matrix, 1 if the block is none
     * @param inputs columns of a weight matrix, or the number of entries
     * @param order how the entries lie
     */
    public record Block(String name, int offset, int outputs, int inputs, Order order) {
        public int size() {
            return outputs * inputs;
        }

        /** Whether this is a weight matrix, and not a bias or another array of numbers without two sides. */
        public boolean isMatrix() {
            return order != Order.NO_MATRIX;
        }

        /** The block of a flat vector as [outputs, inputs], a copy. */
        Matrix read(double[] flat) {
            double[] part = Arrays.copyOfRange(flat, offset, offset + size());
            return order == Order.INPUTS_FIRST
                    ? new Matrix(inputs, outputs, part).transposed()
                    : new Matrix(outputs, inputs, part);
        }

        /** Writes a matrix [outputs, inputs] into the flat vector. */
        void write(Matrix matrix, double[] flat) {
            double[] values = order == Order.INPUTS_FIRST ? matrix.transposed().values() : matrix.values();
            System.arraycopy(values, 0, flat, offset, values.length);
        }
    }

    /** How the entries of a block lie. */
    public enum Order {
        /** A weight matrix, one row per output. */
        OUTPUTS_FIRST,
        /** A weight matrix, one row per input. */
        INPUTS_FIRST,
        /** Biases, scales, unknown constants. */
        NO_MATRIX
    }

    public ParameterLayout {
        blocks = List.copyOf(blocks);
    }

    public static ParameterLayout empty() {
        return new ParameterLayout(List.of());
    }

    /** Numbers of which nothing is known. */
    public static ParameterLayout flat(int size) {
        return empty().vector("parameters", size);
    }

    /** Length of the vector. */
    public int size() {
        return blocks.stream().mapToInt(Block::size).sum();
    }

    /** With an array that is no matrix at the end. */
    public ParameterLayout vector(String name, int entries) {
        return with(new Block(name, size(), 1, entries, Order.NO_MATRIX));
    }

    /** With a weight matrix [outputs, inputs] at the end. */
    public ParameterLayout matrix(String name, int outputs, int inputs) {
        return with(new Block(name, size(), outputs, inputs, Order.OUTPUTS_FIRST));
    }

    /** With a weight matrix at the end that is stored as [inputs, outputs]. */
    public ParameterLayout transposedMatrix(String name, int outputs, int inputs) {
        return with(new Block(name, size(), outputs, inputs, Order.INPUTS_FIRST));
    }

    /**
     * With an array of some shape: a matrix [first size, all others] if it has two sides or more, so that the kernel of a
     * convolution counts as [outputs, inputs times taps].
     */
    public ParameterLayout array(String name, List<Integer> shape) {
        int size = shape.stream().reduce(1, Math::multiplyExact);
        return shape.size() < 2 ? vector(name, size) : matrix(name, shape.get(0), size / shape.get(0));
    }

    private ParameterLayout with(Block block) {
        List<Block> all = new ArrayList<>(blocks);
        all.add(block);
        return new ParameterLayout(all);
    }

    /**
     * Refuses a gradient that is not finite.
     *
     * @throws ArithmeticException naming the block and the step
     */
    void requireFinite(double[] gradient, long step) {
        for (Block block : blocks) {
            for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                if (!Double.isFinite(gradient[i])) {
                    throw new ArithmeticException("the gradient of " + block.name() + " is not finite at step " + step
                            + ": entry " + (i - block.offset()) + " is " + gradient[i]);
                }
            }
        }
    }
}
