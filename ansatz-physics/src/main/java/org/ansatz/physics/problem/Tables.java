package org.ansatz.physics.problem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Npz;

/** Reads tabulated functions: CSV with a column per coordinate and the value last, or a grid NPZ. */
final class Tables {
    private Tables() {}

    /**
     * @throws InvalidProblem if the file holds no full grid of finite numbers that covers the domain
     */
    static Table read(Path file, List<Input> inputs) {
        GridTable table = file.toString().endsWith(".npz") ? fromNpz(file, inputs) : fromCsv(file, inputs);
        checkAxes(String.valueOf(file.getFileName()), table, inputs);
        return table;
    }

    private static GridTable fromCsv(Path file, List<Input> inputs) {
        CsvFile csv = CsvFile.read(file);
        int d = csv.header().size() - 1;
        if (d < 1) {
            throw new InvalidProblem(csv.name() + ": a table needs columns of coordinates and a last one of values");
        }
        List<String> variables = csv.header().subList(0, d);
        for (String variable : variables) {
            if (inputs.stream().noneMatch(i -> i.name().equals(variable))) {
                throw new InvalidProblem(csv.name() + ": column `" + variable + "` is not a coordinate");
            }
        }
        double[][] axes = new double[d][];
        long size = 1;
        for (int i = 0; i < d; i++) {
            TreeSet<Double> nodes = new TreeSet<>();
            for (double x : csv.columns()[i]) {
                nodes.add(x + 0.0);
            }
            axes[i] = nodes.stream().mapToDouble(Double::doubleValue).toArray();
            size *= axes[i].length;
        }
        int rows = csv.columns()[0].length;
        if (rows != size) {
            List<String> nodes =
                    Arrays.stream(axes).map(a -> Integer.toString(a.length)).toList();
            throw new InvalidProblem(
                    csv.name() + ": " + rows + " rows do not fill a grid of " + String.join(" x ", nodes) + " nodes");
        }
        double[] values = new double[rows];
        Arrays.fill(values, Double.NaN);
        for (int r = 0; r < rows; r++) {
            int at = 0;
            for (int i = 0; i < d; i++) {
                at = at * axes[i].length + Arrays.binarySearch(axes[i], csv.columns()[i][r] + 0.0);
            }
            values[at] = csv.columns()[d][r];
        }
        if (Arrays.stream(values).anyMatch(Double::isNaN)) {
            throw new InvalidProblem(csv.name() + ": a grid point is given twice and another is missing");
        }
        return new GridTable(List.copyOf(variables), axes, values);
    }

    private static GridTable fromNpz(Path file, List<Input> inputs) {
        String name = String.valueOf(file.getFileName());
        Map<String, NdArray> arrays;
        try {
            arrays = Npz.read(file);
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            throw new InvalidProblem(name + " is not an NPZ archive of arrays of numbers");
        }
        List<String> variables =
                inputs.stream().map(Input::name).filter(arrays::containsKey).toList();
        List<String> others =
                arrays.keySet().stream().filter(k -> !variables.contains(k)).toList();
        if (variables.isEmpty() || others.size() != 1) {
            throw new InvalidProblem(
                    name + ": expected arrays named by coordinates and one of values, found " + arrays.keySet());
        }
        double[][] axes = variables.stream().map(v -> arrays.get(v).values()).toArray(double[][]::new);
        long[] shape = Arrays.stream(axes).mapToLong(a -> a.length).toArray();
        NdArray values = arrays.get(others.get(0));
        if (!Arrays.equals(values.shape(), shape)) {
            throw new InvalidProblem(name + ": `" + others.get(0) + "` has shape " + Arrays.toString(values.shape())
                    + ", the grid of " + String.join(", ", variables) + " has " + Arrays.toString(shape));
        }
        return new GridTable(variables, axes, values.values());
    }

    /** Axes increase and reach, up to half a cell (values at the middles of cells), to the ends of their intervals. */
    private static void checkAxes(String name, GridTable table, List<Input> inputs) {
        if (Arrays.stream(table.values()).anyMatch(v -> !Double.isFinite(v))) {
            throw new InvalidProblem(name + ": a value is not a finite number");
        }
        for (int i = 0; i < table.axes().length; i++) {
            String variable = table.variables().get(i);
            double[] axis = table.axes()[i];
            if (axis.length < 2) {
                throw new InvalidProblem(name + ": `" + variable + "` has one node, at least two are needed");
            }
            for (int k = 1; k < axis.length; k++) {
                if (!(axis[k] > axis[k - 1]) || !Double.isFinite(axis[k])) {
                    throw new InvalidProblem(name + ": `" + variable + "` does not increase from node to node");
                }
            }
            Interval interval = inputs.stream()
                    .filter(in -> in.name().equals(variable))
                    .findFirst()
                    .orElseThrow()
                    .interval();
            int last = axis.length - 1;
            double slack = 1e-9 * interval.length();
            double below = axis[0] - 0.5 * (axis[1] - axis[0]) - slack;
            double above = axis[last] + 0.5 * (axis[last] - axis[last - 1]) + slack;
            if (below > interval.min() || above < interval.max()) {
                throw new InvalidProblem(name + ": the table reaches from " + axis[0] + " to " + axis[last] + " in `"
                        + variable + "`, which does not cover [" + interval.min() + ", " + interval.max() + "]");
            }
        }
    }
}
