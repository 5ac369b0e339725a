package org.ansatz.physics.geometry;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Points of uniform density inside a tetrahedral mesh: a tetrahedron is taken with a probability proportional to its volume,
 * and a place in it with uniform barycentric coordinates, the differences of three sorted uniform numbers (Devroye,
 * Non-Uniform Random Variate Generation, 1986, V.2). Logarithmic cost per point in the number of tetrahedra.
 */
public final class TetrahedronSampler {
    private final double[][] vertices;
    private final int[][] tetrahedra;
    private final double[] cumulative;

    public TetrahedronSampler(TetrahedralMesh mesh) {
        vertices = mesh.points();
        tetrahedra = mesh.tetrahedra();
        cumulative = mesh.volumes(vertices);
        Arrays.parallelPrefix(cumulative, Double::sum);
    }

    /**
     * Points.
     *
     * @param spread of the four numbers behind each point; stratified ones spread over the body too
     * @return [3][n]
     */
    public double[][] draw(int n, Region.Spread spread, RandomGenerator random) {
        double[][] unit = UnitPoints.draw(n, 4, spread, random);
        double[][] points = new double[3][n];
        double whole = cumulative[cumulative.length - 1];
        double[] cut = new double[3];
        for (int p = 0; p < n; p++) {
            int found = Arrays.binarySearch(cumulative, unit[3][p] * whole);
            // Equality belongs to the next tetrahedron; a product rounded up to the whole to the last.
            int t = Math.min(found >= 0 ? found + 1 : -found - 1, tetrahedra.length - 1);
            for (int i = 0; i < 3; i++) {
                cut[i] = unit[i][p];
            }
            Arrays.sort(cut);
            double[] shares = {cut[0], cut[1] - cut[0], cut[2] - cut[1], 1 - cut[2]};
            for (int c = 0; c < 4; c++) {
                for (int i = 0; i < 3; i++) {
                    points[i][p] += shares[c] * vertices[i][tetrahedra[t][c]];
                }
            }
        }
        return points;
    }
}
