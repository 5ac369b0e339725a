package org.ansatz.physics.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * The sum of the singular parts of all corners.
 *
 * @param fields names of the problem's fields
 */
record CornerSingularities(List<String> fields, List<CornerSingularity> all) {
    // On the bisector at this distance the sign of what is unbounded in the corner is read off.
    private static final double NEAR = 1e-6;

    static CornerSingularities none(Problem problem) {
        return new CornerSingularities(problem.fields(), List.of());
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** For messages: which fields at which corners. */
    String describe() {
        return all.stream()
                .map(s -> Arrays.stream(s.fields()).mapToObj(fields::get).collect(Collectors.joining(", ")) + " at "
                        + s.corner())
                .collect(Collectors.joining("; "));
    }

    /**
     * Derivatives of the singular parts; in a corner itself what has no bound is infinite, with the sign that it has on the
     * bisector.
     *
     * @param inputs [inputs][n]
     * @return [terms][n]
     */
    double[][] evaluate(double[][] inputs, List<FieldTerm> terms) {
        double[][] out = new double[terms.size()][inputs[0].length];
        for (CornerSingularity s : all) {
            new Evaluation(s, fields, terms).addTo(out, inputs);
        }
        return out;
    }

    /** One corner's derivatives for given terms. */
    private static final class Evaluation {
        private final CornerSingularity singularity;
        private final Corner corner;
        private final int[] own;
        private final MultiIndex[] orders;
        private final JetBasis basis;

        Evaluation(CornerSingularity singularity, List<String> fields, List<FieldTerm> terms) {
            this.singularity = singularity;
            corner = singularity.corner();
            own = new int[terms.size()];
            orders = new MultiIndex[terms.size()];
            List<MultiIndex> wanted = new ArrayList<>();
            for (int k = 0; k < own.length; k++) {
                MultiIndex given = terms.get(k).orders();
                int field = fields.indexOf(terms.get(k).field());
                orders[k] = MultiIndex.of(given.get(corner.inputs()[0]), given.get(corner.inputs()[1]));
                boolean singular = Arrays.stream(singularity.fields()).anyMatch(f -> f == field);
                own[k] = singular && orders[k].order() == given.order() ? field : -1;
                if (own[k] >= 0) {
                    wanted.add(orders[k]);
                }
            }
            basis = JetBasis.of(2, wanted);
        }

        void addTo(double[][] out, double[][] inputs) {
            double[] x = inputs[corner.inputs()[0]];
            double[] y = inputs[corner.inputs()[1]];
            for (int p = 0; p < x.length; p++) {
                double localX = corner.local(0, x[p]);
                double localY = corner.local(1, y[p]);
                boolean inCorner = localX == 0 && localY == 0;
                double[] values = inCorner ? at(NEAR, NEAR) : at(localX, localY);
                for (int k = 0; k < own.length; k++) {
                    if (own[k] >= 0) {
                        out[k][p] += inCorner ? limit(k, values[k]) : values[k];
                    }
                }
            }
        }

        private double limit(int term, double near) {
            double value = orders[term].order() == 0 ? singularity.atCorner(own[term]) : Double.POSITIVE_INFINITY;
            return Double.isFinite(value) ? value : Math.copySign(value, near);
        }

        private double[] at(double x, double y) {
            PolarSeries point = new PolarSeries(basis, x, y);
            double[] values = new double[own.length];
            double[][] series = new double[Arrays.stream(own).max().orElse(-1) + 1][];
            for (int k = 0; k < own.length; k++) {
                int f = own[k];
                if (f >= 0) {
                    series[f] = series[f] == null ? singularity.series(f, point) : series[f];
                    values[k] = series[f][basis.position(orders[k])] * orders[k].factorial() * sign(orders[k]);
                }
            }
            return values;
        }

        private int sign(MultiIndex index) {
            int sign = 1;
            for (int axis = 0; axis < 2; axis++) {
                sign *= index.get(axis) % 2 == 0 ? 1 : corner.signs()[axis];
            }
            return sign;
        }
    }
}
