package org.ansatz.physics.reference.fem;

/**
 * A sparse system of linear equations with unknowns at places in the plane and a fixed symmetric pattern, solved by LU factors in
 * an order of nested dissection.
 */
public final class SparseSystem {
    private final SparseMatrix matrix;
    private final NestedDissection order;

    /**
     * A system of zeros.
     *
     * @param groups numbers of unknowns that are coupled to each other; negative numbers are left out
     * @param position [2][unknowns] coordinates
     */
    public SparseSystem(int[][] groups, double[][] position) {
        matrix = SparseMatrix.ofGroups(position[0].length, groups);
        order = new NestedDissection(matrix, position);
    }

    /** Sets all entries to zero. */
    public void clear() {
        matrix.clear();
    }

    /** Adds to an entry of the pattern. */
    public void add(int row, int column, double amount) {
        matrix.add(row, column, amount);
    }

    /**
     * Factors the matrix and solves for one right-hand side.
     *
     * @throws org.ansatz.physics.problem.NumericalFailure if the matrix is singular to working precision
     */
    public double[] solve(double[] right) {
        return new MultifrontalLu(matrix, order).solve(right);
    }
}
