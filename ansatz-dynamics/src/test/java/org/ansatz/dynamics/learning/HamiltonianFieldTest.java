package org.ansatz.dynamics.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.meta.InnerLoop;
import org.ansatz.learn.meta.Maml;
import org.ansatz.learn.meta.MetaOrder;
import org.ansatz.learn.meta.TaskBatch;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class HamiltonianFieldTest {
    private static List<Tensor> parameters(GraphHamiltonian model, int seed, DType type, int tasks) {
        TensorParameters initial = model.initial(RandomStream.seeded(seed), type);
        return InnerLoop.share(initial.tensors().stream().map(Tensor::detach).toList(), tasks);
    }

    private static double[] field(GraphHamiltonian model, List<Tensor> parameters, double[] z, DType type) {
        Tensor at = Tensor.of(z, 1, 1, z.length / 4, 4).to(type);
        return HamiltonianField.of(model, parameters, at, false)
                .to(DType.FLOAT64)
                .toDoubles();
    }

    @Test
    void theFieldHasNoDivergenceWhateverTheWeights() {
        GraphHamiltonian model = GraphHamiltonian.of(48, 3);
        for (int seed = 0; seed < 5; seed++) {
            List<Tensor> weights = parameters(model, seed, DType.FLOAT32, 1);
            Tensor z = Tensor.randn(RandomStream.seeded(seed), 1, 1, 2, 4)
                    .to(DType.FLOAT32)
                    .requiresGrad();
            Tensor slope =
                    Autograd.gradient(model.energy(weights, z).sum(), z, true).flatten();
            double[][] hessian = new double[8][];
            for (int i = 0; i < 8; i++) {
                hessian[i] = Autograd.gradient(slope.select(0, i), z, true)
                        .to(DType.FLOAT64)
                        .flatten()
                        .toDoubles();
            }
            double divergence = 0;
            for (int body = 0; body < 2; body++) {
                for (int k = 0; k < 2; k++) {
                    int q = 4 * body + k;
                    divergence += hessian[q][q + 2] - hessian[q + 2][q];
                }
            }
            assertThat(Math.abs(divergence)).isLessThan(1e-6);
            for (int i = 0; i < 8; i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(hessian[i][j]).isCloseTo(hessian[j][i], within(1e-6));
                }
            }
        }
    }

    @Test
    void theFieldIsThatOfHamiltonsEquations() {
        GraphHamiltonian model = GraphHamiltonian.of(6, 3);
        List<Tensor> weights = parameters(model, 3, DType.FLOAT64, 1);
        double[] z = {.3, -.2, .5, .1, -.7, .4, .2, -.1};
        double[] slope = new double[8];
        for (int i = 0; i < 8; i++) {
            double[] up = z.clone();
            double[] down = z.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            slope[i] = (energy(model, weights, up) - energy(model, weights, down)) / 2e-5;
        }
        double[] expected = {slope[2], slope[3], -slope[0], -slope[1], slope[6], slope[7], -slope[4], -slope[5]};
        assertThat(field(model, weights, z, DType.FLOAT64)).containsExactly(expected, within(1e-9));
    }

    private static double energy(GraphHamiltonian model, List<Tensor> weights, double[] z) {
        return model.energy(weights, Tensor.of(z, 1, 1, z.length / 4, 4)).sum().item();
    }

    @Test
    void bodiesMayBeRenamed() {
        GraphHamiltonian model = GraphHamiltonian.of(16, 3);
        List<Tensor> weights = parameters(model, 4, DType.FLOAT64, 1);
        double[] z = {.3, -.2, .5, .1, -.7, .4, .2, -.1, 1, .6, -.3, .8};
        double[] renamed = {1, .6, -.3, .8, .3, -.2, .5, .1, -.7, .4, .2, -.1};
        double[] field = field(model, weights, z, DType.FLOAT64);
        double[] other = field(model, weights, renamed, DType.FLOAT64);
        for (int i = 0; i < 12; i++) {
            assertThat(other[(i + 4) % 12]).isCloseTo(field[i], within(1e-14));
        }
        assertThat(energy(model, weights, renamed)).isCloseTo(energy(model, weights, z), within(1e-14));
    }

    @Test
    void bodiesThatDoNotSeeEachOtherAreNetworksOfTheirOwn() {
        GraphHamiltonian apart = GraphHamiltonian.of(16, 3).withPropagation(Tensor.eye(2));
        List<Tensor> weights = parameters(apart, 5, DType.FLOAT64, 1);
        double sum = energy(apart, weights, new double[] {.3, -.2, .5, .1})
                + energy(apart, weights, new double[] {-.7, .4, .2, -.1});
        assertThat(energy(apart, weights, new double[] {.3, -.2, .5, .1, -.7, .4, .2, -.1}))
                .isCloseTo(sum, within(1e-14));
        double together = energy(GraphHamiltonian.of(16, 3), weights, new double[] {.3, -.2, .5, .1, -.7, .4, .2, -.1});
        assertThat(Math.abs(together - sum)).isGreaterThan(1e-3);
    }

    @Test
    void everyParameterMovesTheField() {
        GraphHamiltonian model = GraphHamiltonian.of(8, 3);
        TensorParameters parameters = model.initial(RandomStream.seeded(6), DType.FLOAT64);
        TaskBatch batch = Batches.mixed(model, 2, 5);
        for (Tensor gradient : Autograd.gradient(batch.joint(parameters.tensors()), parameters.tensors(), false)) {
            assertThat(gradient.norm().item()).isGreaterThan(1e-6);
        }
    }

    @Test
    void metaGradientsAgreeWithCentralDifferences() {
        GraphHamiltonian model = GraphHamiltonian.of(4, 2);
        TensorParameters parameters = model.initial(RandomStream.seeded(7), DType.FLOAT64);
        TaskBatch batch = Batches.mixed(model, 2, 6);
        Maml maml = new Maml(new InnerLoop(3, 0.2), MetaOrder.SECOND);
        List<Tensor> leaves = parameters.tensors();
        List<Tensor> gradients = Autograd.gradient(maml.loss(leaves, batch), leaves, false);
        double error = 0;
        double size = 0;
        for (int i = 0; i < leaves.size(); i++) {
            double[] values = leaves.get(i).toDoubles();
            double[] found = gradients.get(i).contiguous().toDoubles();
            for (int k = 0; k < values.length; k++) {
                double h = 1e-4;
                double difference =
                        (moved(maml, batch, leaves, i, k, h) - moved(maml, batch, leaves, i, k, -h)) / (2 * h);
                error = Math.max(error, Math.abs(difference - found[k]));
                size = Math.max(size, Math.abs(found[k]));
            }
        }
        assertThat(error / size).isLessThan(1e-6);
        List<Tensor> first =
                Autograd.gradient(new Maml(new InnerLoop(3, 0.2), MetaOrder.FIRST).loss(leaves, batch), leaves, false);
        assertThat(first.get(0).sub(gradients.get(0)).norm().item() / size).isGreaterThan(1e-2);
    }

    private static double moved(Maml maml, TaskBatch batch, List<Tensor> leaves, int index, int element, double h) {
        Scope scope = Scope.open();
        try {
            List<Tensor> theta = new ArrayList<>(leaves);
            double[] values = leaves.get(index).toDoubles();
            values[element] += h;
            theta.set(index, Tensor.of(values, leaves.get(index).shape()).requiresGrad());
            return maml.loss(theta, batch).item();
        } finally {
            scope.close();
        }
    }
}
