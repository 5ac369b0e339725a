package org.ansatz.dynamics.simulation;

import java.util.List;
import java.util.random.RandomGenerator;
import org.ansatz.dynamics.lattice.FourierBox;
import org.ansatz.dynamics.lattice.GaussianLatticeField;

/** Gaussian random fields of spectrum {@code exp(-k^2 l^2 / 2)}. */
final class RandomField {
    private RandomField() {}

    /**
     * Draws a field.
     *
     * @param rms root of the mean square of what is drawn
     * @param length {@code l}
     * @return [size], of mean zero
     */
    static double[] draw(FourierBox box, double rms, double length, RandomGenerator random) {
        double[] field = new double[box.size()];
        for (int j = 0; j < field.length; j++) {
            field[j] = random.nextGaussian();
        }
        List<double[]> symbols = box.axes().stream()
                .map(axis -> axis.symbol(k -> Math.exp(-0.25 * k * k * length * length)))
                .toList();
        box.filter(field, symbols);
        double mean = 0;
        for (double value : field) {
            mean += value / field.length;
        }
        for (int j = 0; j < field.length; j++) {
            field[j] -= mean;
        }
        GaussianLatticeField.scaleTo(field, rms);
        return field;
    }
}
