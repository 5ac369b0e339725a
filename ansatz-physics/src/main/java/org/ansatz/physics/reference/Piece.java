package org.ansatz.physics.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Input;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.Locus;
import org.ansatz.physics.problem.Problem;

/**
 * A flat piece of the set where a condition holds: some inputs fixed, further tests on the others.
 *
 * @param order position of the condition among all, for "the later wins"
 * @param fixed values of fixed inputs, by input
 */
record Piece(Condition.Pointwise condition, int order, Map<Integer, Double> fixed, List<Locus> tests) {
    private static final double TOLERANCE = 1e-9;

    /** The pieces of a condition on a box; tests that are not flat stay tests. */
    static List<Piece> of(Problem problem, Condition.Pointwise condition, int order) {
        List<Piece> pieces = new ArrayList<>();
        for (List<Locus> literals : alternatives(condition.at(), true)) {
            Map<Integer, Double> fixed = new TreeMap<>();
            List<Locus> tests = new ArrayList<>();
            boolean boundary = false;
            for (Locus literal : literals) {
                boundary |= literal instanceof Locus.Boundary;
                if (!(literal instanceof Locus.Boundary) && !fix(problem, literal, fixed)) {
                    tests.add(literal);
                }
            }
            if (boundary && fixed.keySet().stream().noneMatch(i -> onFace(problem, i, fixed.get(i)))) {
                for (int i : problem.spaceIndices()) {
                    if (!fixed.containsKey(i)) {
                        Interval interval = problem.inputs().get(i).interval();
                        pieces.add(new Piece(condition, order, with(fixed, i, interval.min()), tests));
                        pieces.add(new Piece(condition, order, with(fixed, i, interval.max()), tests));
                    }
                }
            } else {
                pieces.add(new Piece(condition, order, fixed, tests));
            }
        }
        return pieces;
    }

    private static boolean onFace(Problem problem, int input, double value) {
        Interval interval = problem.inputs().get(input).interval();
        return problem.inputs().get(input).kind() == Input.Kind.SPACE
                && (value == interval.min() || value == interval.max());
    }

    private static Map<Integer, Double> with(Map<Integer, Double> fixed, int input, double value) {
        Map<Integer, Double> more = new TreeMap<>(fixed);
        more.put(input, value);
        return more;
    }

    private static boolean fix(Problem problem, Locus literal, Map<Integer, Double> fixed) {
        if (!(literal instanceof Locus.Comparison c) || c.operator() != Expr.Operator.EQUAL) {
            return false;
        }
        Expr left = c.left() instanceof Expr.Constant ? c.right() : c.left();
        Expr right = c.left() instanceof Expr.Constant ? c.left() : c.right();
        if (!(left instanceof Expr.Coordinate x) || !(right instanceof Expr.Constant v)) {
            return false;
        }
        int input = problem.inputNames().indexOf(x.name());
        Interval interval = problem.inputs().get(input).interval();
        double slack = TOLERANCE * interval.length();
        double value = Math.abs(v.value() - interval.min()) <= slack
                ? interval.min()
                : Math.abs(v.value() - interval.max()) <= slack ? interval.max() : v.value();
        return fixed.putIfAbsent(input, value) == null;
    }

    private static List<List<Locus>> alternatives(Locus locus, boolean positive) {
        if (locus instanceof Locus.Not not) {
            return alternatives(not.operand(), !positive);
        }
        if (locus instanceof Locus.Or or) {
            return positive
                    ? union(alternatives(or.left(), true), alternatives(or.right(), true))
                    : product(alternatives(or.left(), false), alternatives(or.right(), false));
        }
        if (locus instanceof Locus.And and) {
            return positive
                    ? product(alternatives(and.left(), true), alternatives(and.right(), true))
                    : union(alternatives(and.left(), false), alternatives(and.right(), false));
        }
        return List.of(List.of(positive ? locus : new Locus.Not(locus)));
    }

    private static List<List<Locus>> union(List<List<Locus>> a, List<List<Locus>> b) {
        List<List<Locus>> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    private static List<List<Locus>> product(List<List<Locus>> a, List<List<Locus>> b) {
        List<List<Locus>> all = new ArrayList<>();
        for (List<Locus> x : a) {
            all.addAll(b.stream().map(y -> union2(x, y)).toList());
        }
        return all;
    }

    private static List<Locus> union2(List<Locus> a, List<Locus> b) {
        List<Locus> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    /** Whether the piece holds at a point of the closed box. */
    boolean holds(Problem problem, double[] point) {
        for (Map.Entry<Integer, Double> f : fixed.entrySet()) {
            double slack =
                    TOLERANCE * problem.inputs().get(f.getKey()).interval().length();
            if (Math.abs(point[f.getKey()] - f.getValue()) > slack) {
                return false;
            }
        }
        return tests.stream().allMatch(t -> problem.domain().holds(t, point, TOLERANCE));
    }

    boolean isValue() {
        return condition.kind() == Condition.Kind.VALUE;
    }
}
