package org.ansatz.physics.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Equation;
import org.ansatz.physics.problem.Problem;

/**
 * Which conditions hold on which planes {@code axis = value} of the box, how many of them each field has along each axis,
 * and the rows that they give on a layout. Rectangular collocation (Driscoll and Hale, IMA J. Numer. Anal. 36, 2016):
 * equations are collocated at K points per axis, and a field has K functions plus one for each condition that it has along
 * the axis, so that equations and conditions together make a square system.
 */
final class ConditionPlan {
    private static final int SAMPLES = 7;

    private final Problem problem;
    private final int[] axes;
    private final List<Basis> bases;
    private final int marching;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Condition.Periodic> matched = new ArrayList<>();
    private final List<Condition.Integral> integrals = new ArrayList<>();
    private final int[][] highest;
    private final int[][] counts;

    /** A plane of the box. */
    private record Plane(int axis, double value) {}

    /**
     * @param axes the inputs that are collocated
     * @param marching the input that is marched along, or -1
     */
    ConditionPlan(Problem problem, int[] axes, List<Basis> bases, int marching) {
        this.problem = problem;
        this.axes = axes;
        this.bases = bases;
        this.marching = marching;
        for (Piece p : InitialValues.pieces(problem)) {
            boolean initial = marching >= 0 && p.fixed().containsKey(marching);
            if (!initial && !(fromBoundary(p) && onPeriodicFace(p))) {
                pieces.add(p);
            }
        }
        for (Condition c : problem.conditions()) {
            if (c instanceof Condition.Periodic p && !basisOf(p.coordinate()).periodic()) {
                matched.add(p);
            } else if (c instanceof Condition.Integral i) {
                integrals.add(i);
            }
        }
        highest = highestOrders();
        counts = countAll();
    }

    private Basis basisOf(String coordinate) {
        return bases.get(axisOf(problem.inputNames().indexOf(coordinate)));
    }

    private int axisOf(int input) {
        for (int a = 0; a < axes.length; a++) {
            if (axes[a] == input) {
                return a;
            }
        }
        return -1;
    }

    private static boolean fromBoundary(Piece p) {
        return p.condition().at() instanceof org.ansatz.physics.problem.Locus.Boundary;
    }

    private boolean onPeriodicFace(Piece p) {
        return p.fixed().keySet().stream()
                .anyMatch(i -> axisOf(i) >= 0 && bases.get(axisOf(i)).periodic());
    }

    private int[][] highestOrders() {
        int[][] orders = new int[problem.fields().size()][axes.length];
        for (Equation e : problem.equations()) {
            for (Expr.FieldTerm term : Exprs.fieldTerms(List.of(problem.expand(e.residual())))) {
                int[] own = orders[problem.fields().indexOf(term.field())];
                for (int a = 0; a < axes.length; a++) {
                    own[a] = Math.max(own[a], term.orders().get(axes[a]));
                }
            }
        }
        for (int f = 0; f < orders.length; f++) {
            if (isMultiplier(problem.fields().get(f))) {
                Arrays.fill(orders[f], 0);
            }
        }
        return orders;
    }

