package org.ansatz.operator.residual;

import static org.assertj.core.api.Assertions.assertThat;

import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.operator.lord.LinearLord;
import org.ansatz.operator.lord.SeparableInverse;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class CavityPoolTest {
    private static final int M = 7;

    private final CavityStep equations = new CavityStep(M + 1, 0.05);

    /** Adds a thousandth of the lid's profile to the stream function. */
    private final CavityStepper stepper =
            new CavityStepper(input -> input.narrow(1, 3, 1).mul(1e-3), equations);

    private CavityPool pool(int size, int batch) {
        return new CavityPool(stepper, equations, size, batch, DType.FLOAT64, RandomStream.seeded(5));
    }

    private static double largest(Tensor field) {
        return field.abs().max().item();
    }

    @Test
    void aRolloutRepeatsTheStepAndKeepsTheVorticityOfItsStreamFunction() {
        Tensor rest = Tensor.cat(1, Tensor.zeros(2, 2, M, M), Tensor.full(100, 2, 1, M, M));
        Tensor there = stepper.rollout(rest, 4);
        Tensor psi = there.narrow(1, 0, 1);
        for (int j = 0; j < M; j++) {
            assertThat(psi.select(3, j).max().item()).isCloseTo(4e-3 * (j + 1) / (M + 1), Assertions.within(1e-15));
        }
        assertThat(largest(there.narrow(1, 1, 1).sub(equations.vorticity(psi)))).isLessThan(1e-13);
        assertThat(largest(there.narrow(1, 2, 1).sub(100))).isZero();
    }

    @Test
    void statesBeginAtRestAndAreReplacedByWhatTheNetworkMadeOfThem() {
        try (CavityPool pool = pool(8, 8)) {
            Tensor first = pool.draw(0);
            assertThat(largest(first.narrow(1, 0, 2))).isZero();
            assertThat(first.narrow(1, 2, 1).min().item()).isBetween(50.0, 400.0);
            for (long step = 1; step <= 3; step++) {
                pool.replace(stepper.forward(first).detach());
                first = pool.draw(step);
            }
            // After three rounds most states have gone three steps from rest.
            Tensor gone = first.select(1, 0)
                    .reshape(8, -1)
                    .max(1)
                    .sub(3e-3 * M / (M + 1))
                    .abs();
            assertThat(gone.lt(1e-12).to(DType.FLOAT64).sum().item()).isGreaterThanOrEqualTo(4);
            assertThat(pool.lost()).isZero();
        }
    }

    @Test
    void statesThatAreNoFlowsBeginAnewAndAreCounted() {
        try (CavityPool pool = pool(6, 3)) {
            pool.draw(0);
            pool.replace(Tensor.full(Double.NaN, 3, 1, M, M));
            pool.draw(1);
            pool.replace(Tensor.full(10, 3, 1, M, M));
            assertThat(pool.lost()).isEqualTo(6);
            for (long step = 2; step < 8; step++) {
                Tensor states = pool.draw(step);
                assertThat(states.isFinite().all().toBooleans()[0]).isTrue();
                assertThat(largest(states.narrow(1, 0, 1))).isLessThan(1);
            }
        }
    }

    @Test
    void theResidualInTheEnergyNormVanishesWithTheResidualAndHasTheGradientOfDifferences() {
        RandomStream random = RandomStream.seeded(6);
        LinearLord inverse =
                LinearLord.of(new TensorParameters(DType.FLOAT64, Device.CPU), new SeparableInverse(M, M).best(M));
        ResidualLoss loss = ResidualLoss.preconditioned(equations, equations.counted(), inverse);
        Tensor state = Tensor.cat(1, Tensor.randn(random, 1, 2, M, M), Tensor.full(80, 1, 1, M, M));
        Tensor psi = Tensor.randn(random, 1, 1, M, M).mul(0.1).requiresGrad();
        Tensor direction = Tensor.randn(random, 1, 1, M, M);
        double slope = Autograd.gradient(loss.of(psi, state), psi, false)
                .mul(direction)
                .sum()
                .item();
        double h = 1e-6;
        double above = loss.of(psi.detach().add(direction.mul(h)), state).item();
        double below = loss.of(psi.detach().sub(direction.mul(h)), state).item();
        assertThat(loss.of(psi, state).item()).isPositive();
        assertThat(slope).isCloseTo((above - below) / (2 * h), Assertions.within(1e-6 * Math.abs(slope)));
    }
}
