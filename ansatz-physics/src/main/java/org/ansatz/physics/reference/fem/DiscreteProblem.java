package org.ansatz.physics.reference.fem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Problem;

/**
 * The weak form on a mesh: its residual and derivative by the free values. Values on the boundary are set at the nodes. If
 * the solution is fixed up to a constant only, one more unknown stands for a constant source, and one more equation for the
 * integral or the value at a point; the source comes out as zero if the problem has a solution.
 */
final class DiscreteProblem {
    private static final int CHUNK = 128;
    private static final double[] NO_UNKNOWNS = {};

    private final BoundaryModel boundary;
    private final Problem problem;
    private final Triangulation triangulation;
    private final FiniteElementMesh mesh;
    private final List<BoundaryEdge> edges;
    /** Number of the unknown per node, -1 where the value is given. */
    private final int[] number;

    private final double[] given;
    private final int free;
    private final boolean bordered;
    private final SparseMatrix matrix;
    private final NestedDissection order;
    private final Program volume;
    private final Map<NaturalCondition, Program> fluxes = new HashMap<>();
    private final int pinned;
    private final boolean linear;
    private double size;
    private double sense;

    DiscreteProblem(BoundaryModel boundary, Triangulation triangulation, int degree) {
        this.boundary = boundary;
        this.triangulation = triangulation;
        problem = boundary.form().problem();
        mesh = FiniteElementMesh.of(triangulation, degree);
        edges = BoundaryEdge.of(triangulation);
        number = new int[mesh.size()];
        given = new double[mesh.size()];
        setValues();
        int count = 0;
        for (int i = 0; i < number.length; i++) {
            number[i] = number[i] < 0 ? -1 : count++;
        }
        free = count;
        bordered = boundary.isBordered();
        pinned = boundary.pin().map(this::nodeAt).orElse(-1);
        int[][] groups = Arrays.stream(mesh.triangles())
                .map(nodes -> Arrays.stream(nodes).map(i -> number[i]).toArray())
                .toArray(int[][]::new);
        matrix = bordered ? SparseMatrix.ofGroups(free + 1, groups, free) : SparseMatrix.ofGroups(free, groups);
        double[][] position = new double[2][free];
        for (int i = 0; i < number.length; i++) {
            if (number[i] >= 0) {
                position[0][number[i]] = mesh.nodes()[0][i];
                position[1][number[i]] = mesh.nodes()[1][i];
            }
        }
        order = new NestedDissection(matrix, position);
        volume = boundary.form().volume();
        for (BoundaryEdge edge : edges) {
            NaturalCondition flux = boundary.rule(edge.curve()).flux();
            if (flux != null) {
                fluxes.computeIfAbsent(flux, NaturalCondition::program);
            }
        }
        linear = boundary.form().isLinear()
                && fluxes.keySet().stream().allMatch(NaturalCondition::isLinear)
                && boundary.integral().map(c -> isLinear(c.of())).orElse(true);
    }

    private boolean isLinear(Expr e) {
        return boundary.form().firstTerms().stream().allMatch(t -> Exprs.isGiven(Exprs.partial(e, t)));
    }

    private void setValues() {
        Map<Condition.Pointwise, Program> programs = new HashMap<>();
        int[] rank = new int[mesh.size()];
        Arrays.fill(rank, -1);
        for (BoundaryEdge edge : edges) {
            BoundaryModel.Rule rule = boundary.rule(edge.curve());
            if (rule.value() == null) {
                continue;
            }
            Program program = programs.computeIfAbsent(
                    rule.value(), c -> problem.compile(List.of(c.equation().right()), List.of()));
            int[] nodes = mesh.triangles()[edge.triangle()];
            int[] local = edge.localNodes(nodes.length);
            for (int k = 0; k < local.length; k++) {
                int node = nodes[local[k]];
                if (rule.rank() >= rank[node]) {
                    rank[node] = rule.rank();
                    number[node] = -1;
                    double[] tangent =
                            triangulation.curves().get(edge.curve()).curve().tangent(edge.parameter(k));
                    double[][] out = new double[1][1];
                    program.evaluate(
                            new Program.Batch(
                                    1,
                                    new double[][] {{mesh.nodes()[0][node]}, {mesh.nodes()[1][node]}},
                                    new double[][] {{tangent[1]}, {-tangent[0]}},
                                    NO_UNKNOWNS,
                                    new double[0][]),
                            out);
                    given[node] = out[0][0];
                    if (!Double.isFinite(given[node])) {
                        throw new NumericalFailure(
                                "fem: condition `" + rule.value().name() + "` gives " + given[node]
                                        + place(mesh.nodes()[0][node], mesh.nodes()[1][node]));
                    }
                }
            }
        }
    }

    private static String place(double x, double y) {
        return String.format(Locale.ROOT, " at (%.4g, %.4g)", x, y);
    }

    private int nodeAt(BoundaryModel.Pin pin) {
        for (int i = 0; i < mesh.size(); i++) {
            double off = Math.hypot(mesh.nodes()[0][i] - pin.point()[0], mesh.nodes()[1][i] - pin.point()[1]);
            if (off < 1e-8 * boundary.size()) {
                return i;
            }
        }
        throw new InvalidProblem("fem: condition `" + pin.condition().name()
                + "` holds at a point that is not a vertex of the mesh file");
    }

