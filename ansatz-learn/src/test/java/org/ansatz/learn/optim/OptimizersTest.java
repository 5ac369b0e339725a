package org.ansatz.learn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ansatz.learn.optim.Optimizer.Status;
import org.ansatz.learn.optim.Optimizer.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizersTest {
    /** Fit of {@code a exp(-b t) + c} to 30 exact values, with products by the Jacobian. */
    private static final class Decay implements LinearisedLeastSquares {
        private static final int N = 30;
        private static final double[] TRUTH = {2, 1.5, -0.5};
        private final double[] jacobian = new double[3 * N];

        @Override
        public int parameters() {
            return 3;
        }

        @Override
        public ParameterLayout layout() {
            return ParameterLayout.empty().matrix("w", 1, 2).vector("c", 1);
        }

        @Override
        public int residuals() {
            return N;
        }

        private static double time(int i) {
            return 3.0 * i / (N - 1);
        }

        private static double value(double[] x, double t) {
            return x[0] * Math.exp(-x[1] * t) + x[2];
        }

        @Override
        public void residuals(double[] x, double[] r) {
            for (int i = 0; i < N; i++) {
                r[i] = value(x, time(i)) - value(TRUTH, time(i));
            }
        }

        @Override
        public void linearise(double[] x, double[] r, double[] jt) {
            residuals(x, r);
            for (int i = 0; i < N; i++) {
                double e = Math.exp(-x[1] * time(i));
                jt[i] = e;
                jt[N + i] = -time(i) * x[0] * e;
                jt[2 * N + i] = 1;
            }
        }

        @Override
        public void linearise(double[] x, double[] r) {
            linearise(x, r, jacobian);
        }

        @Override
        public void times(double[] v, double[] out) {
            for (int i = 0; i < N; i++) {
                out[i] = jacobian[i] * v[0] + jacobian[N + i] * v[1] + jacobian[2 * N + i] * v[2];
            }
        }

        @Override
        public void transposedTimes(double[] w, double[] out) {
            for (int q = 0; q < 3; q++) {
                out[q] = 0;
                for (int i = 0; i < N; i++) {
                    out[q] += jacobian[q * N + i] * w[i];
                }
            }
        }

        @Override
        public double valueAndGradient(double[] x, double[] gradient) {
            double[] r = new double[N];
            linearise(x, r);
            transposedTimes(r, gradient);
            return Vectors.halfSquare(r, N);
        }
    }

    static List<NamedOptimizer> all() {
        return Optimizers.all();
    }

    static List<NamedOptimizer> searching() {
        return Optimizers.all().stream()
                .filter(named -> !named.on(SmoothObjective.of(new Decay()), new double[3])
                        .toleratesFreshBatches())
                .toList();
    }

    private static final double[] START = {1, 1, 0};

    @ParameterizedTest
    @MethodSource("searching")
    void methodsThatCompareValuesFindTheExactFit(NamedOptimizer named) {
        Optimizer optimizer = named.on(SmoothObjective.of(new Decay()), START);
        double before = Double.POSITIVE_INFINITY;
        for (int k = 0; k < 100; k++) {
            Step step = optimizer.step();
            assertThat(step.value()).isLessThanOrEqualTo(before);
            before = step.value();
            if (step.status() != Status.MOVED) {
                break;
            }
        }
        assertThat(optimizer.point()).containsExactly(Decay.TRUTH, within(1e-7));
    }

    @ParameterizedTest
    @MethodSource("all")
    void anyMethodLowersTheValueTenfoldInThreeHundredStepsOfRateAFiftieth(NamedOptimizer named) {
        boolean rated = named.settings().stream().anyMatch(s -> s.name().equals("rate"));
        SmoothObjective fit = SmoothObjective.of(new Decay());
        Optimizer optimizer =
                named.with(rated ? Map.of("rate", "0.02") : Map.of()).on(fit, START);
        for (int k = 0; k < 300; k++) {
            optimizer.step();
        }
        assertThat(fit.value(optimizer.point())).isLessThan(0.1 * fit.value(START));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aRestoredStateContinuesWithTheSameBits(NamedOptimizer named) {
        SmoothObjective fit = SmoothObjective.of(new Decay());
        Optimizer whole = named.on(fit, START);
        for (int k = 0; k < 4; k++) {
            whole.step();
        }
        Optimizer resumed = named.on(fit, new double[3]);
        resumed.restore(whole.state());
        for (int k = 0; k < 4; k++) {
            assertThat(resumed.step()).isEqualTo(whole.step());
        }
        assertThat(resumed.point()).isEqualTo(whole.point());
    }

    @ParameterizedTest
    @MethodSource("all")
    void aValueThatIsNotFiniteIsReportedAndNothingMoves(NamedOptimizer named) {
        Optimizer optimizer = named.on(SmoothObjective.of(new Decay()), new double[] {Double.MAX_VALUE, -400, 0});
        assertThat(optimizer.step().status()).isEqualTo(Status.NOT_FINITE);
        assertThat(optimizer.point()).containsExactly(Double.MAX_VALUE, -400, 0);
    }

    private static double errorAfter(Optimizer optimizer, int steps) {
        for (int k = 0; k < steps; k++) {
            optimizer.step();
        }
        double error = 0;
        for (int i = 0; i < 3; i++) {
            error = Math.max(error, Math.abs(optimizer.point()[i] - Decay.TRUTH[i]));
        }
        return error;
    }

    @Test
    void gaussNewtonConvergesQuadraticallyOnAnExactFitAndFasterThanLinearlyWithoutTheJacobian() {
        double[] near = {1.9, 1.4, -0.4};
        Map<String, String> undamped = Map.of("damping", "1e-8");
        double error = 0.1;
        Optimizer dense = Optimizers.named("lm").with(undamped).on(SmoothObjective.of(new Decay()), near);
        for (int k = 0; k < 3; k++) {
            double next = errorAfter(dense, 1);
            assertThat(next).as("step " + k).isLessThan(Math.max(10 * error * error, 1e-12));
            error = next;
        }
        Optimizer free = Optimizers.named("lm-cg").with(undamped).on(SmoothObjective.of(new Decay()), near);
        double third = errorAfter(free, 3);
        double sixth = errorAfter(free, 3);
        assertThat(third).isLessThan(1e-2);
        assertThat(sixth).isLessThan(third * third);
    }

    @Test
    void matrixFreeAndDenseStepsAreTheSameForALinearProblemWithoutDamping() {
        Random random = new Random(4);
        int n = 12;
        int p = 5;
        double[] a = random.doubles((long) n * p).toArray();
        double[] b = random.doubles(n).toArray();
        LinearisedLeastSquares linear = new LinearisedLeastSquares() {
            @Override
            public int parameters() {
                return p;
            }

            @Override
            public int residuals() {
                return n;
            }

            @Override
            public void residuals(double[] x, double[] r) {
                times(x, r);
                for (int i = 0; i < n; i++) {
                    r[i] -= b[i];
                }
            }

            @Override
            public void linearise(double[] x, double[] r, double[] jt) {
                residuals(x, r);
                System.arraycopy(a, 0, jt, 0, n * p);
            }

            @Override
            public void linearise(double[] x, double[] r) {
                residuals(x, r);
            }

            @Override
            public void times(double[] v, double[] out) {
                for (int i = 0; i < n; i++) {
                    out[i] = 0;
                    for (int q = 0; q < p; q++) {
                        out[i] += a[q * n + i] * v[q];
                    }
                }
            }

            @Override
            public void transposedTimes(double[] w, double[] out) {
                for (int q = 0; q < p; q++) {
                    out[q] = 0;
                    for (int i = 0; i < n; i++) {
                        out[q] += a[q * n + i] * w[i];
                    }
                }
            }

            @Override
            public double valueAndGradient(double[] x, double[] gradient) {
                double[] r = new double[n];
                residuals(x, r);
                transposedTimes(r, gradient);
                return Vectors.halfSquare(r, n);
            }
        };
        double[] dense = new double[p];
        double[] free = new double[p];
        new LevenbergMarquardt(linear, 1e-15, false).step(dense);
        KrylovLevenbergMarquardt krylov = new KrylovLevenbergMarquardt(linear, 1e-15, 100);
        for (int k = 0; k < 20; k++) {
            krylov.step(free);
        }
        assertThat(free).containsExactly(dense, within(1e-9));
    }

    @Test
    void anUnknownNameOrSettingIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> Optimizers.named("adma"))
                .hasMessageStartingWith(
                        "no optimizer \"adma\"; there are adam, adamw, sgd, am-sgd, am-adamw, muon, auon");
        assertThatThrownBy(() -> Optimizers.named("adam").with(Map.of("momentum", "1")))
                .hasMessageStartingWith("optimizer adam has no setting \"momentum\"; it has [rate, decay");
        SmoothObjective fit = SmoothObjective.of(new Decay());
        assertThatThrownBy(() ->
                        Optimizers.named("adam").with(Map.of("rate", "fast")).on(fit, START))
                .hasMessage("optimizer adam: rate must be a number, got fast");
    }

    @Test
    void aFunctionThatIsNoSumOfSquaresIsRefusedByGaussNewton() {
        SmoothObjective plain = new SmoothObjective() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public double value(double[] x) {
                return x[0];
            }

            @Override
            public double valueAndGradient(double[] x, double[] gradient) {
                gradient[0] = 1;
                return x[0];
            }
        };
        for (String name : List.of("lm", "lm-cg")) {
            assertThatThrownBy(() -> Optimizers.named(name).on(plain, new double[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not a sum of squared residuals");
        }
    }

    @Test
    void aLongGradientIsScaledDownToTheClip() {
        SmoothObjective steep = SmoothObjective.of(new Decay());
        Optimizer clipped = Optimizers.named("sgd")
                .with(Map.of("rate", "1", "momentum", "0", "clip", "1e-3"))
                .on(steep, START);
        clipped.step();
        double moved = 0;
        for (int i = 0; i < 3; i++) {
            moved += Math.pow(clipped.point()[i] - START[i], 2);
        }
        assertThat(Math.sqrt(moved)).isCloseTo(1e-3, within(1e-15));
    }

    @Test
    void aFisherMatrixWithoutDampingIsWarnedOf() {
        assertThat(OptimizerChoice.parse("fismo(damping=0)").warning().orElseThrow())
                .contains("damping=0", "singular");
        assertThat(OptimizerChoice.parse("fismo(damping=0 gamma=1)").warning()).isEmpty();
        assertThat(OptimizerChoice.parse("fismo").warning()).isEmpty();
        assertThat(OptimizerChoice.parse("lm").warning()).isEmpty();
    }

    @Test
    void aChoiceMayBeAskedToLeaveItsRateToASchedule() {
        OptimizerChoice muon = OptimizerChoice.parse("muon(momentum=0.8)");
        assertThat(muon.withRateFrom("learning_rate")).isSameAs(muon);
        assertThatThrownBy(() -> OptimizerChoice.parse("muon(rate=1)").withRateFrom("learning_rate"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its rate is given by learning_rate");
        assertThatThrownBy(() -> OptimizerChoice.parse("lm").withRateFrom("learning_rate"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be of first order, got lm");
    }
}
