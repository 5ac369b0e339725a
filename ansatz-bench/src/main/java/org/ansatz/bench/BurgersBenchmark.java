package org.ansatz.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A step of a network 2-50-50-50-50-1 on Burgers' equation at 10,000 points in double precision: by the fused kernel, by
 * nested autograd, and its multiply-adds at the limit of the processor.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"--add-modules", "jdk.incubator.vector"})
public class BurgersBenchmark {
    static final int POINTS = 10_000;
    private static final List<Integer> HIDDEN = List.of(50, 50, 50, 50);

    static BurgersStep step(int threads) {
        return new BurgersStep(HIDDEN, POINTS, threads, 1);
    }

    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The fused kernel on all cores. */
    @State(Scope.Benchmark)
    public static class Fused {
        private BurgersStep step;

        @Setup(Level.Trial)
        public void prepare() {
            step = step(cores());
        }

        @TearDown(Level.Trial)
        public void end() {
            step.close();
        }
    }

    /** Nested autograd with the thread policy of the tensor face. */
    @State(Scope.Benchmark)
    public static class Nested {
        private NestedAutogradStep step;

        @Setup(Level.Trial)
        public void prepare() {
            try (BurgersStep data = step(1)) {
                step = new NestedAutogradStep(data);
            }
        }
    }

    /** How many operations the step has. */
    @State(Scope.Benchmark)
    public static class Limit {
        private double flops;

        @Setup(Level.Trial)
        public void prepare() {
            try (BurgersStep data = step(1)) {
                flops = data.flops();
            }
        }
    }

    @Benchmark
    public double fusedKernel(Fused state) {
        return state.step.run();
    }

    /** Without {@code --add-modules jdk.incubator.vector}. */
    @Benchmark
    @Fork(
            value = 1,
            jvmArgs = {"-Xmx1g"})
    public double fusedKernelWithoutVectorModule(Fused state) {
        return state.step.run();
    }

    @Benchmark
    public double nestedAutograd(Nested state) {
        return state.step.run();
    }

    @Benchmark
    public double multiplyAddLimit(Limit state) {
        return MultiplyAddLimit.run(state.flops, cores());
    }
}
