package org.ansatz.dynamics.walls;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.tensor.Parallel;

/** What a network was like over a run. */
public record NetworkHistory(List<NetworkMeasurement> entries) {
    /** Sees a network between steps. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * @param evolution between steps
         * @return whether to go on
         */
        boolean sees(WallEvolution evolution);
    }

    public NetworkHistory {
        entries = List.copyOf(entries);
    }

    /**
     * Runs to the end and measures at regular steps, the first and the last among them.
     *
     * @param evolution at its start
     * @param steps to be done
     * @param every steps between measurements
     * @param watcher is shown the network at every measurement
     * @throws CancellationException if the watcher does not want to go on
     */
    public static NetworkHistory run(
            WallEvolution evolution, int steps, int every, Watcher watcher, Parallel parallel) {
        List<NetworkMeasurement> entries = new ArrayList<>();
        int done = 0;
        while (true) {
            entries.add(NetworkMeasurement.of(evolution, parallel));
            if (!watcher.sees(evolution)) {
                throw new CancellationException("stopped at step " + evolution.steps());
            }
            if (done == steps) {
                return new NetworkHistory(entries);
            }
            int count = Math.min(every, steps - done);
            evolution.advance(count);
            done += count;
        }
    }

    public double[] times() {
        return values(NetworkMeasurement::time);
    }

    public double[] values(ToDoubleFunction<NetworkMeasurement> quantity) {
        return entries.stream().mapToDouble(quantity).toArray();
    }

    public NetworkMeasurement last() {
        return entries.get(entries.size() - 1);
    }

    /** The entry whose time is nearest. */
    public NetworkMeasurement at(double time) {
        NetworkMeasurement nearest = last();
        for (NetworkMeasurement entry : entries) {
            if (Math.abs(entry.time() - time) < Math.abs(nearest.time() - time)) {
                nearest = entry;
            }
        }
        return nearest;
    }

    /**
     * How far the energy balance {@code rho' = -3 (a'/a) (rho + p)} is missed from entry to entry, integrated by trapezoids:
     * the largest error over the energy. Of second order in the time between entries; for {@code s = 1} only.
     */
    public double energyImbalance(PowerLawBackground background) {
        double worst = 0;
        for (int k = 1; k < entries.size(); k++) {
            NetworkMeasurement a = entries.get(k - 1);
            NetworkMeasurement b = entries.get(k);
            double loss = 1.5
                    * (b.time() - a.time())
                    * (background.comovingHubble(a.time()) * (a.energy() + a.pressure())
                            + background.comovingHubble(b.time()) * (b.energy() + b.pressure()));
            worst = Math.max(worst, Math.abs(b.energy() - a.energy() + loss) / (b.time() - a.time()) / b.energy());
        }
        return worst;
    }
}
