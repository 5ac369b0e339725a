package org.ansatz.operator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.reference.fem.WavePulse;
import org.ansatz.tensor.RandomStream;
import org.junit.jupiter.api.Test;

class MembraneStepsTest {
    private static final Settings SMALL = new Settings(Map.of("resolution", "9", "every", "1", "time", "0.5"));

    /** With one step between displacements the next one is {@code 2u - before - (c dt)^2 K u / M}: nine points of a stencil. */
    @Test
    void aStepIsTheStencilOfBilinearElements() {
        FieldProblem problem = new MembraneSteps();
        for (int sample = 0; sample < 5; sample++) {
            FieldProblem.Pair pair = problem.sampler(SMALL).draw(RandomStream.seeded(sample));
            double[] u = Arrays.copyOfRange(pair.input(), 0, 81);
            double[] before = Arrays.copyOfRange(pair.input(), 81, 162);
            double speed = pair.input()[200];
            assertThat(Arrays.stream(pair.input(), 162, 243).distinct().count()).isEqualTo(1);
            for (int j = 0; j < 9; j++) {
                for (int i = 0; i < 9; i++) {
                    int k = 9 * j + i;
                    boolean edge = i == 0 || j == 0 || i == 8 || j == 8;
                    double around = 0;
                    for (int d = 0; d < 9 && !edge; d++) {
                        around += u[k + 9 * (d / 3 - 1) + d % 3 - 1];
                    }
                    double next = edge ? 0 : 2 * u[k] - before[k] + 0.25 * speed * speed * (around - 9 * u[k]) / 3;
                    assertThat(pair.output()[k]).isCloseTo(next, org.assertj.core.data.Offset.offset(1e-14));
                }
            }
        }
    }

    @Test
    void samplesAreSuccessiveDisplacementsOfAPulse() {
        Settings settings = new Settings(Map.of("resolution", "12", "time", "0.7"));
        RandomStream random = RandomStream.seeded(4);
        FieldProblem.Pair pair = new MembraneSteps().sampler(settings).draw(random);
        double[][] frames = MembraneSteps.displacements(WavePulse.drawn(random.child(0)), settings, 20);
        double[] now = Arrays.copyOfRange(pair.input(), 0, 144);
        int middle = 0;
        while (!Arrays.equals(frames[middle], now)) {
            middle++;
        }
        assertThat(middle).isPositive();
        assertThat(Arrays.copyOfRange(pair.input(), 144, 288)).containsExactly(frames[middle - 1]);
        assertThat(pair.output()).containsExactly(frames[middle + 1]);
    }

    @Test
    void stepsThatAreUnstableOrLongerThanTheTimeAreNamed() {
        FieldProblem problem = new MembraneSteps();
        assertThatThrownBy(() ->
                        problem.sampler(new Settings(Map.of("courant", "0.9"))).draw(RandomStream.seeded(0)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("at most 0.833");
        assertThatThrownBy(() -> problem.sampler(new Settings(Map.of("time", "0.01"))))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("shorter than");
        assertThatThrownBy(() -> problem.coordinates(new Settings(Map.of("resolution", "3"))))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("resolution");
    }
}
