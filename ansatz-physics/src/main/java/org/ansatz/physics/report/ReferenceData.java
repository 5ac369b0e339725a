package org.ansatz.physics.report;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Npz;

/**
 * A reference file: values of fields at points, read from an NPZ with arrays named by coordinates and fields.
 *
 * @param points [inputs][n], points outside the domain and undefined values left out
 * @param values by field, [n]
 * @param left number of entries left out
 */
record ReferenceData(String file, double[][] points, Map<String, double[]> values, int left) {
    /**
     * Reads {@code reference: file.npz}. A grid has one axis per input and fields of shape [axis 1, axis 2, ...]; scattered
     * data have arrays of one common shape.
     *
     * @throws InvalidProblem if the file cannot be read or does not fit the problem
     */
    static ReferenceData read(Problem problem) {
        String file = problem.reference().getFileName().toString();
        Map<String, NdArray> arrays;
        try {
            arrays = Npz.read(problem.reference());
        } catch (IOException e) {
            throw new InvalidProblem("reference " + file + ": cannot be read (" + e.getMessage() + ")");
        }
        List<String> inputs = problem.inputNames();
        for (String input : inputs) {
            if (!arrays.containsKey(input)) {
                throw new InvalidProblem("reference " + file + ": no array `" + input + "`; it holds "
                        + String.join(", ", arrays.keySet()));
            }
        }
        List<String> fields =
                problem.fields().stream().filter(arrays::containsKey).toList();
        if (fields.isEmpty()) {
            throw new InvalidProblem("reference " + file + ": no array is named by a field; it holds "
                    + String.join(", ", arrays.keySet()));
        }
        return isScattered(arrays, inputs, fields)
                ? keep(problem, file, scattered(arrays, inputs), arrays, fields)
                : keep(problem, file, grid(file, arrays, inputs, fields), arrays, fields);
    }

    private static boolean isScattered(Map<String, NdArray> arrays, List<String> inputs, List<String> fields) {
        long[] shape = arrays.get(fields.get(0)).shape();
        return inputs.stream().allMatch(i -> Arrays.equals(arrays.get(i).shape(), shape))
                && fields.stream().allMatch(f -> Arrays.equals(arrays.get(f).shape(), shape));
    }

    private static double[][] scattered(Map<String, NdArray> arrays, List<String> inputs) {
        return inputs.stream().map(i -> arrays.get(i).values()).toArray(double[][]::new);
    }

    private static double[][] grid(String file, Map<String, NdArray> arrays, List<String> inputs, List<String> fields) {
        double[][] axes = scattered(arrays, inputs);
        long[] shape = Arrays.stream(axes).mapToLong(a -> a.length).toArray();
        for (String field : fields) {
            if (!Arrays.equals(arrays.get(field).shape(), shape)) {
                throw new InvalidProblem("reference " + file + ": array `" + field + "` has shape "
                        + Arrays.toString(arrays.get(field).shape()) + "; a grid over " + String.join(", ", inputs)
                        + " has shape " + Arrays.toString(shape)
                        + ", scattered points have arrays of one common shape");
            }
        }
        return Grid.product(axes);
    }

    private static ReferenceData keep(
            Problem problem, String file, double[][] points, Map<String, NdArray> arrays, List<String> fields) {
        int n = points[0].length;
        int[] kept = java.util.stream.IntStream.range(0, n)
                .filter(p -> problem.domain().contains(Grid.point(points, p))
                        && fields.stream()
                                .allMatch(f -> Double.isFinite(arrays.get(f).values()[p])))
                .toArray();
        if (kept.length == 0) {
            throw new InvalidProblem("reference " + file + ": none of its " + n + " points lies in the domain");
        }
        Map<String, double[]> values = new LinkedHashMap<>();
        for (String field : fields) {
            values.put(field, pick(arrays.get(field).values(), kept));
        }
        double[][] inside = Arrays.stream(points).map(axis -> pick(axis, kept)).toArray(double[][]::new);
        return new ReferenceData(file, inside, values, n - kept.length);
    }

    private static double[] pick(double[] all, int[] kept) {
        return Arrays.stream(kept).mapToDouble(k -> all[k]).toArray();
    }
}
