package org.ansatz.solve.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ansatz.physics.problem.Exhibit;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpectrumExhibitsTest {
    private static final GpSolver SOLVER = new GpSolver();

    private static Problem square() {
        return Problem.named("square")
                .coordinate("x", 0, 1)
                .coordinate("t", 0, 1)
                .fields("u", "v")
                .equation("u_xx + v = x")
                .equation("v_t = u")
                .condition("x = 0 or x = 1", "u", "0")
                .condition("t = 0", "v", "1")
                .build();
    }

    private static GpSolution solve(String kernel, double frequency) {
        Settings settings = Settings.empty()
                .with("grid", "[7, 6]")
                .with("components", 4)
                .with("steps", 4)
                .with("frequency", frequency)
                .with("kernel", kernel);
        return SOLVER.solve(square(), settings, Run.silent(0));
    }

    @Test
    void stemsOfEveryFieldAlongEveryInputAreSharesAtStartMiddleAndEnd() {
        List<Exhibit> exhibits = solve("student-t", 2).exhibits();
        assertThat(exhibits)
                .extracting(Exhibit::name)
                .containsExactly("spectrum-u-x", "spectrum-u-t", "spectrum-v-x", "spectrum-v-t");
        for (Exhibit exhibit : exhibits) {
            Exhibit.Curves curves = (Exhibit.Curves) exhibit;
            assertThat(curves.curves())
                    .extracting(Exhibit.Curve::name)
                    .containsExactly("start", "after 2 steps", "end");
            for (Exhibit.Curve curve : curves.curves()) {
                double sum = Arrays.stream(curve.y()).filter(Double::isFinite).sum();
                assertThat(sum).isCloseTo(1, within(1e-12));
            }
            assertThat(Arrays.copyOfRange(curves.curves().get(0).x(), 3, 15))
                    .containsExactly(
                            new double[] {0, 0, 0, 2 / 3.0, 2 / 3.0, 2 / 3.0, 4 / 3.0, 4 / 3.0, 4 / 3.0, 2, 2, 2},
                            within(1e-12));
        }
    }

    @Test
    void theTableHoldsAllPeaksTheHeaviestFirstAndSurvivesReadingBack(@TempDir Path folder) throws Exception {
        GpSolution solution = solve("gaussian", 2);
        solution.save(folder);
        List<String> lines = Files.readAllLines(folder.resolve("spectrum.csv"));
        assertThat(lines).hasSize(1 + 2 * 2 * 4);
        assertThat(lines.get(0)).isEqualTo("field,input,weight,frequency,width");
        SpectralMixture.Peak heaviest = solution.spectrum("v", "x").get(0);
        assertThat(lines.get(9))
                .isEqualTo("v,x," + heaviest.weight() + "," + heaviest.frequency() + "," + heaviest.width());
        for (int from = 1; from < lines.size(); from += 4) {
            double[] weights = lines.subList(from, from + 4).stream()
                    .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[2]))
                    .toArray();
            assertThat(weights).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        }
        List<Exhibit> read = SOLVER.load(square(), Settings.empty(), folder).exhibits();
        assertThat(read).hasSize(4);
        assertThat(((Exhibit.Curves) read.get(0)).curves())
                .singleElement()
                .extracting(Exhibit.Curve::name)
                .isEqualTo("end");
    }

    @Test
    void theCaptionWarnsWhatTheUserWasWarnedOf() {
        assertThat(solve("student-t", 2).exhibits()).allSatisfy(exhibit -> assertThat(exhibit.caption())
                .contains("heaviest at the end: ")
                .doesNotContain("Warning: gp: the heaviest frequency 2.0"));
        assertThat(solve("student-t", 40).exhibits())
                .anySatisfy(exhibit -> assertThat(exhibit.caption()).contains("fewer than two per period"));
    }

    @Test
    void withoutFrequenciesThereIsNothingToShow() {
        assertThat(solve("matern", 2).exhibits()).isEmpty();
    }
}
