package org.ansatz.dynamics.learning;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.tensor.RandomStream;

/**
 * How trajectories are drawn.
 *
 * @param count per system
 * @param spread every trajectory has its own {@code c}, log-uniform in {@code [1 / spread, spread]}; 1 for unit constants
 * @param duration of each
 * @param points along each
 */
public record TrajectoryPlan(int count, double spread, double duration, int points) {
    /** @throws IllegalArgumentException without trajectories, or for a spread below one */
    public TrajectoryPlan {
        if (count < 1 || !(spread >= 1)) {
            throw new IllegalArgumentException(
                    "needs one trajectory or more and a spread of at least 1, given " + count + " and " + spread);
        }
    }

    /** Trajectories of a system; the first ones do not depend on how many are drawn. */
    public List<PhaseTrajectory> draw(PhaseSystem system, RandomStream random) {
        List<PhaseTrajectory> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RandomStream own = random.child(i);
            double c = Math.pow(spread, 2 * own.uniform() - 1);
            drawn.add(PhaseTrajectory.of(system, c, system.initial().draw(own), duration, points));
        }
        return drawn;
    }
}
