package org.ansatz.operator.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.ansatz.operator.data.DatasetGenerator;
import org.ansatz.operator.data.FieldDataset;
import org.ansatz.operator.data.MembraneSteps;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.report.RunFolder;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Npz;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutTest {
    private static final String MODEL = """
            name: steps
            data: {file: membrane.npz, train: 24, test: 8, periodic: false, HISTORY}
            model: {type: cnn, axes: 2, width: 4, layers: 2, taps: 3}
            train: {epochs: 2, batch: 8, rate: 1e-2, seed: 3, threads: 1, precision: double}
            """;

    @TempDir
    static Path shared;

    @BeforeAll
    static void generate() throws IOException {
        DatasetGenerator.write(
                new MembraneSteps(),
                new Settings(Map.of("samples", "32", "resolution", "9", "precision", "double")),
                shared.resolve("membrane.npz"),
                Run.silent(1));
    }

    private static Path trained(String history, String name) throws IOException {
        Path file = shared.resolve(name + ".yaml");
        Files.writeString(file, MODEL.replace("HISTORY", history));
        RunFolder folder = RunFolder.create(shared.resolve(name), "steps");
        try (OperatorRun run = OperatorRun.prepare(ModelFile.read(file, Settings.empty()))) {
            run.recordConfiguration(folder, Settings.empty());
            run.train(Run.silent(3));
            run.report(folder);
        }
        return folder.path();
    }

    @Test
    void everyStepReadsTheTwoBeforeItAndTheSpeedThatStays() throws IOException {
        Path run = trained("history: 2", "two");
        Path out = shared.resolve("steps.npz");
        FilePrediction.write(run, shared.resolve("membrane.npz"), out, 3);
        NdArray steps = Npz.read(out).get("outputs");
        assertThat(steps.shape()).containsExactly(32, 3, 1, 9, 9);
        Scope.run(() -> {
            try (TrainedOperator operator = TrainedOperator.load(run);
                    FieldDataset data = FieldDataset.inputsOnly(shared.resolve("membrane.npz"), List.of("inputs"), 2)) {
                Tensor first = data.inputs().batch(LongStream.range(0, 32).toArray());
                Tensor now = first.narrow(1, 0, 1);
                Tensor before = first.narrow(1, 1, 1);
                Tensor speed = first.narrow(1, 2, 1);
                Tensor written = Tensor.of(steps.values(), steps.shape());
                for (int s = 0; s < 3; s++) {
                    Tensor input = Tensor.cat(1, now, before, speed);
                    Tensor next = Autograd.noGrad(() -> operator.predict(input));
                    Tensor wanted = written.narrow(1, s, 1).squeeze(1);
                    assertThat(next.sub(wanted).abs().max().item()).isLessThan(1e-12);
                    before = now;
                    now = next;
                }
            }
        });
    }

    @Test
    void aMapThatDoesNotSayWhatItsChannelsAreIsNotRepeated() throws IOException {
        Path silent = trained("subsample: 1", "silent");
        Path out = shared.resolve("none.npz");
        assertThatThrownBy(() -> FilePrediction.write(silent, shared.resolve("membrane.npz"), out, 2))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("3 input and 1 output channels")
                .hasMessageContaining("`history`");
        Path four = trained("history: 4", "four");
        assertThatThrownBy(() -> FilePrediction.write(four, shared.resolve("membrane.npz"), out, 2))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("4 states of 1 channels");
        assertThat(Files.exists(out)).isFalse();
        FilePrediction.write(silent, shared.resolve("membrane.npz"), out, 1);
        assertThat(Npz.read(out).get("outputs").shape()).containsExactly(32, 1, 9, 9);
    }
}
