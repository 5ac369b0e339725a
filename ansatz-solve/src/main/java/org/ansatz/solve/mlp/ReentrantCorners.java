package org.ansatz.solve.mlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ansatz.physics.geometry.BoundaryCurve;
import org.ansatz.physics.geometry.Region;
import org.ansatz.physics.problem.Problem;
import org.ansatz.solve.collocation.Features.Corner;

/**
 * Features for corners of a plane region that reach into it, where the gradients of solutions are unbounded and a network of
 * smooth functions of the coordinates has no chance.
 */
final class ReentrantCorners {
    // Corners flatter than this are facets of something round, as in a mesh; their singularity is weak.
    private static final double FLAT = 0.5;
    private static final double TOUCHING = 1e-9;
    private static final int MOST = 6;

    private ReentrantCorners() {}

    /** Two per corner, none if the problem has no plane region or more corners than features can help with. */
    static List<Corner> features(Problem problem) {
        Optional<Region> region = problem.domain().region().filter(r -> r.dimension() == 2);
        if (region.isEmpty() || problem.spaceIndices().size() != 2) {
            return List.of();
        }
        double[][] bounds = region.get().bounds();
        double scale = 0.5 * Math.hypot(bounds[0][1] - bounds[0][0], bounds[1][1] - bounds[1][0]);
        List<BoundaryCurve> curves = region.get().boundaryCurves();
        List<Corner> found = new ArrayList<>();
        for (BoundaryCurve before : curves) {
            double[] end = before.curve().at(1);
            for (BoundaryCurve after : curves) {
                double[] start = after.curve().at(0);
                if (Math.hypot(end[0] - start[0], end[1] - start[1]) < TOUCHING * scale) {
                    add(problem, before.curve().tangent(1), after.curve().tangent(0), start, scale, found);
                }
            }
        }
        return found.size() > 2 * MOST ? List.of() : found;
    }

    /** The region lies on the left of both curves, so it takes half a turn less what the boundary turns to the left. */
    private static void add(Problem problem, double[] in, double[] out, double[] at, double scale, List<Corner> found) {
        double turn = Math.atan2(in[0] * out[1] - in[1] * out[0], in[0] * out[0] + in[1] * out[1]);
        double angle = Math.PI - turn;
        if (angle < Math.PI + FLAT) {
            return;
        }
        double bisector = Math.atan2(out[1], out[0]) + 0.5 * angle;
        for (boolean imaginary : new boolean[] {false, true}) {
            found.add(new Corner(
                    problem.spaceIndices(), List.of(at[0], at[1]), bisector, Math.PI / angle, scale, imaginary));
        }
    }
}
