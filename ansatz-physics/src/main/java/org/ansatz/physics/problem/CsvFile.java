package org.ansatz.physics.problem;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns of numbers with a header line.
 *
 * @param name the file's name, for messages
 * @param columns [header][n]
 * @param rows the line of the file, from one, that each row of numbers came from
 */
public record CsvFile(String name, List<String> header, double[][] columns, int[] rows) {

    /**
     * Reads comma, semicolon or blank separated numbers; lines that begin with # are skipped.
     *
     * @throws InvalidProblem naming row and column of what is not a number
     */
    public static CsvFile read(Path file) {
        String name = String.valueOf(file.getFileName());
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new InvalidProblem(name + " is not a text file in UTF-8");
        } catch (IOException e) {
            throw new InvalidProblem(name + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        List<String> header = null;
        List<double[]> rows = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            String text = lines.get(line).replace("\uFEFF", "").trim();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String[] cells = text.split("\\s*[,;]\\s*|\\s+", -1);
            if (header == null) {
                header = header(name, cells);
                continue;
            }
            rows.add(row(name + ", row " + (line + 1), cells, header));
            numbers.add(line + 1);
        }
        if (header == null || rows.isEmpty()) {
            throw new InvalidProblem(name + ": no rows of numbers below a header");
        }
        double[][] columns = new double[header.size()][rows.size()];
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns.length; c++) {
                columns[c][r] = rows.get(r)[c];
            }
        }
        return new CsvFile(
                name,
                header,
                columns,
                numbers.stream().mapToInt(Integer::intValue).toArray());
    }

    private static List<String> header(String name, String[] cells) {
        List<String> header = new ArrayList<>();
        for (String cell : cells) {
            String column = cell.replaceAll("^[\"']|[\"']$", "");
            if (header.contains(column)) {
                throw new InvalidProblem(name + ": the column `" + column + "` is given twice");
            }
            header.add(column);
        }
        return List.copyOf(header);
    }

    private static double[] row(String where, String[] cells, List<String> header) {
        if (cells.length != header.size()) {
            throw new InvalidProblem(where + ": " + cells.length + (cells.length == 1 ? " value" : " values")
                    + ", the header has " + header.size() + " columns");
        }
        double[] row = new double[cells.length];
        for (int c = 0; c < cells.length; c++) {
            try {
                row[c] = Double.parseDouble(cells[c]);
            } catch (NumberFormatException e) {
                row[c] = Double.NaN;
            }
            if (!Double.isFinite(row[c])) {
                throw new InvalidProblem(where + ", column " + (c + 1) + " (" + header.get(c) + "): `" + cells[c]
                        + "` is not a finite number");
            }
        }
        return row;
    }

    double[] column(String name) {
        return columns[header.indexOf(name)];
    }
}
