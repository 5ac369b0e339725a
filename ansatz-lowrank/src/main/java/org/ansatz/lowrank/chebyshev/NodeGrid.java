package org.ansatz.lowrank.chebyshev;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ansatz.physics.problem.InvalidProblem;

/** The product of the Chebyshev nodes of all axes, row by row, the last axis fastest. */
final class NodeGrid {
    /** Numbers in the largest full tensor, 2 GiB of them. */
    private static final long LARGEST = 1L << 28;

    private final int[] shape;
    private final double[][] nodes;

    NodeGrid(List<ChebyshevAxis> axes) {
        shape = axes.stream().mapToInt(ChebyshevAxis::points).toArray();
        nodes = axes.stream().map(ChebyshevAxis::nodes).toArray(double[][]::new);
    }

    /** Refuses grids that do not fit into memory. */
    int checkSize() {
        double size = Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
        if (size > LARGEST) {
            throw new InvalidProblem("a full grid of " + Arrays.toString(shape) + " points has more than " + LARGEST
                    + " values: the function is not smooth enough for so many; take fewer points, a larger tolerance,"
                    + " or a route without a full grid");
        }
        return (int) size;
    }

    double[] values(ToDoubleFunction<double[]> function) {
        double[] values = new double[checkSize()];
        double[] point = new double[shape.length];
        int[] index = new int[shape.length];
        for (int k = 0; k < shape.length; k++) {
            point[k] = nodes[k][0];
        }
        for (int p = 0; p < values.length; p++) {
            values[p] = finite(function, point);
            for (int k = shape.length - 1; k >= 0; k--) {
                index[k] = (index[k] + 1) % shape[k];
                point[k] = nodes[k][index[k]];
                if (index[k] > 0) {
                    break;
                }
            }
        }
        return values;
    }

    /** A value that can be interpolated. */
    static double finite(ToDoubleFunction<double[]> function, double[] point) {
        double value = function.applyAsDouble(point);
        if (!Double.isFinite(value)) {
            throw new InvalidProblem("the function is " + value + " at the node " + Arrays.toString(point)
                    + "; only smooth functions can be approximated: separate a singular part first (range separation,"
                    + " GaussianKernel.split), or move the box");
        }
        return value;
    }

    /** Values at the nodes of the tensor-product spline through values at cell centres. */
    static double[] splined(List<ChebyshevAxis> axes, double[] values, int[] cells) {
        double size = Arrays.stream(cells).asDoubleStream().reduce(1, (a, b) -> a * b);
        if (cells.length != axes.size() || size != values.length) {
            throw new InvalidProblem(values.length + " values on a grid of " + Arrays.toString(cells)
                    + " cells for a box with " + axes.size() + " coordinates");
        }
        new NodeGrid(axes).checkSize();
        double[] current = values;
        int[] shape = cells.clone();
        for (int k = 0; k < shape.length; k++) {
            current = alongMode(axes.get(k), current, shape, k);
            shape[k] = axes.get(k).points();
        }
        return current;
    }

    private static double[] alongMode(ChebyshevAxis axis, double[] values, int[] shape, int mode) {
        int cells = shape[mode];
        int points = axis.points();
        CubicSpline spline = new CubicSpline(CanonicalGrid.centres(axis, cells));
        double[] nodes = axis.nodes();
        int stride = 1;
        for (int k = mode + 1; k < shape.length; k++) {
            stride *= shape[k];
        }
        int lines = values.length / cells;
        double[] result = new double[lines * points];
        double[] line = new double[cells];
        for (int l = 0; l < lines; l++) {
            int outer = l / stride;
            int inner = l % stride;
            for (int i = 0; i < cells; i++) {
                line[i] = values[(outer * cells + i) * stride + inner];
            }
            double[] at = spline.interpolate(line, nodes);
            for (int j = 0; j < points; j++) {
                result[(outer * points + j) * stride + inner] = at[j];
            }
        }
        return result;
    }
}
