package org.ansatz.dynamics.walls;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.LatticeMomentum;
import org.ansatz.dynamics.lattice.LatticeTransform;
import org.ansatz.dynamics.lattice.LatticeTransform.Planes;
import org.ansatz.dynamics.lattice.WaveShells;
import org.ansatz.tensor.Parallel;
import org.ansatz.tensor.RandomStream;

/**
 * Randomly chosen modes of every shell below the Nyquist frequency, of which transverse traceless amplitudes are kept: two
 * polarisations, four numbers per mode. Of a mode and its mirror image, which is its conjugate, only one can be chosen.
 */
public final class ModeSubset {
    /** Numbers per mode: re and im of two polarisations. */
    static final int NUMBERS = 4;

    private record Mode(int kx, int ky, int kz) {}

    private final WaveShells shells;
    private final int[] first;
    private final int[][] columns;
    private final List<Double> frequencies = new ArrayList<>();
    private final LatticeTransform transform;

    /**
     * Chooses modes.
     *
     * @param most modes per shell
     */
    public ModeSubset(WaveShells shells, int most, RandomStream random, Parallel parallel) {
        this.shells = shells;
        Lattice3D lattice = shells.lattice();
        int n = lattice.n();
        transform = new LatticeTransform(lattice, parallel);
        List<List<Mode>> all = new ArrayList<>();
        for (int s = 0; s < n / 2; s++) {
            all.add(new ArrayList<>());
        }
        for (int kx = 0; kx < n; kx++) {
            for (int ky = 0; ky < n; ky++) {
                for (int kz = 0; kz < n / 2; kz++) {
                    int shell = shells.of(kx, ky, kz);
                    if (shell > 0 && shell < n / 2 && (kz > 0 || leads(lattice, kx, ky))) {
                        all.get(shell).add(new Mode(kx, ky, kz));
                    }
                }
            }
        }
        first = new int[n / 2 + 1];
        List<List<Integer>> byColumn = new ArrayList<>();
        for (int c = 0; c < n * n; c++) {
            byColumn.add(new ArrayList<>());
        }
        int slot = 0;
        for (int s = 1; s < n / 2; s++) {
            first[s] = slot;
            List<Mode> modes = all.get(s);
            int[] order = random.permutation(modes.size());
            for (int m = 0; m < Math.min(most, order.length); m++) {
                Mode mode = modes.get(order[m]);
                byColumn.get(mode.kz() * n + mode.ky()).addAll(List.of(mode.kx(), slot++));
                frequencies.add(Math.sqrt(
                        lattice.laplacian(mode.kx()) + lattice.laplacian(mode.ky()) + lattice.laplacian(mode.kz())));
            }
        }
        first[n / 2] = slot;
        columns = byColumn.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** Of two mirror images in the plane {@code kz = 0} the one in its upper half. */
    private static boolean leads(Lattice3D lattice, int kx, int ky) {
        int y = lattice.waves(ky);
        return y > 0 || y == 0 && lattice.waves(kx) > 0;
    }

    public WaveShells shells() {
        return shells;
    }

    /** Shells from 1 to this one, exclusive, have modes. */
    public int shellCount() {
        return first.length - 1;
    }

    /** Modes in all shells. */
    public int size() {
        return first[first.length - 1];
    }

    /** The frequency of a mode's massless waves under the six-neighbour Laplacian, by place among all modes. */
    double frequency(int mode) {
        return frequencies.get(mode);
    }

    /** Where the numbers of a shell's modes begin in a sample, for the shell after the last where they end. */
    int begin(int shell) {
        return NUMBERS * first[shell];
    }

    /** Amplitudes of the stress {@code d_i f d_j f} of a field. */
    double[] ofStress(double[] field) {
        return amplitudes(TensorSource.stress(shells.lattice(), field));
    }

    /** Amplitudes of a tensor field. */
    double[] of(double[][] components) {
        return amplitudes(TensorSource.of(shells.lattice(), components));
    }

    private double[] amplitudes(List<Planes> components) {
        Lattice3D lattice = shells.lattice();
        double[] sample = new double[NUMBERS * size()];
        TransverseTraceless[] projectors = new TransverseTraceless[lattice.n() / 2 + 1];
        transform.forward(components, (ky, kz, spectra) -> {
            if (projectors[kz] == null) {
                projectors[kz] = new TransverseTraceless(lattice, LatticeMomentum.NEUTRAL);
            }
            int[] chosen = columns[kz * lattice.n() + ky];
            for (int m = 0; m < chosen.length; m += 2) {
                projectors[kz].polarisations(chosen[m], ky, kz, spectra, sample, NUMBERS * chosen[m + 1]);
            }
        });
        return sample;
    }

    /** {@code L^3 / N^6 Re <A B*>} over the modes of a shell, polarisations summed. */
    double product(double[] a, double[] b, int shell) {
        double sum = 0;
        for (int i = begin(shell); i < begin(shell + 1); i++) {
            sum += a[i] * b[i];
        }
        Lattice3D lattice = shells.lattice();
        double sites = lattice.sites();
        return lattice.volume() / (sites * sites) * sum / (first[shell + 1] - first[shell]);
    }
}
