package org.ansatz.physics.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Equation;
import org.ansatz.physics.problem.PointSet;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Solution;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * Root mean squares of what is left of equations and conditions, in their own units.
 *
 * @param byName {@code residual.<equation>}, {@code relative_residual.<equation>} (over the root of the summed mean squares of
 *     the equation's terms: near zero for a solution, about one where the terms do not balance at all) and
 *     {@code condition.<condition>}; NaN where the solution does not deliver the derivatives
 */
record ResidualNorms(Map<String, Double> byName) {
    private static final int INTERIOR = 8000;
    private static final int ON_CONDITION = 1000;
    private static final long SEED = 11;

    static ResidualNorms of(Problem problem, Solution solution) {
        Map<String, Double> norms = new LinkedHashMap<>();
        double[][] inside = problem.domain()
                .interior(INTERIOR, Spread.SOBOL, new SplittableRandom(SEED))
                .inputs();
        for (Equation equation : problem.equations()) {
            PointSet points = new PointSet(inside, null, 1);
            double left = rms(problem, solution, equation.residual(), points);
            norms.put("residual." + equation.name(), left);
            norms.put(
                    UnsolvedEquations.FIGURE + equation.name(),
                    left == 0 ? 0 : left / terms(problem, solution, equation, points));
        }
        for (Condition condition : problem.conditions()) {
            norms.put("condition." + condition.name(), condition(problem, solution, condition));
        }
        return new ResidualNorms(norms);
    }

    /** Root of the summed mean squares of the terms of which the residual is the sum. */
    private static double terms(Problem problem, Solution solution, Equation equation, PointSet points) {
        double sum = 0;
        for (Expr term : Exprs.addends(equation.residual())) {
            double size = rms(problem, solution, term, points);
            sum += size * size;
        }
        return Math.sqrt(sum);
    }

    private static double condition(Problem problem, Solution solution, Condition condition) {
        if (condition instanceof Condition.Pointwise pointwise) {
            PointSet points = problem.domain().on(pointwise, ON_CONDITION, Spread.SOBOL, new SplittableRandom(SEED));
            return points.size() == 0
                    ? 0
                    : rms(problem, solution, pointwise.equation().residual(), points);
        }
        if (condition instanceof Condition.Periodic periodic) {
            return periodic(problem, solution, periodic);
        }
        return integral(problem, solution, (Condition.Integral) condition);
    }

    private static double rms(Problem problem, Solution solution, Expr residual, PointSet points) {
        Evaluation evaluation = Evaluation.of(problem, solution, List.of(residual));
        return evaluation.isDelivered() ? rms(evaluation.at(points.inputs(), points.normals())[0]) : Double.NaN;
    }

    private static double rms(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum / values.length);
    }

    private static double periodic(Problem problem, Solution solution, Condition.Periodic condition) {
        int axis = problem.inputNames().indexOf(condition.coordinate());
        List<Expr> terms = new ArrayList<>();
        for (String field : condition.fields()) {
            MultiIndex orders = MultiIndex.zero(problem.dimension());
            for (int order = 0; order <= condition.order(); order++) {
                terms.add(new FieldTerm(field, orders));
                orders = orders.plus(MultiIndex.unit(problem.dimension(), axis));
            }
        }
        Evaluation evaluation = Evaluation.of(problem, solution, terms);
        if (!evaluation.isDelivered()) {
            return Double.NaN;
        }
        double[][] points = problem.domain()
                .interior(ON_CONDITION, Spread.SOBOL, new SplittableRandom(SEED))
                .inputs();
        java.util.Arrays.fill(
                points[axis], problem.inputs().get(axis).interval().min());
        double[][] low = evaluation.at(points, null);
        java.util.Arrays.fill(
                points[axis], problem.inputs().get(axis).interval().max());
        double[][] high = evaluation.at(points, null);
        double[] jumps = new double[low.length * ON_CONDITION];
        for (int e = 0; e < low.length; e++) {
            for (int p = 0; p < ON_CONDITION; p++) {
                jumps[e * ON_CONDITION + p] = high[e][p] - low[e][p];
            }
        }
        return rms(jumps);
    }

    /** The integral's miss, at a few values of the inputs that are not integrated over. */
    private static double integral(Problem problem, Solution solution, Condition.Integral condition) {
        Evaluation of = Evaluation.of(problem, solution, List.of(condition.of(), condition.equals()));
        if (!of.isDelivered()) {
            return Double.NaN;
        }
        List<Integer> others = java.util.stream.IntStream.range(0, problem.dimension())
                .filter(i -> !condition.over().contains(problem.inputNames().get(i)))
                .boxed()
                .toList();
        int samples = others.isEmpty() ? 1 : 9;
        double[] misses = new double[samples];
        for (int k = 0; k < samples; k++) {
            Map<String, Double> fixed = new LinkedHashMap<>();
            for (int i : others) {
                double share = samples == 1 ? 0.5 : (double) k / (samples - 1);
                fixed.put(
                        problem.inputNames().get(i),
                        problem.inputs().get(i).interval().min()
                                + share * problem.inputs().get(i).interval().length());
            }
            Quadrature rule = Quadrature.over(problem, "domain", fixed);
            double[][] values = of.at(rule.points(), null);
            double sum = 0;
            for (int p = 0; p < values[0].length; p++) {
                sum += rule.weights()[p] * values[0][p];
            }
            misses[k] = sum - values[1][0];
        }
        return rms(misses);
    }

    /** Whether a field's derivative is missing somewhere. */
    boolean isComplete() {
        return byName.values().stream().noneMatch(v -> Double.isNaN(v));
    }

    static List<FieldTerm> termsOf(Problem problem, Equation equation) {
        return Exprs.fieldTerms(List.of(problem.expand(equation.residual())));
    }
}
