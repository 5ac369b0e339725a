package org.ansatz.dynamics.statistics;

import java.util.Arrays;

/**
 * Entropies of a distribution. {@link #of} takes probabilities of cells; {@link #asReleased} a density summed over points
 * without the spacing, as amangkurat's analysis does, which is no entropy and may be negative.
 */
public final class Entropies {
    private static final double LEAST = 1e-15;

    private final double[] p;

    private Entropies(double[] p) {
        this.p = Arrays.stream(p).filter(value -> value > LEAST).toArray();
    }

    /**
     * Of probabilities.
     *
     * @param probabilities not negative, of sum one
     * @throws IllegalArgumentException if they are not
     */
    public static Entropies of(double[] probabilities) {
        double sum = 0;
        for (double value : probabilities) {
            if (!(value >= 0)) {
                throw new IllegalArgumentException("a probability must not be negative, got " + value);
            }
            sum += value;
        }
        if (Math.abs(sum - 1) > 1e-9) {
            throw new IllegalArgumentException("probabilities must have the sum one, got " + sum);
        }
        return new Entropies(probabilities);
    }

    /** Of the intensity of a field, {@code P_j = phi_j^2 / sum phi^2}. */
    public static Entropies ofIntensity(double[] field) {
        double sum = 0;
        for (double value : field) {
            sum += value * value;
        }
        double whole = sum;
        return of(Arrays.stream(field).map(value -> value * value / whole).toArray());
    }

    /** Of the density {@code phi^2 / trapz(phi^2)} at the points, without the spacing. */
    public static Entropies asReleased(double[] field, double spacing) {
        double sum = 0;
        for (int j = 1; j < field.length; j++) {
            sum += 0.5 * spacing * (field[j] * field[j] + field[j - 1] * field[j - 1]);
        }
        double whole = sum;
        return new Entropies(
                Arrays.stream(field).map(value -> value * value / whole).toArray());
    }

    /** {@code -sum p ln p}. */
    public double shannon() {
        return -Arrays.stream(p).map(value -> value * Math.log(value)).sum();
    }

    /** {@code ln(sum p^a) / (1 - a)}; Shannon's at {@code a = 1}. */
    public double renyi(double a) {
        return a == 1 ? shannon() : Math.log(power(a)) / (1 - a);
    }

    /** {@code (1 - sum p^q) / (q - 1)}; Shannon's at {@code q = 1}. */
    public double tsallis(double q) {
        return q == 1 ? shannon() : (1 - power(q)) / (q - 1);
    }

    /** {@code 0.5 S + 0.3 H_2 + 0.2 S_2}, amangkurat's composite. */
    public double composite() {
        return 0.5 * shannon() + 0.3 * renyi(2) + 0.2 * tsallis(2);
    }

    /** The differential entropy of a density whose cells of width {@code spacing} have these probabilities. */
    public double differential(double spacing) {
        return shannon() + Math.log(spacing);
    }

    private double power(double a) {
        return Arrays.stream(p).map(value -> Math.pow(value, a)).sum();
    }
}
