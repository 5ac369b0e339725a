package org.ansatz.physics.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.problem.History;

/** {@code history.csv}: step, seconds, then a column per figure; empty cells where a row has none. */
final class HistoryFile {
    private HistoryFile() {}

    static void write(Path file, History history) throws IOException {
        List<String> columns = List.copyOf(history.columns());
        StringBuilder text = new StringBuilder("step,seconds");
        columns.forEach(c -> text.append(',').append(c.replace(',', ';')));
        text.append('\n');
        for (History.Row row : history.rows()) {
            text.append(row.step()).append(',').append(row.seconds());
            for (String column : columns) {
                Double value = row.values().get(column);
                text.append(',').append(value == null ? "" : value.toString());
            }
            text.append('\n');
        }
        Files.writeString(file, text);
    }

    static History read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        History history = new History();
        if (lines.isEmpty()) {
            return history;
        }
        String[] header = lines.get(0).split(",", -1);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (cells.length != header.length) {
                throw new IOException(
                        file + ": a row of " + cells.length + " cells below " + header.length + " titles");
            }
            Map<String, Double> values = new LinkedHashMap<>();
            for (int c = 2; c < cells.length; c++) {
                if (!cells[c].isEmpty()) {
                    values.put(header[c], Double.valueOf(cells[c]));
                }
            }
            history.add(Long.parseLong(cells[0]), Double.parseDouble(cells[1]), values);
        }
        return history;
    }
}
