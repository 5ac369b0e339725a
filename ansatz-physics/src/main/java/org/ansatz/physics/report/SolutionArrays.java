package org.ansatz.physics.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Solution;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Npz;

/**
 * {@code solution.npz}: on a box a grid, one axis per input by its name and every field as [axis 1, axis 2, ...]; in a shaped
 * domain scattered points, all arrays [n]. Either is valid as {@code reference:} of a problem file.
 */
final class SolutionArrays {
    private SolutionArrays() {}

    /**
     * @param region the cells of a shaped domain, null on a box
     */
    static void write(Path file, Problem problem, Solution solution, SampledRegion region) throws IOException {
        Npz.write(file, region != null ? scattered(problem, solution, region) : grid(problem, solution));
    }

    private static Map<String, NdArray> grid(Problem problem, Solution solution) {
        Grid grid = Grid.over(problem);
        double[][] values = Evaluation.fields(problem, solution, problem.fields(), grid.points());
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        for (int i = 0; i < problem.dimension(); i++) {
            arrays.put(problem.inputNames().get(i), NdArray.of(grid.axes()[i]));
        }
        for (int f = 0; f < values.length; f++) {
            arrays.put(problem.fields().get(f), new NdArray(grid.shape(), values[f]));
        }
        return arrays;
    }

    private static Map<String, NdArray> scattered(Problem problem, Solution solution, SampledRegion cells) {
        double[][] points = points(problem, cells.points());
        double[][] values = Evaluation.fields(problem, solution, problem.fields(), points);
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        for (int i = 0; i < points.length; i++) {
            arrays.put(problem.inputNames().get(i), NdArray.of(points[i]));
        }
        for (int f = 0; f < values.length; f++) {
            arrays.put(problem.fields().get(f), NdArray.of(values[f]));
        }
        return arrays;
    }

    /** The cells' vertices at every combination of the other inputs' nodes. */
    private static double[][] points(Problem problem, double[][] region) {
        List<Integer> space = problem.spaceIndices();
        double[][] axes = Grid.over(problem).axes();
        for (int i : space) {
            axes[i] = new double[1];
        }
        double[][] others = Grid.product(axes);
        int n = region[0].length;
        int m = others[0].length;
        double[][] points = new double[problem.dimension()][n * m];
        for (int k = 0; k < m; k++) {
            for (int p = 0; p < n; p++) {
                for (int i = 0; i < points.length; i++) {
                    int own = space.indexOf(i);
                    points[i][k * n + p] = own >= 0 ? region[own][p] : others[i][k];
                }
            }
        }
        return points;
    }
}
