package org.ansatz.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import org.ansatz.dynamics.lattice.LatticeMomentum;
import org.ansatz.dynamics.lattice.WaveShells;
import org.ansatz.dynamics.walls.NetworkMeasurement;
import org.ansatz.dynamics.walls.TensorSpectrum;
import org.ansatz.dynamics.walls.WallEvolution;
import org.ansatz.tensor.Parallel;

/**
 * Prints the peak of the heap over the bytes of the fields while a lattice evolves, and while spectra are measured. To be
 * started with a small young generation, since garbage fills it whatever its size.
 */
final class LatticeMemory {
    static final int YOUNG_MEGABYTES = 8;
    private static final int STEPS = 5;

    private LatticeMemory() {}

    /** Points per side. */
    public static void main(String[] arguments) {
        int n = Integer.parseInt(arguments[0]);
        try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
            WallEvolution evolution = LatticeSteps.evolution(n, parallel);
            double fields = 14.0 * Double.BYTES * n * n * n;
            forget();
            evolution.advance(STEPS);
            NetworkMeasurement.of(evolution, parallel);
            double evolving = peak();
            WaveShells shells = new WaveShells(evolution.lattice());
            forget();
            TensorSpectrum spectrum = new TensorSpectrum(shells, LatticeMomentum.NEUTRAL, parallel);
            double[] waves = spectrum.of(evolution.waves().orElseThrow().q()).mean();
            double[] stress = spectrum.ofStress(evolution.network().field()).mean();
            double measuring = peak();
            if (waves.length != stress.length) {
                throw new IllegalStateException("spectra of different lattices");
            }
            System.out.println(evolving / fields + " " + measuring / fields);
        }
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static void forget() {
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static double peak() {
        return heap().stream()
                .mapToDouble(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
