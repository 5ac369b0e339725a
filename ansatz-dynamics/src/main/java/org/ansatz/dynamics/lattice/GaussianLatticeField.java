package org.ansatz.dynamics.lattice;

import java.util.function.DoubleUnaryOperator;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Parallel;
import org.ansatz.tensor.RandomStream;

/** Gaussian random fields on a {@link Lattice3D}: white noise whose spectrum is multiplied by an amplitude of {@code |k|}. */
public final class GaussianLatticeField {
    private GaussianLatticeField() {}

    /**
     * Draws a field of mean zero.
     *
     * @param amplitude square root of the power spectrum, up to a constant
     * @return {@code n^3} numbers; white noise of variance 1 is multiplied by the amplitude
     */
    public static double[] draw(
            Lattice3D lattice, DoubleUnaryOperator amplitude, RandomStream random, Parallel parallel) {
        double[] noise = random.normal(lattice.sites());
        int plane = lattice.n() * lattice.n();
        return new LatticeTransform(lattice, parallel)
                .filtered(
                        (x, values) -> System.arraycopy(noise, x * plane, values, 0, plane),
                        (ky, kz, columns) -> filter(lattice, amplitude, ky, kz, columns[0]));
    }

    private static void filter(Lattice3D lattice, DoubleUnaryOperator amplitude, int ky, int kz, double[] column) {
        double y = lattice.waves(ky);
        double z = lattice.waves(kz);
        for (int kx = 0; kx < lattice.n(); kx++) {
            double x = lattice.waves(kx);
            double waves = Math.sqrt(x * x + y * y + z * z);
            double factor = waves == 0 ? 0 : amplitude.applyAsDouble(lattice.waveUnit() * waves);
            column[2 * kx] *= factor;
            column[2 * kx + 1] *= factor;
        }
    }

    /**
     * Multiplies a field so that its root mean square is the given one.
     *
     * @return the factor
     * @throws InvalidProblem if the field vanishes
     */
    public static double scaleTo(double[] field, double rms) {
        double sum = 0;
        for (double value : field) {
            sum += value * value;
        }
        if (!(sum > 0)) {
            throw new InvalidProblem("a random field has no modes; the cutoff lies below the smallest wave number");
        }
        double factor = rms / Math.sqrt(sum / field.length);
        for (int i = 0; i < field.length; i++) {
            field[i] *= factor;
        }
        return factor;
    }
}
