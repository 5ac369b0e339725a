package org.ansatz.physics.reference.fem;

import java.util.Arrays;
import org.ansatz.tensor.kernel.Blas;

/**
 * Stiffness and mass of one plane element: the linear triangle of three corners, or the bilinear quadrilateral of four, by
 * 2 x 2 Gauss points (exact on parallelograms).
 *
 * @param stiffness [n][n], {@code integral of grad N_i . grad N_j}
 * @param mass [n][n], {@code integral of N_i N_j}
 */
record PlaneElement(double[][] stiffness, double[][] mass) {
    private static final double GAUSS = 1 / Math.sqrt(3);
    private static final double[][] CORNERS = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};

    /**
     * The matrices.
     *
     * @param x [3 or 4] first coordinates of the corners, counter-clockwise
     * @param y [3 or 4] second coordinates
     * @throws IllegalArgumentException if the element has not a positive area or another number of corners
     */
    static PlaneElement of(double[] x, double[] y) {
        return switch (x.length) {
            case 3 -> triangle(x, y);
            case 4 -> quadrilateral(x, y);
            default -> throw new IllegalArgumentException("an element has 3 or 4 corners, not " + x.length);
        };
    }

    private static PlaneElement triangle(double[] x, double[] y) {
        double twice = (x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0]);
        checkArea(twice, x, y);
        double[][] stiffness = new double[3][3];
        double[][] mass = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                stiffness[i][j] = (side(y, i) * side(y, j) + side(x, i) * side(x, j)) / (2 * twice);
                mass[i][j] = twice / 24 * (i == j ? 2 : 1);
            }
        }
        return new PlaneElement(stiffness, mass);
    }

    /** The side opposite to a corner, along one coordinate. */
    private static double side(double[] x, int corner) {
        return x[(corner + 1) % 3] - x[(corner + 2) % 3];
    }

    private static PlaneElement quadrilateral(double[] x, double[] y) {
        double[][] stiffness = new double[4][4];
        double[][] mass = new double[4][4];
        for (double[] sign : CORNERS) {
            double xi = GAUSS * sign[0];
            double eta = GAUSS * sign[1];
            double[] value = new double[4];
            double[] byXi = new double[4];
            double[] byEta = new double[4];
            double[] map = new double[4];
            for (int k = 0; k < 4; k++) {
                double a = CORNERS[k][0];
                double b = CORNERS[k][1];
                value[k] = (1 + a * xi) * (1 + b * eta) / 4;
                byXi[k] = a * (1 + b * eta) / 4;
                byEta[k] = b * (1 + a * xi) / 4;
                map[0] += byXi[k] * x[k];
                map[1] += byEta[k] * x[k];
                map[2] += byXi[k] * y[k];
                map[3] += byEta[k] * y[k];
            }
            double area = map[0] * map[3] - map[1] * map[2];
            checkArea(area, x, y);
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    double dx = (map[3] * byXi[i] - map[2] * byEta[i]) * (map[3] * byXi[j] - map[2] * byEta[j]);
                    double dy = (map[0] * byEta[i] - map[1] * byXi[i]) * (map[0] * byEta[j] - map[1] * byXi[j]);
                    stiffness[i][j] += (dx + dy) / area;
                    mass[i][j] += value[i] * value[j] * area;
                }
            }
        }
        return new PlaneElement(stiffness, mass);
    }

    private static void checkArea(double area, double[] x, double[] y) {
        if (!(area > 0)) {
            throw new IllegalArgumentException("the element with corners x " + Arrays.toString(x) + ", y "
                    + Arrays.toString(y) + " has no positive area; corners go counter-clockwise");
        }
    }

    /** Row sums of the mass: what each corner carries of a lumped mass. */
    double[] lumped() {
        return Arrays.stream(mass).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
    }

    /** The largest eigenvalue of stiffness against lumped mass. */
    double largestEigenvalue() {
        int n = mass.length;
        double[] carried = lumped();
        double[] scaled = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled[i * n + j] = stiffness[i][j] / Math.sqrt(carried[i] * carried[j]);
            }
        }
        double[] eigenvalues = new double[n];
        Blas.syevd(n, scaled, eigenvalues);
        return Arrays.stream(eigenvalues).max().orElseThrow();
    }
}
