package org.ansatz.dynamics.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ansatz.dynamics.lattice.LatticeTransform.Planes;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Parallel;
import org.ansatz.tensor.RandomStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatticeTransformTest {
    private static final Parallel PARALLEL = new Parallel(2);

    @AfterAll
    static void end() {
        PARALLEL.close();
    }

    private static Planes planes(Lattice3D lattice, double[] field) {
        int plane = lattice.n() * lattice.n();
        return (x, values) -> System.arraycopy(field, x * plane, values, 0, plane);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 10, 12})
    void theInverseUndoesTheTransform(int n) {
        Lattice3D lattice = new Lattice3D(n, 2);
        double[] field = RandomStream.seeded(n).normal(lattice.sites());
        double[] same = new LatticeTransform(lattice, PARALLEL)
                .filtered(planes(lattice, field), (ky, kz, columns) -> assertThat(columns)
                        .hasNumberOfRows(1));
        for (int i = 0; i < field.length; i++) {
            assertThat(same[i]).isCloseTo(field[i], within(1e-13));
        }
    }

    @Test
    void aPlaneWaveIsOneMode() {
        Lattice3D lattice = new Lattice3D(12, 3);
        int[] waves = {-2, 3, 1};
        double[] field = new double[lattice.sites()];
        for (int x = 0; x < 12; x++) {
            for (int y = 0; y < 12; y++) {
                for (int z = 0; z < 12; z++) {
                    double phase = 2 * Math.PI / 12 * (waves[0] * x + waves[1] * y + waves[2] * z) + 0.4;
                    field[lattice.index(x, y, z)] = Math.cos(phase);
                }
            }
        }
        double half = lattice.sites() / 2.0;
        new LatticeTransform(lattice, PARALLEL).forward(List.of(planes(lattice, field)), (ky, kz, columns) -> {
            for (int kx = 0; kx < 12; kx++) {
                boolean mine = lattice.waves(kx) == waves[0] && ky == waves[1] && kz == waves[2];
                assertThat(columns[0][2 * kx]).isCloseTo(mine ? half * Math.cos(0.4) : 0, within(1e-9));
                assertThat(columns[0][2 * kx + 1]).isCloseTo(mine ? half * Math.sin(0.4) : 0, within(1e-9));
            }
        });
    }

    @Test
    void shellsAddUpToTheMeanSquare() {
        Lattice3D lattice = new Lattice3D(10, 3);
        double[] field = RandomStream.seeded(1).normal(lattice.sites());
        double mean = 0;
        for (double value : field) {
            mean += value / field.length;
        }
        double variance = 0;
        for (double value : field) {
            variance += (value - mean) * (value - mean) / field.length;
        }
        WaveShells shells = new WaveShells(lattice);
        ShellSum sum = new ShellSum(shells);
        new LatticeTransform(lattice, PARALLEL).forward(List.of(planes(lattice, field)), (ky, kz, columns) -> {
            for (int kx = 0; kx < 10; kx++) {
                double re = columns[0][2 * kx];
                double im = columns[0][2 * kx + 1];
                sum.add(kx, ky, kz, re * re + im * im);
            }
        });
        PowerSpectrum spectrum = sum.spectrum();
        assertThat(spectrum.meanSquare()).isCloseTo(variance, within(1e-12));
        double modes = 0;
        for (int s = 0; s < shells.count(); s++) {
            modes += shells.modes(s);
        }
        assertThat(modes).isEqualTo(1000);
        // White noise of variance 1: P(k) = dx^3 in every shell, up to chance.
        assertThat(spectrum.power(4))
                .isCloseTo(Math.pow(lattice.spacing(), 3), within(0.3 * Math.pow(lattice.spacing(), 3)));
    }

    @Test
    void aRandomFieldHasThePowerThatWasAskedFor() {
        Lattice3D lattice = new Lattice3D(16, 2 * Math.PI);
        double[] field = GaussianLatticeField.draw(
                lattice, k -> k > 2.5 && k < 5.5 ? 1 / k : 0, RandomStream.seeded(4), PARALLEL);
        ShellSum sum = new ShellSum(new WaveShells(lattice));
        new LatticeTransform(lattice, PARALLEL).forward(List.of(planes(lattice, field)), (ky, kz, columns) -> {
            for (int kx = 0; kx < 16; kx++) {
                sum.add(kx, ky, kz, Math.pow(columns[0][2 * kx], 2) + Math.pow(columns[0][2 * kx + 1], 2));
            }
        });
        double[] mean = sum.spectrum().mean();
        assertThat(mean[0]).isCloseTo(0, within(1e-18));
        assertThat(mean[1]).isCloseTo(0, within(1e-18));
        assertThat(mean[3] / mean[5]).isCloseTo(25.0 / 9, within(0.6));
        assertThat(mean[7]).isCloseTo(0, within(1e-18));
        assertThatThrownBy(() -> GaussianLatticeField.scaleTo(new double[8], 1)).isInstanceOf(InvalidProblem.class);
    }
}
