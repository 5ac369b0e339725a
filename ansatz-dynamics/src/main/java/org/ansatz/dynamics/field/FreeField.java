package org.ansatz.dynamics.field;

import org.ansatz.dynamics.lattice.FourierLine;

/** The free field solved mode by mode: {@code phi_k(t) = phi_k cos(w t) + pi_k sin(w t) / w}, {@code w^2 = m^2 + k^2}. */
public record FreeField(FourierLine line, double mass) {
    /** The field at a time, [n], exact on the line's modes. */
    public double[] at(double[] state, double t) {
        int n = line.n();
        double[] field = new double[n];
        double[] rest = new double[n];
        System.arraycopy(state, n, rest, 0, n);
        line.apply(state, line.symbol(k -> Math.cos(frequency(k) * t)), field);
        line.apply(
                rest,
                line.symbol(k -> {
                    double w = frequency(k);
                    return w == 0 ? t : Math.sin(w * t) / w;
                }),
                rest);
        for (int j = 0; j < n; j++) {
            field[j] += rest[j];
        }
        return field;
    }

    private double frequency(double k) {
        return Math.sqrt(mass * mass + k * k);
    }
}
