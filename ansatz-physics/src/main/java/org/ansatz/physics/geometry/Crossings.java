package org.ansatz.physics.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.ansatz.physics.geometry.Curve.Arc;
import org.ansatz.physics.geometry.Curve.Segment;

/** Where plane curves meet: proper crossings, touches, and ends of one that lie on the other. */
final class Crossings {
    private Crossings() {}

    /** Cuts a curve wherever one of the others meets it. */
    static List<Curve> cut(Curve curve, List<Curve> others, double tolerance) {
        TreeSet<Double> at = new TreeSet<>();
        double slack = tolerance / curve.length();
        for (Curve other : others) {
            for (double[] point : candidates(curve, other)) {
                double t = curve.nearest(point);
                if (t > slack
                        && t < 1 - slack
                        && distance(curve, point) < tolerance
                        && distance(other, point) < tolerance) {
                    at.add(t);
                }
            }
        }
        List<Curve> parts = new ArrayList<>();
        double last = 0;
        for (double t : at) {
            if (t - last > slack) {
                parts.add(curve.part(last, t));
                last = t;
            }
        }
        parts.add(last == 0 ? curve : curve.part(last, 1));
        return parts;
    }

    static double distance(Curve curve, double[] point) {
        double[] near = curve.at(curve.nearest(point));
        return Math.hypot(near[0] - point[0], near[1] - point[1]);
    }

    private static List<double[]> candidates(Curve a, Curve b) {
        List<double[]> points = new ArrayList<>(List.of(b.at(0), b.at(1)));
        if (a instanceof Segment s && b instanceof Segment t) {
            lines(s, t, points);
        } else if (a instanceof Arc s && b instanceof Arc t) {
            circles(s, t, points);
        } else if (a instanceof Segment s && b instanceof Arc t) {
            lineAndCircle(s, t, points);
        } else if (a instanceof Arc s && b instanceof Segment t) {
            lineAndCircle(t, s, points);
        }
        return points;
    }

    private static void lines(Segment a, Segment b, List<double[]> points) {
        double ax = a.to()[0] - a.from()[0];
        double ay = a.to()[1] - a.from()[1];
        double bx = b.to()[0] - b.from()[0];
        double by = b.to()[1] - b.from()[1];
        double cross = ax * by - ay * bx;
        if (Math.abs(cross) > 1e-12 * a.length() * b.length()) {
            double dx = b.from()[0] - a.from()[0];
            double dy = b.from()[1] - a.from()[1];
            double t = (dx * by - dy * bx) / cross;
            points.add(new double[] {a.from()[0] + t * ax, a.from()[1] + t * ay});
        }
    }

    private static void lineAndCircle(Segment line, Arc circle, List<double[]> points) {
        double[] u = line.tangent(0);
        double dx = circle.centre()[0] - line.from()[0];
        double dy = circle.centre()[1] - line.from()[1];
        double along = dx * u[0] + dy * u[1];
        double off = dx * u[1] - dy * u[0];
        chord(
                new double[] {line.from()[0] + along * u[0], line.from()[1] + along * u[1]},
                u,
                circle.radius() * circle.radius() - off * off,
                circle.radius(),
                points);
    }

    private static void circles(Arc a, Arc b, List<double[]> points) {
        double dx = b.centre()[0] - a.centre()[0];
        double dy = b.centre()[1] - a.centre()[1];
        double d = Math.hypot(dx, dy);
        if (d > 1e-12 * (a.radius() + b.radius())) {
            // Foot of the radical line on the line of centres.
            double along = (d * d + a.radius() * a.radius() - b.radius() * b.radius()) / (2 * d);
            double[] foot = {a.centre()[0] + along * dx / d, a.centre()[1] + along * dy / d};
            chord(
                    foot,
                    new double[] {-dy / d, dx / d},
                    a.radius() * a.radius() - along * along,
                    Math.min(a.radius(), b.radius()),
                    points);
        }
    }

    private static void chord(double[] foot, double[] direction, double square, double radius, List<double[]> points) {
        double half = Math.sqrt(Math.max(0, square));
        // A touch: rounding may leave the square a little on either side of zero.
        if (square >= -1e-12 * radius * radius) {
            points.add(new double[] {foot[0] + half * direction[0], foot[1] + half * direction[1]});
            points.add(new double[] {foot[0] - half * direction[0], foot[1] - half * direction[1]});
        }
    }
}
