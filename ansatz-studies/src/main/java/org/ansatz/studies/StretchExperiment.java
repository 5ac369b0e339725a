package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.geometry.UnitPoints;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.reference.grid.StretchedSquare;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.solve.implicit.ElasticSimulation;
import org.ansatz.solve.implicit.Energies;
import org.ansatz.solve.implicit.IncrementalPotential;
import org.ansatz.solve.implicit.NeuralField;
import org.ansatz.solve.implicit.PotentialSolver;

/**
 * E3 of arXiv 2210.00124, scaled down: the square [-1, 1]^2 held at the left and pulled to the right by 0.5, by a neural field
 * and by bilinear elements with the same energy.
 *
 * @param frequency of the sine units
 * @param side samples per axis inside; as many on each held face
 */
record StretchExperiment(
        int width, int layers, double frequency, int side, int adamSteps, double learningRate, int elements) {
    private static final double ARAP = 1;
    private static final double VOLUME = 10;
    private static final double HOLD = 1e3;
    private static final double[] LEFT = {0, 0};
    private static final double[] RIGHT = {0.5, 0};
    private static final int FINE = 60;

    /**
     * What came out.
     *
     * @param energy of the network and {@code meshEnergy} of the elements, per unit area and length as integrals
     * @param relativeL2 of the displacement against the elements
     * @param grid deformed coordinate lines of the network, {@code meshGrid} of the elements, [2][points]
     */
    record Result(
            double energy,
            double meshEnergy,
            double relativeL2,
            boolean inverted,
            double[][] grid,
            double[][] meshGrid) {}

    private static double[][] inside(int side, RandomGenerator random) {
        double[][] points = UnitPoints.draw(side * side, 2, Spread.SOBOL, random);
        for (double[] axis : points) {
            for (int p = 0; p < axis.length; p++) {
                axis[p] = 2 * axis[p] - 1;
            }
        }
        return points;
    }

    private static double[][] face(double x, int n, RandomGenerator random) {
        double[][] points = new double[2][n];
        double[] along = UnitPoints.draw(n, 1, Spread.LATIN_HYPERCUBE, random)[0];
        for (int p = 0; p < n; p++) {
            points[0][p] = x;
            points[1][p] = 2 * along[p] - 1;
        }
        return points;
    }

    Result run(long seed, Run run) {
        SplittableRandom random = new SplittableRandom(seed);
        NeuralField start = NeuralField.siren(2, 2, width, layers, frequency, random);
        // Sums over samples stand for integrals over an area of 4 and lengths of 2: one density for body and faces.
        double faces = HOLD * 0.5 * side;
        ElasticSimulation simulation = new ElasticSimulation(
                start.zero(),
                List.of(
                        ElasticSimulation.Group.of(
                                r -> inside(side, r), new Energies.Arap(ARAP), new Energies.Volume(VOLUME)),
                        ElasticSimulation.Group.of(r -> face(-1, side, r), new Energies.Hold(faces, LEFT)),
                        ElasticSimulation.Group.of(r -> face(1, side, r), new Energies.Hold(faces, RIGHT))),
                new PotentialSolver.AdamOnPlateaus(adamSteps, learningRate),
                seed);
        ElasticSimulation.Step step = simulation.step(run);
        NeuralField field = simulation.displacement();
        StretchedSquare mesh = new StretchedSquare(elements, ARAP, VOLUME, HOLD, LEFT, RIGHT);
        double[] nodes = mesh.relaxed();
        double[][] places = new double[2][FINE * FINE];
        for (int i = 0; i < FINE; i++) {
            for (int j = 0; j < FINE; j++) {
                places[0][i * FINE + j] = -1 + (i + 0.5) * 2 / FINE;
                places[1][i * FINE + j] = -1 + (j + 0.5) * 2 / FINE;
            }
        }
        double[][] found = field.at(places);
        double[][] expected = onMesh(mesh, nodes, places);
        double difference = 0;
        double size = 0;
        for (int p = 0; p < places[0].length; p++) {
            for (int c = 0; c < 2; c++) {
                difference += Math.pow(found[c][p] - expected[c][p], 2);
                size += expected[c][p] * expected[c][p];
            }
        }
        return new Result(
                energy(field, places),
                mesh.energy(nodes),
                Math.sqrt(difference / size),
                step.inversion().isPresent(),
                CoordinateLines.deformed(field::at),
                CoordinateLines.deformed(points -> onMesh(mesh, nodes, points)));
    }

    private static double[][] onMesh(StretchedSquare mesh, double[] nodes, double[][] points) {
        double[][] values = new double[2][points[0].length];
        for (int p = 0; p < points[0].length; p++) {
            double[] d = mesh.at(nodes, points[0][p], points[1][p]);
            values[0][p] = d[0];
            values[1][p] = d[1];
        }
        return values;
    }

    /** The square by fields of every seed against the elements, as figures (medians) and pictures (the first seed's). */
    List<Figure> figures(long[] seeds, ImplicitFieldPictures pictures, Run run) throws IOException {
        List<Result> runs = new ArrayList<>();
        for (long seed : seeds) {
            runs.add(run(seed, Contest.part(run, seed, 0, 1, "E3 seed " + seed)));
        }
        pictures.stretch(runs.get(0));
        double mesh = runs.get(0).meshEnergy();
        return List.of(
                Figure.of("E3.energy", Trials.median(runs, Result::energy), Better.NEITHER)
                        .against("bilinear elements, L-BFGS", mesh),
                Figure.of(
                                "E3.energy_difference",
                                Trials.median(runs, r -> Math.abs(r.energy() / mesh - 1)),
                                Better.LOWER)
                        .bar(2e-2),
                Figure.of("E3.displacement_relative_l2", Trials.median(runs, Result::relativeL2), Better.LOWER)
                        .bar(5e-2),
                Figure.of(
                                "E3.inverted",
                                (double) runs.stream().filter(Result::inverted).count(),
                                Better.LOWER)
                        .in("runs")
                        .bar(0));
    }

    /** The network's energy as an integral, by the midpoint rule on a fine grid. */
    private static double energy(NeuralField field, double[][] places) {
        double cell = 4.0 / places[0].length;
        double[][] left = new double[2][FINE];
        double[][] right = new double[2][FINE];
        for (int p = 0; p < FINE; p++) {
            left[0][p] = -1;
            right[0][p] = 1;
            left[1][p] = -1 + (p + 0.5) * 2 / FINE;
            right[1][p] = left[1][p];
        }
        return new IncrementalPotential(field.network())
                .with(places, new Energies.Arap(ARAP * cell), new Energies.Volume(VOLUME * cell))
                .with(left, new Energies.Hold(HOLD * 2 / FINE, LEFT))
                .with(right, new Energies.Hold(HOLD * 2 / FINE, RIGHT))
                .value(field.weights());
    }
}
