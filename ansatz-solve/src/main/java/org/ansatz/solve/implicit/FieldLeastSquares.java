package org.ansatz.solve.implicit;

import java.util.Arrays;
import java.util.List;
import org.ansatz.learn.optim.LeastSquares;
import org.ansatz.learn.optim.ParameterLayout;

/** The least-squares problem of one time step on one draw of points. The first rows are the main ones, the law itself. */
final class FieldLeastSquares implements LeastSquares {
    private final ParameterLayout layout;
    private final List<? extends Rows> rows;
    private final int count;
    private double mainLoss = Double.NaN;

    FieldLeastSquares(ParameterLayout layout, List<? extends Rows> rows) {
        this.layout = layout;
        this.rows = List.copyOf(rows);
        count = rows.stream().mapToInt(Rows::count).sum();
    }

    @Override
    public int parameters() {
        return layout.size();
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public int residuals() {
        return count;
    }

    @Override
    public void residuals(double[] x, double[] r) {
        int at = 0;
        for (Rows part : rows) {
            part.residuals(x, r, at);
            at += part.count();
        }
    }

    @Override
    public void linearise(double[] x, double[] r, double[] jt) {
        int at = 0;
        for (Rows part : rows) {
            part.linearise(x, r, jt, count, at);
            at += part.count();
        }
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        Arrays.fill(gradient, 0);
        double sum = 0;
        for (Rows part : rows) {
            double value = part.addGradient(x, gradient);
            if (part == rows.get(0)) {
                mainLoss = 2 * value;
            }
            sum += value;
        }
        return sum;
    }

    /** Mean square of the main rows at the last {@link #valueAndGradient}. */
    double mainLoss() {
        return mainLoss;
    }

    /** Weighted sum of the mean squares of all rows. */
    double loss(double[] x) {
        double[] r = new double[count];
        residuals(x, r);
        double sum = 0;
        for (double v : r) {
            sum += v * v;
        }
        return sum;
    }
}
