package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.reference.grid.LineAdvection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImplicitNeuralSpatialRepresentationTest {
    @Test
    void aFieldOf141WeightsCarriesAPulseAndItsPicturesAreDrawn(@TempDir Path folder) throws Exception {
        StudyReport report =
                new ImplicitNeuralSpatialRepresentation().run(Scale.TINY, Settings.empty(), new FolderRun(folder));
        assertThat(report.missed()).isEmpty();
        assertThat(report.figure("E1.relative_l2").value()).isLessThan(2e-2);
        for (String picture : new String[] {"pulse-t0.25", "error", "residual", "inner-steps"}) {
            assertThat(Files.size(folder.resolve("figures/E1-" + picture + ".png")))
                    .isGreaterThan(5000);
        }
    }

    @Test
    void aGridOfAHundredCellsLosesHalfOfThePulse() {
        AdvectionExperiment pulse = AdvectionExperiment.published(0.05, 240);
        AdvectionExperiment.Track grid = pulse.grid("upwind", LineAdvection.Scheme.UPWIND, 100);
        assertThat(pulse.relativeL2(grid, 0)).isLessThan(2e-2);
        assertThat(pulse.peak(grid, 240)).isLessThan(0.7);
    }

    @Test
    void linesThatAreNotDisplacedCoverTheSquareWithGapsBetweenThem() {
        double[][] path = CoordinateLines.deformed(points -> new double[2][points[0].length]);
        assertThat(path[0]).hasSize(2 * 11 * 42).startsWith(-1, -1).endsWith(1, Double.NaN);
        assertThat(path[1][0]).isEqualTo(-1);
        assertThat(path[1][40]).isEqualTo(1);
        assertThat(path[1][41]).isNaN();
        assertThat(path[0][42]).isCloseTo(-0.8, org.assertj.core.api.Assertions.within(1e-15));
    }

    @Test
    void aSmallNetworkStretchesASquareAsElementsDo() {
        StretchExperiment.Result result = new StretchExperiment(16, 1, 5, 16, 1500, 1e-3, 10).run(0, Run.silent(0));
        assertThat(result.energy()).isBetween(0.95 * result.meshEnergy(), 1.05 * result.meshEnergy());
        assertThat(result.relativeL2()).isLessThan(5e-2);
        assertThat(result.inverted()).isFalse();
    }

    @Test
    void aBodyOfTetrahedraFromAFileFallsAndLandsAsItsElementsDo(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("wedge.mesh"), """
                MeshVersionFormatted 1
                Dimension 3
                Vertices
                6
                0 0 0 0
                5 0 0 0
                0 5 0 0
                0 0 5 0
                5 0 5 0
                0 5 5 0
                Tetrahedra
                3
                1 2 3 4 0
                2 3 4 5 0
                3 4 5 6 0
                End
                """);
        Settings settings = Settings.empty()
                .with("experiments", "E4")
                .with("mesh", file.toString())
                .with("drop_steps", "8")
                .with("drop_width", "8")
                .with("drop_samples", "150")
                .with("drop_draws", "2");
        StudyReport report = new ImplicitNeuralSpatialRepresentation().run(Scale.TINY, settings, new FolderRun(folder));
        assertThat(report.figure("E4.free_fall_error").value()).isLessThan(1e-2);
        // Three elements are stiffer than a field, which the heights show.
        assertThat(report.figure("E4.height_difference").value()).isBetween(1e-4, 0.2);
        assertThat(report.figure("E4.inverted_elements").value()).isZero();
        assertThat(report.figure("E4.strain_energy_peak").value()).isGreaterThan(1e-3);
        for (String picture : new String[] {"body", "height", "energy"}) {
            assertThat(Files.size(folder.resolve("figures/E4-" + picture + ".png")))
                    .isGreaterThan(5000);
        }
        assertThat(folder.resolve("E4-steps/step-000008.safetensors")).exists();
    }

    @Test
    void aMeshThatCannotBeReadIsRefusedBeforeAnythingIsRun(@TempDir Path folder) throws Exception {
        Study study = new ImplicitNeuralSpatialRepresentation();
        Path file = Files.writeString(folder.resolve("cut.mesh"), "MeshVersionFormatted 1\nDimension 3\n");
        Settings settings = Settings.empty().with("experiments", "E3,E4");
        assertThatThrownBy(() -> study.run(Scale.TINY, settings.with("mesh", file.toString()), Run.silent(0)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("cut.mesh:2: the mesh ends without the keyword Vertices");
        assertThatThrownBy(() -> study.run(Scale.TINY, settings.with("mesh", "no-such.mesh"), Run.silent(0)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("there is no file no-such.mesh");
    }

    @Test
    void fieldsOfFewWeightsKeepTheVorticesBetterThanAGridOfTheirSize() throws Exception {
        VortexExperiment flow = new VortexExperiment(8, 1, 4, 0.05, 3, 8);
        VortexExperiment.Neural neural = flow.neural(0, Run.silent(0));
        assertThat(VortexExperiment.last(neural.track().mse()))
                .isLessThan(VortexExperiment.last(flow.grid().mse()));
        assertThat(VortexExperiment.last(neural.track().energy())).isBetween(0.95, 1.01);
    }

    @Test
    void anUnknownExperimentSettingOrCountIsRefused() {
        Study study = new ImplicitNeuralSpatialRepresentation();
        Run run = Run.silent(0);
        assertThatThrownBy(() -> study.run(Scale.TINY, Settings.empty().with("experiments", "E7"), run))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("no experiment \"E7\"");
        assertThatThrownBy(() -> study.run(Scale.TINY, Settings.empty().with("speed", "1"), run))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("no setting \"speed\"");
        assertThatThrownBy(() -> study.run(Scale.TINY, Settings.empty().with("steps", "0"), run))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("at least 1");
    }
}
