package org.ansatz.operator.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.ansatz.operator.data.DatasetGenerator;
import org.ansatz.operator.data.FieldProblems;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.report.Metrics;
import org.ansatz.physics.report.RunFolder;
import org.ansatz.tensor.io.NdArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorTrainingTest {
    private static final String MODEL = """
            name: waves
            data: {file: waves.npz, train: 24, test: 8}
            model: {modes: [4, 4], width: 6, layers: 2, factorization: tucker, rank: 0.3}
            train: {epochs: 25, batch: 8, rate: 1e-2, seed: 3, threads: 1}
            """;

    @TempDir
    static Path shared;

    @BeforeAll
    static void generate() throws IOException {
        DatasetGenerator.write(
                FieldProblems.named("wave").orElseThrow(),
                new Settings(Map.of("samples", "32", "resolution", "8")),
                shared.resolve("waves.npz"),
                Run.silent(1));
    }

    private static ModelFile model(String text) throws IOException {
        Path file = shared.resolve("model.yaml");
        Files.writeString(file, text);
        return ModelFile.read(file, Settings.empty());
    }

    /** A run in a folder that is stopped after some steps. */
    private record FolderRun(Path path, boolean resuming, long stopAfter, long[] seen) implements Run {
        @Override
        public long seed() {
            return 3;
        }

        @Override
        public Optional<Path> folder() {
            return Optional.of(path);
        }

        @Override
        public void say(String message) {}

        @Override
        public void progress(double fraction, String stage, long step, Map<String, Double> figures) {
            seen[0] = step;
        }

        @Override
        public boolean stopRequested() {
            return seen[0] >= stopAfter;
        }
    }

    private static RunFolder train(String text, String name, long stopAfter, boolean resuming) throws IOException {
        RunFolder folder =
                resuming ? RunFolder.open(shared.resolve(name)) : RunFolder.create(shared.resolve(name), "waves");
        try (OperatorRun run = OperatorRun.prepare(resuming ? ModelFile.ofRun(folder) : model(text))) {
            run.recordConfiguration(folder, Settings.empty());
            run.train(new FolderRun(folder.path(), resuming, stopAfter, new long[1]));
            run.report(folder);
        }
        return folder;
    }

    @Test
    void convolutionsWithProductsOfFiltersLearnTooAndAreLoadedAgain() throws IOException {
        String text = MODEL.replaceAll(
                "model: .*",
                "model: {type: cnn, width: 6, layers: 3, taps: 5, kernel: cp, kernel_rank: 1, residual: true}");
        RunFolder folder = train(text, "convolutions", Long.MAX_VALUE, false);
        Metrics metrics = Metrics.read(folder.metrics());
        assertThat(metrics.figure("test_l2").value()).isLessThan(0.8);
        assertThat(metrics.figure("compression.kernels").value()).isEqualTo(2.5);
        try (TrainedOperator operator = TrainedOperator.load(folder.path())) {
            double[] field = new double[100];
            java.util.Arrays.setAll(field, i -> Math.sin(i));
            assertThat(operator.predict(new NdArray(new long[] {1, 10, 10}, field))
                            .shape())
                    .containsExactly(1, 10, 10);
            assertThatThrownBy(() -> operator.predict(new NdArray(new long[] {1, 4, 4}, new double[16])))
                    .isInstanceOf(InvalidProblem.class)
                    .hasMessageContaining("5 taps");
        }
    }

    @Test
    void matricesAlongTheAxesLearnOnTheirOwnGrid() throws IOException {
        String text = MODEL.replaceAll("model: .*", "model: {type: lordnet, grid: [8, 8], width: 6, layers: 2}")
                .replace("epochs: 25", "epochs: 75");
        RunFolder folder = train(text, "products", Long.MAX_VALUE, false);
        assertThat(Metrics.read(folder.metrics()).figure("test_l2").value()).isLessThan(0.8);
        try (TrainedOperator operator = TrainedOperator.load(folder.path())) {
            assertThat(operator.predict(new NdArray(new long[] {1, 8, 8}, new double[64]))
                            .shape())
                    .containsExactly(1, 8, 8);
            assertThatThrownBy(() -> operator.predict(new NdArray(new long[] {1, 16, 16}, new double[256])))
                    .isInstanceOf(InvalidProblem.class)
                    .hasMessageContaining("tied to H x W = 8 x 8; got 16 x 16");
        }
        assertRefused(text.replace("[8, 8]", "[8, 9]"), "tied to H x W = 8 x 9; got 8 x 8");
        assertRefused(text.replace("grid: [8, 8], ", ""), "model.yaml:3:", "`grid` is missing");
        assertRefused(text.replace("width: 6", "width: 6, shared: 4"), "model.yaml:3:", "do not fall into groups of 4");
    }

    @Test
    void modesMayStayUnfactorisedAndPatchesMayKnowTheirPlace() throws IOException {
        String text = MODEL.replace(
                "rank: 0.3",
                "rank: 0.3, fixed_modes: [0, 1], norm: adaptive, levels: 1, patch_padding: 0, coordinates: global");
        RunFolder folder = train(text, "placed", 3, false);
        try (TrainedOperator operator = TrainedOperator.load(folder.path())) {
            assertThat(operator.model().settings().inputs()).isEqualTo(6);
            assertThat(operator.model().parameters().names())
                    .contains("spectral0.factor2")
                    .doesNotContain("spectral0.factor0");
        }
        assertRefused(text.replace("[0, 1]", "[0, 4]"), "model.yaml:3:", "some of the modes 0 to 3");
        assertRefused(text.replace("tucker", "cp"), "model.yaml:3:", "only a tucker factorization");
        assertRefused(text.replace("global", "globl"), "model.yaml:3:", "unknown word `globl`", "global");
    }

    @Test
    void keysOfAnotherTypeOfModelAreRefused() {
        assertThatThrownBy(() -> model(MODEL.replace("modes: [4, 4]", "type: cnn, modes: [4, 4]")))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("model.yaml:3:")
                .hasMessageContaining("unknown key `modes` in a model of type cnn");
        assertThatThrownBy(() -> model(MODEL.replace("modes: [4, 4]", "type: cnm, modes: [4, 4]")))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("cnn");
        assertThatThrownBy(() -> model(MODEL.replaceAll("model: .*", "model: {type: cnn, taps: 4}")))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("odd number of taps");
        assertThatThrownBy(() -> ModelFile.read(shared.resolve("model.yaml"), new Settings(Map.of("rank", "0.5"))))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("a model of type cnn has no such setting");
    }

    @Test
    void aRunLearnsIsLoadedInOneLineAndGoesOnWhereItWasStopped() throws IOException {
        RunFolder whole = train(MODEL, "whole", Long.MAX_VALUE, false);
        Metrics metrics = Metrics.read(whole.metrics());
        // A relative error of 1 is that of predicting nothing.
        assertThat(metrics.figure("test_l2").value()).isLessThan(0.8);
        assertThat(whole.pictures()).hasSize(3);
        assertThat(whole.report()).exists();

        train(MODEL, "parts", 17, false);
        RunFolder parts = train(MODEL, "parts", Long.MAX_VALUE, true);
        try (TrainedOperator one = TrainedOperator.load(whole.path());
                TrainedOperator other = TrainedOperator.load(parts.path())) {
            double[] field = new double[64];
            java.util.Arrays.setAll(field, i -> Math.sin(i));
            NdArray predicted = one.predict(new NdArray(new long[] {1, 8, 8}, field));
            assertThat(predicted.shape()).containsExactly(1, 8, 8);
            assertThat(other.predict(new NdArray(new long[] {1, 8, 8}, field)).values())
                    .containsExactly(predicted.values());
            // Twice as fine a grid is taken too, a coarser one than the modes is not.
            assertThat(one.predict(new NdArray(new long[] {2, 1, 16, 16}, new double[512]))
                            .shape())
                    .containsExactly(2, 1, 16, 16);
            assertThatThrownBy(() -> one.predict(new NdArray(new long[] {1, 2, 2}, new double[4])))
                    .isInstanceOf(InvalidProblem.class)
                    .hasMessageContaining("modes [4, 4] do not fit a grid of [2, 2] points");
            assertThatThrownBy(() -> one.predict(new NdArray(new long[] {2, 8, 8}, new double[128])))
                    .hasMessageContaining("takes 1 input channels");
        }

        Path out = shared.resolve("predicted.npz");
        FilePrediction prediction = FilePrediction.write(whole.path(), shared.resolve("waves.npz"), out, 2);
        assertThat(prediction.samples()).isEqualTo(32);
        assertThat(org.ansatz.tensor.io.Npz.read(out).get("outputs").shape()).containsExactly(32, 2, 1, 8, 8);
    }

    @Test
    void batchesThatAreShiftedLearnOtherwiseAndGoOnWhereTheyWereStopped() throws IOException {
        String shifted = MODEL.replace("seed: 3", "seed: 3, shifts: true");
        RunFolder whole = train(shifted, "shifted", Long.MAX_VALUE, false);
        train(shifted, "shifted-parts", 17, false);
        RunFolder parts = train(shifted, "shifted-parts", Long.MAX_VALUE, true);
        RunFolder plain = train(MODEL, "unshifted", 1, false);
        double error = Metrics.read(whole.metrics()).figure("test_l2").value();
        assertThat(error).isLessThan(0.8);
        assertThat(Metrics.read(parts.metrics()).figure("test_l2").value()).isEqualTo(error);
        assertThat(Metrics.read(plain.metrics()).figure("test_l2").value()).isNotEqualTo(error);
        assertRefused(shifted.replace("test: 8", "test: 8, periodic: false"), "shifts", "periodic: false");
    }

    private static void assertRefused(String text, String... parts) {
        assertThatThrownBy(() -> OperatorRun.prepare(model(text)).close())
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void mistakesInTheModelFileAreToldWithTheirPlace() {
        assertRefused(MODEL.replace("width: 6", "widht: 6"), "model.yaml:3:", "unknown key `widht` in model", "width");
        assertRefused(MODEL.replace("[4, 4]", "[4, 5]"), "model.yaml:3:16:", "5 is not an even number");
        assertRefused(MODEL.replace("[4, 4]", "[4, x]"), "model.yaml:3:16:", "a list of even numbers");
        assertRefused(MODEL.replace("rank: 0.3", "rank: 0"), "model.yaml:3:", "not a fraction above 0");
        assertRefused(MODEL.replace("tucker", "tuker"), "model.yaml:3:", "unknown word `tuker`", "tucker");
        assertRefused(MODEL.replace("epochs: 25", "epochs: many"), "model.yaml:4:", "`many` is not a number");
        assertRefused(MODEL.replace("model:", "modell:"), "model.yaml:3:1:", "unknown key `modell` of a model file");
    }

    @Test
    void whatTheDataCannotGiveIsToldBeforeTraining() {
        assertRefused(MODEL.replace("waves.npz", "wave.npz"), "wave.npz: there is no such file");
        assertRefused(MODEL.replace("train: 24", "train: 30"), "train 30 and test 8: the file has 32 samples");
        assertRefused(MODEL.replace("[4, 4]", "[4, 16]"), "modes [4, 16] do not fit a grid of [8, 8] points");
        assertRefused(MODEL.replace("[4, 4]", "[4]"), "has shape [32, 1, 8, 8]; the model has 1 axes");
        assertRefused(MODEL.replace("layers: 2", "layers: 2, levels: 2"), "a field of 8 points per axis cannot be cut");
        assertRefused(MODEL.replace("seed: 3", "seed: 3, device: cuda"), "device: cuda:0 is not available here");
    }
}
