package org.ansatz.dynamics.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatticeSnapshotTest {
    @TempDir
    private Path folder;

    @Test
    void fieldsOfOneToThreeDimensionsAreReadBackWithTheirAttributes() throws IOException {
        double[] numbers = new double[24];
        Arrays.setAll(numbers, i -> i / 7.0);
        LatticeSnapshot.write(folder.resolve("1.h5"), new int[] {24}, Map.of("phi", numbers), Map.of("t", 0.25));
        LatticeSnapshot.write(folder.resolve("3.h5"), new int[] {2, 3, 4}, Map.of("phi", numbers), Map.of("seed", 5L));
        try (HdfFile line = new HdfFile(folder.resolve("1.h5"));
                HdfFile box = new HdfFile(folder.resolve("3.h5"))) {
            assertThat((double[]) line.getDatasetByPath("/phi").getData()).containsExactly(numbers);
            assertThat(line.getDatasetByPath("/phi").getAttribute("t").getData())
                    .isEqualTo(0.25);
            double[][][] nested = (double[][][]) box.getDatasetByPath("/phi").getData();
            assertThat(nested[1][2]).containsExactly(Arrays.copyOfRange(numbers, 20, 24));
            assertThat(box.getDatasetByPath("/phi").getAttribute("seed").getData())
                    .isEqualTo(5L);
        }
    }

    @Test
    void aFieldOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> LatticeSnapshot.write(
                        folder.resolve("x.h5"), new int[] {2, 3}, Map.of("phi", new double[5]), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("phi has 5 numbers")
                .hasMessageContaining("[2, 3] has 6");
    }
}
