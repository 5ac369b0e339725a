package org.ansatz.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ansatz.learn.optim.Optimizers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training allocates nothing that grows, in the heap or outside of it. */
class SoakTest {
    private static final long STEPS = 10_000;
    private static final Path STATUS = Path.of("/proc/self/status");

    /** Trains in a virtual machine of its own, with a heap of one size, and prints its anonymous resident size twice. */
    public static void main(String[] arguments) throws IOException {
        Path checkpoint = Path.of(arguments[0]);
        // What the just-in-time compiler needs is not training's: most of its work is done after the first run.
        train(checkpoint, progress -> {});
        train(checkpoint, progress -> {
            if (progress.step() == 1000 || progress.step() == STEPS) {
                System.out.println("resident " + residentKilobytes());
            }
        });
    }

    private static void train(Path checkpoint, TrainingListener listener) throws IOException {
        PoissonFixture poisson = new PoissonFixture(8, 24);
        new Trainer(poisson.objective, Optimizers.named("adam").with(Map.of()), poisson.start(0), 0)
                .balancer(GradientAnnealing.published("residual", warning -> {}), poisson.layers())
                .checkpoint(checkpoint, 500)
                .listener(listener)
                .fit(STEPS);
    }

    private static long residentKilobytes() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void residentSizeAfterTenThousandStepsIsThatAfterAThousand(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isReadable(STATUS), "the system does not tell a process's resident size");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Xms256m",
                        "-Xmx256m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        // The second compiler takes and keeps up to 10 MB whenever it comes to a large method.
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SoakTest.class.getName(),
                        folder.resolve("checkpoint.safetensors").toString()))
                .redirectErrorStream(true)
                .start();
        List<String> lines;
        try (var reader = process.inputReader()) {
            lines = reader.lines().toList();
        }
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        List<Double> sizes = lines.stream()
                .filter(line -> line.startsWith("resident "))
                .map(line -> Double.valueOf(line.substring("resident ".length())))
                .toList();
        assertThat(sizes).hasSize(2);
        assertThat(sizes.get(1) / sizes.get(0)).isCloseTo(1, within(0.03));
    }
}
