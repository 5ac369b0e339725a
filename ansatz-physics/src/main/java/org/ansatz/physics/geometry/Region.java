package org.ansatz.physics.geometry;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A closed spatial region in one to three dimensions, possibly made of several shapes.
 *
 * <p>Boundaries come in pieces, each named by the shape or mesh group that it lies on.
 */
public interface Region {
    int dimension();

    /** [dimension][2] lower and upper bounds. */
    double[][] bounds();

    boolean contains(double[] point);

    double measure();

    /** [dimension][n] points inside. */
    double[][] sampleInterior(int n, Spread spread, RandomGenerator random);

    /** Points on the boundary with outward unit normals, spread over all pieces (or those named) by their measure. */
    BoundarySample sampleBoundary(int n, List<String> pieces, Spread spread, RandomGenerator random);

    /** Names of boundary pieces. */
    List<String> pieces();

    /** Length or area of the named pieces. */
    double boundaryMeasure(List<String> pieces);

    /** Whether the point lies inside the named shape or mesh group. */
    boolean inside(String shape, double[] point);

    /** Smallest distance to the boundary, positive inside. */
    double signedDistance(double[] point);

    /** [0,1)^d point sets by name. */
    enum Spread {
        UNIFORM,
        LATIN_HYPERCUBE,
        SOBOL
    }

    /**
     * @param points [dimension][n]
     * @param normals [dimension][n]
     * @param piece index into {@link #pieces} per point
     */
    record BoundarySample(double[][] points, double[][] normals, int[] piece) {}
}
