package org.ansatz.physics.geometry;

import java.util.List;

/** A plane curve over the parameter interval [0, 1], run through at constant speed. */
public sealed interface Curve {

    /** The point {x, y} at parameter {@code t}; the ends are exact. */
    double[] at(double t);

    /** The unit tangent at parameter {@code t}. */
    double[] tangent(double t);

    double length();

    /** The part between two parameters, {@code from < to}. */
    Curve part(double from, double to);

    /** The parameter in [0, 1] of the curve's point nearest to the given one. */
    double nearest(double[] point);

    /** The integral of (x dy - y dx)/2 along the curve: what it adds to the area on its left (Green's theorem). */
    double sweptArea();

    /** The parts into which the others cut this curve where they meet it (within the tolerance), in order. */
    default List<Curve> cutBy(List<Curve> others, double tolerance) {
        return Crossings.cut(this, others, tolerance);
    }

    /** A straight piece. */
    record Segment(double[] from, double[] to) implements Curve {
        @Override
        public double[] at(double t) {
            return t == 1
                    ? to.clone()
                    : new double[] {from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])};
        }

        @Override
        public double[] tangent(double t) {
            double length = length();
            return new double[] {(to[0] - from[0]) / length, (to[1] - from[1]) / length};
        }

        @Override
        public double length() {
            return Math.hypot(to[0] - from[0], to[1] - from[1]);
        }

        @Override
        public Curve part(double a, double b) {
            return new Segment(at(a), at(b));
        }

        @Override
        public double nearest(double[] p) {
            double dx = to[0] - from[0];
            double dy = to[1] - from[1];
            double t = ((p[0] - from[0]) * dx + (p[1] - from[1]) * dy) / (dx * dx + dy * dy);
            return Math.max(0, Math.min(1, t));
        }

        @Override
        public double sweptArea() {
            return 0.5 * (from[0] * to[1] - to[0] * from[1]);
        }
    }

    /**
     * A piece of a circle.
     *
     * @param start angle of the first point
     * @param sweep angle run through, positive counter-clockwise, at most a full turn
     */
    record Arc(double[] centre, double radius, double start, double sweep) implements Curve {
        private static final double TURN = 2 * Math.PI;

        @Override
        public double[] at(double t) {
            double angle = start + t * sweep;
            return new double[] {centre[0] + radius * Math.cos(angle), centre[1] + radius * Math.sin(angle)};
        }

        @Override
        public double[] tangent(double t) {
            double angle = start + t * sweep;
            double sense = Math.signum(sweep);
            return new double[] {-sense * Math.sin(angle), sense * Math.cos(angle)};
        }

        @Override
        public double length() {
            return radius * Math.abs(sweep);
        }

        @Override
        public Curve part(double a, double b) {
            return new Arc(centre, radius, start + a * sweep, (b - a) * sweep);
        }

        @Override
        public double nearest(double[] p) {
            double turned = Math.signum(sweep) * (Math.atan2(p[1] - centre[1], p[0] - centre[0]) - start);
            double along = turned - TURN * Math.floor(turned / TURN);
            double all = Math.abs(sweep);
            if (along <= all) {
                return along / all;
            }
            return along - all < TURN - along ? 1 : 0;
        }

        @Override
        public double sweptArea() {
            double end = start + sweep;
            return 0.5
                    * radius
                    * (radius * sweep
                            + centre[0] * (Math.sin(end) - Math.sin(start))
                            - centre[1] * (Math.cos(end) - Math.cos(start)));
        }
    }
}
