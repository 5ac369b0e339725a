package org.ansatz.learn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LogCoshTest {
    private static double at(double x) {
        return LogCosh.of(Tensor.scalar(x)).item();
    }

    @Test
    void valuesAreThoseOfTheFormulaWithoutOverflow() {
        assertThat(at(1)).isCloseTo(.4337808305, within(1e-10));
        assertThat(at(-1)).isCloseTo(.4337808305, within(1e-10));
        assertThat(at(5)).isCloseTo(4.3068982183, within(1e-10));
        assertThat(at(-5)).isCloseTo(4.3068982183, within(1e-10));
        assertThat(at(1e4)).isCloseTo(1e4 - Math.log(2), within(1e-9));
        assertThat(at(-1e4)).isCloseTo(1e4 - Math.log(2), within(1e-9));
        assertThat(at(0)).isCloseTo(0, within(1e-15));
    }

    @Test
    void curvatureAtZeroIsOne() {
        Tensor x = Tensor.scalar(0).requiresGrad();
        Tensor slope = Autograd.gradient(LogCosh.of(x), x, true);
        assertThat(slope.item()).isZero();
        assertThat(Autograd.gradient(slope, x, false).item()).isCloseTo(1, within(1e-15));
    }

    @Test
    void mishHasItsValues() {
        assertThat(Tensor.scalar(1).mish().item()).isCloseTo(.8650983883, within(1e-10));
        assertThat(Tensor.scalar(-2).mish().item()).isCloseTo(-.2525014827, within(1e-10));
    }
}
