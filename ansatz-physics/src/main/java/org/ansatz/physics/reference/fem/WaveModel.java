package org.ansatz.physics.reference.fem;

import java.util.Arrays;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * {@code M u'' + c^2 K u = 0}: the wave equation on a mesh of {@link PlaneMesh linear or bilinear elements}, assembled
 * element by element into sparse matrices. Values at boundary nodes are given (Dirichlet).
 */
public final class WaveModel {
    private final PlaneMesh mesh;
    private final double speed;
    private final int[] free;
    private final SparseMatrix stiffness;
    private final SparseMatrix mass;
    private final double[] lumped;
    private final double largestEigenvalue;

    /**
     * Assembles the matrices.
     *
     * @param speed c
     * @throws InvalidProblem if the speed is not positive
     */
    public WaveModel(PlaneMesh mesh, double speed) {
        if (!(speed > 0 && speed < Double.POSITIVE_INFINITY)) {
            throw new InvalidProblem("the speed of waves must be positive, given " + speed);
        }
        this.mesh = mesh;
        this.speed = speed;
        free = new int[mesh.size()];
        Arrays.fill(free, 1);
        for (int node : mesh.boundary()) {
            free[node] = 0;
        }
        stiffness = SparseMatrix.ofGroups(mesh.size(), mesh.elements());
        mass = SparseMatrix.ofGroups(mesh.size(), mesh.elements());
        lumped = new double[mesh.size()];
        double largest = 0;
        for (int e = 0; e < mesh.elements().length; e++) {
            PlaneElement element = mesh.element(e);
            add(mesh.elements()[e], element);
            largest = Math.max(largest, element.largestEigenvalue());
        }
        largestEigenvalue = largest;
    }

    private void add(int[] corners, PlaneElement element) {
        double[] carried = element.lumped();
        for (int i = 0; i < corners.length; i++) {
            lumped[corners[i]] += carried[i];
            for (int j = 0; j < corners.length; j++) {
                stiffness.add(corners[i], corners[j], element.stiffness()[i][j]);
                mass.add(corners[i], corners[j], element.mass()[i][j]);
            }
        }
    }

    public PlaneMesh mesh() {
        return mesh;
    }

    /** The speed of waves c. */
    public double speed() {
        return speed;
    }

    boolean isFree(int node) {
        return free[node] == 1;
    }

    /** {@code K u} [nodes], without the speed. */
    public double[] stiffnessTimes(double[] u) {
        return stiffness.times(u);
    }

    /** {@code M u} [nodes] with the consistent mass. */
    public double[] massTimes(double[] u) {
        return mass.times(u);
    }

    /** The lumped mass of every node: the row sums of the consistent mass. */
    public double[] lumpedMass() {
        return lumped.clone();
    }

    SparseMatrix stiffness() {
        return stiffness;
    }

    SparseMatrix mass() {
        return mass;
    }

    /**
     * The longest step that is certainly stable for central differences with lumped mass, {@code 2 / (c sqrt(lambda))} with the
     * largest eigenvalue of any single element, which bounds those of the assembly (Irons and Treharne 1971). On squares of
     * side h it is {@code h / c}, sharp; on their halves {@code 2 h / (3 c)}, six percent below the sharp bound.
     */
    public double stableStep() {
        return 2 / (speed * Math.sqrt(largestEigenvalue));
    }

    /** The values of a function at the nodes, zero at the boundary. */
    public double[] interpolate(java.util.function.DoubleBinaryOperator function) {
        double[] values = new double[mesh.size()];
        for (int k = 0; k < values.length; k++) {
            if (isFree(k)) {
                values[k] = function.applyAsDouble(mesh.nodes()[0][k], mesh.nodes()[1][k]);
            }
        }
        return values;
    }

    void checkStart(double[] u) {
        if (u.length != mesh.size()) {
            throw new InvalidProblem("the initial values are " + u.length + ", the mesh has " + mesh.size() + " nodes");
        }
        for (int k = 0; k < u.length; k++) {
            if (!Double.isFinite(u[k])) {
                throw new InvalidProblem("the initial value at node " + k + " is " + u[k] + ", not a finite number");
            }
        }
    }
}
