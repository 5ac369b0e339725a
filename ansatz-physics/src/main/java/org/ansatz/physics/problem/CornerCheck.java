package org.ansatz.physics.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Printer;
import org.ansatz.physics.geometry.Region.Spread;

/**
 * Finds values of one field that contradict each other where two conditions meet. A condition within another one's set
 * replaces it there on purpose and is no contradiction.
 */
final class CornerCheck {
    private static final int PROBES = 32;
    /** Relative to the data's size: below it a jump is a tail that was cut off, not a mistake. */
    private static final double NEGLIGIBLE = 1e-6;

    private final Problem problem;

    CornerCheck(Problem problem) {
        this.problem = problem;
    }

    List<Finding> findings() {
        List<Condition.Pointwise> values = new ArrayList<>();
        for (Condition c : problem.conditions()) {
            if (c instanceof Condition.Pointwise p && p.kind() == Condition.Kind.VALUE && isComputable(p)) {
                values.add(p);
            }
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            for (int j = i + 1; j < values.size(); j++) {
                if (values.get(i).field().equals(values.get(j).field())) {
                    compare(values.get(i), values.get(j), findings);
                }
            }
        }
        return findings;
    }

    private boolean isComputable(Condition.Pointwise condition) {
        Expr value = condition.equation().right();
        return !EquationReader.hasNormal(value)
                && Exprs.find(value, Expr.Parameter.class).stream()
                        .allMatch(p -> problem.inputNames().contains(p.name()));
    }

    private void compare(Condition.Pointwise a, Condition.Pointwise b, List<Finding> findings) {
        PointSet corner = points(new Locus.And(a.at(), b.at()));
        PointSet onA = points(a.at());
        PointSet onB = points(b.at());
        if (corner == null || onA == null || onB == null || isWithin(onA, b.at()) || isWithin(onB, a.at())) {
            return;
        }
        double[] atA = values(a, corner);
        double[] atB = values(b, corner);
        int worst = 0;
        for (int p = 0; p < atA.length; p++) {
            worst = Math.abs(atA[p] - atB[p]) > Math.abs(atA[worst] - atB[worst]) ? p : worst;
        }
        double jump = Math.abs(atA[worst] - atB[worst]);
        double size = Math.max(largest(values(a, onA)), largest(values(b, onB)));
        if (jump > NEGLIGIBLE * size) {
            findings.add(new Finding(
                    Finding.Severity.WARNING,
                    a.field() + " jumps by " + number(jump) + " where `" + a.name() + "` (" + number(atA[worst])
                            + ") meets `" + b.name() + "` (" + number(atB[worst]) + "), at " + place(corner, worst),
                    "conditions"));
        }
    }

    private PointSet points(Locus locus) {
        if (!(problem.domain() instanceof ProblemDomain domain)) {
            return null;
        }
        try {
            return domain.onLocus(locus, PROBES, Spread.LATIN_HYPERCUBE, new SplittableRandom(5), "corner");
        } catch (InvalidProblem none) {
            return null;
        }
    }

    private boolean isWithin(PointSet points, Locus locus) {
        for (int p = 0; p < points.size(); p++) {
            double[] point = new double[points.inputs().length];
            for (int i = 0; i < point.length; i++) {
                point[i] = points.inputs()[i][p];
            }
            if (!problem.domain().holds(locus, point, 1e-7)) {
                return false;
            }
        }
        return true;
    }

    private double[] values(Condition.Pointwise condition, PointSet points) {
        return problem.values(condition.equation().right(), points.inputs());
    }

    private static double largest(double[] values) {
        return Arrays.stream(values)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    private String place(PointSet points, int p) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < problem.dimension(); i++) {
            parts.add(problem.inputNames().get(i) + " = " + number(points.inputs()[i][p]));
        }
        return String.join(", ", parts);
    }

    private static String number(double value) {
        double rounded = Double.parseDouble(String.format(java.util.Locale.ROOT, "%.4g", value));
        return new Printer(List.of()).print(new Expr.Constant(rounded));
    }
}
