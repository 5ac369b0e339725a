package org.ansatz.solve.collocation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.reference.SingularParts;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;
import org.ansatz.tensor.kernel.JetKernel;

/**
 * The trial functions: a kernel with parameters on features of the inputs, one output per field, each multiplied by a scale
 * that makes it of order one and, where values are imposed exactly, put into an {@link Envelope}. Known singular parts
 * are added to them.
 */
record Trial(
        Features features,
        JetKernel kernel,
        List<String> fields,
        List<Double> scales,
        Map<String, Envelope> envelopes,
        SingularParts singular) {
    Trial {
        fields = List.copyOf(fields);
        scales = List.copyOf(scales);
        envelopes = Map.copyOf(envelopes);
    }

    int parameterCount() {
        return kernel.parameterCount();
    }

    /** Jets of all envelopes at points. */
    Map<String, Envelope.Jets> envelopeJets(JetBasis basis, double[][] points) {
        Map<String, Envelope.Jets> jets = new HashMap<>();
        envelopes.forEach((field, envelope) -> jets.put(field, envelope.jets(basis, points)));
        return jets;
    }

    /** Puts a tile of the kernel's outputs into the envelopes, in place. */
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
        JetKernel.Worker worker = kernel.worker(basis);
        worker.setParameters(theta);
        int t = worker.points();
        Map<String, Envelope.Jets> jets = envelopeJets(basis, inputs);
        double[] tile = new double[features.count() * worker.columns()];
        double[][] out = singular.evaluate(inputs, terms);
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
                    out[i][start + p] += factor * y[at + p];
                }
            }
        }
        return out;
    }
}
