package org.ansatz.solve.gp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;

/**
 * Where a fit stands, as {@code checkpoint.safetensors} in its run folder.
 *
 * @param first end of the first process if the second is being fitted, else null
 * @param moments spectra on the way, as vectors of {@link Hyperparameters}
 * @param seconds spent so far
 */
record GpCheckpoint(
        Units units, FirstProcess first, SearchState search, List<Moment> moments, History history, double seconds) {
    private static final String FORMAT = "ansatz-gp-checkpoint-1";
    private static final String SEPARATOR = "\n";

    /**
     * A process that is held fixed.
     *
     * @param hyper the vector of its {@link Hyperparameters}
     * @param values its fields in their units
     */
    record FirstProcess(double[] hyper, Matrix[] values) {}

    /** A vector of hyperparameters at a step. */
    record Moment(int step, double[] hyper) {}

    private static Path file(Path folder) {
        return folder.resolve("checkpoint.safetensors");
    }

    /**
     * Writes beside and moves, so that an interruption cannot leave half a checkpoint.
     *
     * @param identity what must agree before a run goes on from here, by name
     */
    void write(Path folder, Map<String, String> identity) {
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        tensors.put("seconds", NdArray.of(seconds));
        tensors.put("units.fields", NdArray.of(units.fields()));
        tensors.put("units.rows", NdArray.of(units.rows()));
        search.write(tensors);
        if (first != null) {
            tensors.put("first.hyper", NdArray.of(first.hyper()));
            SearchState.put("first.values", first.values(), tensors);
        }
        for (int m = 0; m < moments.size(); m++) {
            tensors.put("moment_" + m + ".step", NdArray.of(moments.get(m).step()));
            tensors.put("moment_" + m + ".hyper", NdArray.of(moments.get(m).hyper()));
        }
        List<String> columns = List.copyOf(history.columns());
        tensors.put("history", table(columns));
        Map<String, String> notes = new LinkedHashMap<>(identity);
        notes.put("format", FORMAT);
        notes.put("moments", Integer.toString(moments.size()));
        notes.put("history", String.join(SEPARATOR, columns));
        Path target = file(folder);
        Path fresh = target.resolveSibling(target.getFileName() + ".part");
        try {
            Safetensors.write(fresh, tensors, notes);
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the checkpoint " + target + ": " + e.getMessage(), e);
        }
    }

    /** Step, seconds, then the columns; all rows of a search have the same. */
    private NdArray table(List<String> columns) {
        int width = 2 + columns.size();
        double[] cells = new double[history.rows().size() * width];
        int at = 0;
        for (History.Row row : history.rows()) {
            cells[at++] = row.step();
            cells[at++] = row.seconds();
            for (String column : columns) {
                cells[at++] = row.values().get(column);
            }
        }
        return new NdArray(new long[] {history.rows().size(), width}, cells);
    }

    /** Without a row of the step at which the search goes on, which will write it again. */
    private static History history(NdArray table, String[] columns, int step) {
        History history = new History();
        int width = 2 + columns.length;
        int last = table.values().length - width;
        for (int from = 0; from <= last; from += width) {
            if (from == last && (int) table.values()[from] == step) {
                break;
            }
            Map<String, Double> values = new LinkedHashMap<>();
            for (int c = 0; c < columns.length; c++) {
                values.put(columns[c], table.values()[from + 2 + c]);
            }
            history.add((long) table.values()[from], table.values()[from + 1], values);
        }
        return history;
    }

    /**
     * Reads a checkpoint.
     *
     * @throws InvalidProblem if there is none, or its identity differs
     */
    static GpCheckpoint read(Path folder, Map<String, String> identity) {
        Path source = file(folder);
        if (!Files.exists(source)) {
            throw new InvalidProblem("gp: " + folder + " holds no checkpoint to resume from");
        }
        try {
            Safetensors.Content content = Safetensors.read(source);
            Map<String, String> notes = content.metadata();
            if (!FORMAT.equals(notes.get("format"))) {
                throw new InvalidProblem("gp: " + source + " is no checkpoint of this method");
            }
            identity.forEach((name, value) -> {
                if (!value.equals(notes.get(name))) {
                    throw new InvalidProblem("gp: " + source + " was written with " + name + " " + notes.get(name)
                            + ", not " + value + "; it can be resumed with the same only");
                }
            });
            return of(content.tensors(), notes);
        } catch (IOException e) {
            throw new InvalidProblem("gp: " + source + ": " + e.getMessage());
        }
    }

    private static GpCheckpoint of(Map<String, NdArray> tensors, Map<String, String> notes) {
        FirstProcess first = tensors.containsKey("first.hyper")
                ? new FirstProcess(tensors.get("first.hyper").values(), SearchState.get("first.values", tensors))
                : null;
        List<Moment> moments = new ArrayList<>();
        for (int m = 0; m < Integer.parseInt(notes.get("moments")); m++) {
            int step = (int) tensors.get("moment_" + m + ".step").values()[0];
            moments.add(new Moment(step, tensors.get("moment_" + m + ".hyper").values()));
        }
        String[] columns = Arrays.stream(notes.get("history").split(SEPARATOR, -1))
                .filter(name -> !name.isEmpty())
                .toArray(String[]::new);
        Units units = new Units(
                tensors.get("units.fields").values(), tensors.get("units.rows").values());
        SearchState search = SearchState.read(tensors);
        History history = history(tensors.get("history"), columns, search.step());
        return new GpCheckpoint(
                units, first, search, moments, history, tensors.get("seconds").values()[0]);
    }
}
