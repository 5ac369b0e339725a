package org.ansatz.lowrank.chebyshev;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.tensor.jet.MultiIndex;
import org.ansatz.tensor.kernel.TileMatrix;

/**
 * Values of derivatives of a {@link ChebyshevTucker} at scattered points, tile by tile: polynomials by recurrence, factors and the
 * first contraction of the core as products of matrices that stay in cache, the other contractions point by point.
 */
final class PointEvaluation {
    private static final int TILE = TileMatrix.POINTS;

    private final List<ChebyshevAxis> axes;
    private final List<MultiIndex> orders;
    private final int[] ranks;
    private final TileMatrix core;
    /** From values of the polynomials to those of the factors' derivatives, by axis and order. */
    private final List<Map<Integer, TileMatrix>> series = new ArrayList<>();

    PointEvaluation(ChebyshevTucker function, List<MultiIndex> orders) {
        this.orders = orders;
        axes = function.axes();
        ranks = function.ranks();
        int rest = function.core().length / ranks[0];
        core = new TileMatrix(function.core(), rest, ranks[0], 1, rest);
        for (int k = 0; k < ranks.length; k++) {
            Map<Integer, TileMatrix> byOrder = new HashMap<>();
            for (MultiIndex order : orders) {
                byOrder.put(order.get(k), series(function, k, order.get(k)));
            }
            series.add(byOrder);
        }
    }

    private static TileMatrix series(ChebyshevTucker function, int axis, int order) {
        int rank = function.ranks()[axis];
        double[] columns = function.columns(axis);
        for (int m = 0; m < order; m++) {
            columns = function.axes().get(axis).derivative(columns, rank);
        }
        return new TileMatrix(columns, rank, function.axes().get(axis).points(), 1, rank);
    }

    /** Values of the factors of one axis at given coordinates, [rank][coordinates] in one array. */
    static double[] factor(ChebyshevTucker function, int axis, double[] coordinates) {
        TileMatrix matrix = series(function, axis, 0);
        int n = coordinates.length;
        double[] values = new double[matrix.rows() * n];
        double[] table = new double[function.axes().get(axis).points() * TILE];
        double[] tile = new double[matrix.rows() * TILE];
        for (int from = 0; from < n; from += TILE) {
            function.axes().get(axis).polynomials(coordinates, from, table, TILE);
            matrix.multiply(table, tile);
            for (int r = 0; r < matrix.rows(); r++) {
                System.arraycopy(tile, r * TILE, values, r * n + from, Math.min(TILE, n - from));
            }
        }
        return values;
    }

    /** [orders][n] at points [axes][n]. */
    double[][] at(double[][] inputs) {
        int n = inputs[0].length;
        double[][] values = new double[orders.size()][n];
        double[] partial = new double[core.rows() * TILE];
        List<double[]> tables = new ArrayList<>();
        List<Map<Integer, double[]>> factors = new ArrayList<>();
        for (int k = 0; k < ranks.length; k++) {
            tables.add(new double[axes.get(k).points() * TILE]);
            Map<Integer, double[]> byOrder = new HashMap<>();
            for (Integer order : series.get(k).keySet()) {
                byOrder.put(order, new double[ranks[k] * TILE]);
            }
            factors.add(byOrder);
        }
        for (int from = 0; from < n; from += TILE) {
            for (int k = 0; k < ranks.length; k++) {
                double[] table = tables.get(k);
                axes.get(k).polynomials(inputs[k], from, table, TILE);
                Map<Integer, double[]> byOrder = factors.get(k);
                series.get(k).forEach((order, matrix) -> matrix.multiply(table, byOrder.get(order)));
            }
            for (int t = 0; t < values.length; t++) {
                contract(factors, orders.get(t), partial);
                System.arraycopy(partial, 0, values[t], from, Math.min(TILE, n - from));
            }
        }
        return values;
    }

    /** Contracts the core with the factors' values, axis by axis; the result is the first tile of {@code partial}. */
    private void contract(List<Map<Integer, double[]>> factors, MultiIndex order, double[] partial) {
        core.multiply(factors.get(0).get(order.get(0)), partial);
        int rest = core.rows();
        double[] sum = new double[TILE];
        for (int k = 1; k < ranks.length; k++) {
            rest /= ranks[k];
            double[] factor = factors.get(k).get(order.get(k));
            for (int q = 0; q < rest; q++) {
                Arrays.fill(sum, 0);
                int j = 0;
                for (; j + 4 <= ranks[k]; j += 4) {
                    addFour(factor, j * TILE, partial, (j * rest + q) * TILE, rest * TILE, sum);
                }
                for (; j < ranks[k]; j++) {
                    addProduct(factor, j * TILE, partial, (j * rest + q) * TILE, sum);
                }
                // Entries up to this one are read no more: each sum needs entry q of the first group.
                System.arraycopy(sum, 0, partial, q * TILE, TILE);
            }
        }
    }

    /** Four products at once: the loop over a tile is short. */
    private static void addFour(double[] a, int at, double[] b, int bt, int step, double[] sum) {
        for (int p = 0; p < TILE; p++) {
            double first = Math.fma(a[at + p], b[bt + p], sum[p]);
            double second = Math.fma(a[at + TILE + p], b[bt + step + p], first);
            double third = Math.fma(a[at + 2 * TILE + p], b[bt + 2 * step + p], second);
            sum[p] = Math.fma(a[at + 3 * TILE + p], b[bt + 3 * step + p], third);
        }
    }

    private static void addProduct(double[] a, int at, double[] b, int bt, double[] sum) {
        for (int p = 0; p < TILE; p++) {
            sum[p] = Math.fma(a[at + p], b[bt + p], sum[p]);
        }
    }
}
