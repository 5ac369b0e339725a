package org.ansatz.studies;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.ansatz.physics.reference.grid.TaylorGreen;

/**
 * A method's flow at all times, measured at the cell centres of a grid against the exact Taylor-Green vortices.
 *
 * @param mse of the velocity
 * @param energy kinetic, relative to the exact flow's
 * @param vorticity at the end
 */
record VortexTrack(String name, List<Double> mse, List<Double> energy, double[][] vorticity) {
    private static final int SIDE = 101;

    VortexTrack(String name) {
        this(name, new ArrayList<>(), new ArrayList<>(), new double[SIDE][SIDE]);
    }

    /** Places of measurement, [2][n], x slower. */
    static double[][] places() {
        double[][] points = new double[2][SIDE * SIDE];
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                points[0][i * SIDE + j] = -1 + (i + 0.5) * 2 / SIDE;
                points[1][i * SIDE + j] = -1 + (j + 0.5) * 2 / SIDE;
            }
        }
        return points;
    }

    /** A function at all places. */
    static double[] everywhere(DoubleBinaryOperator function) {
        double[][] places = places();
        double[] values = new double[places[0].length];
        for (int p = 0; p < values.length; p++) {
            values[p] = function.applyAsDouble(places[0][p], places[1][p]);
        }
        return values;
    }

    /** The exact flow, with its vorticity only. */
    static VortexTrack exact() {
        VortexTrack exact = new VortexTrack("exact");
        exact.draw(everywhere(TaylorGreen::vorticity));
        return exact;
    }

    /** Kinetic energy over its own first value. */
    List<Double> energyRatios() {
        return energy.stream().map(e -> e / energy.get(0)).toList();
    }

    /**
     * Takes the velocities of the next time.
     *
     * @param velocity [2][n] at {@link #places}
     */
    void measure(double[][] velocity) {
        double[][] exact = TaylorGreen.velocity(places());
        double difference = 0;
        double kinetic = 0;
        double full = 0;
        for (int c = 0; c < 2; c++) {
            for (int p = 0; p < exact[c].length; p++) {
                difference += Math.pow(velocity[c][p] - exact[c][p], 2);
                kinetic += velocity[c][p] * velocity[c][p];
                full += exact[c][p] * exact[c][p];
            }
        }
        mse.add(difference / exact[0].length);
        energy.add(kinetic / full);
    }

    /** Takes the vorticity at {@link #places}. */
    void draw(double[] values) {
        for (int i = 0; i < SIDE; i++) {
            System.arraycopy(values, i * SIDE, vorticity[i], 0, SIDE);
        }
    }
}
