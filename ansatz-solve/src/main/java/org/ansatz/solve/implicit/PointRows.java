package org.ansatz.solve.implicit;

import java.util.Arrays;
import org.ansatz.learn.module.Derivatives;
import org.ansatz.learn.module.Siren;
import org.ansatz.tensor.jet.JetBasis;

/** A {@link JetResidual} at points, scaled so that the sum of squares is {@code weight} times the mean over the points. */
final class PointRows implements Rows {
    private final String name;
    private final Derivatives derivatives;
    private final double[] points;
    private final JetResidual residual;
    private final double scale;
    private final double[][][] jets;
    private final double[][] out;
    private double[][][][] partials;

    /**
     * @param points [dimension][n]
     */
    PointRows(String name, Siren network, double[][] points, JetBasis basis, JetResidual residual, double weight) {
        int n = points[0].length;
        this.name = name;
        this.derivatives = network.derivatives(basis, n);
        this.points = NeuralField.rowMajor(points, 0, n);
        this.residual = residual;
        scale = Math.sqrt(weight / n);
        jets = new double[network.outputs()][basis.size()][n];
        out = new double[residual.equations()][n];
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int count() {
        return out.length * derivatives.points();
    }

    private void evaluate(double[] weights, boolean slopes) {
        derivatives.evaluate(weights, points);
        NeuralField.read(derivatives, jets, 0);
        if (slopes && partials == null) {
            partials = new double[out.length][jets.length][jets[0].length][derivatives.points()];
        }
        if (slopes) {
            for (double[][][] equation : partials) {
                for (double[][] output : equation) {
                    for (double[] index : output) {
                        Arrays.fill(index, 0);
                    }
                }
            }
        }
        residual.evaluate(jets, out, slopes ? partials : null);
    }

    private void copy(double[] r, int at) {
        int n = derivatives.points();
        for (int e = 0; e < out.length; e++) {
            for (int p = 0; p < n; p++) {
                r[at + e * n + p] = scale * out[e][p];
            }
        }
    }

    @Override
    public void residuals(double[] weights, double[] r, int at) {
        evaluate(weights, false);
        copy(r, at);
    }

    @Override
    public void linearise(double[] weights, double[] r, double[] jt, int rowLength, int at) {
        evaluate(weights, true);
        copy(r, at);
        for (int e = 0; e < out.length; e++) {
            derivatives.clear();
            addSensitivities(e, null);
            derivatives.jacobian(jt, rowLength, at + e * derivatives.points());
        }
    }

    /** Adds {@code scale * factor[p] * d residual_e} to the sensitivities. */
    private void addSensitivities(int e, double[] factor) {
        for (int o = 0; o < jets.length; o++) {
            for (int k = 0; k < jets[o].length; k++) {
                double[] slope = partials[e][o][k];
                for (int p = 0; p < slope.length; p++) {
                    if (slope[p] != 0) {
                        derivatives.sensitivity(k, p, o, scale * slope[p] * (factor == null ? 1 : factor[p]));
                    }
                }
            }
        }
    }

    @Override
    public double addGradient(double[] weights, double[] gradient) {
        evaluate(weights, true);
        derivatives.clear();
        double sum = 0;
        for (int e = 0; e < out.length; e++) {
            for (int p = 0; p < out[e].length; p++) {
                out[e][p] *= scale;
                sum += out[e][p] * out[e][p];
            }
            addSensitivities(e, out[e]);
        }
        derivatives.backward(gradient);
        return 0.5 * sum;
    }
}
