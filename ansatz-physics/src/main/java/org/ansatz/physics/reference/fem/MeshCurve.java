package org.ansatz.physics.reference.fem;

import java.util.List;
import org.ansatz.physics.geometry.Curve;

/**
 * A curve that edges of a triangulation follow.
 *
 * @param pieces names of the parts of the boundary that it belongs to; empty for an interface inside
 * @param boundary whether it bounds the domain, which is then on its left
 */
record MeshCurve(Curve curve, List<String> pieces, boolean boundary) {
    MeshCurve {
        pieces = List.copyOf(pieces);
    }

    MeshCurve part(double from, double to) {
        return new MeshCurve(curve.part(from, to), pieces, boundary);
    }
}
