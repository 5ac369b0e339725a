package org.ansatz.physics.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.ansatz.physics.geometry.Region;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Domain;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.PointSet;
import org.ansatz.physics.problem.Problem;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Points and weights of an integral over a set of a problem's domain.
 *
 * <p>Boxes and their faces by composite Gauss-Legendre rules (eight points a panel, error {@code O(h^16)} for smooth
 * integrands); the inside of a region by lines along its last axis, cut where they cross its boundary (lines across a plane region are
 * spaced by a rule that bears tangents and holes); boundaries of regions
 * by the midpoint rule in arc length (spectrally exact on a smooth closed curve, {@code O(1/n)} at corners).
 *
 * @param points [inputs][n]
 * @param normals [inputs][n], or null
 */
record Quadrature(double[][] points, double[][] normals, double[] weights) {
    private static final int ORDER = 8;
    // Panels per axis by number of free inputs.
    private static final int[] PANELS = {1, 64, 24, 6, 2};
    private static final int BOUNDARY_POINTS = 16_384;
    private static final int SCAN = 256;
    private static final int BISECTIONS = 50;
    private static final int BREAK_BISECTIONS = 30;
    private static final int SEGMENT_PANELS = 8;
    // A generator that always answers one half turns stratified points into the midpoint rule.
    private static final RandomGenerator MIDPOINT = () -> 1L << 63;
    private static final int SOBOL = 1 << 16;
    private static final long SEED = 3;

    /** Whether the set is a boundary or a piece of it (and not the inside of a shape). */
    static boolean isBoundary(Problem problem, String set) {
        return set.equals("boundary")
                || problem.domain().region().map(r -> r.pieces().contains(set)).orElse(false);
    }

    /**
     * @param set {@code domain}, {@code boundary}, a piece of the boundary, or a shape whose inside is meant
     * @param fixed inputs that do not run
     */
    static Quadrature over(Problem problem, String set, Map<String, Double> fixed) {
        if (isBoundary(problem, set)) {
            return problem.domain().region().isPresent()
                    ? regionBoundary(problem, set, fixed)
                    : boxBoundary(problem, fixed);
        }
        boolean whole = set.equals("domain");
        Domain domain = problem.domain();
        if (whole && domain.region().isEmpty()) {
            return box(problem, fixed);
        }
        return lines(problem, fixed, p -> domain.contains(p) && (whole || domain.inside(set, p)));
    }

    /** Nodes and weights on one axis. */
    private record Rule(double[] nodes, double[] weights) {
        static Rule single(double value) {
            return new Rule(new double[] {value}, new double[] {1});
        }

        static Rule gauss(double from, double to, int panels) {
            double[] nodes = new double[panels * ORDER];
            double[] weights = new double[panels * ORDER];
            GaussIntegratorFactory factory = new GaussIntegratorFactory();
            double h = (to - from) / panels;
            for (int panel = 0; panel < panels; panel++) {
                GaussIntegrator gauss = factory.legendre(ORDER, from + panel * h, from + (panel + 1) * h);
                for (int k = 0; k < ORDER; k++) {
                    nodes[panel * ORDER + k] = gauss.getPoint(k);
                    weights[panel * ORDER + k] = gauss.getWeight(k);
                }
            }
            return new Rule(nodes, weights);
        }
    }

    private static Rule[] rules(Problem problem, Map<String, Double> fixed) {
        int free = problem.dimension() - fixed.size();
        int panels = PANELS[Math.min(free, PANELS.length - 1)];
        Rule[] rules = new Rule[problem.dimension()];
        for (int i = 0; i < rules.length; i++) {
            Double value = fixed.get(problem.inputNames().get(i));
            Interval interval = problem.inputs().get(i).interval();
            rules[i] = value != null ? Rule.single(value) : Rule.gauss(interval.min(), interval.max(), panels);
        }
        return rules;
    }

    private static Quadrature box(Problem problem, Map<String, Double> fixed) {
        if (problem.dimension() - fixed.size() > PANELS.length) {
            return sobol(problem, fixed);
        }
        return product(rules(problem, fixed));
    }

    private static Quadrature product(Rule[] rules) {
        double[][] nodes = new double[rules.length][];
        double[][] shares = new double[rules.length][];
        for (int i = 0; i < rules.length; i++) {
            nodes[i] = rules[i].nodes();
            shares[i] = rules[i].weights();
        }
        double[][] points = Grid.product(nodes);
        double[][] factors = Grid.product(shares);
        double[] weights = new double[points[0].length];
        for (int p = 0; p < weights.length; p++) {
            weights[p] = 1;
            for (double[] factor : factors) {
                weights[p] *= factor[p];
            }
        }
        return new Quadrature(points, null, weights);
    }

