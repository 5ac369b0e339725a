package org.ansatz.physics.geometry;

import java.util.List;

/**
 * A piece of a plane region's boundary with the region on its left.
 *
 * @param pieces names of the shapes and mesh groups on whose boundary it lies, at least one
 */
public record BoundaryCurve(Curve curve, List<String> pieces) {
    public BoundaryCurve {
        pieces = List.copyOf(pieces);
    }

    /** The outward unit normal at parameter {@code t}. */
    public double[] normal(double t) {
        double[] tangent = curve.tangent(t);
        return new double[] {tangent[1], -tangent[0]};
    }
}
