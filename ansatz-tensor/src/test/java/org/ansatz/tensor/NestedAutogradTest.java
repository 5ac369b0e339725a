package org.ansatz.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;
import org.ansatz.tensor.kernel.MlpJetKernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedAutogradTest {
    /** All derivatives up to fourth order in two variables. */
    private static final List<MultiIndex> FOURTH_ORDER = JetBasis.of(
                    2,
                    List.of(
                            MultiIndex.of(4, 0),
                            MultiIndex.of(3, 1),
                            MultiIndex.of(2, 2),
                            MultiIndex.of(1, 3),
                            MultiIndex.of(0, 4)))
            .indices();

    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fusedJetsAndNestedGradientsAgreeUpToFourthOrder(boolean gated) {
        MlpJetKernel kernel = new MlpJetKernel(new MlpJetKernel.Shape(2, List.of(8, 8, 8), 2, gated));
        RandomStream random = RandomStream.seeded(21);
        double[] theta = random.normal(kernel.parameterCount());
        for (int i = 0; i < theta.length; i++) {
            theta[i] *= 0.4;
        }
        JetBasis basis = JetBasis.of(2, FOURTH_ORDER);
        MlpJetKernel.Worker worker = kernel.worker(basis);
        int n = worker.points();
        double[] points = random.uniform(2 * n);
        worker.setParameters(theta);
        double[] jets = worker.forward(features(worker, basis, points));
        Map<MultiIndex, Tensor> partials = NestedAutograd.partials(
                new TensorMlp(kernel, Tensor.of(theta))::apply, Tensor.of(points, n, 2), FOURTH_ORDER, false);
        assertThat(partials.keySet()).containsExactlyElementsOf(FOURTH_ORDER);
        for (MultiIndex index : FOURTH_ORDER) {
            double[] nested = partials.get(index).toDoubles();
            double scale = 1;
            for (double value : nested) {
                scale = Math.max(scale, Math.abs(value));
            }
            for (int p = 0; p < n; p++) {
                for (int output = 0; output < 2; output++) {
                    double jet = jets[output * worker.columns() + basis.position(index) * n + p] * index.factorial();
                    assertThat(jet).as("%s", index).isCloseTo(nested[2 * p + output], within(1e-12 * scale));
                }
            }
        }
    }

    private static double[] features(MlpJetKernel.Worker worker, JetBasis basis, double[] points) {
        int n = worker.points();
        double[] features = new double[2 * worker.columns()];
        for (int axis = 0; axis < 2; axis++) {
            for (int p = 0; p < n; p++) {
                features[axis * worker.columns() + p] = points[2 * p + axis];
                features[axis * worker.columns() + basis.position(MultiIndex.unit(2, axis)) * n + p] = 1;
            }
        }
        return features;
    }

    @Test
    void closedFormsOfOneUnit() {
        double a = 1.3;
        double b = -0.8;
        Tensor w = Tensor.of(new double[] {a, b}, 2, 1);
        Tensor points = Tensor.of(new double[] {0.3, -0.7, -1.1, 0.2}, 2, 2);
        Map<MultiIndex, Tensor> partials =
                NestedAutograd.partials(x -> x.matmul(w).tanh(), points, FOURTH_ORDER, false);
        for (int p = 0; p < 2; p++) {
            double u = Math.tanh(a * points.select(0, p).select(0, 0).item()
                    + b * points.select(0, p).select(0, 1).item());
            double d = 1 - u * u;
            double[] tanh = {u, d, -2 * u * d, d * (6 * u * u - 2), u * d * (16 - 24 * u * u)};
            for (MultiIndex index : FOURTH_ORDER) {
                double expected = Math.pow(a, index.get(0)) * Math.pow(b, index.get(1)) * tanh[index.order()];
                assertThat(partials.get(index).toDoubles()[p])
                        .isCloseTo(expected, within(1e-13 * (1 + Math.abs(expected))));
            }
        }
    }

    @Test
    void polynomialsEndInZero() {
        Tensor points = Tensor.of(new double[] {2, 3}, 1, 2);
        // x^2 y and 5 y: after the last record the derivatives are zero.
        Map<MultiIndex, Tensor> partials = NestedAutograd.partials(
                x -> {
                    Tensor first = x.narrow(1, 0, 1);
                    Tensor second = x.narrow(1, 1, 1);
                    return Tensor.cat(1, first.square().mul(second), second.mul(5.0));
                },
                points,
                List.of(MultiIndex.of(2, 1), MultiIndex.of(1, 1), MultiIndex.of(3, 1), MultiIndex.of(0, 2)),
                false);
        assertThat(partials.get(MultiIndex.of(2, 1)).toDoubles()).containsExactly(2, 0);
        assertThat(partials.get(MultiIndex.of(1, 1)).toDoubles()).containsExactly(4, 0);
        assertThat(partials.get(MultiIndex.of(3, 1)).toDoubles()).containsExactly(0, 0);
        assertThat(partials.get(MultiIndex.of(0, 2)).toDoubles()).containsExactly(0, 0);
    }

    @Test
    void derivativesCanBeDifferentiatedByParameters() {
        MlpJetKernel kernel = new MlpJetKernel(new MlpJetKernel.Shape(1, List.of(5), 1, false));
        double[] theta = RandomStream.seeded(4).normal(kernel.parameterCount());
        Tensor leaf = Tensor.of(theta).requiresGrad();
        double[] gradient =
                Autograd.gradient(curvature(kernel, leaf), leaf, false).toDoubles();
        double h = 1e-5;
        for (int i = 0; i < theta.length; i++) {
            double[] up = theta.clone();
            up[i] += h;
            double[] down = theta.clone();
            down[i] -= h;
            double slope = (curvature(kernel, Tensor.of(up)).item()
                            - curvature(kernel, Tensor.of(down)).item())
                    / (2 * h);
            assertThat(gradient[i]).isCloseTo(slope, within(1e-7 * (1 + Math.abs(slope))));
        }
    }

    /** The mean square of u_xx of the network. */
    private static Tensor curvature(MlpJetKernel kernel, Tensor theta) {
        MultiIndex second = MultiIndex.of(2);
        return NestedAutograd.partials(
                        new TensorMlp(kernel, theta)::apply,
                        Tensor.linspace(-1, 1, 7).reshape(7, 1),
                        List.of(second),
                        true)
                .get(second)
                .square()
                .mean();
    }

    @Test
    void wrongShapesAreRefused() {
        List<MultiIndex> value = List.of(MultiIndex.of(0, 0));
        assertThatThrownBy(() -> NestedAutograd.partials(x -> x, Tensor.zeros(3), value, false))
                .isInstanceOf(ShapeMismatch.class)
                .hasMessage("partials: points must be [n, d], given [3]");
        assertThatThrownBy(() -> NestedAutograd.partials(x -> x.sum(1), Tensor.zeros(3, 2), value, false))
                .isInstanceOf(ShapeMismatch.class)
                .hasMessage("partials: shapes [3, 2] and [3]: the module must map [n, d] to [n, m]");
        assertThatThrownBy(() -> NestedAutograd.partials(x -> x, Tensor.zeros(3, 2), List.of(MultiIndex.of(1)), false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
