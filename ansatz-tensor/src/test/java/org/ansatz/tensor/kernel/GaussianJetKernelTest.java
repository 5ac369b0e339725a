package org.ansatz.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;
import org.ansatz.tensor.kernel.GaussianJetKernel.Head;
import org.ansatz.tensor.kernel.GaussianJetKernel.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianJetKernelTest {
    private static final double[] SLOPES = {0.8, -1.7, 1.3};
    private static final double[] SHIFTS = {0.1, 0.2, -0.3};

    private static JetBasis basis(int d) {
        return switch (d) {
            case 1 -> JetBasis.of(1, List.of(MultiIndex.of(4)));
            case 2 -> JetBasis.of(2, List.of(MultiIndex.of(3, 1), MultiIndex.of(0, 2)));
            default -> JetBasis.of(3, List.of(MultiIndex.of(2, 0, 0), MultiIndex.of(0, 1, 1), MultiIndex.of(1, 1, 1)));
        };
    }

    private static Shape shape(int d, int channels, int gaussians, boolean shared, boolean full, Head head) {
        return new Shape(d, channels, gaussians, shared, full, head, 5, 2, 1e-3);
    }

    /** Jets of {@code slope_i x_i + shift_i}. */
    private static double[] features(JetKernel.Worker worker, JetBasis basis, double[][] points) {
        int t = worker.points();
        int d = basis.dimension();
        double[] tile = new double[d * worker.columns()];
        for (int i = 0; i < d; i++) {
            for (int p = 0; p < t; p++) {
                tile[i * worker.columns() + p] = SLOPES[i] * points[i][p] + SHIFTS[i];
                MultiIndex unit = MultiIndex.unit(d, i);
                if (basis.holds(unit)) {
                    tile[i * worker.columns() + basis.position(unit) * t + p] = SLOPES[i];
                }
            }
        }
        return tile;
    }

    private static double[] random(int n, double scale, long seed) {
        return new Random(seed).doubles(n).map(v -> scale * (2 * v - 1)).toArray();
    }

    private static double[] parameters(GaussianJetKernel kernel, long seed) {
        double[] theta = random(kernel.parameterCount(), 0.9, seed);
        JetKernel.Block widths = kernel.block("gaussian.width");
        for (int i = widths.offset(); i < widths.offset() + widths.size(); i++) {
            // Of both signs, since a sign means nothing.
            theta[i] = (0.4 + Math.abs(theta[i])) * (i % 3 == 0 ? -1 : 1);
        }
        return theta;
    }

    private static double[][] points(int d, int n, long seed) {
        double[][] points = new double[d][];
        for (int i = 0; i < d; i++) {
            points[i] = random(n, 1, seed + i);
        }
        return points;
    }

    @ParameterizedTest
    @CsvSource({
        "1,3,5,false,false,NETWORK",
        "2,3,6,false,false,NETWORK",
        "2,3,6,true,false,NETWORK",
        "2,4,5,false,true,NETWORK",
        "2,4,5,true,true,TANH",
        "2,4,3,false,false,MEAN",
        "3,2,5,false,false,TANH",
        "3,2,5,false,true,NETWORK"
    })
    void gradientMatchesFiniteDifferencesAndJacobianRowsSumToIt(
            int d, int channels, int gaussians, boolean shared, boolean full, Head head) {
        GaussianJetKernel kernel = new GaussianJetKernel(shape(d, channels, gaussians, shared, full, head));
        JetBasis basis = basis(d);
        JetKernel.Worker worker = kernel.worker(basis);
        double[] theta = parameters(kernel, 5);
        double[] input = features(worker, basis, points(d, worker.points(), 6));
        double[] adjoint = random(2 * worker.columns(), 1, 8);
        worker.setParameters(theta);
        worker.forward(input);
        worker.accumulateGradient(adjoint);
        double[] gradient = new double[theta.length];
        worker.takeGradient(gradient);
        int n = worker.points();
        double[] jt = new double[theta.length * n];
        worker.jacobian(adjoint, jt, n, 0, n);
        double scale = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < theta.length; i++) {
            double h = 1e-5;
            double[] shifted = theta.clone();
            shifted[i] += h;
            worker.setParameters(shifted);
            double up = dot(worker.forward(input), adjoint);
            shifted[i] -= 2 * h;
            worker.setParameters(shifted);
            double down = dot(worker.forward(input), adjoint);
            assertThat(gradient[i])
                    .as("parameter " + i + " of " + kernel.blocks())
                    .isCloseTo((up - down) / (2 * h), within(2e-8 * scale + 1e-6 * Math.abs(gradient[i])));
            double sum = 0;
            for (int p = 0; p < n; p++) {
                sum += jt[i * n + p];
            }
            assertThat(sum).isCloseTo(gradient[i], within(1e-11 * scale));
        }
    }

    @Test
    void vectorAndScalarKernelsAgree() {
        Shape shape = shape(2, 3, 7, false, true, Head.NETWORK);
        GaussianJetKernel fast = new GaussianJetKernel(shape, new VectorTileOps());
        GaussianJetKernel plain = new GaussianJetKernel(shape, new ScalarTileOps());
        JetBasis basis = basis(2);
        JetKernel.Worker a = fast.worker(basis);
        JetKernel.Worker b = plain.worker(basis);
        double[] theta = parameters(fast, 3);
        double[] input = features(a, basis, points(2, a.points(), 1));
        a.setParameters(theta);
        b.setParameters(theta);
        double[] ya = a.forward(input);
        double[] yb = b.forward(input);
        for (int i = 0; i < ya.length; i++) {
            assertThat(ya[i]).isCloseTo(yb[i], within(1e-13 * (1 + Math.abs(yb[i]))));
        }
    }

    /** The coefficient of a kernel that is one bare Gaussian in physical coordinates, at one point. */
    private static double coefficient(
            GaussianJetKernel kernel, double[] theta, JetBasis basis, double[] x, MultiIndex of) {
        JetKernel.Worker worker = kernel.worker(basis);
        double[][] points = new double[x.length][worker.points()];
        for (int i = 0; i < x.length; i++) {
            Arrays.fill(points[i], x[i]);
        }
        worker.setParameters(theta);
        return worker.forward(features(worker, basis, points))[basis.position(of) * worker.points()] * of.factorial();
    }

    private static GaussianJetKernel single(int d, boolean full) {
        return new GaussianJetKernel(new Shape(d, 1, 1, false, full, Head.MEAN, 1, 1, 1e-3));
    }

    @Test
    void derivativesOfOneGaussianAreHermiteFunctions() {
        // mean, width, weight.
        double[] theta = {0.3, 0.5, 1.7};
        JetBasis basis = basis(1);
        double x = 0.4;
        double s = SLOPES[0];
        double z = (s * x + SHIFTS[0] - 0.3) / 0.5;
        double g = 1.7 * Math.exp(-0.5 * z * z);
        double k = s / 0.5;
        double[] expected = {
            g,
            -g * z * k,
            g * (z * z - 1) * k * k,
            -g * (z * z * z - 3 * z) * k * k * k,
            g * (Math.pow(z, 4) - 6 * z * z + 3) * Math.pow(k, 4)
        };
        for (int order = 0; order <= 4; order++) {
            double found = coefficient(single(1, false), theta, basis, new double[] {x}, MultiIndex.of(order));
            assertThat(found).isCloseTo(expected[order], within(1e-12 * (1 + Math.abs(expected[order]))));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void derivativesMatchCentralDifferences(boolean full) {
        double[] theta = full
                ? new double[] {0.1, -0.2, 0.3, 0.5, 0.6, 0.35, 0.7, 0.4, -0.3, 0.5, 1.3}
                : new double[] {0.1, -0.2, 0.3, 0.5, 0.6, 0.35, 1.3};
        GaussianJetKernel kernel = single(3, full);
        JetBasis basis = basis(3);
        double[] x = {0.25, -0.15, 0.4};
        double h = 1e-4;
        for (MultiIndex index : basis.indices()) {
            for (int axis = 0; axis < 3; axis++) {
                MultiIndex higher = index.plus(MultiIndex.unit(3, axis));
                if (!basis.holds(higher)) {
                    continue;
                }
                double[] up = x.clone();
                double[] down = x.clone();
                up[axis] += h;
                down[axis] -= h;
                double difference =
                        (coefficient(kernel, theta, basis, up, index) - coefficient(kernel, theta, basis, down, index))
                                / (2 * h);
                double found = coefficient(kernel, theta, basis, x, higher);
                assertThat(found)
                        .as("derivative " + higher)
                        .isCloseTo(difference, within(2e-6 * (1 + Math.abs(found))));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void anUnrotatedFullPrecisionIsTheDiagonalOne(int d) {
        GaussianJetKernel diagonal = new GaussianJetKernel(shape(d, 2, 4, false, false, Head.NETWORK));
        GaussianJetKernel full = new GaussianJetKernel(shape(d, 2, 4, false, true, Head.NETWORK));
        double[] theta = parameters(diagonal, 2);
        double[] rotated = new double[full.parameterCount()];
        for (JetKernel.Block block : full.blocks()) {
            if (block.name().equals("gaussian.rotation")) {
                double[] identity = full.identityRotation();
                for (int i = 0; i < block.size(); i++) {
                    rotated[block.offset() + i] = 2.5 * identity[i % identity.length];
                }
            } else {
                System.arraycopy(theta, diagonal.block(block.name()).offset(), rotated, block.offset(), block.size());
            }
        }
        JetBasis basis = basis(d);
        JetKernel.Worker a = diagonal.worker(basis);
        JetKernel.Worker b = full.worker(basis);
        double[] input = features(a, basis, points(d, a.points(), 9));
        a.setParameters(theta);
        b.setParameters(rotated);
        double[] ya = a.forward(input);
        double[] yb = b.forward(input);
        for (int i = 0; i < ya.length; i++) {
            assertThat(yb[i]).isCloseTo(ya[i], within(1e-12 * (1 + Math.abs(ya[i]))));
        }
    }

    @Test
    void rotatingPointAndGaussianAboutTheMeanChangesNeitherValueNorLaplacian() {
        GaussianJetKernel kernel = single(2, true);
        JetBasis basis = JetBasis.of(2, List.of(MultiIndex.of(2, 0), MultiIndex.of(0, 2)));
        // In feature coordinates; with slopes of equal size the Laplacian is the same up to a factor.
        double[] mean = {0.2, -0.1};
        double[] offset = {0.3, 0.15};
        double angle = 0.7;
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        double[] turned = {c * offset[0] - s * offset[1], s * offset[0] + c * offset[1]};
        double[] theta = {mean[0], mean[1], 0.5, 0.2, 1, 0, 1.4};
        double[] thetaTurned = {mean[0], mean[1], 0.5, 0.2, 3 * c, 3 * s, 1.4};
        double[] a = jets(kernel, theta, basis, new double[] {mean[0] + offset[0], mean[1] + offset[1]});
        double[] b = jets(kernel, thetaTurned, basis, new double[] {mean[0] + turned[0], mean[1] + turned[1]});
        assertThat(b[0]).isCloseTo(a[0], within(1e-13));
        int xx = basis.position(MultiIndex.of(2, 0));
        int yy = basis.position(MultiIndex.of(0, 2));
        assertThat(b[xx] + b[yy]).isCloseTo(a[xx] + a[yy], within(1e-11));
        assertThat(Math.abs(b[xx] - a[xx])).isGreaterThan(0.1);
    }

    /** Coefficients for the identity as features. */
    private static double[] jets(GaussianJetKernel kernel, double[] theta, JetBasis basis, double[] x) {
        JetKernel.Worker worker = kernel.worker(basis);
        int t = worker.points();
        double[] tile = new double[x.length * worker.columns()];
        for (int i = 0; i < x.length; i++) {
            for (int p = 0; p < t; p++) {
                tile[i * worker.columns() + p] = x[i];
                tile[i * worker.columns() + basis.position(MultiIndex.unit(x.length, i)) * t + p] = 1;
            }
        }
        worker.setParameters(theta);
        double[] y = worker.forward(tile);
        double[] result = new double[basis.size()];
        for (int k = 0; k < result.length; k++) {
            result[k] = y[k * t];
        }
        return result;
    }

    @Test
    void aQuaternionGivesARotationWhateverItsLength() {
        double[] raw = {0.4, -0.7, 0.2, 0.9};
        double[][] r = new RotatedPrecision(3).axes(raw, 0);
        double[][] longer =
                new RotatedPrecision(3).axes(Arrays.stream(raw).map(v -> 7 * v).toArray(), 0);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double product = 0;
                for (int k = 0; k < 3; k++) {
                    product += r[k][i] * r[k][j];
                }
                assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-14));
                assertThat(longer[i][j]).isCloseTo(r[i][j], within(1e-14));
            }
        }
        double determinant = r[0][0] * (r[1][1] * r[2][2] - r[1][2] * r[2][1])
                - r[0][1] * (r[1][0] * r[2][2] - r[1][2] * r[2][0])
                + r[0][2] * (r[1][0] * r[2][1] - r[1][1] * r[2][0]);
        assertThat(determinant).isCloseTo(1, within(1e-14));
    }

    @Test
    void theIntegralOfAGaussianIsTheProductOfItsWidths() {
        double[] widths = {0.5, 0.8};
        JetBasis basis = JetBasis.of(2, List.of(MultiIndex.of(1, 0), MultiIndex.of(0, 1)));
        double[] theta = {0.1, -0.2, widths[0], widths[1], 1};
        double sum = 0;
        // The trapezoidal rule is spectrally accurate for functions that vanish at both ends.
        int n = 60;
        double reach = 8;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double[] x = {-reach + 2 * reach * i / n, -reach + 2 * reach * j / n};
                sum += jets(single(2, false), theta, basis, x)[0];
            }
        }
        sum *= Math.pow(2 * reach / n, 2);
        assertThat(sum).isCloseTo(2 * Math.PI * widths[0] * widths[1], within(1e-8));
    }

    @Test
    void orderOfGaussiansAndSignsOfWidthsMeanNothing() {
        GaussianJetKernel kernel = new GaussianJetKernel(shape(2, 2, 6, false, false, Head.NETWORK));
        double[] theta = parameters(kernel, 4);
        double[] other = theta.clone();
        for (String name : List.of("gaussian.mean", "gaussian.width", "gaussian.weight")) {
            JetKernel.Block block = kernel.block(name);
            int entries = name.equals("gaussian.weight") ? 1 : 2;
            for (int e = 0; e < entries; e++) {
                int a = block.offset() + 1 * entries + e;
                int b = block.offset() + 5 * entries + e;
                other[a] = theta[b] * (name.equals("gaussian.width") ? -1 : 1);
                other[b] = theta[a];
            }
        }
        JetBasis basis = basis(2);
        JetKernel.Worker worker = kernel.worker(basis);
        double[] input = features(worker, basis, points(2, worker.points(), 9));
        worker.setParameters(theta);
        double[] before = worker.forward(input).clone();
        worker.setParameters(other);
        double[] after = worker.forward(input);
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i]).isCloseTo(before[i], within(1e-12 * (1 + Math.abs(before[i]))));
        }
    }

    @Test
    void aWidthNearZeroCountsAsTheLeastOneAndIsCounted() {
        GaussianJetKernel kernel = single(1, false);
        JetBasis basis = basis(1);
        double[] x = {-SHIFTS[0] / SLOPES[0] + 1e-3};
        double atLeast = coefficient(kernel, new double[] {0, 1e-3, 1}, basis, x, MultiIndex.of(0));
        assertThat(coefficient(kernel, new double[] {0, 1e-9, 1}, basis, x, MultiIndex.of(0)))
                .isEqualTo(atLeast);
        assertThat(coefficient(kernel, new double[] {0, 0, 1}, basis, x, MultiIndex.of(0)))
                .isEqualTo(atLeast);
        assertThat(kernel.clampedWidths(new double[] {0, 1e-9, 1})).isEqualTo(1);
        assertThat(kernel.clampedWidths(new double[] {0, -0.5, 1})).isZero();
    }

    @Test
    void featuresThatAreNotAffineAreRefused() {
        GaussianJetKernel kernel = single(1, false);
        JetBasis basis = basis(1);
        JetKernel.Worker worker = kernel.worker(basis);
        double[] tile = new double[worker.columns()];
        tile[worker.points()] = 1;
        tile[2 * worker.points()] = 0.5;
        worker.setParameters(new double[] {0, 1, 1});
        assertThatThrownBy(() -> worker.forward(tile))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("affine images of one coordinate each");
    }

    @Test
    void aFrozenKernelIsTheSameFunctionWithTheOtherDerivativesOnly() {
        GaussianJetKernel kernel = new GaussianJetKernel(shape(2, 2, 5, false, false, Head.NETWORK));
        double[] theta = parameters(kernel, 11);
        FrozenJetKernel frozen = new FrozenJetKernel(kernel, Set.of("gaussian.mean", "gaussian.width"), theta);
        double[] free = frozen.free(theta);
        assertThat(frozen.parameterCount()).isEqualTo(kernel.parameterCount() - 2 * 2 * 5 * 2);
        assertThat(frozen.full(free)).isEqualTo(theta);
        JetBasis basis = basis(2);
        JetKernel.Worker a = kernel.worker(basis);
        JetKernel.Worker b = frozen.worker(basis);
        double[] input = features(a, basis, points(2, a.points(), 9));
        a.setParameters(theta);
        b.setParameters(free);
        assertThat(b.forward(input)).isEqualTo(a.forward(input));
        double[] adjoint = random(2 * a.columns(), 1, 8);
        a.accumulateGradient(adjoint);
        b.accumulateGradient(adjoint);
        double[] whole = new double[theta.length];
        double[] part = new double[free.length];
        a.takeGradient(whole);
        b.takeGradient(part);
        assertThat(part).isEqualTo(frozen.free(whole));
        int n = a.points();
        double[] wholeRows = new double[theta.length * n];
        double[] partRows = new double[free.length * n];
        a.jacobian(adjoint, wholeRows, n, 0, n);
        b.jacobian(adjoint, partRows, n, 0, n);
        for (JetKernel.Block block : frozen.blocks()) {
            int source = kernel.block(block.name()).offset();
            assertThat(Arrays.copyOfRange(partRows, block.offset() * n, (block.offset() + block.size()) * n))
                    .isEqualTo(Arrays.copyOfRange(wholeRows, source * n, (source + block.size()) * n));
        }
        assertThatThrownBy(() -> new FrozenJetKernel(kernel, Set.of("gaussian.means"), theta))
                .hasMessageContaining("gaussian.means");
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
