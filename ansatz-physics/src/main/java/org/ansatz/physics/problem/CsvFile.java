package org.ansatz.physics.problem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Columns of numbers with a header line. */
public record CsvFile(List<String> header, double[][] columns) {

    /**
     * Reads comma, semicolon or blank separated numbers; lines that begin with # are skipped.
     *
     * @throws InvalidProblem naming row and column of what is not a number
     */
    public static CsvFile read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new InvalidProblem(file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        List<String> header = null;
        List<double[]> rows = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            String text = lines.get(line).trim();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String[] cells = text.split("\\s*[,;]\\s*|\\s+");
            if (header == null) {
                header = List.of(cells);
                continue;
            }
            if (cells.length != header.size()) {
                throw new InvalidProblem(file + ", row " + (line + 1) + ": " + cells.length + " values, the header has "
                        + header.size() + " columns");
            }
            double[] row = new double[cells.length];
            for (int c = 0; c < cells.length; c++) {
                try {
                    row[c] = Double.parseDouble(cells[c]);
                } catch (NumberFormatException e) {
                    row[c] = Double.NaN;
                }
                if (!Double.isFinite(row[c])) {
                    throw new InvalidProblem(file + ", row " + (line + 1) + ", column " + (c + 1) + " (" + header.get(c)
                            + "): `" + cells[c] + "` is not a finite number");
                }
            }
            rows.add(row);
        }
        if (header == null || rows.isEmpty()) {
            throw new InvalidProblem(file + ": no rows of numbers below a header");
        }
        double[][] columns = new double[header.size()][rows.size()];
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns.length; c++) {
                columns[c][r] = rows.get(r)[c];
            }
        }
        return new CsvFile(header, columns);
    }
}
