package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyReportTest {
    private final Figure error = Figure.of("E1.relative_l2", 0.015, Better.LOWER)
            .against("plain network", 1.5)
            .paper(0.003)
            .bar(0.02);
    private final Figure ratio = Figure.of("E1.ratio", 10, Better.HIGHER).bar(20);
    private final Figure unknown =
            Figure.of("E1.lambda", Double.NaN, Better.LOWER).bar(1);

    @Test
    void theBarIsReachedFromTheBetterSideAndNeverByNaN() {
        assertThat(error.met()).isTrue();
        assertThat(ratio.met()).isFalse();
        assertThat(unknown.met()).isFalse();
        assertThat(Figure.of("x", 5, Better.LOWER).met()).isTrue();
    }

    @Test
    void metricsHoldEveryFigureWithBaselinePaperAndBar(@TempDir Path folder) throws Exception {
        StudyReport report = new StudyReport("demo", Scale.TINY, 7, 1.5, 1 << 20, List.of(error, ratio, unknown));
        report.write(folder);
        JsonNode root = new JsonMapper().readTree(Files.readString(folder.resolve("metrics.json")));
        assertThat(root.get("study").asText()).isEqualTo("demo");
        assertThat(root.get("seed").asLong()).isEqualTo(7);
        JsonNode first = root.get("figures").get(0);
        assertThat(first.get("name").asText()).isEqualTo("E1.relative_l2");
        assertThat(first.get("baseline").asDouble()).isEqualTo(1.5);
        assertThat(first.get("baseline_name").asText()).isEqualTo("plain network");
        assertThat(first.get("paper").asDouble()).isEqualTo(0.003);
        assertThat(first.get("better").asText()).isEqualTo("lower");
        assertThat(root.get("figures").get(2).get("value").isNull()).isTrue();
        assertThat(report.missed()).containsExactly(ratio, unknown);
        assertThat(report.table()).contains("E1.ratio", "MISSED");
    }

    @Test
    void anUnknownScaleNamesTheThreeThereAre() {
        assertThatThrownBy(() -> Scale.named("huge")).hasMessage("no scale \"huge\"; there are tiny, standard, paper");
        assertThat(Scale.named("paper")).isEqualTo(Scale.PAPER);
    }
}
