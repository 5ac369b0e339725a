package org.ansatz.solve.implicit;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ansatz.learn.module.Siren;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.geometry.UnitPoints;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * A rectangle with solid walls, and how many points are drawn in it and on its walls.
 *
 * @param low and high: corners
 * @param samples points inside
 * @param wallSamples points on each pair of opposite walls
 * @param wallWeight weight of the mean squares on the walls
 */
public record FlowBox(double[] low, double[] high, int samples, int wallSamples, double wallWeight) {
    public FlowBox {
        if (low.length != 2 || high.length != 2 || !(low[0] < high[0] && low[1] < high[1])) {
            throw new IllegalArgumentException("a flow box is a rectangle with low < high on both axes");
        }
        if (samples < 1 || wallSamples < 1) {
            throw new IllegalArgumentException(
                    "a flow box needs points, got " + samples + " inside and " + wallSamples + " on walls");
        }
        low = low.clone();
        high = high.clone();
    }

    /** The square [-1, 1]^2 of arXiv 2210.00124. */
    public static FlowBox square(int samples) {
        return new FlowBox(new double[] {-1, -1}, new double[] {1, 1}, samples, Math.max(32, samples / 16), 1);
    }

    /** The same with another number of points inside. */
    FlowBox withSamples(int count) {
        return new FlowBox(low, high, count, wallSamples, wallWeight);
    }

    double[][] interior(RandomGenerator random) {
        double[][] points = UnitPoints.draw(samples, 2, Spread.SOBOL, random);
        for (int i = 0; i < 2; i++) {
            for (int p = 0; p < samples; p++) {
                points[i][p] = low[i] + points[i][p] * (high[i] - low[i]);
            }
        }
        return points;
    }

    /** Points on the two walls across an axis. */
    double[][] walls(int axis, RandomGenerator random) {
        double[][] along = UnitPoints.draw(wallSamples, 1, Spread.LATIN_HYPERCUBE, random);
        double[][] points = new double[2][wallSamples];
        int other = 1 - axis;
        for (int p = 0; p < wallSamples; p++) {
            points[axis][p] = p % 2 == 0 ? low[axis] : high[axis];
            points[other][p] = low[other] + along[0][p] * (high[other] - low[other]);
        }
        return points;
    }

    void clamp(double[][] points) {
        for (int i = 0; i < 2; i++) {
            for (int p = 0; p < points[i].length; p++) {
                points[i][p] = Math.max(low[i], Math.min(high[i], points[i][p]));
            }
        }
    }

    /** Rows for a vanishing normal component of a velocity, or of the gradient of a scalar. */
    List<Rows> wallRows(Siren network, boolean gradient, RandomGenerator random) {
        List<Rows> rows = new ArrayList<>();
        for (int axis = 0; axis < 2; axis++) {
            MultiIndex orders = gradient ? MultiIndex.unit(2, axis) : MultiIndex.zero(2);
            JetBasis basis = JetBasis.of(2, List.of(orders));
            LinearResidual.Part part = new LinearResidual.Part(gradient ? 0 : axis, basis.position(orders), 1);
            LinearResidual residual = new LinearResidual(List.of(List.of(part)), new double[1][wallSamples]);
            rows.add(new PointRows("walls", network, walls(axis, random), basis, residual, wallWeight));
        }
        return rows;
    }
}
