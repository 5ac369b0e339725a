package org.ansatz.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * The named benchmarks of this machine.
 *
 * <pre>
 * mvn -q -pl ansatz-bench -am process-classes
 * java -cp "$(cat ansatz-bench/target/classpath):ansatz-bench/target/classes" org.ansatz.bench.Benchmarks burgers
 * </pre>
 */
public final class Benchmarks {
    private static final List<String> NAMES = List.of("burgers", "operators", "klein-gordon");
    private static final int ROUNDS = 31;

    private Benchmarks() {}

    /** Names that {@link #run} knows. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Runs one benchmark in virtual machines of its own (about a minute) and prints its table.
     *
     * @throws IllegalArgumentException if there is no benchmark of that name
     * @throws IllegalStateException if the measurement broke off
     */
    public static void run(String name, PrintStream out) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("no benchmark '" + name + "'; there are: " + String.join(", ", NAMES));
        }
        switch (name) {
            case "operators" -> OperatorSteps.run(ROUNDS, out);
            case "klein-gordon" -> KleinGordonSteps.run(ROUNDS, out);
            default -> burgers(out);
        }
    }

    private static void burgers(PrintStream out) {
        Map<String, Statistics> times = new TreeMap<>();
        try {
            for (RunResult result : new Runner(new OptionsBuilder()
                            .include(BurgersBenchmark.class.getName() + "\\..*")
                            .build())
                    .run()) {
                String method = result.getPrimaryResult().getLabel();
                times.put(method, result.getPrimaryResult().getStatistics());
            }
        } catch (RunnerException e) {
            throw new IllegalStateException("the measurement broke off: " + e.getMessage(), e);
        }
        double flops;
        try (BurgersStep step = BurgersBenchmark.step(1)) {
            flops = step.flops();
        }
        out.printf(
                Locale.ROOT,
                "%nBurgers step, network 2-50-50-50-50-1, %,d points, double, %d cores, %.2f GFLOP%n",
                BurgersBenchmark.POINTS,
                BurgersBenchmark.cores(),
                flops / 1e9);
        for (String line : table(times, flops)) {
            out.println(line);
        }
    }

    private static List<String> table(Map<String, Statistics> times, double flops) {
        Map<String, String> labels = Map.of(
                "multiplyAddLimit", "multiply-adds alone (limit)",
                "fusedKernel", "fused kernel",
                "fusedKernelWithoutVectorModule", "fused kernel, no vector module",
                "nestedAutograd", "nested autograd");
        double limit = times.get("multiplyAddLimit").getPercentile(50);
        double nested = times.get("nestedAutograd").getPercentile(50);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "%-32s %9s %9s %9s %9s %9s", "", "min ms", "median ms", "GFLOP/s", "x limit", "x nested"));
        times.entrySet().stream()
                .sorted(Map.Entry.comparingByValue((a, b) -> Double.compare(a.getPercentile(50), b.getPercentile(50))))
                .forEach(entry -> {
                    double median = entry.getValue().getPercentile(50);
                    lines.add(String.format(
                            Locale.ROOT,
                            "%-32s %9.1f %9.1f %9.1f %9.2f %9.2f",
                            labels.getOrDefault(entry.getKey(), entry.getKey()),
                            entry.getValue().getMin(),
                            median,
                            flops / median / 1e6,
                            median / limit,
                            median / nested));
                });
        return lines;
    }

    /** The name of one benchmark is the only argument. */
    public static void main(String[] arguments) {
        if (arguments.length != 1 || !NAMES.contains(arguments[0])) {
            System.err.println("expected one of: " + String.join(", ", NAMES));
            System.exit(2);
        }
        run(arguments[0], System.out);
    }
}
