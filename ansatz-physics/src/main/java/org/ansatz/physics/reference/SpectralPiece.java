package org.ansatz.physics.reference;

import java.util.List;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * All fields on a box as tensors of coefficients, row-major over the axes.
 *
 * @param bases one per axis
 * @param inputs which input each axis is
 * @param dofs [field][axis]
 * @param coefficients [field][tensor]
 */
record SpectralPiece(List<Basis> bases, int[] inputs, int[][] dofs, double[][] coefficients) {

    long size() {
        long n = 0;
        for (double[] c : coefficients) {
            n += c.length;
        }
        return n;
    }

    /** A partial derivative of a field at one point. */
    double value(int field, MultiIndex orders, double[] point) {
        double[] tensor = coefficients[field];
        for (int a = 0; a < inputs.length; a++) {
            int n = dofs[field][a];
            double[] row = bases.get(a).row(point[inputs[a]], orders.get(inputs[a]), n);
            int rest = tensor.length / n;
            double[] next = new double[rest];
            for (int i = 0; i < n; i++) {
                double factor = row[i];
                int at = i * rest;
                for (int j = 0; j < rest; j++) {
                    next[j] += factor * tensor[at + j];
                }
            }
            tensor = next;
        }
        return tensor[0];
    }
}
