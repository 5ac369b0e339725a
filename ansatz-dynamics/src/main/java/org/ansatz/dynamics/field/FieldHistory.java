package org.ansatz.dynamics.field;

import org.ansatz.physics.problem.InvalidProblem;

/**
 * Frames of a field.
 *
 * @param x [n] points
 * @param times [frames]
 * @param fields [frames][n]
 * @param energies [frames], empty where the momentum was not at hand
 */
public record FieldHistory(double[] x, double[] times, double[][] fields, double[] energies) {
    /**
     * Evolves and keeps the state at time zero and after every {@code every} steps.
     *
     * @throws InvalidProblem if the step is unstable, or there is no frame to come
     */
    public static FieldHistory evolve(
            ScalarFieldTheory theory, FieldIntegrator integrator, double[] initial, double dt, int every, int frames) {
        if (every < 1 || frames < 1) {
            throw new InvalidProblem("a history needs frames and steps between them, got " + frames + " and " + every);
        }
        FieldEvolution evolution = new FieldEvolution(theory, integrator, initial, dt);
        int n = theory.line().n();
        double[] times = new double[frames + 1];
        double[][] fields = new double[frames + 1][n];
        double[] energies = new double[frames + 1];
        for (int f = 0; f <= frames; f++) {
            if (f > 0) {
                evolution.advance(every);
            }
            times[f] = evolution.time();
            System.arraycopy(evolution.state(), 0, fields[f], 0, n);
            energies[f] = theory.totalEnergy(evolution.state());
        }
        return new FieldHistory(theory.line().points(), times, fields, energies);
    }

    public int frames() {
        return times.length;
    }

    /** Largest {@code |E(t) - E(0)| / |E(0)|}. */
    public double relativeEnergyError() {
        double largest = 0;
        for (double energy : energies) {
            largest = Math.max(largest, Math.abs(energy - energies[0]));
        }
        return largest / Math.abs(energies[0]);
    }

    /** Largest {@code |phi|} difference from a motion over all frames. */
    public double largestError(FieldMotion exact) {
        double largest = 0;
        for (int f = 0; f < times.length; f++) {
            largest = Math.max(largest, error(exact, f, Double.POSITIVE_INFINITY));
        }
        return largest;
    }

    /** Largest difference from a motion in one frame over {@code |x| < within}. */
    public double error(FieldMotion exact, int frame, double within) {
        double largest = 0;
        for (int j = 0; j < x.length; j++) {
            if (Math.abs(x[j]) < within) {
                largest = Math.max(largest, Math.abs(fields[frame][j] - exact.field(x[j], times[frame])));
            }
        }
        return largest;
    }

    /** Where {@code |phi|} is largest in a frame. */
    public double peak(int frame) {
        int best = 0;
        for (int j = 1; j < x.length; j++) {
            if (Math.abs(fields[frame][j]) > Math.abs(fields[frame][best])) {
                best = j;
            }
        }
        return x[best];
    }
}
