package org.ansatz.solve.mlp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;
import org.ansatz.tensor.kernel.MlpJetKernel;

/**
 * The trial functions: a tanh network on features of the inputs, one output per field, each multiplied by a scale that
 * makes it of order one and, where values are imposed exactly, put into an {@link Envelope}.
 */
record Network(
        Features features,
        MlpJetKernel kernel,
        List<String> fields,
        List<Double> scales,
        Map<String, Envelope> envelopes) {

    static Network of(
            Features features,
            List<Integer> hidden,
            boolean gated,
            List<String> fields,
            List<Double> scales,
            Map<String, Envelope> envelopes) {
        MlpJetKernel.Shape shape = new MlpJetKernel.Shape(features.count(), hidden, fields.size(), gated);
        return new Network(
                features, new MlpJetKernel(shape), List.copyOf(fields), List.copyOf(scales), Map.copyOf(envelopes));
    }

    int parameterCount() {
        return kernel.parameterCount();
    }

    /**
     * Glorot-normal weights, zero biases, but for the first layer, whose units are given slopes of size {@code gain}
     * across the features' range [-1, 1] and transition points spread over it.
     */
    double[] initial(double gain, RandomGenerator random) {
        double[] theta = new double[kernel.parameterCount()];
        for (MlpJetKernel.Layer layer : kernel.layers()) {
            boolean first = layer.in() == features.count() && readsFeatures(layer);
            double deviation = first ? gain : Math.sqrt(2.0 / (layer.in() + layer.out()));
            for (int i = 0; i < layer.out(); i++) {
                double shift = 0;
                for (int j = 0; j < layer.in(); j++) {
                    double weight = deviation * random.nextGaussian();
                    theta[layer.weights() + i * layer.in() + j] = weight;
                    shift -= weight * random.nextDouble(-1, 1);
                }
                theta[layer.biases() + i] = first ? shift : 0;
            }
        }
        return theta;
    }

    /** Parameters of a network with wider layers that is the same function: new units lead nowhere yet. */
    double[] grown(double[] theta, Network wider, double gain, RandomGenerator random) {
        double[] result = wider.initial(gain, random);
        for (int l = 0; l < kernel.layers().size(); l++) {
            MlpJetKernel.Layer from = kernel.layers().get(l);
            MlpJetKernel.Layer to = wider.kernel.layers().get(l);
            for (int i = 0; i < from.out(); i++) {
                int row = to.weights() + i * to.in();
                java.util.Arrays.fill(result, row, row + to.in(), 0);
                System.arraycopy(theta, from.weights() + i * from.in(), result, row, from.in());
                result[to.biases() + i] = theta[from.biases() + i];
            }
        }
        return result;
    }

    private boolean readsFeatures(MlpJetKernel.Layer layer) {
        return layer.name().startsWith("encoder") || layer.name().equals("hidden_0");
    }

    /** Jets of all envelopes at points. */
    Map<String, Envelope.Jets> envelopeJets(JetBasis basis, double[][] points) {
        Map<String, Envelope.Jets> jets = new HashMap<>();
        envelopes.forEach((field, envelope) -> jets.put(field, envelope.jets(basis, points)));
        return jets;
    }

    /** Puts a tile of network outputs into the envelopes, in place. */
    void dress(JetBasis basis, Map<String, Envelope.Jets> jets, int first, double[] y, int points) {
        for (int f = 0; f < fields.size() && !jets.isEmpty(); f++) {
            Envelope.Jets own = jets.get(fields.get(f));
            if (own != null) {
                Envelope.apply(basis, own, first, scales.get(f), y, f * basis.size() * points, points);
            }
        }
    }

    /** The transposed map of {@link #dress}, on adjoints. */
    void undress(JetBasis basis, Map<String, Envelope.Jets> jets, int first, double[] adjoint, int points) {
        for (int f = 0; f < fields.size() && !jets.isEmpty(); f++) {
            Envelope.Jets own = jets.get(fields.get(f));
            if (own != null) {
                Envelope.pullBack(basis, own, first, adjoint, f * basis.size() * points, points);
            }
        }
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
        Map<String, Envelope.Jets> jets = envelopeJets(basis, inputs);
        double[] tile = new double[features.count() * worker.columns()];
        double[][] out = new double[terms.size()][n];
        for (int start = 0; start < n; start += t) {
            for (int p = 0; p < t; p++) {
                features.jets(basis, inputs, Math.min(start + p, n - 1), tile, t, p);
            }
            double[] y = worker.forward(tile);
            dress(basis, jets, start, y, t);
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
