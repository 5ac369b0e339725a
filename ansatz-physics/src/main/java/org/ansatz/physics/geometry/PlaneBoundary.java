package org.ansatz.physics.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The boundary of a plane region made of primitives: their boundary curves, cut where they meet, of which those remain
 * that have the region on exactly one side.
 */
final class PlaneBoundary {
    // Relative to the region's size. Curves closer than this are taken to meet.
    private static final double TOUCH = 1e-10;
    // Relative to the region's size. How far off a curve it is asked what is inside.
    private static final double NUDGE = 1e-7;

    private final List<CsgRegion.Primitive> primitives;
    private final ToDoubleFunction<double[]> distance;
    private final double size;

    PlaneBoundary(List<CsgRegion.Primitive> primitives, ToDoubleFunction<double[]> distance, double size) {
        this.primitives = primitives;
        this.distance = distance;
        this.size = size;
    }

    List<BoundaryCurve> curves() {
        List<BoundaryCurve> result = new ArrayList<>();
        List<List<Curve>> all = primitives.stream().map(p -> p.shape().curves()).toList();
        for (int k = 0; k < primitives.size(); k++) {
            List<Curve> others = new ArrayList<>();
            for (int j = 0; j < all.size(); j++) {
                if (j != k) {
                    others.addAll(all.get(j));
                }
            }
            List<Shape.Patch> patches = primitives.get(k).shape().patches();
            for (int c = 0; c < patches.size(); c++) {
                for (Curve part : Crossings.cut(all.get(k).get(c), others, TOUCH * size)) {
                    double[] middle = part.at(0.5);
                    int side = side(part, middle);
                    if (side != 0 && !onEarlier(k, middle)) {
                        Curve oriented = side > 0 ? part : reversed(part);
                        result.add(new BoundaryCurve(
                                oriented, pieces(k, patches.get(c).group(), middle)));
                    }
                }
            }
        }
        return result;
    }

    /** One if the region is on the left, minus one if on the right, zero if on both sides or none. */
    private int side(Curve curve, double[] middle) {
        double[] tangent = curve.tangent(0.5);
        double h = NUDGE * size;
        double left = distance.applyAsDouble(new double[] {middle[0] - h * tangent[1], middle[1] + h * tangent[0]});
        double right = distance.applyAsDouble(new double[] {middle[0] + h * tangent[1], middle[1] - h * tangent[0]});
        return left > 0 == right > 0 ? 0 : left > 0 ? 1 : -1;
    }

    private static Curve reversed(Curve curve) {
        if (curve instanceof Curve.Arc a) {
            return new Curve.Arc(a.centre(), a.radius(), a.start() + a.sweep(), -a.sweep());
        }
        return new Curve.Segment(curve.at(1), curve.at(0));
    }

    private boolean touches(int primitive, double[] point) {
        return Math.abs(primitives.get(primitive).shape().signedDistance(point)) < TOUCH * size;
    }

    private boolean onEarlier(int k, double[] point) {
        for (int j = 0; j < k; j++) {
            if (touches(j, point)) {
                return true;
            }
        }
        return false;
    }

    private List<String> pieces(int k, String group, double[] middle) {
        List<String> names = new ArrayList<>();
        if (group != null) {
            names.add(group);
        }
        names.add(primitives.get(k).name());
        for (int j = k + 1; j < primitives.size(); j++) {
            String name = primitives.get(j).name();
            if (touches(j, middle) && !names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }
}
