package org.ansatz.dynamics.learning;

import java.util.Arrays;
import org.ansatz.dynamics.statistics.Summary;

/**
 * Errors while a model is adapted to several trajectories.
 *
 * @param steps after which the field's errors were taken
 * @param fieldErrors [steps][trajectories] relative errors of the field on all points of the trajectory
 * @param motions the steps after which motions were integrated
 * @param pathErrors [motions][trajectories] see {@link MotionErrors#ofPath}
 * @param energyErrors [motions][trajectories] geometric means over time of the relative error of the true energy along the learned motion; also
 *     small where nothing moves, so that it says little without the others
 * @param cka [trajectories] alignment of the last hidden layer after the last step with that before the first
 * @param paths [trajectories][times][bodies * 4] after the last of {@code motions}
 */
public record AdaptationTrace(
        int[] steps,
        double[][] fieldErrors,
        int[] motions,
        double[][] pathErrors,
        double[][] energyErrors,
        double[] cka,
        double[][][] paths) {
    /**
     * The median over trajectories of the field's error.
     *
     * @throws IllegalArgumentException if nothing was measured after so many steps
     */
    public double field(int step) {
        return median(fieldErrors, steps, step);
    }

    /** The same of the path's error. */
    public double path(int step) {
        return median(pathErrors, motions, step);
    }

    /** The same of the energy's error. */
    public double energy(int step) {
        return median(energyErrors, motions, step);
    }

    private static double median(double[][] errors, int[] steps, int step) {
        int row = Arrays.binarySearch(steps, step);
        if (row < 0) {
            throw new IllegalArgumentException(
                    "no such errors were taken after " + step + " steps, only after " + Arrays.toString(steps));
        }
        return Summary.of(errors[row]).median();
    }

    /** Mean over trajectories of {@code 1 - CKA}: how much adaptation changed what the network computes. */
    public double change() {
        return 1 - Arrays.stream(cka).average().orElseThrow();
    }
}
