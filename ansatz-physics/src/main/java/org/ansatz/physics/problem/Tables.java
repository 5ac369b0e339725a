package org.ansatz.physics.problem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Npz;

/** Reads tabulated functions: CSV with a column per coordinate and the value last, or a grid NPZ. */
final class Tables {
    private Tables() {}

    static Table read(Path file, List<String> inputs) {
        return file.toString().endsWith(".npz") ? fromNpz(file, inputs) : fromCsv(file, inputs);
    }

    private static Table fromCsv(Path file, List<String> inputs) {
        CsvFile csv = CsvFile.read(file);
        int d = csv.header().size() - 1;
        if (d < 1) {
            throw new InvalidProblem(
                    file.getFileName() + ": a table needs columns of coordinates and a last one of values");
        }
        List<String> variables = csv.header().subList(0, d);
        for (String variable : variables) {
            if (!inputs.contains(variable)) {
                throw new InvalidProblem(file.getFileName() + ": column `" + variable + "` is not a coordinate");
            }
        }
        double[][] axes = new double[d][];
        int size = 1;
        for (int i = 0; i < d; i++) {
            TreeSet<Double> nodes = new TreeSet<>();
            for (double x : csv.columns()[i]) {
                nodes.add(x);
            }
            axes[i] = nodes.stream().mapToDouble(Double::doubleValue).toArray();
            size = Math.multiplyExact(size, axes[i].length);
        }
        int rows = csv.columns()[0].length;
        if (rows != size) {
            throw new InvalidProblem(file.getFileName() + ": " + rows + " rows do not fill a grid of "
                    + Arrays.stream(axes)
                            .map(a -> Integer.toString(a.length))
                            .reduce((a, b) -> a + " x " + b)
                            .orElse("")
                    + " nodes");
        }
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        for (int r = 0; r < rows; r++) {
            int at = 0;
            for (int i = 0; i < d; i++) {
                at = at * axes[i].length + Arrays.binarySearch(axes[i], csv.columns()[i][r]);
            }
            values[at] = csv.columns()[d][r];
        }
        for (double value : values) {
            if (Double.isNaN(value)) {
                throw new InvalidProblem(file.getFileName() + ": a grid point is given twice and another is missing");
            }
        }
        return new GridTable(List.copyOf(variables), axes, values);
    }

    private static Table fromNpz(Path file, List<String> inputs) {
        Map<String, NdArray> arrays;
        try {
            arrays = Npz.read(file);
        } catch (IOException e) {
            throw new InvalidProblem(e.getMessage());
        }
        List<String> variables = inputs.stream().filter(arrays::containsKey).toList();
        List<String> others =
                arrays.keySet().stream().filter(k -> !inputs.contains(k)).toList();
        if (variables.isEmpty() || others.size() != 1) {
            throw new InvalidProblem(file.getFileName()
                    + ": expected arrays named by coordinates and one of values, found " + arrays.keySet());
        }
        List<double[]> axes = new ArrayList<>();
        int size = 1;
        for (String variable : variables) {
            axes.add(arrays.get(variable).values());
            size *= arrays.get(variable).values().length;
        }
        double[] values = arrays.get(others.get(0)).values();
        if (values.length != size) {
            throw new InvalidProblem(file.getFileName() + ": `" + others.get(0) + "` has " + values.length
                    + " values, the grid of " + variables + " has " + size);
        }
        return new GridTable(variables, axes.toArray(new double[0][]), values);
    }
}