    FiniteElementMesh mesh() {
        return mesh;
    }

    List<BoundaryEdge> edges() {
        return edges;
    }

    /** Number of equations. */
    int unknowns() {
        return matrix.size();
    }

    /** Whether residual and unknowns depend on each other linearly, so that one step of Newton's method is exact. */
    boolean isLinear() {
        return linear;
    }

    /** Puts the given values in and appends the constant source. */
    double[] start(double[] guess) {
        double[] u = Arrays.copyOf(guess, mesh.size() + 1);
        for (int i = 0; i < mesh.size(); i++) {
            u[i] = number[i] < 0 ? given[i] : u[i];
        }
        u[mesh.size()] = 0;
        return u;
    }

    /** Adds a correction of the unknowns to the values at the nodes. */
    double[] plus(double[] u, double[] correction, double step) {
        double[] sum = u.clone();
        for (int i = 0; i < number.length; i++) {
            if (number[i] >= 0) {
                sum[i] += step * correction[number[i]];
            }
        }
        if (bordered) {
            sum[number.length] += step * correction[free];
        }
        return sum;
    }

    /**
     * Newton's correction for the last residual.
     *
     * @throws NumericalFailure if the matrix is singular
     */
    double[] correction(double[] residual) {
        double[] right = new double[residual.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = -residual[i];
        }
        return new MultifrontalLu(matrix, order).solve(right);
    }

    /**
     * The residual of every equation at values {@code u} of the nodes and the constant source.
     *
     * @param withMatrix whether its derivative is computed too
     */
    double[] residual(double[] u, boolean withMatrix) {
        double[] residual = new double[matrix.size()];
        if (withMatrix) {
            matrix.clear();
        }
        size = 0;
        addElements(u, residual, withMatrix);
        for (BoundaryEdge edge : edges) {
            NaturalCondition flux = boundary.rule(edge.curve()).flux();
            if (flux != null) {
                addFlux(edge, flux, u, residual, withMatrix);
            }
        }
        if (pinned >= 0) {
            Condition.Pointwise condition = boundary.pin().orElseThrow().condition();
            double[][] at = {{mesh.nodes()[0][pinned]}, {mesh.nodes()[1][pinned]}};
            residual[free] = u[pinned] - problem.values(condition.equation().right(), at)[0];
            if (withMatrix) {
                matrix.add(free, number[pinned], 1);
            }
        }
        return residual;
    }

    /** Sum of the sizes of sources and boundary fluxes at the last residual. */
    double size() {
        return size;
    }

    private void addElements(double[] u, double[] residual, boolean withMatrix) {
        ElementPoints points = new ElementPoints(mesh, CHUNK);
        int q = Quadrature.trianglePoints();
        double[][] out = new double[volume.outputs()][CHUNK * q];
        double[][] ofIntegral = new double[4][CHUNK * q];
        Program integrand = boundary.integral().map(this::integrand).orElse(null);
        for (int from = 0; from < mesh.triangles().length; from += CHUNK) {
            int to = Math.min(mesh.triangles().length, from + CHUNK);
            int n = points.move(from, to, u);
            Program.Batch batch = new Program.Batch(n, points.position, null, NO_UNKNOWNS, points.jets);
            volume.evaluate(batch, out);
            if (withMatrix) {
                checkElliptic(points, out, n);
            }
            if (integrand != null) {
                integrand.evaluate(batch, ofIntegral);
            }
            for (int t = from; t < to; t++) {
                addElement(t, (t - from) * q, points, out, u, residual, withMatrix);
                if (integrand != null) {
                    addIntegral(t, (t - from) * q, points, ofIntegral, residual, withMatrix);
                }
            }
        }
        boundary.integral()
                .ifPresent(c -> residual[free] -=
                        problem.values(c.equals(), new double[][] {{mesh.nodes()[0][0]}, {mesh.nodes()[1][0]}})[0]);
    }

    /** The derivative of the flux by the gradient must be definite, everywhere in the same sense. */
    private void checkElliptic(ElementPoints points, double[][] out, int n) {
        for (int p = 0; p < n; p++) {
            double xy = 0.5 * (out[3][p] + out[6][p]);
            double trace = out[2][p] + out[7][p];
            if (sense == 0) {
                sense = Math.signum(trace);
            }
            if (!Double.isFinite(trace) || !Double.isFinite(out[8][p])) {
                throw new NumericalFailure("fem: equation " + law() + " has a term that is not a number"
                        + place(points.position[0][p], points.position[1][p]));
            }
            if (!(out[2][p] * out[7][p] - xy * xy > 0) || trace * sense <= 0) {
                throw new InvalidProblem("fem: equation " + law() + " is not elliptic"
                        + place(points.position[0][p], points.position[1][p]));
            }
        }
    }

    private String law() {
        return problem.equations().get(0).name();
    }

