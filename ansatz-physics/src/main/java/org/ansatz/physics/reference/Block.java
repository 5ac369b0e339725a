package org.ansatz.physics.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.kernel.Blas;

/**
 * One expression {@code g} at a set of points, added into rows of the system: {@code R[row(p)] += weight(p) g(p)}. An
 * equation has a row per point, an integral condition one row for many, a periodic one two points per row.
 *
 * <p>Not for use by several threads at a time.
 */
final class Block {
    private final Layout layout;
    private final Expr expression;
    private final double[][] inputs;
    private final double[][] normals;
    private final int[] rows;
    private final double[] weights;
    private final int timeInput;
    private final List<Expr.FieldTerm> terms;
    private final int[] fields;
    private final int[] timeOrders;
    private final Program residual;
    private final Program withPartials;
    private final int[][] unique;
    private final double[][] coordinates;
    private final Map<Long, double[]> basisRows = new HashMap<>();
    private final double[][] singular;

    /**
     * @param corners what is added to the expansion of the layout
     * @param inputs [inputs][n] of the points; the marching input's entries are overwritten in use
     * @param timeInput the marching input, or -1
     */
    Block(
            Problem problem,
            Layout layout,
            CornerSingularities corners,
            Expr expression,
            double[][] inputs,
            double[][] normals,
            int[] rows,
            double[] weights,
            int timeInput) {
        this.layout = layout;
        this.expression = problem.expand(expression);
        this.inputs = inputs;
        this.normals = normals;
        this.rows = rows;
        this.weights = weights;
        this.timeInput = timeInput;
        terms = Exprs.fieldTerms(List.of(this.expression));
        fields = terms.stream()
                .mapToInt(t -> problem.fields().indexOf(t.field()))
                .toArray();
        timeOrders = terms.stream()
                .mapToInt(t -> timeInput < 0 ? 0 : t.orders().get(timeInput))
                .toArray();
        List<Expr> all = new ArrayList<>();
        all.add(this.expression);
        terms.forEach(t -> all.add(Exprs.partial(this.expression, t)));
        residual = problem.compile(List.of(this.expression), terms);
        withPartials = problem.compile(all, terms);
        singular = corners.isEmpty() ? null : corners.evaluate(inputs, terms);
        unique = new int[layout.axes()][rows.length];
        coordinates = new double[layout.axes()][];
        for (int axis = 0; axis < layout.axes(); axis++) {
            Map<Double, Integer> index = new LinkedHashMap<>();
            for (int p = 0; p < rows.length; p++) {
                double x = inputs[layout.inputs()[axis]][p];
                index.putIfAbsent(x, index.size());
                unique[axis][p] = index.get(x);
            }
            coordinates[axis] =
                    index.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    Expr expression() {
        return expression;
    }

    boolean holds(int row) {
        return java.util.Arrays.stream(rows).anyMatch(r -> r == row);
    }

    String describe(Problem problem) {
        return new org.ansatz.physics.expr.Printer(problem.inputNames()).print(expression);
    }

    /** [unique coordinates * functions] derivatives of an axis' functions at this block's coordinates. */
    private double[] basis(int axis, int order) {
        return basisRows.computeIfAbsent(axis * 1000L + order, key -> {
            int n = layout.functions(axis);
            double[] matrix = new double[coordinates[axis].length * n];
            for (int u = 0; u < coordinates[axis].length; u++) {
                System.arraycopy(layout.bases().get(axis).row(coordinates[axis][u], order, n), 0, matrix, u * n, n);
            }
            return matrix;
        });
    }

    private int order(int term, int axis) {
        return terms.get(term).orders().get(layout.inputs()[axis]);
    }

    /** Values of a term at all points, for several coefficient vectors at once: [vectors][points]. */
    private double[][] values(int term, double[][] vectors) {
        double[][] values = expansion(term, vectors);
        if (singular != null) {
            for (double[] own : values) {
                for (int p = 0; p < own.length; p++) {
                    own[p] += singular[term][p];
                }
            }
        }
        return values;
    }

    private double[][] expansion(int term, double[][] vectors) {
        int n = rows.length;
        int offset = layout.offset(fields[term]);
        double[][] out = new double[vectors.length][n];
        if (layout.axes() == 0) {
            for (int s = 0; s < vectors.length; s++) {
                java.util.Arrays.fill(out[s], vectors[s][offset]);
            }
            return out;
        }
        int[] dofs = layout.dofs()[fields[term]];
        int last = layout.axes() - 1;
        double[] alongLast = basis(last, order(term, last));
        int stride = layout.functions(last);
        int m = dofs[last];
        if (last == 0) {
            int points = coordinates[0].length;
            double[] packed = new double[vectors.length * m];
            for (int s = 0; s < vectors.length; s++) {
                System.arraycopy(vectors[s], offset, packed, s * m, m);
            }
            double[] product = new double[vectors.length * points];
            Blas.gemm(false, true, vectors.length, points, m, 1, packed, m, alongLast, stride, 0, product, points);
            for (int s = 0; s < vectors.length; s++) {
                for (int p = 0; p < n; p++) {
                    out[s][p] = product[s * points + unique[0][p]];
                }
            }
            return out;
        }
        double[] alongFirst = basis(0, order(term, 0));
        int points = coordinates[0].length;
        double[] half = new double[points * m];
        double[] own = new double[dofs[0] * m];
        for (int s = 0; s < vectors.length; s++) {
            System.arraycopy(vectors[s], offset, own, 0, own.length);
            Blas.gemm(false, false, points, m, dofs[0], 1, alongFirst, layout.functions(0), own, m, 0, half, m);
            for (int p = 0; p < n; p++) {
                int a = unique[0][p] * m;
                int b = unique[1][p] * stride;
                double sum = 0;
                for (int j = 0; j < m; j++) {
                    sum += half[a + j] * alongLast[b + j];
                }
                out[s][p] = sum;
            }
        }
        return out;
    }

    private Program.Batch batch(double time, double[][] jets) {
        double[][] at = inputs;
        if (timeInput >= 0) {
            at = inputs.clone();
            at[timeInput] = new double[rows.length];
            java.util.Arrays.fill(at[timeInput], time);
        }
        return new Program.Batch(rows.length, at, normals, new double[0], jets);
    }

    /**
     * Adds this block's residuals at several times (one, of any value, where nothing marches).
     *
     * @param states [time order][vector][coefficients]
     * @param out [vector][rows]
     */
    void addResiduals(double[] times, double[][][] states, double[][] out) {
        double[][][] jets = new double[terms.size()][][];
        for (int k = 0; k < jets.length; k++) {
            jets[k] = values(k, states[timeOrders[k]]);
        }
        double[][] g = new double[1][rows.length];
        for (int s = 0; s < times.length; s++) {
            double[][] own = new double[jets.length][];
            for (int k = 0; k < own.length; k++) {
                own[k] = jets[k][s];
            }
            residual.evaluate(batch(times[s], own), g);
            for (int p = 0; p < rows.length; p++) {
                out[s][rows[p]] += weights[p] * g[0][p];
            }
        }
    }

    /**
     * Adds the derivative of this block's residuals by the coefficients.
     *
     * @param state [time order][coefficients]
     * @param matrices [time order][rows * size], row-major
     */
    void addJacobian(double time, double[][] state, double[][] matrices) {
        double[][] jets = new double[terms.size()][];
        for (int k = 0; k < jets.length; k++) {
            jets[k] = values(k, new double[][] {state[timeOrders[k]]})[0];
        }
        double[][] g = new double[terms.size() + 1][rows.length];
        withPartials.evaluate(batch(time, jets), g);
        int size = layout.size();
        for (int k = 0; k < jets.length; k++) {
            for (int p = 0; p < rows.length; p++) {
                double factor = weights[p] * g[k + 1][p];
                if (factor != 0) {
                    addRow(k, p, factor, matrices[timeOrders[k]], rows[p] * size + layout.offset(fields[k]));
                }
            }
        }
    }

    private void addRow(int term, int point, double factor, double[] matrix, int at) {
        int[] dofs = layout.dofs()[fields[term]];
        if (layout.axes() == 0) {
            matrix[at] += factor;
            return;
        }
        double[] first = basis(0, order(term, 0));
        int a = unique[0][point] * layout.functions(0);
        if (layout.axes() == 1) {
            for (int i = 0; i < dofs[0]; i++) {
                matrix[at + i] += factor * first[a + i];
            }
            return;
        }
        double[] second = basis(1, order(term, 1));
        int b = unique[1][point] * layout.functions(1);
        for (int i = 0; i < dofs[0]; i++) {
            double outer = factor * first[a + i];
            int row = at + i * dofs[1];
            for (int j = 0; j < dofs[1]; j++) {
                matrix[row + j] += outer * second[b + j];
            }
        }
    }
}
