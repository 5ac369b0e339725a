package org.ansatz.solve.collocation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Observations;
import org.ansatz.physics.problem.PointSet;
import org.ansatz.physics.problem.Problem;

/** How large the fields are, as far as the problem says. */
final class Scales {
    private Scales() {}

    /** Per field, the size of its given values (conditions, data), or one. */
    static List<Double> of(Problem problem, RandomGenerator random) {
        List<Double> scales = new ArrayList<>();
        for (String field : problem.fields()) {
            double largest = 0;
            for (Condition condition : problem.conditions()) {
                if (condition instanceof Condition.Pointwise p
                        && p.kind() == Condition.Kind.VALUE
                        && p.field().equals(field)
                        && Exprs.isGiven(p.equation().right())) {
                    PointSet points = problem.domain().on(p, 100, Spread.LATIN_HYPERCUBE, random);
                    if (points.size() > 0
                            && Exprs.find(p.equation().right(), Expr.Normal.class)
                                    .isEmpty()) {
                        for (double v : problem.values(p.equation().right(), points.inputs())) {
                            largest = Math.max(largest, Math.abs(v));
                        }
                    }
                }
            }
            for (Observations data : problem.observations()) {
                int at = data.fields().indexOf(field);
                if (at >= 0) {
                    largest = Math.max(
                            largest,
                            Arrays.stream(data.values()[at])
                                    .map(Math::abs)
                                    .max()
                                    .orElse(0));
                }
            }
            scales.add(largest > 1e-12 ? largest : 1.0);
        }
        return scales;
    }
}
