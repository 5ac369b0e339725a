package org.ansatz.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;
import org.ansatz.tensor.kernel.MlpJetKernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorJetsTest {
    private static final JetBasis BASIS =
            JetBasis.of(2, List.of(MultiIndex.of(4, 0), MultiIndex.of(2, 2), MultiIndex.of(1, 3)));

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
    void networksAgreeWithTheFusedKernel(boolean gated) {
        MlpJetKernel kernel = new MlpJetKernel(new MlpJetKernel.Shape(2, List.of(8, 8, 8), 2, gated));
        RandomStream random = RandomStream.seeded(3);
        Tensor theta = Tensor.randn(random, kernel.parameterCount()).mul(0.4);
        MlpJetKernel.Worker worker = kernel.worker(BASIS);
        int n = worker.points();
        Tensor points = Tensor.rand(random, n, 2);
        TensorJets jets = TensorJets.coordinates(BASIS, points);
        // The kernel's layout is [features][coefficients][points].
        worker.setParameters(theta.toDoubles());
        double[] fused = worker.forward(jets.coefficients().permute(2, 0, 1).toDoubles());
        double[] series = new TensorMlp(kernel, theta)
                .apply(jets)
                .coefficients()
                .permute(2, 0, 1)
                .toDoubles();
        assertThat(series).hasSameSizeAs(fused);
        for (int i = 0; i < fused.length; i++) {
            assertThat(series[i]).isCloseTo(fused[i], within(1e-12 * (1 + Math.abs(fused[i]))));
        }
    }

    private static void assertDerivatives(UnaryOperator<TensorJets> series, UnaryOperator<Tensor> module) {
        Tensor points = Tensor.rand(RandomStream.seeded(5), 4, 2);
        TensorJets jets = series.apply(TensorJets.coordinates(BASIS, points));
        Map<MultiIndex, Tensor> nested = NestedAutograd.partials(module, points, BASIS.indices(), false);
        for (MultiIndex index : BASIS.indices()) {
            assertThat(jets.derivative(index).allClose(nested.get(index), 1e-12, 1e-12))
                    .as("%s: %s and %s", index, jets.derivative(index), nested.get(index))
                    .isTrue();
        }
    }

    @Test
    void functionsAgreeWithNestedGradients() {
        Tensor w = Tensor.of(new double[] {1.2, -0.7, 0.4, 1.9}, 2, 2);
        Tensor b = Tensor.of(new double[] {0.3, -0.1});
        UnaryOperator<Tensor> layer = x -> x.matmul(w.mT()).add(b);
        assertDerivatives(x -> x.linear(w, b).tanh(), x -> layer.apply(x).tanh());
        assertDerivatives(x -> x.linear(w, b).exp(), x -> layer.apply(x).exp());
        assertDerivatives(x -> x.linear(w, b).sin(), x -> layer.apply(x).sin());
        assertDerivatives(x -> x.linear(w, b).cos(), x -> layer.apply(x).cos());
        assertDerivatives(
                x -> x.linear(w, b).sin().mul(x).sub(x.mul(2)).add(x.tanh()),
                x -> layer.apply(x).sin().mul(x).sub(x.mul(2.0)).add(x.tanh()));
    }

    @Test
    void gradientsByParametersAgreeWithNestedGradients() {
        MlpJetKernel kernel = new MlpJetKernel(new MlpJetKernel.Shape(2, List.of(6, 6), 1, true));
        RandomStream random = RandomStream.seeded(8);
        Tensor theta = Tensor.randn(random, kernel.parameterCount()).detach().requiresGrad();
        Tensor points = Tensor.rand(random, 5, 2);
        TensorMlp network = new TensorMlp(kernel, theta);
        List<MultiIndex> wanted = List.of(MultiIndex.of(0, 1), MultiIndex.of(2, 0));
        JetBasis basis = JetBasis.of(2, wanted);
        TensorJets jets = network.apply(TensorJets.coordinates(basis, points));
        Map<MultiIndex, Tensor> nested = NestedAutograd.partials(network::apply, points, wanted, true);
        Tensor fromJets = jets.derivative(wanted.get(0))
                .sub(jets.derivative(wanted.get(1)))
                .square()
                .sum();
        Tensor fromNested = nested.get(wanted.get(0))
                .sub(nested.get(wanted.get(1)))
                .square()
                .sum();
        Tensor a = Autograd.gradient(fromJets, theta, false);
        Tensor b = Autograd.gradient(fromNested, theta, false);
        assertThat(a.sub(b).norm().item()).isLessThan(1e-12 * b.norm().item());
    }

    @Test
    void mistakesNameShapesAndBases() {
        assertThatThrownBy(() -> TensorJets.coordinates(BASIS, Tensor.zeros(3)))
                .isInstanceOf(ShapeMismatch.class)
                .hasMessage("coordinates: points must be [n, 2], given [3]");
        assertThatThrownBy(() -> TensorJets.of(BASIS, Tensor.zeros(2, 3, 1)))
                .hasMessage("jets: coefficients must be [" + BASIS.size() + ", n, w], given [2, 3, 1]");
        TensorJets first = TensorJets.coordinates(JetBasis.of(1, List.of(MultiIndex.of(1))), Tensor.zeros(2, 1));
        TensorJets second = TensorJets.coordinates(JetBasis.of(1, List.of(MultiIndex.of(2))), Tensor.zeros(2, 1));
        assertThatThrownBy(() -> first.mul(second)).hasMessage("mul: series over [[0], [1]] and over [[0], [1], [2]]");
        assertThatThrownBy(() -> first.derivative(MultiIndex.of(2))).isInstanceOf(IllegalArgumentException.class);
    }
}
