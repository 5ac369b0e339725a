package org.ansatz.solve.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Domain;
import org.ansatz.physics.problem.Equation;
import org.ansatz.physics.problem.Input;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * A problem's equations at all points of a grid and its conditions at the points where they hold.
 *
 * @param terms field derivatives that occur anywhere
 * @param rows equations first
 */
record CollocationSystem(Problem problem, Grid grid, List<FieldTerm> terms, List<ResidualRows> rows) {
    private static final double TOLERANCE = 1e-9;

    CollocationSystem {
        terms = List.copyOf(terms);
        rows = List.copyOf(rows);
    }

    /**
     * @throws InvalidProblem if a condition holds at no point of the grid
     */
    static CollocationSystem of(Problem problem, Grid grid) {
        List<FieldTerm> terms = terms(problem);
        Builder builder = new Builder(problem, grid, terms);
        for (Equation equation : problem.equations()) {
            int[] all = IntStream.range(0, grid.size()).toArray();
            builder.rows.add(
                    new PointwiseRows(problem, equation.name(), true, equation.residual(), terms, grid, all, null));
        }
        for (Condition condition : problem.conditions()) {
            if (condition instanceof Condition.Pointwise pointwise) {
                builder.add(pointwise);
            } else if (condition instanceof Condition.Periodic periodic) {
                builder.add(periodic);
            }
        }
        return new CollocationSystem(problem, grid, terms, builder.rows);
    }

    /** All field derivatives of equations and conditions, the fields themselves among them. */
    static List<FieldTerm> terms(Problem problem) {
        Set<FieldTerm> terms = new LinkedHashSet<>();
        problem.fields().forEach(field -> terms.add(problem.term(field)));
        for (Equation equation : problem.equations()) {
            terms.addAll(Exprs.fieldTerms(List.of(problem.expand(equation.residual()))));
        }
        for (Condition condition : problem.conditions()) {
            if (condition instanceof Condition.Pointwise pointwise) {
                terms.addAll(Exprs.fieldTerms(
                        List.of(problem.expand(pointwise.equation().residual()))));
            } else if (condition instanceof Condition.Periodic periodic) {
                for (String field : periodic.fields()) {
                    for (int order = 0; order <= periodic.order(); order++) {
                        terms.add(periodicTerm(problem, periodic, field, order));
                    }
                }
            }
        }
        return new ArrayList<>(terms);
    }

    private static FieldTerm periodicTerm(Problem problem, Condition.Periodic periodic, String field, int order) {
        int[] orders = new int[problem.dimension()];
        orders[problem.inputNames().indexOf(periodic.coordinate())] = order;
        return new FieldTerm(field, MultiIndex.of(orders));
    }

    boolean linear() {
        return rows.stream().allMatch(ResidualRows::linear);
    }

    /** Rows of all groups. */
    int size() {
        return rows.stream().mapToInt(ResidualRows::size).sum();
    }

    /** Number of the field of a term. */
    int fieldOf(int term) {
        return problem.fields().indexOf(terms.get(term).field());
    }

    /** The highest derivative by an axis in any term. */
    int highestOrder(int axis) {
        return terms.stream()
                .mapToInt(t -> axis < t.orders().dimension() ? t.orders().get(axis) : 0)
                .max()
                .orElse(0);
    }

    /** Finds the grid points of conditions. */
    private static final class Builder {
        private final Problem problem;
        private final Domain domain;
        private final Grid grid;
        private final List<FieldTerm> terms;
        private final List<ResidualRows> rows = new ArrayList<>();

        Builder(Problem problem, Grid grid, List<FieldTerm> terms) {
            this.problem = problem;
            this.domain = problem.domain();
            this.grid = grid;
            this.terms = terms;
        }

        private int[] face(Domain.Face face) {
            GridAxis across = grid.axis(face.input());
            int at = face.upper() ? across.points() - 1 : 0;
            return face.input() == 0
                    ? IntStream.range(0, grid.second().points())
                            .map(j -> at * grid.second().points() + j)
                            .toArray()
                    : IntStream.range(0, grid.first().points())
                            .map(i -> i * grid.second().points() + at)
                            .toArray();
        }

