package org.ansatz.physics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.report.Figure.Better;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    private final Figure error = Figure.of("relative_l2.u", 1.25e-5, Better.LOWER)
            .against("adam", 1e-3)
            .paper(2e-4)
            .bar(1e-4);
    private final Figure missed = Figure.of("ratio", 3, Better.HIGHER).bar(10).in("m/s");
    private final Figure unknown = Figure.of("parameter.nu.standard_error", Double.NaN, Better.NEITHER);
    private final Metrics metrics =
            new Metrics("burgers", null, null, 42, 12.5, 1 << 20, List.of(error, missed, unknown));

    @TempDir
    Path temporary;

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        Path file = temporary.resolve("metrics.json");
        metrics.write(file);
        assertThat(Metrics.read(file)).isEqualTo(metrics);
        Metrics study = new Metrics("demo", "demo", "tiny", 1, 2, -1, List.of());
        study.write(file);
        assertThat(Metrics.read(file)).isEqualTo(study);
    }

    @Test
    void theKeysAreThoseOfTheFormat() throws Exception {
        JsonNode root = new JsonMapper().readTree(metrics.json());
        assertThat(root.fieldNames())
                .toIterable()
                .containsExactly("name", "study", "seed", "wall_seconds", "peak_rss_bytes", "figures");
        JsonNode first = root.get("figures").get(0);
        assertThat(first.fieldNames())
                .toIterable()
                .containsExactly("name", "value", "unit", "baseline", "baseline_name", "paper", "bar", "better");
        assertThat(first.get("better").asText()).isEqualTo("lower");
        assertThat(root.get("figures").get(2).get("value").isNull()).isTrue();
    }

    @Test
    void theTableTellsWhichBarsAreMissed() {
        assertThat(metrics.missed()).containsExactly(missed);
        assertThat(metrics.table().lines().toList().get(1)).contains("1.250e-05", "0.001000", "met");
        assertThat(metrics.table().lines().toList().get(2)).contains("MISSED", "m/s");
    }

    @Test
    void aFileWithoutFiguresIsRefused() throws Exception {
        Path file = Files.writeString(temporary.resolve("other.json"), "{\"name\": 1}");
        assertThatThrownBy(() -> Metrics.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds no list of figures");
    }

    @Test
    void theHistoryIsReadBackWithItsGaps() throws Exception {
        History history = new History();
        history.add(0, 0.5, Map.of("loss", 1.0));
        history.add(10, 1.5, Map.of("loss", 0.1 + 0.2, "boundary", 1e-300));
        Path file = temporary.resolve("history.csv");
        HistoryFile.write(file, history);
        assertThat(HistoryFile.read(file).rows()).isEqualTo(history.rows());
        assertThat(Files.readAllLines(file)).startsWith("step,seconds,loss,boundary", "0,0.5,1.0,");
    }
}
