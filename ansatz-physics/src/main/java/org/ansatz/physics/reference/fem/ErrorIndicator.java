package org.ansatz.physics.reference.fem;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.ansatz.physics.expr.Program;

/**
 * The residual estimator of the energy error per triangle (Babuska and Rheinboldt 1978; Verfuerth 2013, section 1.4),
 *
 * <pre>  eta_T^2 = h^2/k ||F||_T^2 + sum over edges( w h/k ||[P . n]||_E^2 ),</pre>
 *
 * F the residual of the equation as it is written, [P . n] the jump of the flux (w = 1/2) or its distance from the
 * prescribed one on the boundary (w = 1), k the size of the diffusion coefficient; and which triangles to refine by it.
 */
final class ErrorIndicator {
    private static final double[] NO_UNKNOWNS = {};
    private static final double LEAST = 0.1;

    private final BoundaryModel boundary;
    private final DiscreteProblem discrete;
    private final FiniteElementMesh mesh;
    private final Program strong;
    private final Program flux;
    private final double[] square;
    private final double[] u;

    private ErrorIndicator(BoundaryModel boundary, DiscreteProblem discrete, double[] u) {
        this.boundary = boundary;
        this.discrete = discrete;
        this.u = u;
        mesh = discrete.mesh();
        strong = boundary.form().strong();
        flux = boundary.form().volume();
        square = new double[mesh.triangles().length];
        addInterior();
        addJumps();
        addPrescribed();
    }

    /** Squares of the indicators per triangle. */
    static double[] squares(BoundaryModel boundary, DiscreteProblem discrete, double[] u) {
        return new ErrorIndicator(boundary, discrete, u).square;
    }

