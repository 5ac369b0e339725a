package org.ansatz.tensor.kernel;

import jdk.incubator.vector.DoubleVector;

/** The same loops with the JDK's vector interface, blocked for registers. */
final class VectorTileOps implements TileOps {
    private static final int LANES = DoubleVector.SPECIES_PREFERRED.length();

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public int rowGroup() {
        return VectorProducts.ROWS;
    }

    @Override
    public void multiply(
            double[] packed, double[] start, int bOffset, int out, int in, double[] a, double[] z, int coefficients) {
        VectorProducts.multiply(packed, start, bOffset, out, in, a, 0, z, 0);
        for (int k = 1; k < coefficients; k++) {
            VectorProducts.multiply(packed, out, in, a, k * in * POINTS, z, k * out * POINTS);
        }
    }

    @Override
    public void multiply(double[] packed, int out, int in, double[] a, double[] z, int coefficients) {
        for (int k = 0; k < coefficients; k++) {
            VectorProducts.multiply(packed, out, in, a, k * in * POINTS, z, k * out * POINTS);
        }
    }

    @Override
    public void accumulateOuter(double[] zbar, int out, double[] a, int in, int coefficients, double[] g, int gOffset) {
        VectorOuter.accumulate(zbar, out, a, in, coefficients, g, gOffset);
    }

    @Override
    public void accumulateBias(double[] zbar, int out, double[] g, int gOffset) {
        VectorOuter.accumulateSums(zbar, out, g, gOffset);
    }

    @Override
    public void jacobianOuter(
            double[] zbar,
            int out,
            double[] a,
            int in,
            int coefficients,
            double[] jt,
            int jOffset,
            int rowLength,
            int row,
            int count) {
        VectorJacobian.outer(zbar, out, a, in, coefficients, jt, jOffset, rowLength, row, count);
    }

    @Override
    public void exp(double[] z, double[] y, int n) {
        VectorSeries.exp(z, y, n);
    }

    @Override
    public void tanh(JetTable table, int units, double[] z, double[] y, double[] s) {
        VectorSeries.tanh(table, units * POINTS, z, y, s);
    }

    @Override
    public void sine(JetTable table, int units, double[] z, double[] y, double[] s) {
        VectorSine.series(table, units * POINTS, z, y, s);
    }

    @Override
    public void seriesMultiply(JetTable t, int units, double[] f, double[] g, double[] out, boolean add) {
        VectorSeries.convolve(t.size, t.productStart, t.productLeft, t.productRight, units * POINTS, f, g, out, add);
    }

    @Override
    public void seriesMultiplyAdjoint(JetTable t, int units, double[] obar, double[] g, double[] fbar, boolean add) {
        VectorSeries.convolve(
                t.size, t.adjointStart, t.adjointTarget, t.adjointRight, units * POINTS, obar, g, fbar, add);
    }
}
