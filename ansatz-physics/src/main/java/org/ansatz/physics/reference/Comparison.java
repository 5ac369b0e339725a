package org.ansatz.physics.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Ansatz;
import org.ansatz.physics.problem.Problem;

/** How far two solutions of one problem are apart. */
final class Comparison {
    private static final int POINTS = 2000;
    // A field this much smaller than the largest is measured against that one: it is zero.
    private static final double NEGLIGIBLE = 1e-8;

    private Comparison() {}

    /** Relative L2 distance by field, at the points of a Sobol sequence. */
    static Map<String, Double> change(Problem problem, Ansatz coarse, Ansatz fine) {
        double[][] points = problem.domain()
                .interior(POINTS, Spread.SOBOL, new SplittableRandom(1))
                .inputs();
        List<FieldTerm> terms = problem.fields().stream().map(problem::term).toList();
        double[][] a = coarse.evaluate(points, terms);
        double[][] b = fine.evaluate(points, terms);
        double[] norms = new double[terms.size()];
        double largest = 0;
        for (int f = 0; f < norms.length; f++) {
            norms[f] = norm(b[f], null);
            largest = Math.max(largest, norms[f]);
        }
        Map<String, Double> change = new LinkedHashMap<>();
        for (int f = 0; f < norms.length; f++) {
            double scale = Math.max(norms[f], NEGLIGIBLE * largest);
            change.put(problem.fields().get(f), scale > 0 ? norm(a[f], b[f]) / scale : 0);
        }
        return change;
    }

    private static double norm(double[] a, double[] b) {
        double sum = 0;
        for (int p = 0; p < a.length; p++) {
            double d = b == null ? a[p] : a[p] - b[p];
            sum += d * d;
        }
        return Math.sqrt(sum);
    }

    static double largest(Map<String, Double> change) {
        double most = 0;
        for (double c : change.values()) {
            most = Double.isNaN(c) ? Double.NaN : Math.max(most, c);
        }
        return most;
    }
}
