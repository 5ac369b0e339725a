package org.ansatz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ansatz.physics.problem.CsvFile;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;

/** Points from a file of comma-separated values, and values written beside them. */
record PointTable(List<String> inputs, double[][] points) {

    /**
     * Reads the columns named by the problem's inputs; others are ignored.
     *
     * @throws InvalidProblem for missing columns, for what is no number, and for points outside the domain
     */
    static PointTable read(Path file, Problem problem) {
        CsvFile csv = CsvFile.read(file);
        List<String> inputs = problem.inputNames();
        List<String> missing =
                inputs.stream().filter(name -> !csv.header().contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new InvalidProblem(file + ": " + (missing.size() == 1 ? "the column " : "the columns ")
                    + String.join(", ", missing) + (missing.size() == 1 ? " is" : " are") + " missing; the header is "
                    + String.join(", ", csv.header()) + ", the problem needs " + String.join(", ", inputs));
        }
        double[][] points = inputs.stream()
                .map(name -> csv.columns()[csv.header().indexOf(name)])
                .toArray(double[][]::new);
        PointTable table = new PointTable(inputs, points);
        table.requireInside(file, problem);
        return table;
    }

    private void requireInside(Path file, Problem problem) {
        int outside = 0;
        String first = "";
        for (int p = 0; p < points[0].length; p++) {
            double[] point = new double[points.length];
            for (int i = 0; i < point.length; i++) {
                point[i] = points[i][p];
            }
            if (!problem.domain().contains(point)) {
                first = outside++ == 0 ? named(point) + ", point " + (p + 1) : first;
            }
        }
        if (outside > 0) {
            throw new InvalidProblem(file + ": " + outside + " of " + points[0].length
                    + " points lie outside the domain, the first is " + first);
        }
    }

    private String named(double[] point) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < point.length; i++) {
            text.append(i == 0 ? "" : ", ").append(inputs.get(i)).append(" = ").append(point[i]);
        }
        return text.toString();
    }

    /** Writes points and values, one row per point, with all digits. */
    void write(Path file, List<String> names, double[][] values) {
        StringBuilder text =
                new StringBuilder(String.join(",", inputs)).append(',').append(String.join(",", names));
        text.append('\n');
        for (int p = 0; p < points[0].length; p++) {
            for (int i = 0; i < points.length; i++) {
                text.append(points[i][p]).append(',');
            }
            for (int k = 0; k < values.length; k++) {
                text.append(values[k][p]).append(k == values.length - 1 ? '\n' : ',');
            }
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new InvalidProblem(file + ": cannot be written (" + e.getMessage() + ")");
        }
    }
}
