package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradientPathologiesTest {
    @Test
    void annealedGatedNetworkBeatsThePlainOneAndItsWeightRises(@TempDir Path folder) throws Exception {
        StudyReport report = new GradientPathologies().run(Scale.TINY, Settings.empty(), new FolderRun(folder));
        assertThat(report.figure("E1.relative_l2_ratio").value()).isGreaterThan(1);
        assertThat(report.figure("E1.M4.lambda.boundary").value()).isGreaterThan(1);
        assertThat(report.missed()).isEmpty();
        for (String picture : List.of("variants", "loss-boundary", "weights", "M1-gradients-layer2")) {
            assertThat(Files.size(folder.resolve("figures/helmholtz-" + picture + ".png")))
                    .isGreaterThan(5000);
        }
        assertThat(folder.resolve("models/helmholtz-M4-seed0.safetensors")).exists();
    }

    @Test
    void anUnknownExperimentOrACountBelowOneIsRefused() {
        GradientPathologies study = new GradientPathologies();
        assertThatThrownBy(() -> study.run(Scale.TINY, Settings.empty().with("experiments", "E1,E9"), Run.silent(0)))
                .hasMessageContaining("no experiment \"E9\"; it has [E1, E2, E4]");
        assertThatThrownBy(() -> study.run(Scale.TINY, Settings.empty().with("seeds", 0), Run.silent(0)))
                .hasMessageContaining("seeds must be at least 1, got 0");
        assertThatThrownBy(() -> study.run(Scale.TINY, Settings.empty().with("optimizer", "lm"), Run.silent(0)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("optimizer must be of first order, got lm");
        assertThatThrownBy(() -> study.run(Scale.TINY, Settings.empty().with("optimizer", "muon(r=1)"), Run.silent(0)))
                .hasMessageContaining("optimizer: optimizer muon has no setting \"r\"");
    }

    @Test
    void aPowerLawHasItsExponentAsSlopeAndTheMedianIgnoresAnOutlier() {
        double[] c = {1, 2, 4, 8};
        double[] fourth =
                java.util.Arrays.stream(c).map(v -> 7 * Math.pow(v, 4)).toArray();
        assertThat(StiffnessExperiment.logSlope(c, fourth)).isCloseTo(4, within(1e-12));
        assertThat(Trials.median(List.of(3.0, 1e9, 5.0), v -> v)).isEqualTo(5);
        assertThat(Trials.median(List.of(4.0, 2.0), v -> v)).isEqualTo(3);
    }

    @Test
    void boundaryBatchesLieOnTheirFacesInEqualNumbers() {
        double[] x = new double[2 * 4 * 16];
        double[][] edges = {{0, -1}, {0, 1}, {1, -1}, {1, 1}};
        PathologyProblems.faces(new double[] {-1, -1}, new double[] {1, 1}, edges)
                .draw(new java.util.Random(1), x);
        for (int p = 0; p < 64; p++) {
            double[] edge = edges[p / 16];
            assertThat(x[2 * p + (int) edge[0]]).isEqualTo(edge[1]);
            assertThat(x[2 * p + 1 - (int) edge[0]]).isBetween(-1.0, 1.0);
        }
    }

    @Test
    void aFailingTrialSurfacesWithItsOwnException() {
        assertThatThrownBy(() -> Trials.run(2, List.of(() -> 1, () -> {
                    throw new java.io.IOException("disk full");
                })))
                .isInstanceOf(java.io.IOException.class)
                .hasMessage("disk full");
    }

    @Test
    void anUnknownSettingIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> new GradientPathologies()
                        .run(Scale.TINY, Settings.empty().with("stepps", 3), Run.silent(0)))
                .isInstanceOf(InvalidProblem.class)
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
