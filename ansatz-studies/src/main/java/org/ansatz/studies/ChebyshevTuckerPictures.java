package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ansatz.lowrank.chebyshev.ChebyshevTucker;
import org.ansatz.lowrank.chebyshev.ParticlePotential;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;

/** The pictures of arXiv 2503.01696. */
final class ChebyshevTuckerPictures {
    private static final int CELLS = 160;

    private final Optional<Path> folder;
    private final Pictures pictures;

    ChebyshevTuckerPictures(Optional<Path> runFolder) {
        folder = runFolder.map(run -> run.resolve("figures"));
        pictures = new Pictures(runFolder);
    }

    void errorsOverDegree(List<Curve> curves) throws IOException {
        pictures.lines(
                "E1-errors.png",
                "E1: error over the degree, tolerance 1e-10",
                "degree per axis",
                "largest error",
                true,
                curves);
    }

    void vectorErrors(double[] errors) throws IOException {
        double[] k = IntStream.range(0, errors.length).asDoubleStream().toArray();
        pictures.lines(
                "E2-vectors.png",
                "E2: series of degree 128 of exp(-sinh(0.266 k)^2 x^2)",
                "k",
                "largest error",
                true,
                List.of(new Curve("error", k, errors)));
    }

    void singularValues(List<Curve> curves) throws IOException {
        pictures.lines(
                "E3-singular-values.png",
                "E3: singular values of the weighted coefficients, first axis",
                "number",
                "relative to the first",
                true,
                curves);
    }

    void storage(List<Curve> curves) throws IOException {
        pictures.lines(
                "E3-storage.png",
                "E3: storage over accuracy, 300 charges, points by the tolerance",
                "digits of the relative error",
                "stored numbers",
                true,
                curves);
    }

    /** The potential in a plane, the error of the compression alone, and the whole error. */
    void slices(ParticlePotential exact, ChebyshevTucker found, ChebyshevTucker uncompressed) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        double[] cells = new double[CELLS];
        for (int i = 0; i < CELLS; i++) {
            cells[i] = -1 + (2 * i + 1.0) / CELLS;
        }
        double[] plane = {0};
        double[] truth = exact.onGrid(cells, cells, plane);
        double[] values = found.onGrid(cells, cells, plane);
        double[] interpolated = uncompressed.onGrid(cells, cells, plane);
        double[] ends = {-1, -1};
        new MapSheet("E3: long-range potential of 600 charges at z = 0", "x", "y", ends, new double[] {1, 1})
                .row(0, List.of(new MapSheet.Map("direct sum", square(truth))), false)
                .row(
                        0,
                        List.of(
                                new MapSheet.Map(
                                        "error of the compression", square(UnitCube.difference(values, interpolated))),
                                new MapSheet.Map("whole error", square(UnitCube.difference(values, truth)))),
                        true)
                .write(folder.orElseThrow().resolve("E3-slice.png"));
    }

    private static double[][] square(double[] values) {
        double[][] square = new double[CELLS][CELLS];
        for (int p = 0; p < values.length; p++) {
            square[p / CELLS][p % CELLS] = values[p];
        }
        return square;
    }
}
