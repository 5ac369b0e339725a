package org.ansatz.solve.implicit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.ansatz.learn.module.Siren;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;

/**
 * Checkpoints of simulations of several fields: one file per time step, {@code step-000012.safetensors}, whose tensors are
 * named {@code field.parameter} and whose notes hold the architecture of every field and the simulation's identity.
 *
 * @param folder of the files, made when needed
 * @param identity what must agree before a simulation goes on: its kind, seed, time step
 */
record FieldCheckpoints(Path folder, Map<String, String> identity) {
    private static final String FORMAT = "ansatz-simulation-step-1";

    /**
     * What a file holds.
     *
     * @param notes all of them, those of identity and architecture too
     */
    record Content(Map<String, NeuralField> fields, Map<String, String> notes) {}

    private Map<String, String> notes(int step, Map<String, NeuralField> fields) {
        Map<String, String> notes = new TreeMap<>(identity);
        notes.put("format", FORMAT);
        notes.put("step", Integer.toString(step));
        notes.put("fields", String.join(" ", fields.keySet().stream().sorted().toList()));
        fields.forEach((name, field) ->
                StepFiles.architecture(field.network()).forEach((key, value) -> notes.put(name + "." + key, value)));
        return notes;
    }

    /**
     * Writes the fields after a step.
     *
     * @param others notes beside those of identity and architecture
     * @return the file
     */
    Path write(int step, Map<String, NeuralField> fields, Map<String, String> others) {
        Map<String, String> notes = notes(step, fields);
        notes.putAll(others);
        Map<String, NdArray> tensors = new TreeMap<>();
        fields.forEach((name, field) -> field.network()
                .parameters()
                .named(field.weights())
                .forEach((parameter, values) -> tensors.put(name + "." + parameter, values)));
        Path target = folder.resolve(StepFiles.name(step));
        try {
            StepFiles.replace(target, tensors, notes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the checkpoint " + target + ": " + e.getMessage(), e);
        }
        return target;
    }

    /**
     * Reads the fields after a step.
     *
     * @param like fields of the names and architectures that are expected
     * @throws InvalidProblem if there is no such file, or it belongs to another simulation or other networks
     */
    Content read(int step, Map<String, NeuralField> like) {
        Path source = folder.resolve(StepFiles.name(step));
        if (!Files.exists(source)) {
            throw new InvalidProblem("there is no checkpoint " + source);
        }
        try {
            Safetensors.Content content = Safetensors.read(source);
            notes(step, like).forEach((name, value) -> {
                String found = content.metadata().get(name);
                if (!value.equals(found)) {
                    throw new InvalidProblem(source + " has " + name + " " + found + ", this simulation has " + value
                            + "; a simulation goes on with what it began with only");
                }
            });
            Map<String, NeuralField> fields = new LinkedHashMap<>();
            like.forEach((name, field) -> fields.put(name, field.with(weights(field.network(), name, content))));
            return new Content(fields, content.metadata());
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidProblem(source + ": " + e.getMessage());
        }
    }

    private static double[] weights(Siren network, String field, Safetensors.Content content) {
        String prefix = field + ".";
        Map<String, NdArray> own = new LinkedHashMap<>();
        content.tensors().forEach((name, values) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), values);
            }
        });
        return network.parameters().flat(own);
    }
}
