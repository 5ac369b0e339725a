package org.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Npz;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From generated fields over a trained operator to predictions, on grids that take a moment. */
class OperatorCommandsTest {
    @TempDir
    static Path shared;

    private static Path fields;
    private static Path model;

    @BeforeAll
    static void generateFields() throws Exception {
        fields = shared.resolve("waves.npz");
        Invocation data =
                Invocation.of("data", "wave", "--out", fields, "--seed", "4", "--set", "samples=20", "resolution=8");
        assertThat(data.status()).as(data.err()).isZero();
        model = shared.resolve("model.yaml");
        Files.writeString(model, """
                data: {file: waves.npz, test: 4}
                model: {modes: [4, 4], width: 4, layers: 2}
                train: {epochs: 3, rate: 1e-2, threads: 1}
                """);
    }

    @Test
    void anOperatorIsTrainedShownAndApplied() throws Exception {
        Path run = shared.resolve("run");
        Invocation trained = Invocation.of(
                "train", model, "--json", "--out", run, "--seed", "2", "--set", "factorization=cp", "rank=0.4");
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(trained.json().get("name").asText()).isEqualTo("model");
        assertThat(trained.json().get("figures").get(0).get("name").asText()).isEqualTo("test_l2");
        assertThat(run.resolve("model.safetensors")).exists();
        assertThat(run.resolve("figures/prediction-1.png")).exists();
        Invocation shown = Invocation.of("show", run);
        assertThat(shown.out()).contains("method   operator, seed 2", "factorization=cp", "parameters.spectral");

        Path out = shared.resolve("predicted.npz");
        Invocation predicted = Invocation.of("predict", run, "--input", fields, "--out", out);
        assertThat(predicted.status()).as(predicted.err()).isZero();
        assertThat(Npz.read(out).get("outputs").shape()).containsExactly(20, 1, 8, 8);
        assertThat(predicted.err()).isEmpty();
        double[] large = new double[64];
        Arrays.setAll(large, i -> 1e3 * Math.sin(i));
        Path loud = shared.resolve("loud.npz");
        Npz.write(loud, Map.of("inputs", new NdArray(new long[] {1, 1, 8, 8}, large)));
        Invocation warned = Invocation.of("predict", run, "--input", loud, "--out", out);
        assertThat(warned.status()).as(warned.err()).isZero();
        assertThat(warned.err()).contains("far outside those of the training samples");
        large[9] = Double.NaN;
        Path broken = shared.resolve("broken.npz");
        Npz.write(broken, Map.of("inputs", new NdArray(new long[] {1, 1, 8, 8}, large)));
        Invocation refused = Invocation.of("predict", run, "--input", broken, "--out", shared.resolve("none.npz"));
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("holds NaN in sample 0, channel 0, grid point [1, 1]");
        assertThat(shared.resolve("none.npz")).doesNotExist();
        Invocation nothing = Invocation.of("predict", run, "--input", shared.resolve("no.npz"), "--out", out);
        assertThat(nothing.status()).isEqualTo(2);
        assertThat(nothing.err()).contains("there is no such file");
    }

    @Test
    void aMonitorFindsTheScaleOfWeightsInFrontOfANormalisation() throws Exception {
        Path run = shared.resolve("watched");
        Invocation trained = watched(run, "precision=single");
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(trained.err()).contains("scale of spectral0.weight: holds", "the exact law holds to ");
        assertThat(Files.readString(run.resolve("noether-audit.csv"))).contains("scale of spectral0.weight,1,1,");
        assertThat(run.resolve("noether.csv")).exists();
        // The normalisation's epsilon of 1e-5 breaks the symmetry, which double precision sees.
        assertThat(watched(shared.resolve("watched-double"), "precision=double").err())
                .contains("scale of spectral0.weight: broken")
                .contains("none of the symmetries; charges of its arrays are recorded, without a prediction");
        Invocation unknown = Invocation.of("train", model, "--monitor", "noeter");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("--monitor noeter");
    }

    private static Invocation watched(Path run, String precision) {
        return Invocation.of(
                "train",
                model,
                "--monitor",
                "noether",
                "--out",
                run,
                "--set",
                "norm=instance",
                precision,
                "optimizer=sgd(momentum=0.9)",
                "rate=1e-2");
    }

    @Test
    void whatIsWrongIsToldBeforeTraining() {
        Invocation modes = Invocation.of("train", model, "--set", "modes=[16,16]");
        assertThat(modes.status()).isEqualTo(2);
        assertThat(modes.err()).contains("modes [16, 16] do not fit a grid of [8, 8] points");
        Invocation key = Invocation.of("train", model, "--set", "rang=0.1");
        assertThat(key.status()).isEqualTo(2);
        assertThat(key.err()).contains("--set rang=0.1", "rank");
        Invocation name = Invocation.of("data", "waves", "--out", shared.resolve("w.npz"));
        assertThat(name.status()).isEqualTo(2);
        assertThat(name.err()).contains("unknown data `waves`", "wave");
        Invocation setting = Invocation.of("data", "wave", "--out", shared.resolve("w.npz"), "--set", "resolution=7");
        assertThat(setting.status()).isEqualTo(2);
        assertThat(setting.err()).contains("7 is not an even number of points");
        assertThat(shared.resolve("w.npz")).doesNotExist();
    }

    @Test
    void anInterruptedTrainingGoesOn() {
        Path run = shared.resolve("interrupted");
        Interruption interruption = new Interruption();
        interruption.ask();
        Invocation stopped = Invocation.of(interruption, "train", model, "--out", run);
        assertThat(stopped.status()).isEqualTo(130);
        assertThat(stopped.err()).contains("ansatz train --resume " + run);
        Invocation resumed = Invocation.of("train", "--resume", run);
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("test_l2");
    }
}
