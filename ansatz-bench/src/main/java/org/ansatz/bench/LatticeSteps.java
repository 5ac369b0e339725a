package org.ansatz.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.dynamics.walls.InitialNetwork;
import org.ansatz.dynamics.walls.WallEvolution;
import org.ansatz.dynamics.walls.WallModel;
import org.ansatz.dynamics.walls.WallSimulation;
import org.ansatz.tensor.Parallel;

/**
 * Steps of a scalar field with tensor modes on a lattice: the 224 bytes per site that a step must move at least (fourteen
 * numbers read and written) per second, beside what copying arrays of the same size moves (each number read and written),
 * in rounds one after the other on the same threads. Memory is measured in a virtual machine of its own.
 */
final class LatticeSteps {
    private static final int[] SIZES = {96, 192};
    private static final int FIELDS = 14;
    private static final int BYTES_PER_SITE = 2 * FIELDS * Double.BYTES;
    private static final int WARM_UP = 4;
    private static final int STEPS = 4;
    private static final double SPACING = 0.12;
    private static final double MOST_MEMORY = 1.75;

    private LatticeSteps() {}

    static WallEvolution evolution(int n, Parallel parallel) {
        return new WallSimulation(
                        new Lattice3D(n, n * SPACING),
                        WallModel.physical(PowerLawBackground.radiation(1)),
                        new InitialNetwork.Flat(3, 0.1),
                        n * SPACING / 2 > 5.76 ? 5.76 : n * SPACING / 2,
                        1,
                        0.25,
                        true)
                .begin(1, parallel);
    }

    static void run(int rounds, PrintStream out) {
        int threads = Runtime.getRuntime().availableProcessors();
        out.printf(Locale.ROOT, "%na step of a scalar field and six tensor modes, double, %d threads%n", threads);
        out.printf(
                Locale.ROOT,
                "%6s %11s %9s %13s %12s %18s %18s%n",
                "sites",
                "median ms",
                "GB/s",
                "copying GB/s",
                "share",
                "memory evolving",
                "with spectra");
        for (int n : SIZES) {
            double[] found = speed(n, threads, rounds);
            double[] memory = memory(n);
            out.printf(
                    Locale.ROOT,
                    "%4d^3 %11.1f %9.2f %13.2f %12.2f %18.2f %18.2f%n",
                    n,
                    found[0],
                    found[1],
                    found[2],
                    found[3],
                    memory[0],
                    memory[1]);
        }
        out.println(
                "share: median over rounds of moved bytes per second over those of copying; memory over that of the fields");
    }

    /** Median ms of a step, GB/s of it and of copying, median ratio of these. */
    private static double[] speed(int n, int threads, int rounds) {
        double sites = (double) n * n * n;
        List<Double> times = new ArrayList<>();
        List<Double> copies = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        try (Parallel parallel = new Parallel(threads)) {
            WallEvolution evolution = evolution(n, parallel);
            int length = FIELDS / 2 * n * n * n / threads;
            double[] from = new double[length * threads];
            double[] to = new double[length * threads];
            for (int round = -WARM_UP; round < rounds; round++) {
                long begin = System.nanoTime();
                evolution.advance(STEPS);
                long middle = System.nanoTime();
                parallel.run(
                        threads, (thread, part) -> System.arraycopy(from, part * length, to, part * length, length));
                parallel.run(
                        threads, (thread, part) -> System.arraycopy(to, part * length, from, part * length, length));
                long end = System.nanoTime();
                if (round >= 0) {
                    double copied = 4.0 * Double.BYTES * from.length / (end - middle);
                    // The kick at the end of a call reads and writes what half of a step does, at most; it is not
                    // counted.
                    double time = (middle - begin) / (double) STEPS;
                    times.add(time * 1e-6);
                    copies.add(copied);
                    shares.add(BYTES_PER_SITE * sites / time / copied);
                }
            }
        }
        double time = OperatorSteps.median(times);
        return new double[] {
            time, BYTES_PER_SITE * sites / time * 1e-6, OperatorSteps.median(copies), OperatorSteps.median(shares)
        };
    }

    /**
     * Peak of the heap over the bytes of the fields, while evolving and while measuring spectra, in a virtual machine whose heap is
     * 1.75 times the fields: with more, garbage would not be collected.
     */
    private static double[] memory(int n) {
        long kilobytes = (long) (MOST_MEMORY * FIELDS * Double.BYTES / 1024 * n * n * n);
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:+UseSerialGC",
                "-Xmx" + kilobytes + "k",
                "-Xmn" + LatticeMemory.YOUNG_MEGABYTES + "m",
                "-cp",
                System.getProperty("java.class.path"),
                LatticeMemory.class.getName(),
                String.valueOf(n));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            String[] words = answer.split(" ");
            if (process.waitFor() != 0 || words.length != 2) {
                throw new IllegalStateException("the measurement of memory broke off: " + answer);
            }
            return new double[] {Double.parseDouble(words[0]), Double.parseDouble(words[1])};
        } catch (IOException e) {
            throw new IllegalStateException("the measurement of memory broke off: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
