package org.ansatz.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.kernel.LatticeRows.Stencil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatticeRowsTest {
    private static int at(int n, int x, int y, int z) {
        return ((x + n) % n * n + (y + n) % n) * n + (z + n) % n;
    }

    private static Stencil stencil(int n, int x, int y) {
        return new Stencil(
                at(n, x, y, 0), at(n, x - 1, y, 0), at(n, x + 1, y, 0), at(n, x, y - 1, 0), at(n, x, y + 1, 0), n);
    }

    /** All loops over a whole lattice. */
    private static double[] all(LatticeRows rows, int n) {
        RandomStream random = RandomStream.seeded(n);
        double[] u = random.normal(n * n * n);
        double[] q = random.normal(n * n * n);
        for (int x = 0; x < n; x++) {
            for (int y = 0; y < n; y++) {
                rows.addLaplacian(u, q, stencil(n, x, y), 0.3);
                for (int i = 0; i < 3; i++) {
                    for (int j = i; j < 3; j++) {
                        rows.addSlopeProduct(u, q, stencil(n, x, y), i, j, 0.7 + i + j);
                    }
                }
                rows.subtractDoubleWellForce(u, q, at(n, x, y, 0), n, 0.2, 0.1);
            }
        }
        rows.addScaled(u, q, 3, n * n * n - 2, 0.9);
        rows.addScaled(q, u, 0, n * n * n, 1);
        return q;
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 10, 16, 18, 32})
    void vectorsGiveTheBitsOfScalars(int n) {
        assertThat(all(new VectorLatticeRows(), n)).isEqualTo(all(new ScalarLatticeRows(), n));
    }

    @Test
    void aPlaneWaveIsAnEigenvectorAndItsSlopesAreForwardDifferences() {
        int n = 12;
        double k = 2 * Math.PI / n;
        double[] u = new double[n * n * n];
        for (int x = 0; x < n; x++) {
            for (int y = 0; y < n; y++) {
                for (int z = 0; z < n; z++) {
                    u[at(n, x, y, z)] = Math.cos(k * (x + 2 * y + 3 * z));
                }
            }
        }
        double eigenvalue =
                -4 * (Math.pow(Math.sin(k / 2), 2) + Math.pow(Math.sin(k), 2) + Math.pow(Math.sin(1.5 * k), 2));
        double[] laplacian = new double[u.length];
        double[] slopes = new double[u.length];
        for (int x = 0; x < n; x++) {
            for (int y = 0; y < n; y++) {
                LatticeRows.best().addLaplacian(u, laplacian, stencil(n, x, y), 1);
                LatticeRows.best().addSlopeProduct(u, slopes, stencil(n, x, y), 0, 2, 1);
            }
        }
        for (int x = 0; x < n; x++) {
            for (int z = 0; z < n; z++) {
                int here = at(n, x, 5, z);
                assertThat(laplacian[here]).isCloseTo(eigenvalue * u[here], within(1e-12));
                double dx = u[at(n, x + 1, 5, z)] - u[here];
                double dz = u[at(n, x, 5, z + 1)] - u[here];
                assertThat(slopes[here]).isCloseTo(dx * dz, within(1e-14));
            }
        }
    }
}
