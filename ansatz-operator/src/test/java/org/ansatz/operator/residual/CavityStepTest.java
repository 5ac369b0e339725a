package org.ansatz.operator.residual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.reference.grid.CavityFlow;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class CavityStepTest {
    private static final int N = 12;
    private static final int M = N - 1;

    private final RandomStream random = RandomStream.seeded(8);

    private static Tensor state(double[] psi, double[] omega, double reynolds) {
        Tensor stream = Tensor.of(psi, 1, 1, M, M);
        return Tensor.cat(1, stream, Tensor.of(omega, 1, 1, M, M), Tensor.full(reynolds, 1, 1, M, M));
    }

    @Test
    void theClassicalSolversStepLeavesNoResidual() {
        CavityFlow flow = new CavityFlow(N, 150);
        double[] psi = new double[M * M];
        double[] omega = new double[M * M];
        for (int step = 0; step < 3; step++) {
            double[] next = flow.step(psi, omega, 0.05);
            Tensor residual = new CavityStep(N, 0.05).residual(Tensor.of(next, 1, 1, M, M), state(psi, omega, 150));
            assertThat(residual.abs().max().item()).isLessThan(1e-6);
            psi = next;
            omega = flow.vorticity(psi);
        }
        double[] steady = flow.steady();
        Tensor residual = new CavityStep(N, Double.POSITIVE_INFINITY)
                .residual(Tensor.of(steady, 1, 1, M, M), state(steady, omega, 150));
        assertThat(residual.abs().max().item()).isLessThan(1e-6);
    }

    @Test
    void theResidualIsTheOneOfTheClassicalSolverForAnyField() {
        double[] psi = random.normal(M * M);
        double[] old = random.normal(M * M);
        double[] expected = new CavityFlow(N, 80).residual(psi, old, 20);
        Tensor residual = new CavityStep(N, 0.05).residual(Tensor.of(psi, 1, 1, M, M), state(psi, old, 80));
        Tensor difference = residual.sub(Tensor.of(expected, 1, 1, M, M));
        assertThat(difference.abs().max().item())
                .isLessThan(1e-11 * residual.abs().max().item());
    }

    @Test
    void theLossHasTheGradientOfDifferences() {
        CavityStep step = new CavityStep(N, 0.05);
        ResidualLoss loss = ResidualLoss.meanSquare(step, step.counted());
        Tensor state = state(random.normal(M * M), random.normal(M * M), 100);
        Tensor psi = Tensor.randn(random, 1, 1, M, M).mul(0.1).requiresGrad();
        Tensor direction = Tensor.randn(random, 1, 1, M, M);
        double slope = Autograd.gradient(loss.of(psi, state), psi, false)
                .mul(direction)
                .sum()
                .item();
        double h = 1e-6;
        double above = loss.of(psi.detach().add(direction.mul(h)), state).item();
        double below = loss.of(psi.detach().sub(direction.mul(h)), state).item();
        assertThat(slope).isCloseTo((above - below) / (2 * h), within(1e-6 * Math.abs(slope)));
    }

    @Test
    void nodesBesideTheLidCornersDoNotCount() {
        Tensor counted = new CavityStep(N, 0.05).counted();
        assertThat(counted.sum().item()).isEqualTo(M * M - 4);
        assertThat(counted.select(1, M - 1).narrow(0, 0, 2).sum().item()).isZero();
        assertThat(counted.select(1, 0).sum().item()).isEqualTo(M);
    }

    @Test
    void aCavityWithoutRoomOrTimeIsRefused() {
        assertThatThrownBy(() -> new CavityStep(3, 0.1)).isInstanceOf(InvalidProblem.class);
        assertThatThrownBy(() -> new CavityStep(8, 0)).isInstanceOf(InvalidProblem.class);
        assertThatThrownBy(() -> new CavityFlow(8, Double.NaN)).isInstanceOf(InvalidProblem.class);
    }
}
