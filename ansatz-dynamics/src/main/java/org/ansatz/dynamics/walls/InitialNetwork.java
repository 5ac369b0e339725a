package org.ansatz.dynamics.walls;

import java.util.function.DoubleUnaryOperator;
import org.ansatz.dynamics.lattice.GaussianLatticeField;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Parallel;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.kernel.LatticeRows;

/**
 * Random fields from which networks form. All are Gaussian with mean zero, since another mean would favour a vacuum; where
 * they have a cutoff, their root mean square is what was asked for, of this field and not of the ensemble.
 */
public sealed interface InitialNetwork {
    /**
     * Draws field and momentum.
     *
     * @throws InvalidProblem if the lattice does not hold the field's modes
     */
    ScalarNetwork draw(Lattice3D lattice, RandomStream random, Parallel parallel);

    /** A word for legends. */
    String label();

    /**
     * White noise below a cutoff, at rest.
     *
     * @param cutoff largest wave number
     * @param rms of the field
     */
    record Flat(double cutoff, double rms) implements InitialNetwork {
        @Override
        public ScalarNetwork draw(Lattice3D lattice, RandomStream random, Parallel parallel) {
            refuseCutoff(lattice, cutoff);
            double[] field = GaussianLatticeField.draw(lattice, k -> k <= cutoff ? 1 : 0, random, parallel);
            GaussianLatticeField.scaleTo(field, rms);
            return ScalarNetwork.atRest(lattice, field);
        }

        @Override
        public String label() {
            return "flat spectrum below k = " + cutoff;
        }
    }

    /**
     * As fluctuations of the vacuum with the mass that the field has there: spectra {@code 1 / (2 omega)} of f and
     * {@code omega / 2} of f', independent, {@code omega^2 = k^2 + 2}, below a cutoff; both multiplied by one number.
     *
     * @param cutoff largest wave number
     * @param rms of the field
     */
    record Vacuum(double cutoff, double rms) implements InitialNetwork {
        @Override
        public ScalarNetwork draw(Lattice3D lattice, RandomStream random, Parallel parallel) {
            refuseCutoff(lattice, cutoff);
            DoubleUnaryOperator amplitude = k -> k <= cutoff ? Math.pow(4 * (k * k + 2), -0.25) : 0;
            double[] field = GaussianLatticeField.draw(lattice, amplitude, random, parallel);
            double[] momentum = GaussianLatticeField.draw(
                    lattice, k -> k <= cutoff ? Math.pow((k * k + 2) / 4, 0.25) : 0, random, parallel);
            double factor = GaussianLatticeField.scaleTo(field, rms);
            for (int i = 0; i < momentum.length; i++) {
                momentum[i] *= factor;
            }
            return new ScalarNetwork(lattice, field, momentum);
        }

        @Override
        public String label() {
            return "vacuum spectrum below k = " + cutoff;
        }
    }

    /**
     * Correlated over a length, {@code P(k) ~ exp(-k^2 l^2 / 2)}, unit variance, then relaxed to walls by {@code df/ds = lap f - (f^3
     * - f)} (Heun's method), at rest.
     *
     * @param correlation l
     * @param diffusion s at the end
     */
    record Correlated(double correlation, double diffusion) implements InitialNetwork {
        // Heun's method is stable for ds (12 / dx^2 + 2) < 2.
        private static final double STABLE = 0.8;

        @Override
        public ScalarNetwork draw(Lattice3D lattice, RandomStream random, Parallel parallel) {
            if (!(correlation > 2 * lattice.spacing())) {
                throw new InvalidProblem("correlation length " + correlation
                        + ": expected more than two lattice spacings, " + 2 * lattice.spacing());
            }
            double[] field = GaussianLatticeField.draw(
                    lattice, k -> Math.exp(-k * k * correlation * correlation / 4), random, parallel);
            GaussianLatticeField.scaleTo(field, 1);
            double largest = STABLE * 2 / (12 / (lattice.spacing() * lattice.spacing()) + 2);
            int steps = (int) Math.ceil(diffusion / largest);
            for (int k = 0; k < steps; k++) {
                diffuse(lattice, field, diffusion / steps, parallel);
            }
            return ScalarNetwork.atRest(lattice, field);
        }

        private static void diffuse(Lattice3D lattice, double[] field, double ds, Parallel parallel) {
            ScalarNetwork rate = ScalarNetwork.atRest(lattice, field);
            WallModel flat = WallModel.physical(PowerLawBackground.flat(1));
            // Momenta of a kick over unit time are the right-hand side.
            rate.kick(flat, 1, 1, parallel);
            double[] ahead = new double[field.length];
            for (int i = 0; i < field.length; i++) {
                ahead[i] = field[i] + ds * rate.momentum()[i];
            }
            ScalarNetwork corrected = new ScalarNetwork(lattice, ahead, rate.momentum());
            corrected.kick(flat, 1, 1, parallel);
            LatticeRows.best().addScaled(field, rate.momentum(), 0, field.length, 0.5 * ds);
        }

        @Override
        public String label() {
            return "correlated over " + correlation + ", diffused";
        }
    }

    private static void refuseCutoff(Lattice3D lattice, double cutoff) {
        if (!(cutoff <= lattice.nyquist()) || !(cutoff >= lattice.waveUnit())) {
            throw new InvalidProblem(
                    "k_cut = " + cutoff + ": expected a wave number that the lattice holds, from 2 pi / L = "
                            + lattice.waveUnit() + " to pi / dx = " + lattice.nyquist());
        }
    }
}
