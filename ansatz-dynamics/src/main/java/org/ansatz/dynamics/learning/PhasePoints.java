package org.ansatz.dynamics.learning;

import java.util.List;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Tensor;

/**
 * Points of phase space with their rates of change, for several tasks.
 *
 * @param z [tasks, points, bodies, 4]
 * @param rates of the same shape
 */
public record PhasePoints(Tensor z, Tensor rates) {
    /**
     * Some points of each trajectory.
     *
     * @param trajectories one per task, of equally many bodies
     * @param chosen [tasks][points] indices along the trajectories
     * @throws IllegalArgumentException if graphs of unequal size meet
     */
    public static PhasePoints of(List<PhaseTrajectory> trajectories, int[][] chosen, DType type) {
        int bodies = trajectories.get(0).system().bodies();
        int points = chosen[0].length;
        int size = bodies * PhaseSystem.FEATURES;
        double[] z = new double[trajectories.size() * points * size];
        double[] rates = new double[z.length];
        int at = 0;
        for (int task = 0; task < trajectories.size(); task++) {
            PhaseTrajectory trajectory = trajectories.get(task);
            if (trajectory.system().bodies() != bodies) {
                throw new IllegalArgumentException("tasks of one batch must have equally many bodies: "
                        + trajectories.get(0).system().name() + " has " + bodies + ", "
                        + trajectory.system().name() + " "
                        + trajectory.system().bodies());
            }
            for (int point : chosen[task]) {
                System.arraycopy(trajectory.features()[point], 0, z, at, size);
                System.arraycopy(trajectory.rates()[point], 0, rates, at, size);
                at += size;
            }
        }
        long[] shape = {trajectories.size(), points, bodies, PhaseSystem.FEATURES};
        return new PhasePoints(
                Tensor.of(z, shape).to(type), Tensor.of(rates, shape).to(type));
    }
}
