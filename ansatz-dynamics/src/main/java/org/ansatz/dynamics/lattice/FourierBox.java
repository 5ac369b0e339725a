package org.ansatz.dynamics.lattice;

import java.util.List;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * The points of a box that is the product of one to three Fourier lines, and spectral derivatives of real fields on it, line
 * by line; the last axis runs fastest. Each axis has its own boundary. Holds scratch memory: one thread at a time.
 */
public final class FourierBox {
    private static final int MOST_AXES = 3;

    private final List<FourierLine> axes;
    private final int size;
    private final int[] strides;
    private final double[] line;

    /** @throws InvalidProblem unless there are one to three axes, for too many points to number */
    public FourierBox(List<FourierLine> axes) {
        if (axes.isEmpty() || axes.size() > MOST_AXES) {
            throw new InvalidProblem("a box has one to three axes, got " + axes.size());
        }
        this.axes = List.copyOf(axes);
        strides = new int[axes.size()];
        long product = 1;
        int longest = 0;
        for (int a = axes.size() - 1; a >= 0; a--) {
            strides[a] = (int) product;
            product *= axes.get(a).n();
            longest = Math.max(longest, axes.get(a).n());
            if (product > Integer.MAX_VALUE / 8) {
                throw new InvalidProblem("a box of more than " + Integer.MAX_VALUE / 8 + " points is too large");
            }
        }
        size = (int) product;
        line = new double[longest];
    }

    public List<FourierLine> axes() {
        return axes;
    }

    public int dimension() {
        return axes.size();
    }

    /** The number of points. */
    public int size() {
        return size;
    }

    /** Points by axis. */
    public int[] shape() {
        return axes.stream().mapToInt(FourierLine::n).toArray();
    }

    /** The volume of the box. */
    public double volume() {
        return axes.stream().mapToDouble(FourierLine::length).reduce(1, (a, b) -> a * b);
    }

    /** The volume that belongs to a point. */
    public double cellVolume() {
        return volume() / size;
    }

    /** The length of the largest wave vector. */
    public double largestWaveNumber() {
        return Math.sqrt(axes.stream()
                .mapToDouble(axis -> axis.largestWaveNumber() * axis.largestWaveNumber())
                .sum());
    }

    /** The places of all points, [axes][size]. */
    public double[][] coordinates() {
        double[][] places = new double[axes.size()][size];
        for (int a = 0; a < axes.size(); a++) {
            double[] x = axes.get(a).points();
            for (int j = 0; j < size; j++) {
                places[a][j] = x[j / strides[a] % x.length];
            }
        }
        return places;
    }

    /**
     * Writes {@code sum_a phi_aa}.
     *
     * @param field the field begins at {@code offset}
     * @param target [size], overwritten; not {@code field}
     */
    public void laplacian(double[] field, int offset, double[] target) {
        for (int a = 0; a < axes.size(); a++) {
            alongLines(field, offset, a, 2, target, a > 0);
        }
    }

    /**
     * Writes the first or second derivative along an axis; see {@link #laplacian} for the other arguments.
     *
     * @param order 1 or 2
     */
    public void derivative(double[] field, int offset, int axis, int order, double[] target) {
        if (order != 1 && order != 2) {
            throw new IllegalArgumentException("a first or second derivative was expected, got order " + order);
        }
        alongLines(field, offset, axis, order, target, false);
    }

    private void alongLines(double[] field, int offset, int axis, int order, double[] target, boolean add) {
        FourierLine along = axes.get(axis);
        int n = along.n();
        int stride = strides[axis];
        int block = n * stride;
        for (int first = 0; first < size; first += block) {
            for (int inner = 0; inner < stride; inner++) {
                int start = first + inner;
                for (int j = 0; j < n; j++) {
                    line[j] = field[offset + start + j * stride];
                }
                if (order == 1) {
                    along.derivative(line, line);
                } else {
                    along.secondDerivative(line, line);
                }
                for (int j = 0; j < n; j++) {
                    int at = start + j * stride;
                    target[at] = add ? target[at] + line[j] : line[j];
                }
            }
        }
    }

    /**
     * Multiplies the spectrum along every axis by a symbol of that axis, in place: a product filter.
     *
     * @param field [size]
     * @param symbols of {@link FourierLine#symbol} by axis
     */
    public void filter(double[] field, List<double[]> symbols) {
        for (int a = 0; a < axes.size(); a++) {
            FourierLine along = axes.get(a);
            int stride = strides[a];
            int block = along.n() * stride;
            for (int first = 0; first < size; first += block) {
                for (int inner = 0; inner < stride; inner++) {
                    for (int j = 0; j < along.n(); j++) {
                        line[j] = field[first + inner + j * stride];
                    }
                    along.apply(line, symbols.get(a), line);
                    for (int j = 0; j < along.n(); j++) {
                        field[first + inner + j * stride] = line[j];
                    }
                }
            }
        }
    }
}
