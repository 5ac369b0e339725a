package org.ansatz.solve.collocation;

import java.util.List;
import org.ansatz.physics.problem.PointSet;
import org.ansatz.physics.problem.Problem;

/**
 * The part of the domain that one network covers: all of it (axis -1), or a stretch of the marching coordinate.
 *
 * @param before the window before, whose end gives the initial values, or null at the start
 */
record Stretch(Problem problem, int axis, double from, double to, Window before) {
    static Stretch whole(Problem problem) {
        return new Stretch(problem, -1, 0, 0, null);
    }

    /** Maps points of the whole domain onto this stretch. */
    PointSet squeeze(PointSet points) {
        if (axis < 0) {
            return points;
        }
        double start = problem.inputs().get(axis).interval().min();
        double length = problem.inputs().get(axis).interval().length();
        double[][] inputs = points.inputs().clone();
        double[] mapped = new double[points.size()];
        for (int p = 0; p < mapped.length; p++) {
            mapped[p] = from + (inputs[axis][p] - start) / length * (to - from);
        }
        inputs[axis] = mapped;
        return new PointSet(inputs, points.normals(), points.measure() * (to - from) / length);
    }

    double[][] bounds() {
        double[][] bounds = new double[problem.dimension()][];
        for (int i = 0; i < bounds.length; i++) {
            var interval = problem.inputs().get(i).interval();
            bounds[i] = i == axis ? new double[] {from, to} : new double[] {interval.min(), interval.max()};
        }
        return bounds;
    }

    List<String> fields() {
        return problem.fields();
    }
}
