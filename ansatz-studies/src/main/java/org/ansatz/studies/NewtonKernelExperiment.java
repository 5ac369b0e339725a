package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ansatz.lowrank.chebyshev.ChebyshevApproximation.Result;
import org.ansatz.lowrank.chebyshev.ChebyshevAxis;
import org.ansatz.lowrank.chebyshev.ChebyshevSeries;
import org.ansatz.lowrank.chebyshev.GaussianKernel;
import org.ansatz.lowrank.chebyshev.NewtonKernel;
import org.ansatz.lowrank.chebyshev.ParticlePotential;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;

/** The kernel 1/r of one charge: its long-range part in Chebyshev-Tucker format, and which Gaussians a series resolves. */
final class NewtonKernelExperiment {
    private static final double TOLERANCE = 1e-7;
    private static final int LONG_RANGE = 10;
    private static final int SLICE = 256;
    /** The step that the published canonical vectors have. */
    private static final double PUBLISHED_STEP = 0.266;

    private final Run run;
    private final ChebyshevTuckerPictures pictures;

    NewtonKernelExperiment(Run run, ChebyshevTuckerPictures pictures) {
        this.run = run;
        this.pictures = pictures;
    }

    List<Figure> figures() throws IOException {
        GaussianKernel kernel = NewtonKernel.sinc(80, 0.11);
        GaussianKernel.Split split = kernel.split(LONG_RANGE);
        ParticlePotential charge =
                new ParticlePotential(split.longRange(), new double[][] {{0, 0, 0}}, new double[] {1});
        Result result = UnitCube.approximation(TOLERANCE, run).gaussians(charge, 65, 65, 65);
        double[] cells = new double[SLICE];
        for (int i = 0; i < SLICE; i++) {
            cells[i] = -1 + (2 * i + 1.0) / SLICE;
        }
        double[] middle = {cells[SLICE / 2]};
        double[] exact = charge.onGrid(cells, cells, middle);
        double[] found = result.function().onGrid(cells, cells, middle);
        double whole = 0;
        for (int p = 0; p < exact.length; p++) {
            double r = Math.sqrt(Math.pow(cells[p / SLICE], 2) + Math.pow(cells[p % SLICE], 2) + middle[0] * middle[0]);
            whole = Math.max(whole, Math.abs((found[p] + split.shortRange().at(r)) * r - 1));
        }
        double quadrature = 0;
        for (double r = 0.01; r < 2 * Math.sqrt(3); r *= 1.01) {
            quadrature = Math.max(quadrature, Math.abs(kernel.at(r) * r - 1));
        }
        List<Figure> figures = new ArrayList<>();
        double error = UnitCube.largestDifference(found, exact) / UnitCube.largest(exact);
        figures.add(Figure.of("E2.slice_error", error, Better.LOWER).bar(TOLERANCE));
        figures.add(Figure.of("E2.rank", result.function().ranks()[0], Better.LOWER));
        figures.add(Figure.of("E2.long_plus_short_error", whole, Better.LOWER).bar(10 * TOLERANCE));
        figures.add(Figure.of("E2.quadrature_error", quadrature, Better.LOWER).bar(1e-12));
        double[] vectors = vectorErrors(40);
        // The publication counts its vectors from one.
        figures.add(Figure.of("E2.vector_13_error", vectors[12], Better.LOWER).paper(3e-12));
        figures.add(Figure.of("E2.vector_14_error", vectors[13], Better.LOWER).paper(2e-8));
        figures.add(Figure.of("E2.vector_16_error", vectors[15], Better.LOWER).paper(1e-3));
        figures.add(Figure.of("E2.vector_18_error", vectors[17], Better.LOWER).paper(0.05));
        pictures.vectorErrors(vectors);
        return figures;
    }

    /** Relative errors of the series of degree 128 for {@code exp(-sinh(k h)^2 x^2)}, k below a number. */
    private static double[] vectorErrors(int count) {
        ChebyshevAxis axis = new ChebyshevAxis(UnitCube.SIDE, 129);
        double[] errors = new double[count];
        for (int k = 0; k < count; k++) {
            double rate = Math.sinh(k * PUBLISHED_STEP);
            ChebyshevSeries series = ChebyshevSeries.interpolating(x -> Math.exp(-rate * rate * x * x), axis);
            for (int i = 0; i < 8192; i++) {
                double x = -1 + (2 * i + 1) / 8192.0;
                errors[k] = Math.max(errors[k], Math.abs(series.at(x) - Math.exp(-rate * rate * x * x)));
            }
        }
        return errors;
    }
}
