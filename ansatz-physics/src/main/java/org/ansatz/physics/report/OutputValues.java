package org.ansatz.physics.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Output;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Solution;

/** The scalars that a problem asks for under {@code outputs}: values at points, integrals, extremes. */
public final class OutputValues {
    private static final int CANDIDATES = 20_000;
    private static final int BOUNDARY_CANDIDATES = 2000;
    private static final long SEED = 7;
    // A compass search halves its step this often: from 1/64 of the interval to rounding.
    private static final int HALVINGS = 30;
    private static final double FIRST_STEP = 1.0 / 64;

    private OutputValues() {}

    /**
     * All outputs by name, in the order of the file.
     *
     * @throws InvalidProblem if an output cannot be computed on this problem or solution, with the reason
     */
    public static Map<String, Double> of(Problem problem, Solution solution) {
        check(problem);
        Map<String, Double> values = new LinkedHashMap<>();
        problem.outputs().forEach((name, output) -> values.put(name, value(name, output, problem, solution)));
        return values;
    }

    /**
     * Whether all outputs make sense, before any work is done.
     *
     * @throws InvalidProblem if a point lies outside the domain, or a normal is used away from a boundary
     */
    public static void check(Problem problem) {
        problem.outputs().forEach((name, output) -> {
            if (output.kind() == Output.Kind.POINT && !problem.domain().contains(point(problem, output))) {
                throw new InvalidProblem("output `" + name + "`: the point lies outside the domain");
            }
            boolean normals = usesNormals(problem, output.expression());
            boolean boundary = output.kind() == Output.Kind.INTEGRAL
                    && Quadrature.isBoundary(problem, output.sets().get(0));
            if (normals && !boundary) {
                throw new InvalidProblem("output `" + name + "`: normals exist only in an integral over a boundary");
            }
        });
    }

    private static boolean usesNormals(Problem problem, Expr expression) {
        return !Exprs.find(problem.expand(expression), Expr.Normal.class).isEmpty();
    }

    private static double[] point(Problem problem, Output output) {
        return problem.inputNames().stream()
                .mapToDouble(input -> output.fixed().get(input))
                .toArray();
    }

    private static double value(String name, Output output, Problem problem, Solution solution) {
        Evaluation evaluation = Evaluation.of(problem, solution, List.of(output.expression()));
        if (!evaluation.isDelivered()) {
            throw new InvalidProblem("output `" + name + "`: this solution delivers derivatives up to order "
                    + solution.maximumOrder() + " only");
        }
        return switch (output.kind()) {
            case POINT -> at(evaluation, point(problem, output));
            case INTEGRAL ->
                integral(evaluation, Quadrature.over(problem, output.sets().get(0), output.fixed()));
            case MAX -> extreme(evaluation, problem, output.fixed(), 1);
            case MIN -> -extreme(evaluation, problem, output.fixed(), -1);
        };
    }

    private static double integral(Evaluation evaluation, Quadrature rule) {
        double[] values = evaluation.at(rule.points(), rule.normals())[0];
        double sum = 0;
        for (int p = 0; p < values.length; p++) {
            sum += rule.weights()[p] * values[p];
        }
        return sum;
    }

    private static double at(Evaluation evaluation, double[] point) {
        double[][] points = new double[point.length][1];
        for (int i = 0; i < point.length; i++) {
            points[i][0] = point[i];
        }
        return evaluation.at(points, null)[0][0];
    }

    /** The largest of {@code sign * expression}: the best of many points, improved by a compass search. */
    private static double extreme(Evaluation evaluation, Problem problem, Map<String, Double> fixed, int sign) {
        double[][] interior = problem.domain()
                .interior(CANDIDATES, Spread.SOBOL, new SplittableRandom(SEED))
                .inputs();
        double[] best = best(evaluation, problem, interior, fixed, sign);
        if (!problem.spaceIndices().isEmpty()) {
            double[][] rim = problem.domain()
                    .onPiece("boundary", BOUNDARY_CANDIDATES, Spread.SOBOL, new SplittableRandom(SEED))
                    .inputs();
            double[] other = best(evaluation, problem, rim, fixed, sign);
            best = sign * at(evaluation, other) > sign * at(evaluation, best) ? other : best;
        }
        double value = sign * at(evaluation, best);
        double step = FIRST_STEP;
        for (int halving = 0; halving < HALVINGS; ) {
            boolean moved = false;
            for (int i = 0; i < best.length && !moved; i++) {
                for (int side = -1;
                        side <= 1
                                && !moved
                                && !fixed.containsKey(problem.inputNames().get(i));
                        side += 2) {
                    double[] next = neighbour(problem, best, i, side * step);
                    double there = problem.domain().contains(next) ? sign * at(evaluation, next) : value;
                    if (there > value) {
                        value = there;
                        best = next;
                        moved = true;
                    }
                }
            }
            if (!moved) {
                step *= 0.5;
                halving++;
            }
        }
        return value;
    }

    private static double[] neighbour(Problem problem, double[] point, int axis, double step) {
        var interval = problem.inputs().get(axis).interval();
        double[] next = point.clone();
        next[axis] = Math.max(interval.min(), Math.min(interval.max(), point[axis] + step * interval.length()));
        return next;
    }

    private static double[] best(
            Evaluation evaluation, Problem problem, double[][] points, Map<String, Double> fixed, int sign) {
        fixed.forEach((name, value) ->
                java.util.Arrays.fill(points[problem.inputNames().indexOf(name)], value));
        double[] values = evaluation.at(points, null)[0];
        int at = 0;
        for (int p = 1; p < values.length; p++) {
            at = sign * values[p] > sign * values[at] ? p : at;
        }
        return Grid.point(points, at);
    }
}
