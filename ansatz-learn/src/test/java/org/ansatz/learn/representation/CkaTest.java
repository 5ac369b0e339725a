package org.ansatz.learn.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class CkaTest {
    @Test
    void aPairWorkedOutByHand() {
        Tensor a = Tensor.of(new double[] {1, 2, 3, 4, 5, 7, 0, 1}, 4, 2);
        Tensor b = Tensor.of(new double[] {2, 1, 0, 1, 0, 1, 0, 3, 1, 1, 1, 1}, 4, 3);
        assertThat(Cka.linear(a, b)).isCloseTo(0.5038056282, within(1e-10));
        assertThat(Cka.linear(b, a)).isCloseTo(0.5038056282, within(1e-10));
        assertThat(Cka.linear(a.mul(-7.0), b)).isCloseTo(0.5038056282, within(1e-10));
    }

    @Test
    void rotationsAndShiftsDoNotCount() {
        RandomStream random = RandomStream.seeded(2);
        Tensor x = Tensor.randn(random, 20, 5);
        Tensor rotation = Linalg.qr(Tensor.randn(random, 5, 5)).q();
        Tensor moved = x.matmul(rotation).add(Tensor.randn(random, 1, 5)).mul(3.0);
        assertThat(Cka.linear(x, moved)).isCloseTo(1, within(1e-12));
        assertThat(Cka.linear(x, Tensor.randn(random, 20, 5))).isLessThan(0.6);
    }

    @Test
    void otherSamplesAreRefused() {
        assertThatThrownBy(() -> Cka.linear(Tensor.zeros(3, 2), Tensor.zeros(4, 2)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
