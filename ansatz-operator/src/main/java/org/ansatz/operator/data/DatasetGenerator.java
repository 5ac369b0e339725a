package org.ansatz.operator.data;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.ansatz.operator.data.FieldProblem.Pair;
import org.ansatz.operator.data.FieldProblem.Sampler;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.NpzWriter;

/**
 * Writes pairs of fields to an NPZ file in constant memory: {@code inputs} [samples, channels, grid...] and {@code outputs}
 * [samples, 1, grid...], the coordinates, {@code seed}, and {@code provenance}, a text that says how to make the same file again. Sample i depends on
 * the seed and on i only, so more samples begin with the same ones.
 */
public final class DatasetGenerator {
    /** Settings of all problems. */
    public static final List<Setting> COMMON = List.of(
            new Setting("samples", "1024", "pairs of fields"),
            new Setting("precision", "single", "numbers in the file: single or double"));

    private static final int TOGETHER = 64;

    private DatasetGenerator() {}

    /**
     * Draws, solves and writes.
     *
     * @throws CancellationException if the run is stopped; no file is left
     */
    public static void write(FieldProblem problem, Settings settings, Path file, Run run) throws IOException {
        int samples = settings.integer("samples", 1024);
        if (samples < 1) {
            throw settings.invalid("samples", samples + " is not a number of samples from 1");
        }
        String precision = settings.text("precision", "single");
        if (!List.of("single", "double").contains(precision)) {
            throw settings.invalid("precision", "`" + precision + "` is neither single nor double");
        }
        boolean single = precision.equals("single");
        Map<String, double[]> axes = problem.coordinates(settings);
        long[] shape = shape(samples, 1, axes);
        // Inputs and outputs are made together, and an archive takes one array after the other.
        Path aside = Files.createTempFile(file.toAbsolutePath().getParent(), ".outputs-", ".part");
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (NpzWriter npz = new NpzWriter(part)) {
                npz.begin("inputs", single, shape(samples, problem.inputChannels(), axes));
                try (DataOutputStream outputs =
                        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(aside)))) {
                    draw(problem, settings, samples, run, npz, outputs);
                }
                npz.begin("outputs", single, shape);
                copy(aside, samples, (int) LongStream.of(shape).skip(2).reduce(1, (a, b) -> a * b), npz);
                for (Map.Entry<String, double[]> axis : axes.entrySet()) {
                    npz.array(axis.getKey(), NdArray.of(axis.getValue()));
                }
                npz.array("seed", NdArray.of((double) run.seed()));
                npz.text("provenance", provenance(problem, settings, run.seed()));
            }
            Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
            Files.deleteIfExists(part);
        }
    }

    private static long[] shape(int samples, int channels, Map<String, double[]> axes) {
        return LongStream.concat(
                        LongStream.of(samples, channels), axes.values().stream().mapToLong(axis -> axis.length))
                .toArray();
    }

    private static void draw(
            FieldProblem problem, Settings settings, int samples, Run run, NpzWriter npz, DataOutputStream outputs)
            throws IOException {
        RandomStream stream = RandomStream.seeded(run.seed());
        Queue<Sampler> idle = new ConcurrentLinkedQueue<>(List.of(problem.sampler(settings)));
        for (int from = 0; from < samples; from += TOGETHER) {
            if (run.stopRequested()) {
                throw new CancellationException("stopped after " + from + " of " + samples + " samples");
            }
            List<Pair> pairs = IntStream.range(from, Math.min(samples, from + TOGETHER))
                    .parallel()
                    .mapToObj(i -> {
                        Sampler free = idle.poll();
                        Sampler sampler = free == null ? problem.sampler(settings) : free;
                        Pair pair = sampler.draw(stream.child(i));
                        idle.add(sampler);
                        return pair;
                    })
                    .toList();
            for (Pair pair : pairs) {
                npz.append(pair.input());
                for (double value : pair.output()) {
                    outputs.writeDouble(value);
                }
            }
            int done = from + pairs.size();
            run.progress((double) done / samples, problem.name(), done, Map.of());
        }
    }

    private static void copy(Path aside, int samples, int size, NpzWriter npz) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(aside)))) {
            double[] values = new double[size];
            for (int i = 0; i < samples; i++) {
                for (int k = 0; k < size; k++) {
                    values[k] = in.readDouble();
                }
                npz.append(values);
            }
        }
    }

    private static String provenance(FieldProblem problem, Settings settings, long seed) {
        String own = DatasetGenerator.class.getPackage().getImplementationVersion();
        StringBuilder text = new StringBuilder("ansatz ").append(own == null ? "development" : own);
        text.append(" data ")
                .append(problem.name())
                .append(" --seed ")
                .append(seed)
                .append(" --set");
        for (List<Setting> declared : List.of(COMMON, problem.settings())) {
            declared.forEach(setting -> text.append(' ')
                    .append(setting.name())
                    .append('=')
                    .append(settings.text(setting.name(), setting.defaultValue())));
        }
        return text.append(" (").append(problem.title()).append(')').toString();
    }
}
