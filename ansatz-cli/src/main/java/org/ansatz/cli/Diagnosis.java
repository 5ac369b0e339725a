package org.ansatz.cli;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ansatz.tensor.Engine;
import org.ansatz.tensor.EngineFailure;
import org.ansatz.tensor.kernel.Blas;

/** Looks at the process that computes: Java, its flags, vector kernels, BLAS, memory. */
final class Diagnosis {
    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;
    private static final double LITTLE_HEAP = 1.5;
    private static final int ORDER = 768;
    private static final int REPETITIONS = 6;

    private Diagnosis() {}

    /**
     * One finding.
     *
     * @param fix what to do about it, null if all is well
     * @param broken whether nothing can be computed like this
     */
    record Finding(String subject, String found, String fix, boolean broken) {
        static Finding well(String subject, String found) {
            return new Finding(subject, found, null, false);
        }

        static Finding improve(String subject, String found, String fix) {
            return new Finding(subject, found, fix, false);
        }
    }

    static List<Finding> ofThisProcess() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.well("ansatz", Version.text()));
        findings.add(Finding.well(
                "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version")));
        findings.add(Finding.well("java home", System.getProperty("java.home")));
        findings.add(Finding.well(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch")));
        findings.add(Finding.well("flags", flags()));
        findings.add(vectorKernels());
        int processors = Runtime.getRuntime().availableProcessors();
        findings.add(Finding.well("threads", processors + (processors == 1 ? " processor" : " processors")));
        findings.add(memory());
        findings.add(blas(processors));
        findings.add(engine());
        return findings;
    }

    private static String flags() {
        return String.join(
                " ",
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(flag -> !flag.startsWith("-Dansatz.") && !flag.startsWith("-Xlog"))
                        .toList());
    }

    private static Finding vectorKernels() {
        boolean there = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return there
                ? Finding.well("vector kernels", "on")
                : Finding.improve(
                        "vector kernels",
                        "off, the scalar ones are used",
                        "start Java with --add-modules jdk.incubator.vector (./ansatz does where the Java has it)");
    }

    private static Finding memory() {
        double heap = Runtime.getRuntime().maxMemory() / GIBIBYTE;
        double machine =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize() / GIBIBYTE
                        : Double.NaN;
        String found = String.format(Locale.ROOT, "%.1f GiB, of which Java may use %.1f GiB", machine, heap);
        return heap < LITTLE_HEAP
                ? Finding.improve("memory", found, "large networks need more: ANSATZ_JAVA_OPTS=-Xmx4g")
                : Finding.well("memory", found);
    }

    /** Loads BLAS and times a matrix product, 2 n^3 operations. */
    private static Finding blas(int threads) {
        try {
            Blas.setThreads(threads);
            double[] a = new double[ORDER * ORDER];
            double[] c = new double[ORDER * ORDER];
            Arrays.fill(a, 0.5);
            double best = Double.POSITIVE_INFINITY;
            for (int k = 0; k < REPETITIONS; k++) {
                long begun = System.nanoTime();
                Blas.gemm(false, false, ORDER, ORDER, ORDER, 1, a, ORDER, a, ORDER, 0, c, ORDER);
                best = Math.min(best, (System.nanoTime() - begun) * 1e-9);
            }
            if (Math.abs(c[0] - 0.25 * ORDER) > 1e-9) {
                return new Finding("BLAS", "OpenBLAS gives wrong products", "reinstall the native libraries", true);
            }
            double rate = 2.0 * ORDER * ORDER * ORDER / best * 1e-9;
            return Finding.well(
                    "BLAS",
                    String.format(
                            Locale.ROOT,
                            "OpenBLAS, %d threads, %.0f GFLOP/s in a product of order %d",
                            threads,
                            rate,
                            ORDER));
        } catch (LinkageError e) {
            return new Finding(
                    "BLAS",
                    "OpenBLAS cannot be loaded: " + e.getMessage(),
                    "the native libraries for this system are missing from the class path, or their cache cannot be"
                            + " written",
                    true);
        }
    }

    /** Loads libtorch; unpacks its natives if that has not happened. */
    private static Finding engine() {
        try {
            Engine.Description engine = Engine.describe();
            return Finding.well(
                    "engine",
                    "libtorch " + engine.libtorch() + ", " + engine.threads() + " OpenMP threads, devices "
                            + engine.devices() + "; natives in " + engine.nativesFolder());
        } catch (EngineFailure | LinkageError e) {
            return new Finding(
                    "engine",
                    "libtorch cannot be loaded: " + e.getMessage(),
                    "the native libraries for this system are missing from the class path, or their cache cannot be"
                            + " written; method mlp on the CPU works without",
                    true);
        }
    }
}
