package org.ansatz.physics.geometry;

import java.util.List;

/** A primitive closed set with a boundary made of patches that can be walked through. */
sealed interface Shape permits Box, Ball, Polygon, TriangleMesh {
    int dimension();

    /** [dimension][2] lower and upper bounds. */
    double[][] bounds();

    /** Distance to the boundary, positive inside, negative outside. */
    double signedDistance(double[] point);

    /** The pieces of the boundary in order. */
    List<Patch> patches();

    /** The boundary of a plane shape as curves with the inside on the left, in the order of {@link #patches}. */
    default List<Curve> curves() {
        throw new IllegalStateException("only plane shapes have boundary curves");
    }

    /** A piece of the boundary, parametrised over the unit cube of one dimension less. */
    interface Patch {
        /** Length, area; one for a single point. */
        double measure();

        /** Writes the point and the outward unit normal at {@code s}. */
        void at(double[] s, double[] point, double[] normal);

        /** The name of a group of a mesh, or null if the patch goes by its shape's name. */
        default String group() {
            return null;
        }
    }
}
