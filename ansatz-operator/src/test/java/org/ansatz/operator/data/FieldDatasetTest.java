package org.ansatz.operator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Npz;
import org.ansatz.tensor.io.NpzFile;
import org.ansatz.tensor.io.NpzWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldDatasetTest {
    @TempDir
    Path folder;

    private static double value(int sample, int i, int j) {
        return 100 * sample + 10 * i + j;
    }

    private Path npz(String name, double[]... changes) throws IOException {
        double[] fields = new double[3 * 4 * 6];
        for (int s = 0; s < 3; s++) {
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 6; j++) {
                    fields[(s * 4 + i) * 6 + j] = value(s, i, j);
                }
            }
        }
        for (double[] change : changes) {
            fields[(int) change[0]] = change[1];
        }
        Path file = folder.resolve(name);
        try (NpzWriter npz = new NpzWriter(file)) {
            npz.array("f", new NdArray(new long[] {3, 4, 6}, fields));
            npz.array("w", new NdArray(new long[] {3, 2, 4, 6}, new double[3 * 2 * 4 * 6]));
            npz.array("short", new NdArray(new long[] {2, 4, 6}, new double[2 * 4 * 6]));
        }
        return file;
    }

    @Test
    void arraysWithAndWithoutChannelsAreStackedAndSubsampled() throws IOException {
        try (FieldDataset data = FieldDataset.open(npz("a.npz"), List.of("f", "w"), List.of("w"), 2, 2)) {
            assertThat(data.inputs().channels()).isEqualTo(3);
            assertThat(data.outputs().channels()).isEqualTo(2);
            assertThat(data.grid()).containsExactly(2, 3);
            double[] batch = data.inputs().batch(2, 0).toDoubles();
            assertThat(batch).hasSize(2 * 3 * 6);
            assertThat(java.util.Arrays.copyOf(batch, 6)).containsExactly(200, 202, 204, 220, 222, 224);
            assertThat(batch[18 + 5]).isEqualTo(value(0, 2, 4));
        }
    }

    @Test
    void mistakesInTheFileAreNamed() throws IOException {
        Path file = npz("b.npz", new double[] {1 * 24 + 2 * 6 + 5, Double.NaN});
        assertThatThrownBy(() -> FieldDataset.open(file, List.of("g"), List.of("w"), 2, 1))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("there is no array `g`")
                .hasMessageContaining("f");
        assertThatThrownBy(() -> FieldDataset.open(file, List.of("f"), List.of("w"), 1, 1))
                .hasMessageContaining("`w` has shape [3, 2, 4, 6]; the model has 1 axes, so [samples, n] or");
        assertThatThrownBy(() -> FieldDataset.open(file, List.of("f"), List.of("short"), 2, 1))
                .hasMessageContaining("[f] has 3 samples")
                .hasMessageContaining("[short] has 2");
        assertThatThrownBy(() -> FieldDataset.open(folder.resolve("none.npz"), List.of("f"), List.of("w"), 2, 1))
                .hasMessageContaining("there is no such file");
        try (FieldDataset data = FieldDataset.open(file, List.of("f"), List.of("w"), 2, 1)) {
            assertThatThrownBy(() -> data.checkFinite(0, 3))
                    .isInstanceOf(InvalidProblem.class)
                    .hasMessageContaining("holds NaN in sample 1, channel 0, grid point [2, 5]");
        }
    }

    @Test
    void theHdf5FileOfTheSameArraysGivesTheSameFields() throws IOException {
        Path file = folder.resolve("c.h5");
        float[][][] fields = new float[3][4][6];
        double[][][][] outputs = new double[3][2][4][6];
        for (int s = 0; s < 3; s++) {
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 6; j++) {
                    fields[s][i][j] = (float) value(s, i, j);
                }
            }
        }
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putDataset("f", fields);
            hdf.putDataset("w", outputs);
        }
        try (FieldDataset h5 = FieldDataset.open(file, List.of("f"), List.of("w"), 2, 1);
                FieldDataset npz = FieldDataset.open(npz("c.npz"), List.of("f"), List.of("w"), 2, 1)) {
            assertThat(h5.samples()).isEqualTo(3);
            assertThat(h5.inputs().batch(1, 2).toDoubles())
                    .containsExactly(npz.inputs().batch(1, 2).toDoubles());
            assertThat(h5.outputs().grid()).containsExactly(4, 6);
        }
    }

    @Test
    void normalisationIsFittedOnTheSamplesThatAreNamed() throws IOException {
        try (FieldDataset data = FieldDataset.open(npz("d.npz"), List.of("f"), List.of("w"), 2, 1)) {
            Normalisation fitted = Normalisation.fit(data.inputs(), 0, 2, Normalisation.Kind.STANDARD);
            double mean = 0;
            double square = 0;
            for (int s = 0; s < 2; s++) {
                for (int i = 0; i < 4; i++) {
                    for (int j = 0; j < 6; j++) {
                        mean += value(s, i, j) / 48;
                        square += value(s, i, j) * value(s, i, j) / 48;
                    }
                }
            }
            assertThat(fitted.shift()[0]).isCloseTo(mean, within(1e-10));
            assertThat(fitted.scale()[0]).isCloseTo(Math.sqrt(square - mean * mean), within(1e-10));
            var fields = data.inputs().batch(0, 1);
            assertThat(fitted.decode(fitted.encode(fields)).allClose(fields, 1e-12, 1e-12))
                    .isTrue();
            assertThat(Normalisation.fit(data.outputs(), 0, 3, Normalisation.Kind.STANDARD)
                            .scale())
                    .containsExactly(1, 1);
        }
    }

    /** Sample s has values from 100 s to 100 s + 35. */
    @Test
    void samplesFarOutsideTheRangeOfTheOthersAreCounted() throws IOException {
        try (FieldDataset data = FieldDataset.open(npz("e.npz"), List.of("f"), List.of("w"), 2, 1)) {
            Normalisation fitted = Normalisation.fit(data.inputs(), 0, 2, Normalisation.Kind.SCALE);
            assertThat(fitted.range().least()).containsExactly(0);
            assertThat(fitted.range().largest()).containsExactly(135);
            assertThat(fitted.range().excess(data.inputs(), 0, 2)).isEmpty();
            assertThat(fitted.range().excess(data.inputs(), 0, 3)).hasValueSatisfying(excess -> assertThat(excess)
                    .startsWith("1 of 3 samples of [f]")
                    .contains("sample 2, channel 0 has 235, training had 0.00 to 135"));
            Map<String, NdArray> arrays = fitted.arrays("inputs");
            assertThat(Normalisation.of(arrays, "inputs").range().excess(data.inputs(), 2, 3))
                    .isPresent();
            // Models of earlier versions do not know their range.
            arrays.remove("inputs.least");
            assertThat(Normalisation.of(arrays, "inputs").range().excess(data.inputs(), 2, 3))
                    .isEmpty();
        }
    }

    @Test
    void generatedDataRepeatThemselvesAndLongerFilesBeginAlike() throws IOException {
        for (FieldProblem problem : FieldProblems.all()) {
            Map<String, String> small = Map.of("samples", "3", "resolution", "8", "precision", "double");
            Path first = folder.resolve(problem.name() + "-1.npz");
            Path second = folder.resolve(problem.name() + "-2.npz");
            DatasetGenerator.write(problem, new Settings(small), first, Run.silent(5));
            DatasetGenerator.write(problem, new Settings(small).with("samples", 2), second, Run.silent(5));
            try (NpzFile npz = NpzFile.open(first)) {
                assertThat(npz.text("provenance")).contains("data " + problem.name() + " --seed 5", "resolution=8");
                assertThat(npz.names()).contains("inputs", "outputs", "x", "seed");
                long[] shape = npz.array("outputs").shape();
                double[] all = new double[(int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
                npz.array("outputs").read(0, all, 0, all.length);
                assertThat(all).doesNotContain(Double.NaN);
                try (NpzFile shorter = NpzFile.open(second)) {
                    double[] two = new double[all.length / 3 * 2];
                    shorter.array("outputs").read(0, two, 0, two.length);
                    assertThat(two).containsExactly(java.util.Arrays.copyOf(all, two.length));
                }
            }
            try (var left = Files.list(folder)) {
                assertThat(left.filter(p -> p.toString().endsWith(".part"))).isEmpty();
            }
        }
    }

    @Test
    void compressedFilesAreReadToo() throws IOException {
        Path file = folder.resolve("packed.npz");
        Npz.write(file, Map.of("f", new NdArray(new long[] {2, 3}, new double[] {1, 2, 3, 4, 5, 6})));
        try (FieldDataset data = FieldDataset.inputsOnly(file, List.of("f"), 1)) {
            assertThat(data.inputs().batch(1).toDoubles()).containsExactly(4, 5, 6);
        }
    }
}
