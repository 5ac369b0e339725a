package org.ansatz.dynamics.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ansatz.dynamics.statistics.Entropies;
import org.ansatz.dynamics.statistics.Summary;
import org.junit.jupiter.api.Test;

class ReleasedSolverTest {
    @Test
    void theBreathersPublishedStepsAndStatisticsAreRepeated() {
        ReleasedSolver.Outcome outcome = ReleasedSolver.run(ReleasedScenario.BREATHER);
        assertThat(outcome.steps()).isEqualTo(5984);
        assertThat(outcome.changes()).isEqualTo(6);
        assertThat(outcome.dt()).isCloseTo(0.0134009564, within(1e-10));
        FieldHistory history = outcome.history();
        assertThat(history.frames()).isEqualTo(301);
        double spacing = history.x()[1] - history.x()[0];
        double[] shannon = Arrays.stream(history.fields())
                .mapToDouble(f -> Entropies.asReleased(f, spacing).shannon())
                .toArray();
        assertThat(shannon[0]).isCloseTo(10.0739, within(2e-4));
        assertThat(shannon[300]).isCloseTo(11.1082, within(2e-4));
        Summary summary = Summary.of(Arrays.stream(history.fields())
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .toArray());
        assertThat(summary.mean()).isCloseTo(0.1424, within(2e-4));
        assertThat(summary.median()).isCloseTo(0.0227, within(2e-4));
        assertThat(summary.largest()).isCloseTo(3.4237, within(2e-4));
        assertThat(history.peak(300)).isCloseTo(-18.33, within(0.2));
    }
}
