package org.ansatz.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MlpJetKernelTest {
    private static final JetBasis BASIS =
            JetBasis.of(2, List.of(MultiIndex.of(3, 1), MultiIndex.of(0, 2), MultiIndex.of(4, 0)));

    private static double[] features(MlpJetKernel.Worker worker, double[][] points) {
        int t = worker.points();
        double[] a = new double[2 * worker.columns()];
        for (int axis = 0; axis < 2; axis++) {
            for (int p = 0; p < t; p++) {
                a[axis * worker.columns() + p] = points[axis][p];
                a[axis * worker.columns() + BASIS.position(MultiIndex.unit(2, axis)) * t + p] = 1;
            }
        }
        return a;
    }

    private static double[] random(int n, double scale, long seed) {
        Random random = new Random(seed);
        return random.doubles(n).map(v -> scale * (2 * v - 1)).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "false,7,TANH",
        "true,7,TANH",
        "false,1,TANH",
        "true,4,TANH",
        "false,10,TANH",
        "false,19,TANH",
        "false,7,SINE"
    })
    void vectorAndScalarKernelsAgree(boolean gated, int width, MlpJetKernel.Unit unit) {
        MlpJetKernel.Shape shape = new MlpJetKernel.Shape(2, List.of(width, width, width), 3, gated, unit);
        MlpJetKernel fast = new MlpJetKernel(shape, new VectorTileOps());
        MlpJetKernel plain = new MlpJetKernel(shape, new ScalarTileOps());
        double[] theta = random(fast.parameterCount(), 0.8, 1);
        MlpJetKernel.Worker a = fast.worker(BASIS);
        MlpJetKernel.Worker b = plain.worker(BASIS);
        assertThat(a.points()).isEqualTo(b.points());
        double[][] points = {random(a.points(), 1, 2), random(a.points(), 1, 3)};
        a.setParameters(theta);
        b.setParameters(theta);
        double[] ya = a.forward(features(a, points)).clone();
        double[] yb = b.forward(features(b, points)).clone();
        for (int i = 0; i < ya.length; i++) {
            assertThat(ya[i]).isCloseTo(yb[i], within(1e-13 * (1 + Math.abs(yb[i]))));
        }
        double[] adjoint = random(ya.length, 1, 4);
        double[] ga = new double[theta.length];
        double[] gb = new double[theta.length];
        a.accumulateGradient(adjoint);
        b.accumulateGradient(adjoint);
        a.takeGradient(ga);
        b.takeGradient(gb);
        int count = a.points() - 3;
        double[] ja = new double[theta.length * count];
        double[] jb = new double[theta.length * count];
        a.jacobian(adjoint, ja, count, 0, count);
        b.jacobian(adjoint, jb, count, 0, count);
        for (int i = 0; i < ga.length; i++) {
            assertThat(ga[i]).isCloseTo(gb[i], within(1e-11 * (1 + Math.abs(gb[i]))));
        }
        for (int i = 0; i < ja.length; i++) {
            assertThat(ja[i]).isCloseTo(jb[i], within(1e-11 * (1 + Math.abs(jb[i]))));
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void gradientMatchesFiniteDifferencesAndJacobianRowsSumToIt(boolean gated) {
        MlpJetKernel kernel = new MlpJetKernel(new MlpJetKernel.Shape(2, List.of(6, 6), 2, gated));
        MlpJetKernel.Worker worker = kernel.worker(BASIS);
        double[] theta = random(kernel.parameterCount(), 0.9, 5);
        double[] input =
                features(worker, new double[][] {random(worker.points(), 1, 6), random(worker.points(), 1, 7)});
        double[] adjoint = random(2 * worker.columns(), 1, 8);
        worker.setParameters(theta);
        worker.forward(input);
        worker.accumulateGradient(adjoint);
        double[] gradient = new double[theta.length];
        worker.takeGradient(gradient);
        int n = worker.points();
        double[] jt = new double[theta.length * n];
        worker.jacobian(adjoint, jt, n, 0, n);
        for (int i = 0; i < theta.length; i++) {
            double h = 1e-5;
            double[] shifted = theta.clone();
            shifted[i] += h;
            worker.setParameters(shifted);
            double up = dot(worker.forward(input), adjoint);
            shifted[i] -= 2 * h;
            worker.setParameters(shifted);
            double down = dot(worker.forward(input), adjoint);
            assertThat(gradient[i]).isCloseTo((up - down) / (2 * h), within(2e-6 * (1 + Math.abs(gradient[i]))));
            double sum = 0;
            for (int p = 0; p < n; p++) {
                sum += jt[i * n + p];
            }
            assertThat(sum).isCloseTo(gradient[i], within(1e-10 * (1 + Math.abs(gradient[i]))));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.3,-0.7", "-1.1,0.2", "0,0"})
    void jetsOfOneTanhUnitMatchClosedForms(double x, double t) {
        MlpJetKernel kernel = new MlpJetKernel(new MlpJetKernel.Shape(2, List.of(1), 1, false));
        MlpJetKernel.Worker worker = kernel.worker(BASIS);
        double a = 1.3;
        double b = -0.8;
        worker.setParameters(new double[] {a, b, 0.1, 1, 0});
        double[][] points = new double[2][worker.points()];
        java.util.Arrays.fill(points[0], x);
        java.util.Arrays.fill(points[1], t);
        double[] y = worker.forward(features(worker, points));
        double u = Math.tanh(a * x + b * t + 0.1);
        double d1 = 1 - u * u;
        double d2 = -2 * u * d1;
        double d3 = d1 * (6 * u * u - 2);
        double d4 = u * d1 * (16 - 24 * u * u);
        check(y, worker, MultiIndex.of(0, 0), u);
        check(y, worker, MultiIndex.of(1, 0), a * d1);
        check(y, worker, MultiIndex.of(0, 2), b * b * d2);
        check(y, worker, MultiIndex.of(2, 1), a * a * b * d3);
        check(y, worker, MultiIndex.of(3, 1), a * a * a * b * d4);
        check(y, worker, MultiIndex.of(4, 0), a * a * a * a * d4);
    }

    @Test
    void theVectorSineIsExactInEveryQuadrantAndForHugeArguments() {
        int panel = 4096;
        double[] z = new double[panel];
        for (int i = 0; i < panel; i++) {
            z[i] = i % 64 == 0 ? 1e5 * (i - panel / 2) : 0.01 * (i - panel / 2) * Math.pow(10, i % 4);
        }
        double[] y = new double[panel];
        double[] s = new double[panel];
        VectorSine.series(new TileOps.JetTable(JetBasis.of(1, List.of())), panel, z, y, s);
        for (int i = 0; i < panel; i++) {
            assertThat(y[i]).as("sin " + z[i]).isCloseTo(Math.sin(z[i]), within(4e-16));
            assertThat(s[i]).as("cos " + z[i]).isCloseTo(Math.cos(z[i]), within(4e-16));
        }
    }

    private static void check(double[] y, MlpJetKernel.Worker worker, MultiIndex index, double expected) {
        double value = y[BASIS.position(index) * worker.points()] * index.factorial();
        assertThat(value).as("derivative " + index).isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected))));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
