package org.ansatz.physics.problem;

/**
 * Points in the space of a problem's inputs.
 *
 * @param inputs [inputs][n]
 * @param normals [inputs][n] outward unit normals, or null where the points do not lie on the boundary
 * @param measure the measure (length, area, ...) of the set that the points were drawn from, in the free inputs
 */
public record PointSet(double[][] inputs, double[][] normals, double measure) {
    public int size() {
        return inputs.length == 0 ? 0 : inputs[0].length;
    }
}
