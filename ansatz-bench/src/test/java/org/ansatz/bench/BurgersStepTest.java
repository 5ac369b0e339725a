package org.ansatz.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BurgersStepTest {
    @Test
    void fusedKernelAndNestedAutogradComputeTheSameStep() {
        try (BurgersStep fused = new BurgersStep(List.of(13, 9), 75, 2, 3)) {
            NestedAutogradStep nested = new NestedAutogradStep(fused);
            double loss = fused.run();
            assertThat(nested.run()).isCloseTo(loss, within(1e-13 * (1 + loss)));
            for (int i = 0; i < fused.gradient().length; i++) {
                double expected = fused.gradient()[i];
                assertThat(nested.gradient()[i]).isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected))));
            }
        }
    }

    @Test
    void anUnknownBenchmarkIsRefusedByNamingTheKnown() {
        assertThatThrownBy(() -> Benchmarks.run("burgrs", System.out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no benchmark 'burgrs'; there are: burgers, operators, klein-gordon, lattice");
    }
}
