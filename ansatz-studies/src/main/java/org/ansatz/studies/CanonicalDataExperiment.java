package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.lowrank.CanonicalTensor;
import org.ansatz.lowrank.chebyshev.CanonicalGrid;
import org.ansatz.lowrank.chebyshev.ChebyshevApproximation.Result;
import org.ansatz.lowrank.chebyshev.ChebyshevApproximation.Route;
import org.ansatz.lowrank.chebyshev.ChebyshevAxis;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * The canonical tensors that arXiv 2503.01696 publishes: the kernel 1/r on two grids, a molecule of 500 charges, a lattice of 2304.
 * Errors are largest differences from the canonical tensor on the middle slice of its grid, relative to the largest value there.
 */
final class CanonicalDataExperiment {
    private static final double TOLERANCE = 1e-7;
    /** Errors must agree with those of an independent computation within this factor. */
    private static final double FACTOR = 3;

    private static final String BEFORE = "before recompression";
    private static final int LATTICE_TERMS = 25;
    /** The published computation leaves out the sharpest terms of either sign. */
    private static final int LATTICE_SHARP = 11;

    private final Path folder;
    private final Run run;

    CanonicalDataExperiment(Path folder, Run run) {
        this.folder = folder;
        this.run = run;
    }

    List<Figure> figures() throws IOException {
        List<Figure> figures = new ArrayList<>();
        figures.addAll(newton(256, 65, 8.4e-8, 9));
        figures.addAll(newton(256, 129, 8.4e-8, 9));
        figures.addAll(newton(1024, 65, 4.9e-5, Double.NaN));
        figures.addAll(newton(1024, 129, 9.4e-9, 12));
        figures.addAll(molecule());
        figures.addAll(lattice());
        return figures;
    }

    /** The long range of the kernel: half of the terms less three, as published. */
    private List<Figure> newton(int cells, int points, double error, double rank) throws IOException {
        MatlabFile file = MatlabFile.read(folder.resolve("Newt_canon_" + cells + ".mat"));
        int terms = (file.columnCount("U1r") + 1) / 2 - 3;
        double perCell = cells / 2.0;
        double[] weights = new double[terms];
        Arrays.fill(weights, 1);
        CanonicalGrid grid = new CanonicalGrid(weights, new double[][][] {
            file.columns("U1r", terms, perCell),
            file.columns("U2r", terms, perCell),
            file.columns("U3r", terms, perCell)
        });
        Result result = approximate(grid, Route.REDUCED, points);
        String name = "E4.newton" + cells + ".n" + points;
        return List.of(
                Figure.of(name + ".slice_error", sliceError(grid, result), Better.LOWER)
                        .paper(error)
                        .bar(FACTOR * error),
                Figure.of(name + ".rank", largest(result), Better.LOWER)
                        .against(BEFORE, first(result))
                        .paper(rank));
    }

    /** Algorithms 3 and 4 on the molecule, whose terms were compressed before. */
    private List<Figure> molecule() throws IOException {
        MatlabFile file = MatlabFile.read(folder.resolve("n256_Pn500.mat"));
        int terms = file.columnCount("LRed.CU1");
        double scale = Math.pow(file.number("Hunif"), -3);
        double[] weights = new double[terms];
        double[] stored = file.columns("LRed.LAM1C", 1, scale)[0];
        System.arraycopy(stored, 0, weights, 0, terms);
        CanonicalGrid grid = new CanonicalGrid(weights, new double[][][] {
            file.columns("LRed.CU1", terms, 1), file.columns("LRed.CU2", terms, 1), file.columns("LRed.CU3", terms, 1)
        });
        long start = System.nanoTime();
        Result full = approximate(grid, Route.FULL, 129);
        long between = System.nanoTime();
        Result reduced = approximate(grid, Route.REDUCED, 129);
        double ratio = (double) (System.nanoTime() - between) / (between - start);
        return List.of(
                Figure.of("E4.molecule.slice_error", sliceError(grid, reduced), Better.LOWER)
                        .against("full tensor", sliceError(grid, full)),
                Figure.of("E4.molecule.rank", largest(reduced), Better.LOWER)
                        .against("full tensor", largest(full))
                        .paper(32),
                Figure.of("E4.molecule.time_ratio", ratio, Better.LOWER).against("full tensor", 1));
    }

    private List<Figure> lattice() throws IOException {
        MatlabFile file = MatlabFile.read(folder.resolve("Lattice_n960_ParticlesNumber_2304_Rank_50.mat"));
        int kept = LATTICE_TERMS - LATTICE_SHARP;
        double[] weights = new double[2 * kept];
        Arrays.fill(weights, 0, kept, 1);
        Arrays.fill(weights, kept, 2 * kept, -1);
        double[][][] columns = new double[3][2 * kept][];
        for (int k = 0; k < 3; k++) {
            String field = ".U" + (k + 1) + "k";
            System.arraycopy(file.columns("ASC" + field, kept, 1), 0, columns[k], 0, kept);
            System.arraycopy(file.columns("AvC" + field, kept, 1), 0, columns[k], kept, kept);
        }
        CanonicalGrid grid = new CanonicalGrid(weights, columns);
        Result result = approximate(grid, Route.REDUCED, 129);
        return List.of(
                Figure.of("E4.lattice.slice_error", sliceError(grid, result), Better.LOWER),
                Figure.of("E4.lattice.rank", largest(result), Better.LOWER)
                        .against(BEFORE, first(result))
                        .bar(15));
    }

    private Result approximate(CanonicalGrid grid, Route route, int points) {
        return UnitCube.approximation(TOLERANCE, run).canonical(grid, route, points, points, points);
    }

    private static double largest(Result result) {
        return Arrays.stream(result.function().ranks()).max().orElseThrow();
    }

    private static double first(Result result) {
        return Arrays.stream(result.firstRanks()).max().orElseThrow();
    }

    private static double sliceError(CanonicalGrid grid, Result result) {
        ChebyshevAxis side = result.function().axes().get(0);
        double[] cells = CanonicalGrid.centres(side, grid.columns()[0][0].length);
        int middle = cells.length / 2;
        double[] found = result.function().onGrid(cells, cells, new double[] {cells[middle]});
        double[][] exact = new double[1][];
        Scope.run(() -> {
            int terms = grid.weights().length;
            List<Tensor> matrices = new ArrayList<>();
            for (double[][] axis : grid.columns()) {
                double[] all =
                        Arrays.stream(axis).flatMapToDouble(Arrays::stream).toArray();
                matrices.add(Tensor.of(all, terms, cells.length).mT());
            }
            exact[0] = new CanonicalTensor(Tensor.of(grid.weights()), matrices)
                    .select(2, middle)
                    .reconstruct()
                    .toDoubles();
        });
        return UnitCube.largestDifference(found, exact[0]) / UnitCube.largest(exact[0]);
    }
}
