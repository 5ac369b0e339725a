package org.ansatz.solve.implicit;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/** Which inputs of a problem are space and which is time, and how points of one time are made from both. */
record SpaceTime(Problem problem, int time, List<Integer> space) {
    static SpaceTime of(Problem problem) {
        return new SpaceTime(problem, problem.timeIndex().orElseThrow(), problem.spaceIndices());
    }

    Interval interval() {
        return problem.inputs().get(time).interval();
    }

    int dimension() {
        return space.size();
    }

    /** Order in time. */
    int timeOrder(FieldTerm term) {
        return term.orders().get(time);
    }

    /** The spatial part of a derivative. */
    MultiIndex spatial(FieldTerm term) {
        return MultiIndex.of(space.stream().mapToInt(i -> term.orders().get(i)).toArray());
    }

    JetBasis basis(Collection<FieldTerm> terms) {
        return JetBasis.of(dimension(), terms.stream().map(this::spatial).toList());
    }

    /** Stratified points inside the spatial region, [space][n]. */
    double[][] interior(int n, RandomGenerator random) {
        Spread spread = dimension() == 1 ? Spread.LATIN_HYPERCUBE : Spread.SOBOL;
        return spatial(problem.domain().interior(n, spread, random).inputs());
    }

    /** The spatial rows of points [inputs][n]. */
    double[][] spatial(double[][] inputs) {
        return space.stream().map(i -> inputs[i]).toArray(double[][]::new);
    }

    /** Points [space][n] at a time, as [inputs][n]. */
    double[][] at(double[][] points, double t) {
        double[][] inputs = new double[problem.dimension()][];
        for (int i = 0; i < space.size(); i++) {
            inputs[space.get(i)] = points[i];
        }
        inputs[time] = new double[points[0].length];
        Arrays.fill(inputs[time], t);
        return inputs;
    }

    /** A point in words, {@code x = 0.5, y = 1}. */
    String describe(double[][] points, int p) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < space.size(); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(problem.inputs().get(space.get(i)).name())
                    .append(" = ")
                    .append(String.format(java.util.Locale.ROOT, "%.6g", points[i][p]));
        }
        return text.toString();
    }
}
