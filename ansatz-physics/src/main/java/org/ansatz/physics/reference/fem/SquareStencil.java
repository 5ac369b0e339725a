package org.ansatz.physics.reference.fem;

import org.ansatz.physics.problem.InvalidProblem;

/**
 * What {@code M^-1 K} with lumped mass is on squares of one side h: the weights of a node and its eight neighbours. It takes the
 * role of a convolution kernel, and is a check of the assembly.
 */
public final class SquareStencil {
    private SquareStencil() {}

    /**
     * The stencil of an interior node, read off the assembled matrices.
     *
     * @return [3][3], rows along y, columns along x, from low to high coordinates
     * @throws InvalidProblem if the mesh does not consist of equal squares, or has no interior node with eight neighbours
     */
    public static double[][] of(WaveModel model) {
        PlaneMesh mesh = model.mesh();
        double h = mesh.shortestSide();
        double[] mass = model.lumpedMass();
        double[][] stencil = null;
        for (int k = 0; k < mesh.size(); k++) {
            if (model.isFree(k)) {
                double[][] here = around(model, mass, k, h);
                if (stencil == null) {
                    stencil = here;
                }
                checkEqual(stencil, here, k, h);
            }
        }
        if (stencil == null) {
            throw new InvalidProblem("the stencil needs a mesh with at least one interior node");
        }
        return stencil;
    }

    private static double[][] around(WaveModel model, double[] mass, int node, double h) {
        double[][] stencil = new double[3][3];
        double[][] places = model.mesh().nodes();
        SparseMatrix matrix = model.stiffness();
        for (int k = matrix.start(node); k < matrix.start(node + 1); k++) {
            int other = matrix.column(k);
            double across = (places[0][other] - places[0][node]) / h;
            double up = (places[1][other] - places[1][node]) / h;
            int i = (int) Math.round(across) + 1;
            int j = (int) Math.round(up) + 1;
            if (Math.abs(across + 1 - i) > 1e-6 || Math.abs(up + 1 - j) > 1e-6 || i < 0 || j < 0 || i > 2 || j > 2) {
                throw new InvalidProblem("the stencil needs a mesh of equal squares; node " + node + " at ("
                        + places[0][node] + ", " + places[1][node] + ") has a neighbour " + across + " and " + up
                        + " sides away");
            }
            stencil[j][i] = matrix.value(k) / mass[node];
        }
        return stencil;
    }

    private static void checkEqual(double[][] first, double[][] here, int node, double h) {
        for (int j = 0; j < 3; j++) {
            for (int i = 0; i < 3; i++) {
                if (Math.abs(first[j][i] - here[j][i]) > 1e-8 / (h * h)) {
                    throw new InvalidProblem(
                            "the stencil needs a mesh of equal squares; that of node " + node + " differs from others");
                }
            }
        }
    }
}
