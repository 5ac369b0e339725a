package org.ansatz.physics.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ReferenceData;

/**
 * The defined entries of a reference file inside the domain.
 *
 * @param points [inputs][n]
 * @param values by field, [n]
 * @param left number of entries left out
 */
record ReferencePoints(String file, double[][] points, Map<String, double[]> values, int left) {
    /**
     * Reads {@code reference: file.npz}.
     *
     * @throws InvalidProblem if the file cannot be read or does not fit the problem
     */
    static ReferencePoints read(Problem problem) {
        String file = problem.reference().getFileName().toString();
        ReferenceData data = ReferenceData.read(problem.reference(), problem.inputNames(), problem.fields());
        double[][] points = data.points().inputs();
        int n = points[0].length;
        int[] kept = java.util.stream.IntStream.range(0, n)
                .filter(p -> problem.domain().contains(Grid.point(points, p))
                        && data.values().values().stream().allMatch(v -> Double.isFinite(v[p])))
                .toArray();
        if (kept.length == 0) {
            throw new InvalidProblem("reference " + file + ": none of its " + n + " points lies in the domain");
        }
        Map<String, double[]> values = new LinkedHashMap<>();
        data.values().forEach((field, v) -> values.put(field, pick(v, kept)));
        double[][] inside = Arrays.stream(points).map(axis -> pick(axis, kept)).toArray(double[][]::new);
        return new ReferencePoints(file, inside, values, n - kept.length);
    }

    private static double[] pick(double[] all, int[] kept) {
        return Arrays.stream(kept).mapToDouble(k -> all[k]).toArray();
    }
}
