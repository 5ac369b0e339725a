package org.ansatz.physics.reference.periodic;

/** How the mean square of a field on a periodic plane is spread over numbers of waves per side. */
public final class ShellSpectrum {
    private ShellSpectrum() {}

    /**
     * The share of every shell {@code round(|k|) = s}, k in waves per side, in the mean square of a field. The shells add up
     * to the mean square (Parseval); those above {@code n/2} lie in the corners of the wave numbers' square.
     *
     * @param field values, {@code n * n}, first index slowest
     * @param n points per side, even, at least 4
     * @return shares by s, from 0 to the last shell in the corners
     * @throws IllegalArgumentException if n is odd or less than 4, or does not fit the field
     */
    public static double[] of(double[] field, int n) {
        PlaneSpectrum plane = new PlaneSpectrum(n, 2 * Math.PI);
        if (field.length != n * n) {
            throw new IllegalArgumentException(field.length + " values are no field of " + n + " points per side");
        }
        double[] spectrum = plane.forward(field);
        double[] shells = new double[(int) Math.round(Math.sqrt(0.5) * n) + 1];
        double scale = 1 / ((double) field.length * field.length);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int p = 2 * (i * n + j);
                double power = spectrum[p] * spectrum[p] + spectrum[p + 1] * spectrum[p + 1];
                shells[(int) Math.round(Math.sqrt(plane.square(i, j)))] += scale * power;
            }
        }
        return shells;
    }
}
