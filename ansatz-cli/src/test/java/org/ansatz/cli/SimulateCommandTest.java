package org.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jhdf.HdfFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.ansatz.tensor.io.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of simulations, shortened, and what is refused. */
class SimulateCommandTest {
    private static final Path EXAMPLES = Path.of("../examples");

    @TempDir
    private Path folder;

    @Test
    void kinksAreEvolvedAndShown() throws Exception {
        Path run = folder.resolve("run");
        Invocation simulated = Invocation.of(
                "simulate",
                EXAMPLES.resolve("phi4-kinks.yaml"),
                "--json",
                "--out",
                run,
                "--set",
                "until=2",
                "frames=4");
        assertThat(simulated.status()).as(simulated.err()).isZero();
        assertThat(simulated.json().get("name").asText()).isEqualTo("phi4-kinks");
        assertThat(Npz.read(run.resolve("solution.npz")).get("phi").shape()).containsExactly(5, 1024);
        assertThat(run.resolve("figures/observable-pair.png")).exists();
        Invocation shown = Invocation.of("show", run);
        assertThat(shown.out()).contains("method   simulate, seed 1", "conservation_error", "error_estimate.phi");
    }

    @Test
    void stringsAreEvolvedInAnExpandingPlane() throws Exception {
        Path run = folder.resolve("run");
        Invocation simulated = Invocation.of(
                "simulate",
                EXAMPLES.resolve("string-network.yaml"),
                "--out",
                run,
                "--seed",
                "3",
                "--set",
                "until=2.5",
                "points=32",
                "frames=2");
        assertThat(simulated.status()).as(simulated.err()).isZero();
        assertThat(simulated.out()).contains("conservation_error", "modulus.end");
        double[] frames = Npz.read(run.resolve("solution.npz")).get("u").values();
        try (HdfFile hdf = new HdfFile(run.resolve("state.h5"))) {
            double[][] last = (double[][]) hdf.getDatasetByPath("/u").getData();
            for (int i = 0; i < 32; i++) {
                assertThat(last[i]).containsExactly(Arrays.copyOfRange(frames, (64 + i) * 32, (65 + i) * 32));
            }
            var momentum = hdf.getDatasetByPath("/u.momentum");
            assertThat(momentum.getDimensions()).containsExactly(32, 32);
            assertThat((double) momentum.getAttribute("t").getData()).isCloseTo(2.5, within(1e-12));
            assertThat((long) momentum.getAttribute("seed").getData()).isEqualTo(3);
        }
        assertThat(Files.readString(run.resolve("config.yaml"))).contains("seed: 3");
    }

    @Test
    void anUnstableStepIsRefusedBeforeAFolderIsMade() {
        Path run = folder.resolve("run");
        Invocation refused =
                Invocation.of("simulate", EXAMPLES.resolve("phi4-kinks.yaml"), "--out", run, "--set", "dt=0.2");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("--set dt=0.2", "is not below the limit");
        assertThat(run).doesNotExist();
    }

    @Test
    void whoSolvesASimulationIsToldTheCommand() {
        Invocation refused =
                Invocation.of("solve", EXAMPLES.resolve("phi4-kinks.yaml"), "--out", folder.resolve("run"));
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("phi4-kinks.yaml:", "ansatz simulate FILE evolves it");
    }

    @Test
    void aRunOfAnotherKindIsNotGoneOnWith() throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(run.resolve("config.yaml"), "problem: {file: a.yaml, text: 'x'}\nmethod: operator\n");
        Invocation refused = Invocation.of("simulate", "--resume", run);
        assertThat(refused.status()).isEqualTo(2);
    }
}