    private static Quadrature sobol(Problem problem, Map<String, Double> fixed) {
        PointSet set = problem.domain().interior(SOBOL, Spread.SOBOL, new SplittableRandom(SEED));
        double measure = set.measure();
        for (Map.Entry<String, Double> entry : fixed.entrySet()) {
            int i = problem.inputNames().indexOf(entry.getKey());
            java.util.Arrays.fill(set.inputs()[i], entry.getValue());
            measure /= problem.inputs().get(i).interval().length();
        }
        double[] weights = new double[SOBOL];
        java.util.Arrays.fill(weights, measure / SOBOL);
        return new Quadrature(set.inputs(), null, weights);
    }

    private static Quadrature boxBoundary(Problem problem, Map<String, Double> fixed) {
        List<Quadrature> parts = new ArrayList<>();
        List<Integer> axes = problem.isOrdinary() ? List.of(0) : problem.spaceIndices();
        for (int axis : axes) {
            Interval interval = problem.inputs().get(axis).interval();
            for (int side = -1; side <= 1; side += 2) {
                double end = side < 0 ? interval.min() : interval.max();
                Double wanted = fixed.get(problem.inputNames().get(axis));
                if (wanted != null && Math.abs(wanted - end) > 1e-9 * interval.length()) {
                    continue;
                }
                Map<String, Double> more = new java.util.HashMap<>(fixed);
                more.put(problem.inputNames().get(axis), end);
                Quadrature face = product(rules(problem, more));
                double[][] normals = new double[problem.dimension()][face.weights().length];
                java.util.Arrays.fill(normals[axis], side);
                parts.add(new Quadrature(face.points(), normals, face.weights()));
            }
        }
        if (parts.isEmpty()) {
            throw new InvalidProblem("an integral over the boundary at " + fixed + " meets no face");
        }
        return join(parts);
    }

    private static Quadrature join(List<Quadrature> parts) {
        int d = parts.get(0).points().length;
        int n = parts.stream().mapToInt(q -> q.weights().length).sum();
        double[][] points = new double[d][n];
        double[][] normals = new double[d][n];
        double[] weights = new double[n];
        int at = 0;
        for (Quadrature part : parts) {
            int size = part.weights().length;
            System.arraycopy(part.weights(), 0, weights, at, size);
            for (int i = 0; i < d; i++) {
                System.arraycopy(part.points()[i], 0, points[i], at, size);
                System.arraycopy(part.normals()[i], 0, normals[i], at, size);
            }
            at += size;
        }
        return new Quadrature(points, normals, weights);
    }

    private static Quadrature regionBoundary(Problem problem, String set, Map<String, Double> fixed) {
        Region region = problem.domain().region().orElseThrow();
        PointSet rim = problem.domain().onPiece(set, BOUNDARY_POINTS, Spread.SOBOL, MIDPOINT);
        double measure = region.boundaryMeasure(set.equals("boundary") ? List.of() : List.of(set));
        List<Integer> space = problem.spaceIndices();
        Rule[] others = rules(problem, fixed);
        for (int i = 0; i < others.length; i++) {
            others[i] = space.contains(i) ? Rule.single(0) : others[i];
        }
        Quadrature rest = product(others);
        int n = rim.size();
        int m = rest.weights().length;
        // The rim is thinned where other inputs run too, so that the product stays in bounds.
        int stride = Math.max(1, n / BOUNDARY_POINTS * m / ORDER);
        int kept = (n + stride - 1) / stride;
        double[][] points = new double[problem.dimension()][kept * m];
        double[][] normals = new double[problem.dimension()][kept * m];
        double[] weights = new double[kept * m];
        for (int k = 0; k < kept; k++) {
            for (int r = 0; r < m; r++) {
                int at = k * m + r;
                weights[at] = measure / kept * rest.weights()[r];
                for (int i = 0; i < points.length; i++) {
                    points[i][at] = space.contains(i) ? rim.inputs()[i][k * stride] : rest.points()[i][r];
                    normals[i][at] = rim.normals()[i][k * stride];
                }
            }
        }
        return new Quadrature(points, normals, weights);
    }

