package org.ansatz.dynamics.walls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.dynamics.lattice.WaveShells;
import org.ansatz.tensor.Parallel;
import org.ansatz.tensor.RandomStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkCheckpointTest {
    private static final Parallel PARALLEL = new Parallel(1);

    @TempDir
    private Path folder;

    @AfterAll
    static void end() {
        PARALLEL.close();
    }

    private static WallSimulation simulation() {
        return new WallSimulation(
                new Lattice3D(16, 4),
                WallModel.physical(PowerLawBackground.radiation(1)),
                new InitialNetwork.Flat(4, 0.3),
                2.1,
                5,
                0.2,
                true);
    }

    private static UnequalTimeCorrelator correlator() {
        WaveShells shells = new WaveShells(simulation().lattice());
        return new UnequalTimeCorrelator(new ModeSubset(shells, 10, RandomStream.seeded(9), PARALLEL), 1 << 24);
    }

    @Test
    void aRunThatIsReadGoesOnWithTheSameBits() throws Exception {
        Path place = folder.resolve("checkpoint");
        WallEvolution whole = simulation().begin(1, PARALLEL);
        UnequalTimeCorrelator wholeStresses = correlator();
        for (int part = 0; part < 4; part++) {
            wholeStresses.sample(whole);
            if (part < 3) {
                NetworkCheckpoint.write(place, whole, Optional.of(wholeStresses));
            }
            whole.advance(5);
        }
        WallEvolution resumed = NetworkCheckpoint.read(place, PARALLEL);
        UnequalTimeCorrelator stresses = correlator();
        NetworkCheckpoint.readStresses(place, stresses);
        assertThat(resumed.steps()).isEqualTo(10);
        resumed.advance(5);
        stresses.sample(resumed);
        resumed.advance(5);
        assertThat(resumed.time()).isEqualTo(whole.time());
        assertThat(resumed.network().field()).isEqualTo(whole.network().field());
        assertThat(resumed.network().momentum()).isEqualTo(whole.network().momentum());
        assertThat(resumed.waves().orElseThrow().q())
                .isDeepEqualTo(whole.waves().orElseThrow().q());
        assertThat(resumed.waves().orElseThrow().u())
                .isDeepEqualTo(whole.waves().orElseThrow().u());
        UnequalTimeCorrelator others = new UnequalTimeCorrelator(
                new ModeSubset(new WaveShells(simulation().lattice()), 10, RandomStream.seeded(8), PARALLEL), 1 << 24);
        assertThatThrownBy(() -> NetworkCheckpoint.readStresses(place, others))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other modes");
        assertThat(stresses.times()).isEqualTo(wholeStresses.times());
        assertThat(stresses.matrix(3)).isDeepEqualTo(wholeStresses.matrix(3));
        assertThat(Files.exists(folder.resolve("checkpoint.part"))).isFalse();
    }

    @Test
    void aFolderWithoutACheckpointIsRefused() {
        assertThatThrownBy(() -> NetworkCheckpoint.read(folder.resolve("nothing"), PARALLEL))
                .isInstanceOf(IOException.class);
    }

    @Test
    void snapshotsAreReadByHdf5WithTheirProvenance() throws Exception {
        WallEvolution evolution = simulation().begin(2, PARALLEL);
        evolution.advance(3);
        Path file = folder.resolve("network.h5");
        NetworkSnapshot.write(file, evolution, Map.of("seed", "2"));
        try (HdfFile hdf = new HdfFile(file)) {
            var dataset = hdf.getDatasetByPath("/u_xy");
            double[][][] values = (double[][][]) dataset.getData();
            assertThat(values[3][5][7])
                    .isEqualTo(evolution
                            .waves()
                            .orElseThrow()
                            .u()[1][evolution.lattice().index(3, 5, 7)]);
            assertThat(dataset.getAttribute("seed").getData()).isEqualTo("2");
            assertThat(dataset.getAttribute("conformal_time").getData()).isEqualTo(evolution.time());
            assertThat(dataset.getAttribute("length").getData()).isEqualTo("4.0");
        }
    }
}