    /**
     * The fewest triangles that hold the given share of the sum of squares (Doerfler, SIAM J. Numer. Anal. 33 (1996) 1106),
     * but at least a tenth of all, so that the number of meshes grows with the logarithm of the final one's size.
     */
    static boolean[] mark(double[] squares, double share) {
        int[] sorted = IntStream.range(0, squares.length)
                .boxed()
                .sorted((a, b) -> Double.compare(squares[b], squares[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        double wanted = share * Arrays.stream(squares).sum();
        boolean[] marked = new boolean[squares.length];
        double sum = 0;
        for (int k = 0; k < sorted.length && (sum < wanted || k < LEAST * sorted.length); k++) {
            marked[sorted[k]] = true;
            sum += squares[sorted[k]];
        }
        return marked;
    }

    private double diameter(int t) {
        int[] v = mesh.triangles()[t];
        double longest = 0;
        for (int k = 0; k < 3; k++) {
            int a = v[k];
            int b = v[(k + 1) % 3];
            longest = Math.max(
                    longest,
                    Math.hypot(mesh.nodes()[0][a] - mesh.nodes()[0][b], mesh.nodes()[1][a] - mesh.nodes()[1][b]));
        }
        return longest;
    }

    private void addInterior() {
        LagrangeTriangle element = new LagrangeTriangle(mesh.degree());
        double[][] reference = element.secondDerivatives();
        ElementPoints points = new ElementPoints(mesh, 1);
        int q = Quadrature.trianglePoints();
        double[][] jets = new double[6][q];
        double[][] out = new double[1][q];
        double[][] coefficient = new double[flux.outputs()][q];
        for (int t = 0; t < square.length; t++) {
            points.move(t, t + 1, u);
            int[] nodes = mesh.triangles()[t];
            for (int p = 0; p < q; p++) {
                double[] second = secondDerivatives(
                        nodes, reference, element.gradients(Quadrature.xi(p), Quadrature.eta(p)), points, p);
                for (int k = 0; k < 3; k++) {
                    jets[k][p] = points.jets[k][p];
                    jets[3 + k][p] = second[k];
                }
            }
            strong.evaluate(new Program.Batch(q, points.position, null, NO_UNKNOWNS, jets), out);
            flux.evaluate(new Program.Batch(q, points.position, null, NO_UNKNOWNS, points.jets), coefficient);
            double h = diameter(t);
            for (int p = 0; p < q; p++) {
                square[t] += points.weight[p] * out[0][p] * out[0][p] * h * h / size(coefficient, p);
            }
        }
    }

    private static double size(double[][] coefficient, int p) {
        return Math.abs(0.5 * (coefficient[2][p] + coefficient[7][p]));
    }

    /** u_xx, u_xy, u_yy of the polynomial: the reference derivatives less what the curvature of the map gives. */
    private double[] secondDerivatives(
            int[] nodes, double[][] reference, double[][] slopes, ElementPoints points, int p) {
        double[] by = new double[3];
        double[][] map = new double[2][2];
        for (int k = 0; k < nodes.length; k++) {
            double x = mesh.nodes()[0][nodes[k]];
            double y = mesh.nodes()[1][nodes[k]];
            double flat = u[nodes[k]] - points.jets[1][p] * x - points.jets[2][p] * y;
            for (int i = 0; i < 3; i++) {
                by[i] += reference[i][k] * flat;
            }
            map[0][0] += x * slopes[0][k];
            map[0][1] += x * slopes[1][k];
            map[1][0] += y * slopes[0][k];
            map[1][1] += y * slopes[1][k];
        }
        double det = map[0][0] * map[1][1] - map[0][1] * map[1][0];
        double xiX = map[1][1] / det;
        double xiY = -map[0][1] / det;
        double etaX = -map[1][0] / det;
        double etaY = map[0][0] / det;
        return new double[] {
            by[0] * xiX * xiX + 2 * by[1] * xiX * etaX + by[2] * etaX * etaX,
            by[0] * xiX * xiY + by[1] * (xiX * etaY + xiY * etaX) + by[2] * etaX * etaY,
            by[0] * xiY * xiY + 2 * by[1] * xiY * etaY + by[2] * etaY * etaY
        };
    }

    private void addJumps() {
        Map<Long, int[]> first = new HashMap<>();
        EdgePoints points = new EdgePoints(mesh);
        int q = Quadrature.edgePoints();
        double[][] here = new double[flux.outputs()][q];
        double[][] there = new double[flux.outputs()][q];
        for (int t = 0; t < square.length; t++) {
            int[] v = mesh.triangles()[t];
            for (int k = 0; k < 3; k++) {
                long key = Triangulation.key(v[k], v[(k + 1) % 3]);
                int[] other = first.putIfAbsent(key, new int[] {t, k});
                if (other == null) {
                    continue;
                }
                evaluate(points, other[0], other[1], true, there);
                evaluate(points, t, k, false, here);
                double sum = 0;
                double length = 0;
                double largest = 0;
                for (int p = 0; p < q; p++) {
                    double jump = (here[0][p] - there[0][p]) * points.normal[0][p]
                            + (here[4][p] - there[4][p]) * points.normal[1][p];
                    sum += points.weight[p] * jump * jump;
                    length += points.weight[p];
                    largest = Math.max(largest, Math.max(size(here, p), size(there, p)));
                }
                square[t] += 0.5 * length * sum / largest;
                square[other[0]] += 0.5 * length * sum / largest;
            }
        }
    }

    private void evaluate(EdgePoints points, int t, int side, boolean reversed, double[][] out) {
        points.move(t, side, u, reversed);
        flux.evaluate(
                new Program.Batch(Quadrature.edgePoints(), points.positionsInside(t), null, NO_UNKNOWNS, points.jets),
                out);
    }

    private void addPrescribed() {
        EdgePoints points = new EdgePoints(mesh);
        int q = Quadrature.edgePoints();
        double[][] out = new double[flux.outputs()][q];
        for (BoundaryEdge edge : discrete.edges()) {
            NaturalCondition condition = boundary.rule(edge.curve()).flux();
            if (condition == null) {
                continue;
            }
            evaluate(points, edge.triangle(), edge.side(), false, out);
            double[][] prescribed = discrete.flux(points, edge.triangle(), condition);
            double sum = 0;
            double length = 0;
            double largest = 0;
            for (int p = 0; p < q; p++) {
                double off = out[0][p] * points.normal[0][p] + out[4][p] * points.normal[1][p] - prescribed[0][p];
                sum += points.weight[p] * off * off;
                length += points.weight[p];
                largest = Math.max(largest, size(out, p));
            }
            square[edge.triangle()] += length * sum / largest;
        }
    }
}