    /** Lines along the last spatial axis, cut where the test changes. */
    private static Quadrature lines(Problem problem, Map<String, Double> fixed, Predicate<double[]> inside) {
        List<Integer> running = problem.spaceIndices().stream()
                .filter(i -> !fixed.containsKey(problem.inputNames().get(i)))
                .toList();
        if (running.isEmpty()) {
            throw new InvalidProblem("an integral over a region needs a coordinate that is not fixed");
        }
        int last = running.get(running.size() - 1);
        Rule[] rules = rules(problem, fixed);
        rules[last] = Rule.single(problem.inputs().get(last).interval().middle());
        if (running.size() == 2) {
            rules[running.get(0)] = feet(problem, fixed, running.get(0), last, inside);
        }
        Quadrature feet = product(rules);
        List<double[]> points = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int p = 0; p < feet.weights().length; p++) {
            double[] point = Grid.point(feet.points(), p);
            for (double[] cut : cuts(problem.inputs().get(last).interval(), point, last, inside)) {
                Rule rule = Rule.gauss(cut[0], cut[1], 2);
                for (int k = 0; k < rule.nodes().length; k++) {
                    double[] at = point.clone();
                    at[last] = rule.nodes()[k];
                    points.add(at);
                    weights.add(feet.weights()[p] * rule.weights()[k]);
                }
            }
        }
        double[][] columns = new double[problem.dimension()][points.size()];
        for (int p = 0; p < points.size(); p++) {
            for (int i = 0; i < columns.length; i++) {
                columns[i][p] = points.get(p)[i];
            }
        }
        return new Quadrature(
                columns, null, weights.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * The rule across the lines of a plane region: the axis is broken where the number of pieces of a line changes, and in
     * between {@code x = a + (b - a)(1 - cos(pi s))/2} removes the square roots in which round shapes begin and end.
     */
    private static Rule feet(
            Problem problem, Map<String, Double> fixed, int axis, int last, Predicate<double[]> inside) {
        Interval along = problem.inputs().get(axis).interval();
        Interval lines = problem.inputs().get(last).interval();
        double[] point = new double[problem.dimension()];
        for (int i = 0; i < point.length; i++) {
            Double value = fixed.get(problem.inputNames().get(i));
            point[i] =
                    value != null ? value : problem.inputs().get(i).interval().middle();
        }
        List<Double> breaks = new ArrayList<>(List.of(along.min()));
        int before = -1;
        for (int k = 0; k < SCAN; k++) {
            point[axis] = along.min() + along.length() * (k + 0.5) / SCAN;
            int now = cuts(lines, point, last, inside).size();
            if (before >= 0 && now != before) {
                double low = point[axis] - along.length() / SCAN;
                double high = point[axis];
                for (int b = 0; b < BREAK_BISECTIONS; b++) {
                    point[axis] = 0.5 * (low + high);
                    if (cuts(lines, point, last, inside).size() == now) {
                        high = point[axis];
                    } else {
                        low = point[axis];
                    }
                }
                breaks.add(0.5 * (low + high));
            }
            before = now;
        }
        breaks.add(along.max());
        Rule unit = Rule.gauss(0, 1, SEGMENT_PANELS);
        int n = unit.nodes().length;
        double[] nodes = new double[n * (breaks.size() - 1)];
        double[] weights = new double[nodes.length];
        for (int segment = 0; segment < breaks.size() - 1; segment++) {
            double from = breaks.get(segment);
            double length = breaks.get(segment + 1) - from;
            for (int k = 0; k < n; k++) {
                double angle = Math.PI * unit.nodes()[k];
                nodes[segment * n + k] = from + 0.5 * length * (1 - Math.cos(angle));
                weights[segment * n + k] = 0.5 * length * Math.PI * Math.sin(angle) * unit.weights()[k];
            }
        }
        return new Rule(nodes, weights);
    }

    private static List<double[]> cuts(Interval interval, double[] foot, int axis, Predicate<double[]> inside) {
        List<double[]> cuts = new ArrayList<>();
        double[] point = foot.clone();
        double from = Double.NaN;
        boolean before = false;
        double previous = interval.min();
        for (int k = 0; k <= SCAN; k++) {
            double here = interval.min() + interval.length() * k / SCAN;
            point[axis] = here;
            boolean now = inside.test(point);
            if (now != before) {
                double at = k == 0 ? here : crossing(previous, here, now, point, axis, inside);
                if (now) {
                    from = at;
                } else {
                    cuts.add(new double[] {from, at});
                }
            }
            before = now;
            previous = here;
        }
        if (before) {
            cuts.add(new double[] {from, interval.max()});
        }
        return cuts;
    }

    private static double crossing(
            double low, double high, boolean insideAtHigh, double[] point, int axis, Predicate<double[]> inside) {
        double a = low;
        double b = high;
        for (int k = 0; k < BISECTIONS; k++) {
            double middle = 0.5 * (a + b);
            point[axis] = middle;
            if (inside.test(point) == insideAtHigh) {
                b = middle;
            } else {
                a = middle;
            }
        }
        return 0.5 * (a + b);
    }
}
