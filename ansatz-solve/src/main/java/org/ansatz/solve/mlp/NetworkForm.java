package org.ansatz.solve.mlp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.kernel.MlpJetKernel;

/** A window's shape as arrays beside its weights, so that a model file is complete in itself. */
final class NetworkForm {
    private static final double AFFINE = 0;
    private static final double WAVE = 1;
    private static final int HEAD = 5;
    private static final double SOFT = 0;
    private static final double HARD = 1;

    private NetworkForm() {}

    static void write(Window window, String prefix, Map<String, NdArray> tensors) {
        Network network = window.network();
        int inputs = network.features().inputs();
        // One row per feature: kind, then (input, centre, scale) or (wave vector, phase).
        int width = Math.max(4, inputs + 2);
        double[] rows = new double[network.features().count() * width];
        int at = 0;
        for (Features.Feature feature : network.features().features()) {
            if (feature instanceof Features.Affine a) {
                rows[at] = AFFINE;
                rows[at + 1] = a.input();
                rows[at + 2] = a.centre();
                rows[at + 3] = a.scale();
            } else if (feature instanceof Features.Wave w) {
                rows[at] = WAVE;
                for (int i = 0; i < inputs; i++) {
                    rows[at + 1 + i] = w.wave().get(i);
                }
                rows[at + 1 + inputs] = w.phase();
            }
            at += width;
        }
        tensors.put(
                prefix + "features", new NdArray(new long[] {network.features().count(), width}, rows));
        double[] shape = new double[network.kernel().shape().hidden().size() + HEAD];
        shape[0] = inputs;
        shape[1] = network.kernel().shape().gated() ? 1 : 0;
        shape[2] = window.from();
        shape[3] = window.to();
        shape[4] = window.network().envelopes().isEmpty() ? SOFT : HARD;
        for (int l = 0; l < shape.length - HEAD; l++) {
            shape[l + HEAD] = network.kernel().shape().hidden().get(l);
        }
        tensors.put(prefix + "shape", NdArray.of(shape));
        tensors.put(
                prefix + "scales",
                NdArray.of(network.scales().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray()));
    }

    static Window read(Map<String, NdArray> tensors, String prefix, Problem problem, int axis) throws IOException {
        NdArray form = tensors.get(prefix + "features");
        NdArray shape = tensors.get(prefix + "shape");
        NdArray scales = tensors.get(prefix + "scales");
        if (form == null || shape == null || scales == null) {
            throw new IOException("the model file lacks " + prefix + "features, shape or scales");
        }
        int inputs = (int) shape.values()[0];
        int width = (int) form.shape()[1];
        List<Features.Feature> features = new ArrayList<>();
        for (int f = 0; f < form.shape()[0]; f++) {
            double[] row = Arrays.copyOfRange(form.values(), f * width, (f + 1) * width);
            if (row[0] == AFFINE) {
                features.add(new Features.Affine((int) row[1], row[2], row[3]));
            } else {
                List<Double> wave = Arrays.stream(row, 1, 1 + inputs).boxed().toList();
                features.add(new Features.Wave(wave, row[1 + inputs]));
            }
        }
        List<Integer> hidden = Arrays.stream(shape.values(), HEAD, shape.values().length)
                .mapToObj(w -> (int) w)
                .toList();
        double hard = shape.values()[4];
        Map<String, Envelope> envelopes = hard == SOFT ? Map.of() : new HardConditions(problem, axis).envelopes();
        Network network = Network.of(
                new Features(inputs, features),
                hidden,
                shape.values()[1] == 1,
                problem.fields(),
                Arrays.stream(scales.values()).boxed().toList(),
                envelopes);
        double[] theta = new double[network.parameterCount()];
        for (MlpJetKernel.Layer layer : network.kernel().layers()) {
            System.arraycopy(
                    tensors.get(prefix + layer.name() + ".weight").values(),
                    0,
                    theta,
                    layer.weights(),
                    layer.in() * layer.out());
            System.arraycopy(
                    tensors.get(prefix + layer.name() + ".bias").values(), 0, theta, layer.biases(), layer.out());
        }
        return new Window(axis, shape.values()[2], shape.values()[3], network, theta);
    }
}
