package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradientPathologiesTest {
    private static Run in(Path folder) {
        Run silent = Run.silent(0);
        return new Run() {
            @Override
            public long seed() {
                return 0;
            }

            @Override
            public Optional<Path> folder() {
                return Optional.of(folder);
            }

            @Override
            public void say(String message) {
                silent.say(message);
            }

            @Override
            public void progress(double fraction, String stage, long step, java.util.Map<String, Double> figures) {}

            @Override
            public boolean stopRequested() {
                return false;
            }
        };
    }

    @Test
    void annealedGatedNetworkBeatsThePlainOneAndItsWeightRises(@TempDir Path folder) throws Exception {
        StudyReport report = new GradientPathologies().run(Scale.TINY, Settings.empty(), in(folder));
        assertThat(report.figure("E1.relative_l2_ratio").value()).isGreaterThan(1);
        assertThat(report.figure("E1.M4.lambda.boundary").value()).isGreaterThan(1);
        assertThat(report.missed()).isEmpty();
        assertThat(Files.size(folder.resolve("figures/helmholtz-losses.png"))).isGreaterThan(5000);
    }

    @Test
    void anUnknownSettingIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> new GradientPathologies()
                        .run(Scale.TINY, Settings.empty().with("stepps", 3), Run.silent(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"stepps\"")
                .hasMessageContaining("steps");
    }

    @Test
    void theExactSolutionsHaveNoResidual() {
        double[] partials = new double[3];
        double pi = Math.PI;
        for (double x = -0.9; x < 1; x += 0.23) {
            for (double y = -0.9; y < 1; y += 0.19) {
                double u = Math.sin(pi * x) * Math.sin(4 * pi * y);
                double[] jet = {u, -pi * pi * u, -16 * pi * pi * u};
                assertThat(PathologyProblems.helmholtzResidual(1, 4).at(new double[] {x, y}, jet, partials))
                        .isBetween(-1e-9, 1e-9);
                double t = 0.5 + 0.5 * x;
                double v = PathologyProblems.kleinGordonExact(t, y);
                double tt = -25 * pi * pi * y * Math.cos(5 * pi * t) + 6 * t * Math.pow(y, 3);
                double[] wave = {v, tt, 6 * y * Math.pow(t, 3)};
                assertThat(PathologyProblems.kleinGordonResidual().at(new double[] {t, y}, wave, partials))
                        .isBetween(-1e-9, 1e-9);
            }
        }
    }
}
