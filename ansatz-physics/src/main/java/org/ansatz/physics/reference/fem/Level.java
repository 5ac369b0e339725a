package org.ansatz.physics.reference.fem;

/**
 * The solution on one mesh.
 *
 * @param constantSource the constant source that an integral condition brought in
 * @param newtonSteps steps of Newton's method that it took
 */
record Level(
        Triangulation triangulation,
        DiscreteProblem discrete,
        FiniteElementFunction function,
        double constantSource,
        int newtonSteps) {

    int unknowns() {
        return discrete.unknowns();
    }

    /** The constant source by the size of all sources and fluxes; not zero if the data have no solution. */
    double imbalance(double area) {
        return discrete.size() > 0 ? Math.abs(constantSource) * area / discrete.size() : 0;
    }

    /** Norm of this solution in L2. */
    double norm() {
        return norm(function.coefficients());
    }

    /** Norm in L2 of the difference to a solution on a coarser mesh, interpolated at the nodes of this one. */
    double distanceTo(FiniteElementFunction coarse) {
        double[] difference = onNodes(coarse);
        for (int i = 0; i < difference.length; i++) {
            difference[i] = function.coefficients()[i] - difference[i];
        }
        return norm(difference);
    }

    /** Another function at the nodes of this mesh; where a curved boundary leaves a node outside it, this one's value. */
    private double[] onNodes(FiniteElementFunction other) {
        double[][] nodes = function.mesh().nodes();
        double[] values = other.evaluate(nodes[0], nodes[1])[0];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.isNaN(values[i]) ? function.coefficients()[i] : values[i];
        }
        return values;
    }

    private double norm(double[] values) {
        FiniteElementMesh mesh = function.mesh();
        ElementPoints points = new ElementPoints(mesh, 1);
        double sum = 0;
        for (int t = 0; t < mesh.triangles().length; t++) {
            int n = points.move(t, t + 1, values);
            for (int p = 0; p < n; p++) {
                sum += points.weight[p] * points.jets[0][p] * points.jets[0][p];
            }
        }
        return Math.sqrt(sum);
    }
}