        void add(Condition.Periodic periodic) {
            int axis = problem.inputNames().indexOf(periodic.coordinate());
            int[] lower = face(new Domain.Face(axis, false));
            int[] upper = face(new Domain.Face(axis, true));
            for (String field : periodic.fields()) {
                for (int order = 0; order <= periodic.order(); order++) {
                    int term = terms.indexOf(periodicTerm(problem, periodic, field, order));
                    rows.add(new PeriodicRows(periodic.name() + " " + field + " order " + order, term, lower, upper));
                }
            }
        }

        void add(Condition.Pointwise condition) {
            Optional<List<Domain.Face>> whole = domain.faces(condition.at());
            List<Integer> points = new ArrayList<>();
            List<double[]> normals = new ArrayList<>();
            for (Domain.Face face : whole.orElseGet(this::allFaces)) {
                int[] own = Arrays.stream(face(face))
                        .filter(p -> holds(condition, p))
                        .toArray();
                // A set that meets a face in its corners only lies on the faces beside it.
                boolean inFace = grid.inputs() == 1 || Arrays.stream(own).anyMatch(p -> !isCorner(p));
                if (whole.isPresent() || inFace) {
                    for (int p : own) {
                        double[] normal = new double[grid.inputs()];
                        normal[face.input()] = face.upper() ? 1 : -1;
                        points.add(p);
                        normals.add(normal);
                    }
                }
            }
            boolean onFaces = !points.isEmpty();
            if (!onFaces) {
                IntStream.range(0, grid.size()).filter(p -> holds(condition, p)).forEach(points::add);
            }
            if (points.isEmpty()) {
                if (yieldsEverywhere(condition)) {
                    return;
                }
                throw new InvalidProblem("gp: the condition " + condition.name() + " holds at no point of the grid of "
                        + grid.first().points()
                        + (grid.inputs() == 1 ? "" : " x " + grid.second().points())
                        + " equally spaced points; gp takes conditions on faces of the box and on lines of the grid");
            }
            if (!onFaces
                    && !Exprs.find(condition.equation().residual(), Expr.NormalDerivative.class)
                            .isEmpty()) {
                throw new InvalidProblem(
                        "gp: the condition " + condition.name() + " holds a normal derivative inside the box");
            }
            rows.add(new PointwiseRows(
                    problem,
                    condition.name(),
                    false,
                    condition.equation().residual(),
                    terms,
                    grid,
                    points.stream().mapToInt(p -> p).toArray(),
                    onFaces ? columns(normals) : null));
        }

        private boolean yieldsEverywhere(Condition.Pointwise condition) {
            return IntStream.range(0, grid.size())
                    .anyMatch(p -> domain.holds(condition.at(), grid.point(p), TOLERANCE));
        }

        /** Whether the condition holds at a grid point and no later value of the same field takes it. */
        private boolean holds(Condition.Pointwise condition, int point) {
            double[] at = grid.point(point);
            if (!domain.holds(condition.at(), at, TOLERANCE)) {
                return false;
            }
            boolean after = false;
            for (Condition other : problem.conditions()) {
                if (after
                        && condition.kind() == Condition.Kind.VALUE
                        && other instanceof Condition.Pointwise later
                        && later.kind() == Condition.Kind.VALUE
                        && later.field().equals(condition.field())
                        && domain.holds(later.at(), at, TOLERANCE)) {
                    return false;
                }
                after |= other.equals(condition);
            }
            return true;
        }

        private boolean isCorner(int point) {
            int i = grid.row(point);
            int j = grid.column(point);
            return (i == 0 || i == grid.first().points() - 1)
                    && (j == 0 || j == grid.second().points() - 1);
        }

        private List<Domain.Face> allFaces() {
            List<Domain.Face> faces = new ArrayList<>();
            for (int input = 0; input < grid.inputs(); input++) {
                if (problem.inputs().get(input).kind() != Input.Kind.RANGING) {
                    faces.add(new Domain.Face(input, false));
                    faces.add(new Domain.Face(input, true));
                }
            }
            return faces;
        }

        private static double[][] columns(List<double[]> rows) {
            double[][] columns = new double[rows.get(0).length][rows.size()];
            for (int r = 0; r < rows.size(); r++) {
                for (int i = 0; i < columns.length; i++) {
                    columns[i][r] = rows.get(r)[i];
                }
            }
            return columns;
        }
    }
}
