package org.ansatz.physics.geometry;

import java.util.List;
import java.util.Optional;
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

    /**
     * Points on the boundary with outward unit normals, spread over all pieces (or those named) by their measure. In one
     * dimension these are the end points, whatever {@code n}.
     *
     * @throws IllegalArgumentException if no part of the boundary has one of the names
     */
    BoundarySample sampleBoundary(int n, List<String> pieces, Spread spread, RandomGenerator random);

    /** Names of boundary pieces; where shapes share a boundary it has both names. */
    List<String> pieces();

    /** Length or area of the named pieces, of the whole boundary if none is named. */
    double boundaryMeasure(List<String> pieces);

    /** Whether the point lies inside the named shape or mesh group. */
    boolean inside(String shape, double[] point);

    /**
     * A bound on the distance to the boundary, positive inside and zero on it; exact for a single shape, at most the
     * distance where shapes are combined.
     */
    double signedDistance(double[] point);

    /**
     * The boundary of a plane region, exactly: curves that meet at their ends only.
     *
     * @throws IllegalStateException if the region is not plane
     */
    List<BoundaryCurve> boundaryCurves();

    /**
     * Where another plane region's boundary runs inside this one; what a mesh has to follow if a coefficient jumps there.
     *
     * @throws IllegalStateException if a region is not plane
     */
    List<Curve> interfaces(Region other);

    /** The mesh that this region is, empty if it is made of other shapes or of several. */
    Optional<TriangleMesh> mesh();

    /** [0,1)^d point sets by name. */
    enum Spread {
        UNIFORM,
        LATIN_HYPERCUBE,
        SOBOL
    }

    /**
     * @param points [dimension][n]
     * @param normals [dimension][n]
     * @param piece index into {@link #pieces} per point, the first where a point has several names
     */
    record BoundarySample(double[][] points, double[][] normals, int[] piece) {}
}
