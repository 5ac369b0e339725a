package org.ansatz.tensor.kernel;

import java.util.List;
import org.ansatz.tensor.jet.JetBasis;

/**
 * Functions with parameters, given with the Taylor jets of their outputs and the derivatives of these by the parameters, a
 * tile of points at a time in plain arrays.
 *
 * <p>Inputs are the jets of features of the coordinates, made by the caller; an implementation may ask for affine ones.
 */
public interface JetKernel {
    /**
     * An array within the parameter vector, row-major from {@code offset}.
     *
     * @param name unique within a kernel
     */
    record Block(String name, List<Integer> shape, int offset) {
        public Block {
            shape = List.copyOf(shape);
        }

        /** Number of entries. */
        public int size() {
            return shape.stream().reduce(1, Math::multiplyExact);
        }
    }

    /** Number of features. */
    int inputs();

    /** Number of output functions. */
    int outputs();

    /** The arrays that make up the parameter vector, in its order and without gaps. */
    List<Block> blocks();

    /** Length of the parameter vector. */
    int parameterCount();

    /** What in these parameters may explain a value that is not finite, empty if nothing is known; for messages. */
    default String suspect(double[] theta) {
        return "";
    }

    /** Points per tile for jets of this basis. */
    int tilePoints(JetBasis basis);

    /** Scratch for one thread. */
    Worker worker(JetBasis basis);

    /** Forward and backward sweeps over tiles; not for use by two threads at a time. */
    interface Worker {
        /** Points of a tile. */
        int points();

        /** Coefficients times points: length of the part of one function in a tile of features or outputs. */
        int columns();

        /** Sets the parameters for the sweeps that follow; {@code theta} must stay unchanged until the next call. */
        void setParameters(double[] theta);

        /**
         * Evaluates a tile.
         *
         * @param tile jets of the features, [inputs][coefficients][points]
         * @return jets of the outputs, [outputs][coefficients][points]; overwritten by the next call
         */
        double[] forward(double[] tile);

        /**
         * Adds the pull-back of an adjoint of the last forward sweep to the gradient that this worker keeps.
         *
         * @param outputAdjoint [outputs][coefficients][points], zero beyond the real points
         */
        void accumulateGradient(double[] outputAdjoint);

        /** Adds the accumulated gradient to {@code total} [parameters] and clears it. */
        void takeGradient(double[] total);

        /**
         * Writes one row of the Jacobian per point, transposed: {@code jt[parameter * rowLength + row + p]}.
         *
         * @param outputAdjoint derivative of the residual of each point by the outputs' jets
         * @param count number of real points in the tile
         */
        void jacobian(double[] outputAdjoint, double[] jt, int rowLength, int row, int count);
    }
}
