package org.ansatz.solve.implicit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ansatz.learn.module.Normalization;
import org.ansatz.learn.module.Siren;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;

/** One file of weights per time step in {@code steps/} of a run folder; each can be opened alone. */
final class StepFiles {
    private static final String FORMAT = "ansatz-implicit-field-step-1";

    private final Path folder;
    private final Siren network;
    private final Map<String, String> identity;

    /**
     * @param identity what else must agree before a run goes on from the files: problem, seed, number of steps
     */
    StepFiles(Path runFolder, Siren network, Map<String, String> identity) {
        folder = runFolder.resolve("steps");
        this.network = network;
        this.identity = new LinkedHashMap<>(identity);
    }

    /** A network's architecture in words. */
    static Map<String, String> architecture(Siren network) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("widths", network.widths().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        notes.put("frequency", Double.toString(network.frequency()));
        notes.put("mean", join(network.normalization().mean()));
        notes.put("deviation", join(network.normalization().deviation()));
        return notes;
    }

    private static String join(double[] values) {
        return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }

    private static double[] split(String values) {
        return Arrays.stream(values.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** The network of {@link #architecture}. */
    static Siren network(Map<String, String> notes) {
        List<Integer> widths = Arrays.stream(notes.get("widths").split(" ", -1))
                .map(Integer::valueOf)
                .toList();
        return new Siren(
                widths,
                Double.parseDouble(notes.get("frequency")),
                new Normalization(split(notes.get("mean")), split(notes.get("deviation"))));
    }

    /** Name of a step's file. */
    static String name(int step) {
        return String.format(Locale.ROOT, "step-%06d.safetensors", step);
    }

    /** Writes beside and moves, so that an interruption cannot leave half a file; makes the folder. */
    static void replace(Path target, Map<String, NdArray> tensors, Map<String, String> notes) throws IOException {
        Files.createDirectories(target.getParent());
        Path fresh = target.resolveSibling(target.getFileName() + ".part");
        Safetensors.write(fresh, tensors, notes);
        Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path file(int step) {
        return folder.resolve(name(step));
    }

    /** Whether there are files to go on from. */
    boolean present() {
        return Files.exists(file(0));
    }

    /** Writes a step. */
    void write(int step, double[] weights, Map<String, Double> figures) {
        Map<String, String> notes = new LinkedHashMap<>(identity);
        notes.put("format", FORMAT);
        notes.put("step", Integer.toString(step));
        figures.forEach((name, value) -> notes.put("figure." + name, Double.toString(value)));
        notes.putAll(architecture(network));
        Path target = file(step);
        try {
            replace(target, network.parameters().named(weights), notes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the checkpoint " + target + ": " + e.getMessage(), e);
        }
    }

    /**
     * A step that was written.
     *
     * @param figures of its history
     */
    record Step(double[] weights, Map<String, Double> figures) {}

    /**
     * Reads a step; null if there is none.
     *
     * @throws InvalidProblem if it belongs to another problem, seed, number of steps or architecture
     */
    Step read(int step) {
        Path source = file(step);
        if (!Files.exists(source)) {
            return null;
        }
        try {
            Safetensors.Content content = Safetensors.read(source);
            Map<String, String> expected = new LinkedHashMap<>(identity);
            expected.put("format", FORMAT);
            expected.putAll(architecture(network));
            expected.forEach((name, value) -> {
                String found = content.metadata().get(name);
                if (!value.equals(found)) {
                    throw new InvalidProblem(source + " has " + name + " " + found + ", this run has " + value
                            + "; a run goes on with what it began with only");
                }
            });
            Map<String, Double> figures = new LinkedHashMap<>();
            content.metadata().forEach((name, value) -> {
                if (name.startsWith("figure.")) {
                    figures.put(name.substring("figure.".length()), Double.valueOf(value));
                }
            });
            Map<String, NdArray> tensors = content.tensors();
            return new Step(network.parameters().flat(tensors), figures);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidProblem(source + ": " + e.getMessage());
        }
    }
}
