package org.ansatz.physics.problem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Npz;

/**
 * Values of some fields at points, to measure errors against.
 *
 * @param points where
 * @param values [n] by field; NaN where undefined (a grid over a region has such entries)
 */
public record ReferenceData(PointSet points, Map<String, double[]> values) {

    /**
     * Reads an NPZ archive of arrays named by inputs and fields: scattered (all of one length), or on a grid (one axis
     * per input; field arrays have an axis per input, in the inputs' order).
     *
     * @throws InvalidProblem saying which array is missing or of which shape
     */
    public static ReferenceData read(Path file, List<String> inputs, List<String> fields) {
        String name = String.valueOf(file.getFileName());
        Map<String, NdArray> arrays;
        try {
            arrays = Npz.read(file);
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            throw new InvalidProblem(name + " is not an NPZ archive of arrays of numbers");
        }
        Set<String> there = arrays.keySet();
        for (String input : inputs) {
            if (!there.contains(input)) {
                throw new InvalidProblem(
                        name + ": the array `" + input + "` is missing; there are " + String.join(", ", there));
            }
        }
        List<String> known = fields.stream().filter(there::contains).toList();
        if (known.isEmpty()) {
            throw new InvalidProblem(name + ": no array of a field (" + String.join(", ", fields) + "); there are "
                    + String.join(", ", there));
        }
        int grid = 1;
        for (String input : inputs) {
            grid = Math.multiplyExact(grid, arrays.get(input).values().length);
        }
        long[] axes =
                inputs.stream().mapToLong(i -> arrays.get(i).values().length).toArray();
        int first = arrays.get(inputs.get(0)).values().length;
        boolean scattered = inputs.stream().allMatch(i -> arrays.get(i).values().length == first)
                && arrays.get(known.get(0)).values().length == first;
        int size = scattered ? first : grid;
        Map<String, double[]> values = new LinkedHashMap<>();
        for (String field : known) {
            double[] v = arrays.get(field).values();
            if (v.length != size) {
                throw new InvalidProblem(name + ": `" + field + "` has " + v.length + " values, the "
                        + (scattered ? "points are " : "grid has ") + size);
            }
            long[] shape = arrays.get(field).shape();
            if (!scattered && shape.length > 1 && !Arrays.equals(shape, axes)) {
                throw new InvalidProblem(name + ": `" + field + "` has shape " + Arrays.toString(shape)
                        + ", the grid of " + String.join(", ", inputs) + " has shape " + Arrays.toString(axes));
            }
            for (double x : v) {
                if (Double.isInfinite(x)) {
                    throw new InvalidProblem(name + ": `" + field + "` holds an infinite value");
                }
            }
            values.put(field, v);
        }
        double[][] points = new double[inputs.size()][];
        int after = grid;
        for (int i = 0; i < points.length; i++) {
            double[] axis = arrays.get(inputs.get(i)).values();
            after /= axis.length;
            points[i] = scattered ? axis : spread(axis, after, size);
        }
        return new ReferenceData(new PointSet(points, null, Double.NaN), values);
    }

    /** An axis repeated over a row-major grid. */
    private static double[] spread(double[] axis, int stride, int size) {
        double[] all = new double[size];
        for (int p = 0; p < size; p++) {
            all[p] = axis[p / stride % axis.length];
        }
        return all;
    }
}
