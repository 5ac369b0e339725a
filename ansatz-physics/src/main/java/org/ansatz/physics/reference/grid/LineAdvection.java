package org.ansatz.physics.reference.grid;

import java.util.function.DoubleUnaryOperator;

/**
 * {@code u_t + a u_x = 0} on cells of an interval with nothing flowing in, by one of two schemes of first order. Values
 * between cell centres are interpolated linearly. Memory: one number per cell.
 */
public final class LineAdvection {
    /** How a step is made. */
    public enum Scheme {
        /** Explicit upwind differences, in as few equal sub-steps as are stable. */
        UPWIND,
        /** Linear interpolation at the foot of the characteristic; stable for every step. */
        SEMI_LAGRANGIAN
    }

    private final Scheme scheme;
    private final double low;
    private final double width;
    private final double speed;
    private double[] values;
    private long substeps;

    /**
     * @param cells number of values
     * @throws IllegalArgumentException if there are fewer than two cells
     */
    public LineAdvection(Scheme scheme, int cells, double low, double high, double speed, DoubleUnaryOperator start) {
        if (cells < 2 || !(low < high)) {
            throw new IllegalArgumentException(
                    "advection needs two cells and low < high, got " + cells + " on [" + low + ", " + high + "]");
        }
        this.scheme = scheme;
        this.low = low;
        width = (high - low) / cells;
        this.speed = speed;
        values = new double[cells];
        for (int i = 0; i < cells; i++) {
            values[i] = start.applyAsDouble(low + (i + 0.5) * width);
        }
    }

    /** Goes on by a time. */
    public void step(double dt) {
        switch (scheme) {
            case UPWIND -> {
                int parts = (int) Math.max(1, Math.ceil(Math.abs(speed) * dt / width * (1 - 1e-12)));
                for (int k = 0; k < parts; k++) {
                    upwind(speed * dt / parts / width);
                }
                substeps += parts;
            }
            case SEMI_LAGRANGIAN -> {
                double[] next = new double[values.length];
                for (int i = 0; i < next.length; i++) {
                    next[i] = at(low + (i + 0.5) * width - speed * dt);
                }
                values = next;
                substeps++;
            }
        }
    }

    /** One explicit step of Courant number {@code c}. */
    private void upwind(double c) {
        double[] next = new double[values.length];
        for (int i = 0; i < next.length; i++) {
            int from = c > 0 ? i - 1 : i + 1;
            double neighbour = from >= 0 && from < values.length ? values[from] : 0;
            next[i] = values[i] - Math.abs(c) * (values[i] - neighbour);
        }
        values = next;
    }

    /** Steps made so far, sub-steps counted one by one. */
    public long substeps() {
        return substeps;
    }

    /** The interpolated value; zero beyond the ends. */
    public double at(double x) {
        double s = (x - low) / width - 0.5;
        int i = (int) Math.floor(s);
        double f = s - i;
        return (1 - f) * cell(i) + f * cell(i + 1);
    }

    private double cell(int i) {
        return i >= 0 && i < values.length ? values[i] : 0;
    }
}
