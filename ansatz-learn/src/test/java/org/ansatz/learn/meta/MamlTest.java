package org.ansatz.learn.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Regression by {@code f = theta x}, for which everything is known in closed form. */
class MamlTest {
    private static final double START = 0.3;
    private static final double RATE = 0.1;
    private static final TaskBatch LINE =
            new TaskBatch(1, loss(new double[] {1, 2, -1}, 2, 3, 0), loss(new double[] {.5, -2}, 1, -4));

    private static TaskLoss loss(double[] x, double... y) {
        Tensor at = Tensor.of(x, 1, x.length);
        Tensor values = Tensor.of(y, 1, y.length);
        // [tasks, 1] times [1, points]
        return parameters ->
                parameters.get(0).mul(at).sub(values).square().mean(1).mul(0.5);
    }

    private static double[] lossAndGradient(int steps, MetaOrder order) {
        Tensor theta = Tensor.of(new double[] {START}, 1).requiresGrad();
        Tensor loss = new Maml(new InnerLoop(steps, RATE), order).loss(List.of(theta), LINE);
        return new double[] {
            loss.item(), Autograd.gradient(loss, theta, false).sum().item()
        };
    }

    private static double adapted(int steps) {
        Tensor theta = Tensor.of(new double[] {START}, 1, 1);
        return new InnerLoop(steps, RATE)
                .adapted(List.of(theta), LINE.support())
                .get(0)
                .sum()
                .item();
    }

    @Test
    void oneAndTwoStepsAgreeWithTheClosedForm() {
        assertThat(adapted(1)).isCloseTo(.5066666667, within(1e-10));
        assertThat(adapted(2)).isCloseTo(.672, within(1e-12));
        assertThat(lossAndGradient(1, MetaOrder.SECOND))
                .containsExactly(new double[] {2.3694222222, -2.5386666667}, within(1e-10));
        assertThat(lossAndGradient(2, MetaOrder.SECOND))
                .containsExactly(new double[] {1.873808, -1.80608}, within(1e-12));
        assertThat(lossAndGradient(1, MetaOrder.FIRST)[1]).isCloseTo(-3.1733333333, within(1e-10));
        assertThat(lossAndGradient(2, MetaOrder.FIRST)[1]).isCloseTo(-2.822, within(1e-12));
    }

    @Test
    void eachStepMultipliesTheGradientByOneMinusRateTimesCurvature() {
        for (int steps = 1; steps < 5; steps++) {
            double ratio = lossAndGradient(steps, MetaOrder.SECOND)[1] / lossAndGradient(steps, MetaOrder.FIRST)[1];
            assertThat(ratio).isCloseTo(Math.pow(.8, steps), within(1e-12));
        }
    }

    @Test
    void reptilePointsFromTheAdaptedValueToTheInitialOne() {
        double[] found = lossAndGradient(2, MetaOrder.REPTILE);
        assertThat(found).containsExactly(new double[] {1.873808, START - .672}, within(1e-12));
    }

    @Test
    void sharedTrainingSeesAllPoints() {
        Tensor theta = Tensor.of(new double[] {START}, 1).requiresGrad();
        double support = (Math.pow(.3 - 2, 2) + Math.pow(.6 - 3, 2) + .09) / 6;
        double query = (Math.pow(.15 - 1, 2) + Math.pow(-.6 + 4, 2)) / 4;
        assertThat(LINE.joint(List.of(theta)).item()).isCloseTo((support + query) / 2, within(1e-14));
    }

    @Test
    void withoutRateNothingMoves() {
        Tensor theta = Tensor.of(new double[] {START, 1 / 3.0}, 2, 1);
        Tensor after =
                new InnerLoop(7, 0).adapted(List.of(theta), LINE.support()).get(0);
        assertThat(after.toDoubles()).containsExactly(theta.toDoubles());
        assertThatThrownBy(() -> new InnerLoop(1, -0.1)).hasMessageContaining("-0.1");
        assertThatThrownBy(() -> new InnerLoop(-1, 0.1)).hasMessageContaining("-1");
    }
}
