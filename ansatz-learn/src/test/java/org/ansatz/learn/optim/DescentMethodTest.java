package org.ansatz.learn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.ansatz.learn.optim.Optimizer.Status;
import org.ansatz.learn.optim.Optimizer.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DescentMethodTest {
    record Method(String name, BiFunction<SmoothObjective, double[], DescentMethod> make) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Method> methods() {
        return List.of(
                new Method("L-BFGS", (f, x) -> new LBfgs(f, x, 20)),
                new Method("BFGS", Bfgs::new),
                new Method("SSBFGS", SelfScaledBfgs::new),
                new Method("SSBroyden", SelfScaledBroyden::new));
    }

    /** Chained Rosenbrock function. */
    private static SmoothObjective rosenbrock(int n) {
        return new Function(n) {
            @Override
            public double valueAndGradient(double[] x, double[] g) {
                java.util.Arrays.fill(g, 0);
                double f = 0;
                for (int i = 0; i + 1 < n; i++) {
                    double u = x[i + 1] - x[i] * x[i];
                    double v = 1 - x[i];
                    f += 100 * u * u + v * v;
                    g[i] += -400 * x[i] * u - 2 * v;
                    g[i + 1] += 200 * u;
                }
                return f;
            }
        };
    }

    private static SmoothObjective quadratic(double[] curvatures) {
        return new Function(curvatures.length) {
            @Override
            public double valueAndGradient(double[] x, double[] g) {
                double f = 0;
                for (int i = 0; i < x.length; i++) {
                    g[i] = curvatures[i] * (x[i] - 1);
                    f += 0.5 * curvatures[i] * (x[i] - 1) * (x[i] - 1);
                }
                return f;
            }
        };
    }

    private abstract static class Function implements SmoothObjective {
        private final int n;

        Function(int n) {
            this.n = n;
        }

        @Override
        public int dimension() {
            return n;
        }

        @Override
        public double value(double[] x) {
            return valueAndGradient(x, new double[n]);
        }
    }

    private static Step run(DescentMethod method, int limit) {
        Step step = method.step();
        for (int k = 1; k < limit && step.status() == Status.MOVED; k++) {
            step = method.step();
        }
        return step;
    }

    @ParameterizedTest
    @MethodSource("methods")
    void rosenbrockFromTheClassicStartNeedsAboutFortySteps(Method m) {
        DescentMethod method = m.make().apply(rosenbrock(2), new double[] {-1.2, 1});
        method.setTolerance(1e-8);
        Step step = run(method, 60);
        assertThat(step.status()).isEqualTo(Status.CONVERGED);
        assertThat(method.iterations()).isBetween(20L, 50L);
        assertThat(method.point()[0]).isCloseTo(1, within(1e-8));
        assertThat(method.point()[1]).isCloseTo(1, within(1e-8));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void badlyScaledQuadraticIsSolvedToTheTolerance(Method m) {
        double[] curvatures = new double[20];
        for (int i = 0; i < curvatures.length; i++) {
            curvatures[i] = Math.pow(10, -2 + 4.0 * i / 19);
        }
        DescentMethod method = m.make().apply(quadratic(curvatures), new double[20]);
        method.setTolerance(1e-9);
        Step step = run(method, 700);
        assertThat(step.status()).isEqualTo(Status.CONVERGED);
        assertThat(step.value()).isLessThan(1e-14);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void illConditionedLeastSquaresReachesItsKnownMinimum(Method m) {
        // Polynomial fit on monomials of degree 0..7 over [0, 1]: condition number of the normal matrix about 1e10.
        int n = 8;
        int points = 40;
        double[] truth = new double[n];
        for (int k = 0; k < n; k++) {
            truth[k] = Math.cos(k);
        }
        SmoothObjective fit = new Function(n) {
            @Override
            public double valueAndGradient(double[] x, double[] g) {
                java.util.Arrays.fill(g, 0);
                double f = 0;
                for (int i = 0; i < points; i++) {
                    double t = (i + 0.5) / points;
                    double r = 0;
                    double power = 1;
                    for (int k = 0; k < n; k++, power *= t) {
                        r += (x[k] - truth[k]) * power;
                    }
                    f += 0.5 * r * r;
                    power = 1;
                    for (int k = 0; k < n; k++, power *= t) {
                        g[k] += r * power;
                    }
                }
                return f;
            }
        };
        DescentMethod method = m.make().apply(fit, new double[n]);
        Step step = run(method, 400);
        assertThat(step.value()).isLessThan(1e-11);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theValueNeverRises(Method m) {
        double[] start = new double[30];
        Random random = new Random(3);
        for (int i = 0; i < start.length; i++) {
            start[i] = random.nextGaussian();
        }
        DescentMethod method = m.make().apply(rosenbrock(30), start);
        double before = rosenbrock(30).value(start);
        for (int k = 0; k < 60; k++) {
            double value = method.step().value();
            assertThat(value).isLessThanOrEqualTo(before * (1 + 1e-12));
            before = value;
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aRestoredStateContinuesWithTheSameBits(Method m) {
        double[] start = new double[10];
        DescentMethod whole = m.make().apply(rosenbrock(10), start);
        for (int k = 0; k < 15; k++) {
            whole.step();
        }
        DescentMethod resumed = m.make().apply(rosenbrock(10), start);
        resumed.restore(whole.state());
        for (int k = 0; k < 15; k++) {
            assertThat(resumed.step()).isEqualTo(whole.step());
        }
        assertThat(resumed.point()).isEqualTo(whole.point());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aValueThatIsNotFiniteAtTheStartIsReportedAndNothingMoves(Method m) {
        SmoothObjective broken = new Function(2) {
            @Override
            public double valueAndGradient(double[] x, double[] g) {
                return Double.NaN;
            }
        };
        DescentMethod method = m.make().apply(broken, new double[] {1, 2});
        assertThat(method.step().status()).isEqualTo(Status.NOT_FINITE);
        assertThat(method.point()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aTrialThatIsNotFiniteShortensTheStep(Method m) {
        // -log x + x is undefined for x <= 0 and has its minimum at 1; the first trial step from 1e-3 may overshoot.
        SmoothObjective barrier = new Function(1) {
            @Override
            public double valueAndGradient(double[] x, double[] g) {
                g[0] = 1 - 1 / x[0];
                return x[0] - Math.log(x[0]);
            }
        };
        DescentMethod method = m.make().apply(barrier, new double[] {5});
        method.setTolerance(1e-9);
        run(method, 60);
        assertThat(method.point()[0]).isCloseTo(1, within(1e-8));
    }

    @Test
    void aStateOfAnotherMethodIsRefused() {
        DescentMethod lbfgs = new LBfgs(rosenbrock(4), new double[4], 5);
        DescentMethod dense = new SelfScaledBfgs(rosenbrock(4), new double[4]);
        assertThatThrownBy(() -> dense.restore(lbfgs.state()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("inverseHessian");
    }

    @Test
    void selfScaledUpdatesSatisfyTheSecantEquation() {
        // After learning (s, y) the direction for the gradient y must be -s, whatever tau and phi are.
        Random random = new Random(7);
        for (int trial = 0; trial < 20; trial++) {
            SelfScaledBroyden method = new SelfScaledBroyden(rosenbrock(6), new double[6]);
            double[] s = new double[6];
            double[] y = new double[6];
            double[] direction = new double[6];
            for (int k = 0; k < 3; k++) {
                for (int i = 0; i < 6; i++) {
                    s[i] = random.nextGaussian();
                    y[i] = (i + 1) * s[i] + 0.1 * random.nextGaussian();
                }
                if (Vectors.dot(s, y) <= 0) {
                    continue;
                }
                assertThat(method.learn(s, y, 0.5 * Vectors.dot(s, s), y, direction))
                        .isTrue();
                for (int i = 0; i < 6; i++) {
                    assertThat(direction[i]).isCloseTo(-s[i], within(1e-9));
                }
            }
        }
    }
}
