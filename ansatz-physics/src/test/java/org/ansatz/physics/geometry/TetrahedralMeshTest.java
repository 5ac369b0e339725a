package org.ansatz.physics.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ansatz.physics.geometry.Region.Spread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TetrahedralMeshTest {
    private static final double[][] OBLIQUE = {{0.3, -0.2, 0.1}, {2, 0.4, 0}, {0.5, 1.5, -0.3}, {0.1, 0.2, 1.1}};

    private static TetrahedralMesh single() {
        return new TetrahedralMesh(OBLIQUE, new int[][] {{0, 1, 2, 3}});
    }

    @Test
    void aBoxOfCellsHasItsVolumeAndAClosedSurfaceOfItsArea() {
        TetrahedralMesh mesh = TetrahedralMesh.box(new double[] {-1, 0, 2}, new double[] {1, 3, 2.5}, 2, 3, 4);
        assertThat(mesh.tetrahedra()).hasDimensions(6 * 24, 4);
        assertThat(mesh.volume()).isCloseTo(3, within(1e-13));
        assertThat(Arrays.stream(mesh.volumes(mesh.points())).min().orElseThrow())
                .isPositive();
        assertThat(mesh.bounds()).isDeepEqualTo(new double[][] {{-1, 1}, {0, 3}, {2, 2.5}});
        double[][] p = mesh.points();
        double[] vector = new double[3];
        double area = 0;
        double flux = 0;
        for (int[] f : mesh.surface()) {
            double[] normal = new double[3];
            for (int i = 0; i < 3; i++) {
                int j = (i + 1) % 3;
                int k = (i + 2) % 3;
                normal[i] = 0.5
                        * ((p[j][f[1]] - p[j][f[0]]) * (p[k][f[2]] - p[k][f[0]])
                                - (p[k][f[1]] - p[k][f[0]]) * (p[j][f[2]] - p[j][f[0]]));
                vector[i] += normal[i];
                flux += normal[i] * p[i][f[0]] / 3;
            }
            area += Math.sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]);
        }
        assertThat(area).isCloseTo(2 * (6 + 1 + 1.5), within(1e-13));
        assertThat(flux).as("volume by Gauss' theorem: normals are outward").isCloseTo(3, within(1e-13));
        assertThat(vector).containsExactly(new double[3], within(1e-13));
    }

    @Test
    void tetrahedraOfEitherOrientationAreTurnedPositive() {
        TetrahedralMesh turned = new TetrahedralMesh(OBLIQUE, new int[][] {{0, 2, 1, 3}});
        assertThat(turned.volume()).isCloseTo(single().volume(), within(1e-15)).isPositive();
    }

    @Test
    void theMeanOfALinearFunctionIsItsValueInTheCentreOfMass() {
        TetrahedralMesh mesh = TetrahedralMesh.box(new double[] {-1, 0, 2}, new double[] {1, 3, 2.5}, 2, 3, 4);
        double[][] p = mesh.points();
        double[] values = new double[p[0].length];
        Arrays.setAll(values, v -> 1 + 2 * p[0][v] - p[1][v] + 4 * p[2][v]);
        assertThat(mesh.mean(values)).isCloseTo(1 - 1.5 + 9, within(1e-13));
    }

    @Test
    void aTetrahedronThatIsTurnedInsideOutHasANegativeVolume() {
        TetrahedralMesh mesh = single();
        double[][] places = mesh.points();
        places[2][3] = -4;
        assertThat(mesh.volumes(places)[0]).isNegative();
    }

    @Test
    void centredBodiesFillTheCubeAlongTheirLongestSideAndKeepTheirShape() {
        TetrahedralMesh mesh = TetrahedralMesh.box(new double[] {5, 5, 5}, new double[] {6, 9, 7}, 1, 1, 1)
                .centred(2);
        assertThat(mesh.bounds()).isDeepEqualTo(new double[][] {{-0.25, 0.25}, {-1, 1}, {-0.5, 0.5}});
        assertThat(mesh.volume()).isCloseTo(1, within(1e-14));
    }

    @Test
    void aFlatTetrahedronAVertexOutOfRangeAndAnEmptyMeshAreRefused() {
        double[][] plane = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 1e-15}};
        assertThatThrownBy(() -> new TetrahedralMesh(plane, new int[][] {{0, 1, 2, 3}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tetrahedron 1 of the mesh has no volume");
        assertThatThrownBy(() -> new TetrahedralMesh(OBLIQUE, new int[][] {{0, 1, 2, 3}, {0, 1, 2, 4}}))
                .hasMessageContaining("tetrahedron 2 of the mesh has a vertex 5; there are 4");
        assertThatThrownBy(() -> new TetrahedralMesh(OBLIQUE, new int[0][])).hasMessageContaining("no tetrahedra");
    }

    /** Means of x_i and x_i x_j over points [3][n]: nine numbers. */
    private static double[] moments(double[][] points) {
        double[] moments = new double[9];
        int at = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = -1; j <= i; j++) {
                for (int p = 0; p < points[0].length; p++) {
                    moments[at] += points[i][p] * (j < 0 ? 1 : points[j][p]) / points[0].length;
                }
                at++;
            }
        }
        return moments;
    }

    /** Five standard errors of 40,000 independent points; the spread of every moment of bodies in [-1, 1]^3 is below one. */
    private static final double STATISTICAL = 5 / Math.sqrt(40_000);

    @ParameterizedTest
    @EnumSource(Spread.class)
    void pointsOfATetrahedronHaveItsMoments(Spread spread) {
        TetrahedralMesh mesh = single().centred(2);
        double[][] corner = mesh.points();
        double[] exact = new double[9];
        int at = 0;
        for (int i = 0; i < 3; i++) {
            double mean = Arrays.stream(corner[i]).sum() / 4;
            exact[at++] = mean;
            for (int j = 0; j <= i; j++) {
                double product = 16 * mean * Arrays.stream(corner[j]).sum() / 4;
                for (int c = 0; c < 4; c++) {
                    product += corner[i][c] * corner[j][c];
                }
                exact[at++] = product / 20;
            }
        }
        double[][] points = new TetrahedronSampler(mesh).draw(40_000, spread, new SplittableRandom(4));
        double tolerance = spread == Spread.SOBOL ? 0.1 * STATISTICAL : 0.5 * STATISTICAL;
        assertThat(moments(points)).containsExactly(exact, within(tolerance));
        double[][] places = mesh.points();
        for (int p = 0; p < 100; p++) {
            // Replacing a corner by the point must keep all four volumes positive: it lies inside.
            for (int c = 0; c < 4; c++) {
                double[][] moved = {places[0].clone(), places[1].clone(), places[2].clone()};
                for (int i = 0; i < 3; i++) {
                    moved[i][c] = points[i][p];
                }
                assertThat(mesh.volumes(moved)[0]).isPositive();
            }
        }
    }

    @Test
    void pointsOfACubeAreUniformHoweverUnequalItsTetrahedraAre() {
        // One cell cut unevenly: tetrahedra from an inner vertex near a corner to the faces of a Kuhn cube.
        TetrahedralMesh cube = TetrahedralMesh.box(new double[] {-1, -1, -1}, new double[] {1, 1, 1}, 1, 1, 1);
        double[][] corners = cube.points();
        double[][] vertices = new double[9][3];
        for (int v = 0; v < 8; v++) {
            for (int i = 0; i < 3; i++) {
                vertices[v][i] = corners[i][v];
            }
        }
        vertices[8] = new double[] {-0.8, -0.7, 0.9};
        int[][] fan = Arrays.stream(cube.surface())
                .map(f -> new int[] {f[0], f[1], f[2], 8})
                .toArray(int[][]::new);
        TetrahedralMesh mesh = new TetrahedralMesh(vertices, fan);
        assertThat(mesh.volume()).isCloseTo(8, within(1e-13));
        double third = 1.0 / 3;
        double[][] points = new TetrahedronSampler(mesh).draw(40_000, Spread.UNIFORM, new SplittableRandom(9));
        assertThat(moments(points))
                .containsExactly(new double[] {0, third, 0, 0, third, 0, 0, 0, third}, within(STATISTICAL));
    }
}
