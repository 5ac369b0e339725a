package org.ansatz.dynamics.lattice;

import java.util.List;
import org.ansatz.tensor.Parallel;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Fourier transforms of real fields on a {@link Lattice3D}, {@code F(k) = sum_x f(x) exp(-i k x)}. Only {@code kz} from 0 to
 * {@code n/2} is kept; it stands for its mirror image too ({@link
 * Lattice3D#weight}). A spectrum is a column of {@code kx} for every
 * {@code (ky, kz)}. One call at a time.
 */
public final class LatticeTransform {
    // Columns that are gathered together: a cache line holds four complex numbers.
    private static final int BATCH = 8;

    /** A field that is computed plane by plane, so that products need no memory of their own. */
    @FunctionalInterface
    public interface Planes {
        /** Writes the values of plane {@code x}, row-major, {@code n^2} numbers. Called by several threads at a time. */
        void fill(int x, double[] plane);
    }

    /** What is done with a spectrum. */
    @FunctionalInterface
    public interface Columns {
        /**
         * Takes or changes one column of every field.
         *
         * @param ky place along the second axis
         * @param kz place along the third axis; calls of one {@code kz} come from one thread, in order of {@code ky}
         * @param columns per field {@code 2 n} numbers, complex pairs by place along the first axis; only for this call
         */
        void visit(int ky, int kz, double[][] columns);
    }

    private final Lattice3D lattice;
    private final Parallel parallel;
    private final int n;
    private final int half;
    private final DoubleFFT_1D fft;

    public LatticeTransform(Lattice3D lattice, Parallel parallel) {
        this.lattice = lattice;
        this.parallel = parallel;
        n = lattice.n();
        half = n / 2 + 1;
        fft = new DoubleFFT_1D(n);
    }

    public Lattice3D lattice() {
        return lattice;
    }

    /** Shows the spectra of fields to a visitor; needs the memory of one spectrum, {@code 1 + 2/n} fields, for each. */
    public void forward(List<Planes> fields, Columns visitor) {
        double[][] spectra = new double[fields.size()][];
        for (int f = 0; f < spectra.length; f++) {
            spectra[f] = rows(fields.get(f));
        }
        columns(spectra, visitor, false);
    }

    /**
     * The field whose spectrum a visitor makes out of the given one's.
     *
     * @param visitor changes the column that it is shown
     * @return {@code n^3} numbers; the inverse transform divides by {@code n^3}
     */
    public double[] filtered(Planes field, Columns visitor) {
        double[] spectrum = rows(field);
        columns(new double[][] {spectrum}, visitor, true);
        double[] result = new double[lattice.sites()];
        parallel.run(n, (thread, x) -> {
            int plane = 2 * x * half * n;
            for (int kz = 0; kz < half; kz++) {
                fft.complexInverse(spectrum, plane + 2 * kz * n, true);
            }
            double[] row = new double[n];
            for (int y = 0; y < n; y++) {
                // JTransforms packs the real numbers of kz = 0 and n/2 into the first pair.
                row[0] = spectrum[plane + 2 * y];
                row[1] = spectrum[plane + 2 * (n / 2 * n + y)];
                for (int kz = 1; kz < n / 2; kz++) {
                    int at = plane + 2 * (kz * n + y);
                    row[2 * kz] = spectrum[at];
                    row[2 * kz + 1] = spectrum[at + 1];
                }
                fft.realInverse(row, true);
                System.arraycopy(row, 0, result, lattice.index(x, y, 0), n);
            }
        });
        return result;
    }

    /** Transforms along the third and the second axis; the complex number of (x, kz, ky) is at {@code 2 ((x half + kz) n + ky)}. */
    private double[] rows(Planes field) {
        double[] spectrum = new double[2 * n * half * n];
        parallel.run(parallel.threads(), (thread, part) -> {
            double[] plane = new double[n * n];
            for (int x = part; x < n; x += parallel.threads()) {
                field.fill(x, plane);
                int base = 2 * x * half * n;
                for (int y = 0; y < n; y++) {
                    int row = y * n;
                    fft.realForward(plane, row);
                    spectrum[base + 2 * y] = plane[row];
                    spectrum[base + 2 * (n / 2 * n + y)] = plane[row + 1];
                    for (int kz = 1; kz < n / 2; kz++) {
                        int at = base + 2 * (kz * n + y);
                        spectrum[at] = plane[row + 2 * kz];
                        spectrum[at + 1] = plane[row + 2 * kz + 1];
                    }
                }
                for (int kz = 0; kz < half; kz++) {
                    fft.complexForward(spectrum, base + 2 * kz * n);
                }
            }
        });
        return spectrum;
    }

    /** Transforms along the first axis, shows the columns, and if they are to be kept transforms them back. */
    private void columns(double[][] spectra, Columns visitor, boolean back) {
        parallel.run(parallel.threads(), (thread, part) -> {
            double[][][] batch = new double[BATCH][spectra.length][2 * n];
            for (int kz = part; kz < half; kz += parallel.threads()) {
                for (int ky = 0; ky < n; ky += BATCH) {
                    int count = Math.min(BATCH, n - ky);
                    move(spectra, batch, kz, ky, count, false);
                    for (int c = 0; c < count; c++) {
                        for (double[] column : batch[c]) {
                            fft.complexForward(column);
                        }
                        visitor.visit(ky + c, kz, batch[c]);
                        for (double[] column : batch[c]) {
                            if (back) {
                                fft.complexInverse(column, true);
                            }
                        }
                    }
                    if (back) {
                        move(spectra, batch, kz, ky, count, true);
                    }
                }
            }
        });
    }

    private void move(double[][] spectra, double[][][] batch, int kz, int ky, int count, boolean back) {
        for (int f = 0; f < spectra.length; f++) {
            double[] spectrum = spectra[f];
            for (int x = 0; x < n; x++) {
                int at = 2 * ((x * half + kz) * n + ky);
                for (int c = 0; c < count; c++) {
                    double[] column = batch[c][f];
                    if (back) {
                        spectrum[at + 2 * c] = column[2 * x];
                        spectrum[at + 2 * c + 1] = column[2 * x + 1];
                    } else {
                        column[2 * x] = spectrum[at + 2 * c];
                        column[2 * x + 1] = spectrum[at + 2 * c + 1];
                    }
                }
            }
        }
    }
}
