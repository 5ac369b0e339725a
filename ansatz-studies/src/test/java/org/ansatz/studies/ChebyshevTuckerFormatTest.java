package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Matrix;

class ChebyshevTuckerFormatTest {
    @Test
    void theTinyStudyFindsTheRanksAndErrorsOfTheIndependentComputation() throws Exception {
        StudyReport report = new ChebyshevTuckerFormat().run(Scale.TINY, Settings.empty(), Run.silent(0));
        assertThat(report.missed()).isEmpty();
        assertThat(report.figure("E1.rank_mismatches").value()).isZero();
        assertThat(report.figure("E1.runge.n33.tol1e-07.max_error").value()).isBetween(4e-4, 4e-3);
        assertThat(report.figure("E3.rank").value()).isBetween(15.0, 27.0);
    }

    @Test
    void theExperimentOnPublishedDataNeedsTheirFolder(@TempDir Path folder) {
        ChebyshevTuckerFormat study = new ChebyshevTuckerFormat();
        Settings fourth = Settings.empty().with("experiments", "E4");
        assertThatThrownBy(() -> study.run(Scale.TINY, fourth, Run.silent(0))).hasMessageContaining("data=DIR");
        assertThatThrownBy(() -> study.run(Scale.TINY, fourth.with("data", folder), Run.silent(0)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("Newt_canon_256.mat");
    }

    @Test
    void matlabMatricesAreReadByNameAlsoInStructures(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("small.mat");
        Matrix matrix = Mat5.newMatrix(2, 3);
        for (int i = 0; i < 6; i++) {
            matrix.setDouble(i, i);
        }
        Mat5.writeToFile(
                Mat5.newMatFile()
                        .addArray("h", Mat5.newScalar(0.25))
                        .addArray("s", Mat5.newStruct().set("u", matrix)),
                file.toFile());
        MatlabFile read = MatlabFile.read(file);
        assertThat(read.number("h")).isEqualTo(0.25);
        assertThat(read.columnCount("s.u")).isEqualTo(3);
        // MATLAB stores columns one after the other.
        assertThat(read.columns("s.u", 2, 10)[1]).containsExactly(20, 30);
        assertThatThrownBy(() -> read.number("g")).hasMessageContaining("no matrix g; there are [h, s.u]");
        assertThatThrownBy(() -> read.columns("s.u", 4, 1)).hasMessageContaining("3 columns, needed are 4");
        Path broken = Files.writeString(folder.resolve("broken.mat"), "no MATLAB file");
        assertThatThrownBy(() -> MatlabFile.read(broken)).isInstanceOf(InvalidProblem.class);
    }
}
