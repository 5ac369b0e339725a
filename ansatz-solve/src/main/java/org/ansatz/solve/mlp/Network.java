package org.ansatz.solve.mlp;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;
import org.ansatz.tensor.kernel.MlpJetKernel;

/**
 * The trial functions: a tanh network on features of the inputs, one output per field, each multiplied by a scale that
 * makes it of order one.
 */
record Network(Features features, MlpJetKernel kernel, List<String> fields, List<Double> scales) {

    static Network of(
            Features features, List<Integer> hidden, boolean gated, List<String> fields, List<Double> scales) {
        MlpJetKernel.Shape shape = new MlpJetKernel.Shape(features.count(), hidden, fields.size(), gated);
        return new Network(features, new MlpJetKernel(shape), List.copyOf(fields), List.copyOf(scales));
    }

    int parameterCount() {
        return kernel.parameterCount();
    }

    /**
     * Glorot-normal weights; biases of the first layer spread the units' transition points over [-1, 1]^d, later biases
     * are zero.
     */
    double[] initial(RandomGenerator random) {
        double[] theta = new double[kernel.parameterCount()];
        for (MlpJetKernel.Layer layer : kernel.layers()) {
            double deviation = Math.sqrt(2.0 / (layer.in() + layer.out()));
            for (int i = 0; i < layer.in() * layer.out(); i++) {
                theta[layer.weights() + i] = deviation * random.nextGaussian();
            }
            if (layer.weights() == 0) {
                for (int i = 0; i < layer.out(); i++) {
                    theta[layer.biases() + i] = random.nextDouble(-1, 1);
                }
            }
        }
        return theta;
    }

    /** Values of derivatives at many points. */
    double[][] evaluate(double[] theta, double[][] inputs, List<FieldTerm> terms) {
        int n = inputs[0].length;
        List<MultiIndex> wanted = new ArrayList<>();
        for (FieldTerm term : terms) {
            wanted.add(term.orders());
        }
        JetBasis basis = JetBasis.of(features.inputs(), wanted);
        MlpJetKernel.Worker worker = kernel.worker(basis);
        worker.setParameters(theta);
        int t = worker.points();
        double[] tile = new double[features.count() * worker.columns()];
        double[][] out = new double[terms.size()][n];
        for (int start = 0; start < n; start += t) {
            for (int p = 0; p < t; p++) {
                features.jets(basis, inputs, Math.min(start + p, n - 1), tile, t, p);
            }
            double[] y = worker.forward(tile);
            int count = Math.min(t, n - start);
            for (int i = 0; i < terms.size(); i++) {
                int field = fields.indexOf(terms.get(i).field());
                MultiIndex orders = terms.get(i).orders();
                int at = field * worker.columns() + basis.position(orders) * t;
                double factor = scales.get(field) * orders.factorial();
                for (int p = 0; p < count; p++) {
                    out[i][start + p] = factor * y[at + p];
                }
            }
        }
        return out;
    }
}
