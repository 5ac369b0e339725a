package org.ansatz.solve.collocation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.reference.SingularParts;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.kernel.JetKernel;

/** A window's shape as arrays beside its weights, so that a model file is complete in itself. */
final class WindowArrays {
    private static final double AFFINE = 0;
    private static final double WAVE = 1;
    private static final double CORNER = 2;
    private static final int CORNER_NUMBERS = 9;
    private static final double SOFT = 0;
    private static final double HARD = 1;

    private WindowArrays() {}

    static void write(Window window, String prefix, KernelForm form, Map<String, NdArray> tensors) {
        Trial trial = window.trial();
        int inputs = trial.features().inputs();
        // One row per feature: kind, then (input, centre, scale), (wave vector, phase) or what a corner has.
        int width = Math.max(CORNER_NUMBERS, inputs + 2);
        double[] rows = new double[trial.features().count() * width];
        int at = 0;
        for (Features.Feature feature : trial.features().features()) {
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
            } else if (feature instanceof Features.Corner c) {
                double[] row = {
                    CORNER,
                    c.inputs().get(0),
                    c.inputs().get(1),
                    c.at().get(0),
                    c.at().get(1),
                    c.bisector(),
                    c.power(),
                    c.scale(),
                    c.imaginary() ? 1 : 0
                };
                System.arraycopy(row, 0, rows, at, row.length);
            }
            at += width;
        }
        tensors.put(
                prefix + "features", new NdArray(new long[] {trial.features().count(), width}, rows));
        double hard = trial.envelopes().isEmpty() ? SOFT : HARD;
        tensors.put(
                prefix + "window",
                NdArray.of(
                        inputs,
                        window.from(),
                        window.to(),
                        hard,
                        trial.singular().isEmpty() ? 0 : 1));
        tensors.put(prefix + "kernel", NdArray.of(form.numbers(trial.kernel())));
        tensors.put(
                prefix + "scales",
                NdArray.of(
                        trial.scales().stream().mapToDouble(Double::doubleValue).toArray()));
    }

    static Window read(Map<String, NdArray> tensors, String prefix, Problem problem, KernelForm form, int axis)
            throws IOException {
        NdArray rows = array(tensors, prefix + "features");
        double[] window = array(tensors, prefix + "window").values();
        int inputs = (int) window[0];
        int width = (int) rows.shape()[1];
        List<Features.Feature> features = new ArrayList<>();
        for (int f = 0; f < rows.shape()[0]; f++) {
            double[] row = Arrays.copyOfRange(rows.values(), f * width, (f + 1) * width);
            if (row[0] == AFFINE) {
                features.add(new Features.Affine((int) row[1], row[2], row[3]));
            } else if (row[0] == CORNER) {
                features.add(new Features.Corner(
                        List.of((int) row[1], (int) row[2]),
                        List.of(row[3], row[4]),
                        row[5],
                        row[6],
                        row[7],
                        row[8] == 1));
            } else {
                List<Double> wave = Arrays.stream(row, 1, 1 + inputs).boxed().toList();
                features.add(new Features.Wave(wave, row[1 + inputs]));
            }
        }
        JetKernel kernel = form.kernel(
                features.size(),
                problem.fields().size(),
                array(tensors, prefix + "kernel").values());
        Trial trial = new Trial(
                new Features(inputs, features),
                kernel,
                problem.fields(),
                Arrays.stream(array(tensors, prefix + "scales").values())
                        .boxed()
                        .toList(),
                window[3] == SOFT ? Map.of() : new HardConditions(problem, axis).envelopes(),
                window[4] == 0 ? SingularParts.none(problem) : SingularParts.of(problem));
        double[] theta = new double[kernel.parameterCount()];
        for (JetKernel.Block block : kernel.blocks()) {
            System.arraycopy(array(tensors, prefix + block.name()).values(), 0, theta, block.offset(), block.size());
        }
        return new Window(axis, window[1], window[2], trial, theta);
    }

    private static NdArray array(Map<String, NdArray> tensors, String name) throws IOException {
        NdArray array = tensors.get(name);
        if (array == null) {
            throw new IOException("the model file lacks " + name);
        }
        return array;
    }
}