    /**
     * Whether a field only ever stands beside higher derivatives of others, as the pressure does: it takes no functions
     * beyond the equations' points (the P_N - P_{N-2} pair of incompressible flow), and its conditions are met in the
     * sense of least squares.
     */
    private boolean isMultiplier(String field) {
        for (Equation e : problem.equations()) {
            int own = -1;
            int others = -1;
            for (Expr.FieldTerm term : Exprs.fieldTerms(List.of(problem.expand(e.residual())))) {
                if (term.field().equals(field)) {
                    own = Math.max(own, term.orders().order());
                } else {
                    others = Math.max(others, term.orders().order());
                }
            }
            if (own >= others && own >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Number of conditions beyond the equations' own points that each field has along each axis: [field][axis]. */
    int[][] counts() {
        return counts;
    }

    private int[][] countAll() {
        int fields = problem.fields().size();
        int[][] found = new int[fields][axes.length];
        for (Plane plane : planes()) {
            int[] most = new int[fields];
            for (double[] point : samples(plane)) {
                int[] here = new int[fields];
                for (Row row : rowsAt(plane, point)) {
                    here[row.owner]++;
                }
                Arrays.setAll(most, f -> Math.max(most[f], here[f]));
            }
            for (int f = 0; f < fields; f++) {
                found[f][plane.axis] += most[f];
            }
        }
        for (Condition.Periodic p : matched) {
            int a = axisOf(problem.inputNames().indexOf(p.coordinate()));
            p.fields().forEach(f -> found[problem.fields().indexOf(f)][a] += p.order() + 1);
        }
        for (int a = 0; a < axes.length; a++) {
            shareOverflow(found, a);
        }
        return found;
    }

    /** Conditions beyond a field's order go to the fields that have room, as in a system of first order. */
    private void shareOverflow(int[][] found, int axis) {
        for (int f = 0; f < found.length; f++) {
            int excess = found[f][axis] - highest[f][axis];
            if (excess <= 0) {
                continue;
            }
            found[f][axis] = highest[f][axis];
            for (int g = 0; g < found.length && excess > 0; g++) {
                int taken = Math.min(excess, Math.max(0, highest[g][axis] - found[g][axis]));
                found[g][axis] += taken;
                excess -= taken;
            }
        }
    }

    /** A row to be: one condition at one point. */
    private record Row(Piece piece, int owner, int normalInput, boolean upper) {}

    private Set<Plane> planes() {
        Set<Plane> planes = new TreeSet<>(Comparator.comparingInt(Plane::axis).thenComparingDouble(Plane::value));
        for (Piece p : pieces) {
            if (axisCount(p) == 1) {
                int input = p.fixed().keySet().stream()
                        .filter(i -> axisOf(i) >= 0)
                        .findFirst()
                        .orElseThrow();
                planes.add(new Plane(axisOf(input), p.fixed().get(input)));
            }
        }
        return planes;
    }

    private long axisCount(Piece p) {
        return p.fixed().keySet().stream().filter(i -> axisOf(i) >= 0).count();
    }

    private double[] middle() {
        return problem.inputs().stream().mapToDouble(i -> i.interval().middle()).toArray();
    }

    private List<double[]> samples(Plane plane) {
        List<double[]> points = new ArrayList<>();
        double[] base = middle();
        base[axes[plane.axis]] = plane.value;
        if (axes.length == 1) {
            points.add(base);
            return points;
        }
        int other = 1 - plane.axis;
        for (double x : bases.get(other).collocationPoints(SAMPLES)) {
            double[] point = base.clone();
            point[axes[other]] = x;
            points.add(point);
        }
        return points;
    }

    private List<Piece> holding(double[] point) {
        return pieces.stream().filter(p -> p.holds(problem, point)).toList();
    }

    private boolean onPlane(Piece p, Plane plane) {
        return axisCount(p) == 1 && p.fixed().containsKey(axes[plane.axis]);
    }

    /** Rows at a point of a plane: per field the last value, everything else unless a value wins where faces meet. */
    private List<Row> rowsAt(Plane plane, double[] point) {
        List<Piece> here = holding(point);
        Map<Integer, Row> values = new LinkedHashMap<>();
        List<Row> others = new ArrayList<>();
        Set<Integer> crossing = new HashSet<>();
        int[] taken = new int[problem.fields().size()];
        for (Piece p : here) {
            if (p.isValue()) {
                int f = problem.fields().indexOf(p.condition().field());
                values.put(f, row(p, f, plane));
                taken[f] = Math.max(taken[f], 1);
                if (!onPlane(p, plane)) {
                    crossing.add(f);
                }
            }
        }
        for (Piece p : here) {
            if (p.isValue()) {
                continue;
            }
            int f = owner(p, plane.axis, taken);
            if (onPlane(p, plane)) {
                others.add(row(p, f, plane));
                taken[f]++;
            } else {
                crossing.add(f);
            }
        }
        List<Row> rows = new ArrayList<>(values.values());
        for (Row r : others) {
            boolean fieldMeetsOtherFace = crossing.contains(r.owner);
            boolean earlierAxisWins = plane.axis > 0 && !values.containsKey(r.owner);
            if (!fieldMeetsOtherFace || !values.containsKey(r.owner) && !earlierAxisWins) {
                rows.add(r);
            }
        }
        return rows;
    }

    private Row row(Piece p, int owner, Plane plane) {
        int input = p.fixed().containsKey(axes[plane.axis])
                ? axes[plane.axis]
                : p.fixed().keySet().stream()
                        .filter(i -> axisOf(i) >= 0)
                        .findFirst()
                        .orElse(axes[plane.axis]);
        return new Row(
                p,
                owner,
                input,
                p.fixed().getOrDefault(input, plane.value)
                        == problem.inputs().get(input).interval().max());
    }

    /** The field that a condition fixes: the named one, or the one with the most room in it along the axis. */
    private int owner(Piece p, int axis, int[] taken) {
        int named = p.condition().field() == null
                ? -1
                : problem.fields().indexOf(p.condition().field());
        if (named >= 0) {
            return named;
        }
        int best = -1;
        for (Expr.FieldTerm term :
                Exprs.fieldTerms(List.of(problem.expand(p.condition().equation().residual())))) {
            int f = problem.fields().indexOf(term.field());
            if (best < 0 || highest[f][axis] - taken[f] > highest[best][axis] - taken[best]) {
                best = f;
            }
        }
        return best;
    }

    /** Collects points of one condition. */
    private static final class Points {
        private final List<double[]> at = new ArrayList<>();
        private final List<double[]> normals = new ArrayList<>();
    }

    /**
     * The conditions' blocks.
     *
     * @param batch a point that holds the values of the inputs that are not axes
     * @return the number of rows with them
     */
    int addBlocks(Layout layout, CornerSingularities corners, double[] batch, int firstRow, List<Block> blocks) {
        Map<Condition.Pointwise, Points> byCondition = new LinkedHashMap<>();
        Set<List<Double>> done = new HashSet<>();
        for (Plane plane : planes()) {
            for (int f = 0; f < problem.fields().size(); f++) {
                for (double[] point : planeGrid(layout, plane, f, batch)) {
                    for (Row row : rowsAt(plane, point)) {
                        if (row.owner == f && (!row.piece.isValue() || done.add(key(f, point)))) {
                            collect(byCondition, row, point);
                        }
                    }
                }
            }
        }
        for (Piece p : pieces) {
            if (axes.length > 1 && axisCount(p) == axes.length) {
                addPoint(p, batch, done, byCondition);
            }
        }
        int rows = firstRow;
        for (Map.Entry<Condition.Pointwise, Points> entry : byCondition.entrySet()) {
            rows = addPointwise(layout, corners, entry.getKey().equation(), entry.getValue(), rows, blocks);
        }
        for (Condition.Periodic p : matched) {
            rows = addPeriodic(layout, corners, p, batch, rows, blocks);
        }
        for (Condition.Integral i : integrals) {
            rows = addIntegral(layout, corners, i, batch, rows, blocks);
        }
        return rows;
    }

    private List<double[]> planeGrid(Layout layout, Plane plane, int field, double[] batch) {
        double[] base = batch.clone();
        base[axes[plane.axis]] = plane.value;
        if (axes.length == 1) {
            return List.of(base);
        }
        int other = 1 - plane.axis;
        List<double[]> points = new ArrayList<>();
        for (double x : bases.get(other).nodes(layout.dofs()[field][other])) {
            double[] point = base.clone();
            point[axes[other]] = x;
            points.add(point);
        }
        return points;
    }

    private static List<Double> key(int field, double[] point) {
        List<Double> key = new ArrayList<>();
        key.add((double) field);
        for (double x : point) {
            key.add(x);
        }
        return key;
    }

    private void collect(Map<Condition.Pointwise, Points> byCondition, Row row, double[] point) {
        Points points = byCondition.computeIfAbsent(row.piece.condition(), c -> new Points());
        points.at.add(point);
        double[] normal = new double[problem.dimension()];
        normal[row.normalInput] = row.upper ? 1 : -1;
        points.normals.add(normal);
    }

    private void addPoint(
            Piece p, double[] batch, Set<List<Double>> done, Map<Condition.Pointwise, Points> byCondition) {
        double[] point = batch.clone();
        p.fixed().forEach((i, v) -> point[i] = v);
        if (!p.holds(problem, point)) {
            return;
        }
        int f = p.condition().field() == null
                ? -1
                : problem.fields().indexOf(p.condition().field());
        if (!p.isValue() || done.add(key(f, point))) {
            int input = p.fixed().keySet().iterator().next();
            boolean upper = p.fixed().get(input)
                    == problem.inputs().get(input).interval().max();
            collect(byCondition, new Row(p, f, input, upper), point);
        }
    }

    private int addPointwise(
            Layout layout,
            CornerSingularities corners,
            Equation equation,
            Points points,
            int firstRow,
            List<Block> blocks) {
        int n = points.at.size();
        int[] rows = new int[n];
        double[] weights = new double[n];
        Arrays.setAll(rows, k -> firstRow + k);
        Arrays.fill(weights, 1);
        blocks.add(new Block(
                problem,
                layout,
                corners,
                equation.residual(),
                columns(points.at),
                columns(points.normals),
                rows,
                weights,
                marching));
        return firstRow + n;
    }

    private static double[][] columns(List<double[]> points) {
        double[][] columns = new double[points.get(0).length][points.size()];
        for (int p = 0; p < points.size(); p++) {
            for (int i = 0; i < columns.length; i++) {
                columns[i][p] = points.get(p)[i];
            }
        }
        return columns;
    }

    private int addPeriodic(
            Layout layout,
            CornerSingularities corners,
            Condition.Periodic p,
            double[] batch,
            int firstRow,
            List<Block> blocks) {
        int input = problem.inputNames().indexOf(p.coordinate());
        int axis = axisOf(input);
        int rows = firstRow;
        for (String field : p.fields()) {
            int f = problem.fields().indexOf(field);
            List<double[]> points =
                    planeGrid(
                                    layout,
                                    new Plane(
                                            axis,
                                            problem.inputs()
                                                    .get(input)
                                                    .interval()
                                                    .min()),
                                    f,
                                    batch)
                            .stream()
                            .filter(point -> holding(point).stream()
                                    .noneMatch(piece -> piece.isValue()
                                            && field.equals(piece.condition().field())))
                            .toList();
            for (int order = 0; order <= p.order(); order++) {
                int[] orders = new int[problem.dimension()];
                orders[input] = order;
                List<double[]> both = new ArrayList<>();
                int[] row = new int[2 * points.size()];
                double[] weights = new double[2 * points.size()];
                for (int k = 0; k < points.size(); k++) {
                    double[] end = points.get(k).clone();
                    end[input] = problem.inputs().get(input).interval().max();
                    both.add(points.get(k));
                    both.add(end);
                    row[2 * k] = rows + k;
                    row[2 * k + 1] = rows + k;
                    weights[2 * k] = -1;
                    weights[2 * k + 1] = 1;
                }
                Expr term = new Expr.FieldTerm(field, org.ansatz.tensor.jet.MultiIndex.of(orders));
                blocks.add(new Block(problem, layout, corners, term, columns(both), null, row, weights, marching));
                rows += points.size();
            }
        }
        return rows;
    }

    private int addIntegral(
            Layout layout,
            CornerSingularities corners,
            Condition.Integral c,
            double[] batch,
            int firstRow,
            List<Block> blocks) {
        double[][] nodes = new double[axes.length][];
        double[][] free = new double[axes.length][];
        double[][] weights = new double[axes.length][];
        for (int a = 0; a < axes.length; a++) {
            boolean over = c.over().contains(problem.inputNames().get(axes[a]));
            AxisRule rule = over ? AxisRule.of(bases.get(a), layout.functions(a), !corners.isEmpty()) : null;
            nodes[a] = over ? rule.nodes() : bases.get(a).collocationPoints(layout.points()[a]);
            weights[a] = over ? rule.weights() : null;
            free[a] = over ? new double[] {batch[axes[a]]} : nodes[a];
        }
        double[][] points = Transform.grid(nodes, axes, batch);
        int n = points[0].length;
        int[] rows = new int[n];
        double[] factors = new double[n];
        int outputs = Transform.grid(free, axes, batch)[0].length;
        for (int p = 0; p < n; p++) {
            int stride = n;
            int row = 0;
            double factor = 1;
            for (int a = 0; a < axes.length; a++) {
                stride /= nodes[a].length;
                int k = p / stride % nodes[a].length;
                if (weights[a] == null) {
                    row = row * nodes[a].length + k;
                } else {
                    factor *= weights[a][k];
                }
            }
            rows[p] = firstRow + row;
            factors[p] = factor;
        }
        blocks.add(new Block(problem, layout, corners, c.of(), points, null, rows, factors, marching));
        int[] own = new int[outputs];
        double[] minus = new double[outputs];
        Arrays.setAll(own, k -> firstRow + k);
        Arrays.fill(minus, -1);
        blocks.add(new Block(
                problem, layout, corners, c.equals(), Transform.grid(free, axes, batch), null, own, minus, marching));
        return firstRow + outputs;
    }

    /** Names of the coordinates that {@code at} entries restrict in a way that is not flat; empty if there are none. */
    static Set<String> curved(Problem problem) {
        Set<String> names = new LinkedHashSet<>();
        for (Piece p : InitialValues.pieces(problem)) {
            for (var test : p.tests()) {
                if (test instanceof org.ansatz.physics.problem.Locus.Comparison c
                        && c.operator() == Expr.Operator.EQUAL) {
                    names.add(p.condition().name());
                }
            }
        }
        return names;
    }

    /** Coordinates whose ends are matched for all fields, so that a Fourier basis fits. */
    static Set<String> periodicCoordinates(Problem problem) {
        Map<String, Set<String>> fields = new HashMap<>();
        for (Condition c : problem.conditions()) {
            if (c instanceof Condition.Periodic p) {
                fields.computeIfAbsent(p.coordinate(), k -> new HashSet<>()).addAll(p.fields());
            }
        }
        Set<String> names = new LinkedHashSet<>();
        fields.forEach((coordinate, own) -> {
            int input = problem.inputNames().indexOf(coordinate);
            boolean alone = InitialValues.pieces(problem).stream()
                    .noneMatch(p -> p.fixed().containsKey(input) && !fromBoundary(p));
            if (alone && own.containsAll(problem.fields())) {
                names.add(coordinate);
            }
        });
        return names;
    }
}