    private Program integrand(Condition.Integral condition) {
        List<Expr> all = new ArrayList<>(List.of(condition.of()));
        boundary.form().firstTerms().forEach(t -> all.add(Exprs.partial(condition.of(), t)));
        return problem.compile(all, boundary.form().firstTerms());
    }

    private void addElement(
            int t, int at, ElementPoints points, double[][] out, double[] u, double[] residual, boolean withMatrix) {
        int[] nodes = mesh.triangles()[t];
        double constantSource = u[mesh.size()];
        double[] local = new double[nodes.length];
        double[][] block = new double[nodes.length][nodes.length];
        double[] mass = new double[nodes.length];
        for (int p = at; p < at + Quadrature.trianglePoints(); p++) {
            double w = points.weight[p];
            double source = out[8][p] + constantSource;
            size += Math.abs(w * out[8][p]);
            for (int i = 0; i < nodes.length; i++) {
                double v = points.value(p, i);
                double vx = points.byX[i][p];
                double vy = points.byY[i][p];
                local[i] += w * (source * v - out[0][p] * vx - out[4][p] * vy);
                mass[i] += w * v;
                if (withMatrix) {
                    // The test function against each of the derivatives by u, u_x, u_y.
                    double byU = w * (out[9][p] * v - out[1][p] * vx - out[5][p] * vy);
                    double bySlopeX = w * (out[10][p] * v - out[2][p] * vx - out[6][p] * vy);
                    double bySlopeY = w * (out[11][p] * v - out[3][p] * vx - out[7][p] * vy);
                    for (int j = 0; j < nodes.length; j++) {
                        block[i][j] +=
                                byU * points.value(p, j) + bySlopeX * points.byX[j][p] + bySlopeY * points.byY[j][p];
                    }
                }
            }
        }
        scatter(nodes, local, block, residual, withMatrix);
        for (int i = 0; bordered && withMatrix && i < nodes.length; i++) {
            matrix.add(number[nodes[i]], free, mass[i]);
        }
    }

    private void scatter(int[] nodes, double[] local, double[][] block, double[] residual, boolean withMatrix) {
        for (int i = 0; i < nodes.length; i++) {
            int row = number[nodes[i]];
            if (row >= 0) {
                residual[row] += local[i];
                for (int j = 0; withMatrix && j < nodes.length; j++) {
                    if (number[nodes[j]] >= 0) {
                        matrix.add(row, number[nodes[j]], block[i][j]);
                    }
                }
            }
        }
    }

    private void addIntegral(
            int t, int at, ElementPoints points, double[][] out, double[] residual, boolean withMatrix) {
        int[] nodes = mesh.triangles()[t];
        for (int p = at; p < at + Quadrature.trianglePoints(); p++) {
            double w = points.weight[p];
            residual[free] += w * out[0][p];
            for (int j = 0; withMatrix && j < nodes.length; j++) {
                matrix.add(
                        free,
                        number[nodes[j]],
                        w
                                * (out[1][p] * points.value(p, j)
                                        + out[2][p] * points.byX[j][p]
                                        + out[3][p] * points.byY[j][p]));
            }
        }
    }

    private void addFlux(
            BoundaryEdge edge, NaturalCondition condition, double[] u, double[] residual, boolean withMatrix) {
        EdgePoints points = new EdgePoints(mesh);
        points.move(edge.triangle(), edge.side(), u, false);
        double[][] out = flux(points, edge.triangle(), condition);
        int[] nodes = mesh.triangles()[edge.triangle()];
        double[] local = new double[nodes.length];
        double[][] block = new double[nodes.length][nodes.length];
        for (int q = 0; q < Quadrature.edgePoints(); q++) {
            double w = points.weight[q];
            size += Math.abs(w * out[0][q]);
            for (int i = 0; i < nodes.length; i++) {
                local[i] += w * out[0][q] * points.values[i][q];
                for (int j = 0; j < nodes.length; j++) {
                    block[i][j] += w
                            * points.values[i][q]
                            * (out[1][q] * points.values[j][q]
                                    + out[2][q] * points.byX[j][q]
                                    + out[3][q] * points.byY[j][q]);
                }
            }
        }
        scatter(nodes, local, block, residual, withMatrix);
    }

    /** The prescribed flux at the points of a boundary edge, with its derivatives by u, u_x, u_y. */
    double[][] flux(EdgePoints points, int triangle, NaturalCondition condition) {
        Program program = fluxes.get(condition);
        double[][] out = new double[program.outputs()][Quadrature.edgePoints()];
        double[][] inputs = condition.dependsOnMaterial() ? points.positionsInside(triangle) : points.position;
        program.evaluate(
                new Program.Batch(Quadrature.edgePoints(), inputs, points.normal, NO_UNKNOWNS, points.jets), out);
        for (int q = 0; q < Quadrature.edgePoints(); q++) {
            double scale = out[4][q];
            if (!(Math.abs(scale) > 1e-12) || !Double.isFinite(out[0][q])) {
                throw new InvalidProblem("fem: condition `" + condition.name()
                        + "` does not determine the flux through the boundary"
                        + place(points.position[0][q], points.position[1][q]));
            }
        }
        return out;
    }
}
