package org.ansatz.studies;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ansatz.learn.module.Normalization;
import org.ansatz.learn.module.Siren;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.reference.grid.BoxEuler;
import org.ansatz.solve.implicit.FieldState;
import org.ansatz.solve.implicit.FlowBox;
import org.ansatz.solve.implicit.InnerSolver;
import org.ansatz.solve.implicit.NeuralField;
import org.ansatz.solve.implicit.PressureStep;
import org.ansatz.solve.implicit.SplitSimulation;
import org.ansatz.solve.implicit.SplitStep;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * E2 of arXiv 2210.00124: the four Taylor-Green vortices in [-1, 1]^2, a steady flow of the Euler equations, by neural fields
 * and by a grid with as many numbers.
 *
 * @param width and layers of both networks, as in the paper: hidden layers after the first
 * @param frequency of their sine units
 * @param inner largest number of Levenberg-Marquardt steps per stage
 */
record VortexExperiment(int width, int layers, double frequency, double dt, int steps, int inner) {
    /** Residuals per weight. */
    private static final double RATIO = 1.35;

    private static final int SIDE = 101;

    /** A method's figures at all times; energies are relative to the exact flow's. */
    record Track(String name, List<Double> mse, List<Double> energy, double[][] vorticity) {
        /** Kinetic energy over its own first value. */
        List<Double> energyRatios() {
            return energy.stream().map(e -> e / energy.get(0)).toList();
        }
    }

    /**
     * The neural run.
     *
     * @param divergence rms at the end
     * @param stages of all steps
     */
    record Neural(Track track, double divergence, List<List<SplitStep.Stage>> stages) {}

    static double exactU(double x, double y) {
        return Math.sin((x + 1) * Math.PI) * Math.cos((y + 1) * Math.PI) / Math.PI;
    }

    static double exactV(double x, double y) {
        return -Math.cos((x + 1) * Math.PI) * Math.sin((y + 1) * Math.PI) / Math.PI;
    }

    /** Cell centres of the measuring grid, [2][SIDE^2], x slower. */
    private static double[][] places() {
        double[][] points = new double[2][SIDE * SIDE];
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                points[0][i * SIDE + j] = -1 + (i + 0.5) * 2 / SIDE;
                points[1][i * SIDE + j] = -1 + (j + 0.5) * 2 / SIDE;
            }
        }
        return points;
    }

    private static double[][] exact(double[][] points) {
        double[][] values = new double[2][points[0].length];
        for (int p = 0; p < points[0].length; p++) {
            values[0][p] = exactU(points[0][p], points[1][p]);
            values[1][p] = exactV(points[0][p], points[1][p]);
        }
        return values;
    }

    private static void measure(double[][] velocity, Track track) {
        double[][] exact = exact(places());
        double difference = 0;
        double energy = 0;
        double full = 0;
        for (int c = 0; c < 2; c++) {
            for (int p = 0; p < exact[c].length; p++) {
                difference += Math.pow(velocity[c][p] - exact[c][p], 2);
                energy += velocity[c][p] * velocity[c][p];
                full += exact[c][p] * exact[c][p];
            }
        }
        track.mse().add(difference / exact[0].length);
        track.energy().add(energy / full);
    }

    private static double[][] square(double[] flat) {
        double[][] map = new double[SIDE][SIDE];
        for (int i = 0; i < SIDE; i++) {
            System.arraycopy(flat, i * SIDE, map[i], 0, SIDE);
        }
        return map;
    }

    /** The exact vorticity {@code v_x - u_y}. */
    static double[][] exactVorticity() {
        double[][] points = places();
        double[] w = new double[points[0].length];
        for (int p = 0; p < w.length; p++) {
            w[p] = 2 * Math.sin((points[0][p] + 1) * Math.PI) * Math.sin((points[1][p] + 1) * Math.PI);
        }
        return square(w);
    }

    private NeuralField network(int outputs, SplittableRandom random) {
        List<Integer> widths = new ArrayList<>(Collections.nCopies(layers + 3, width));
        widths.set(0, 2);
        widths.set(layers + 2, outputs);
        Siren siren = new Siren(widths, frequency, Normalization.none(2));
        return new NeuralField(siren, siren.initialise(random));
    }

    /** Cells per axis of a grid that holds as many velocities as the velocity's network has weights. */
    private int cells() {
        int weights = network(2, new SplittableRandom(0)).parameterCount();
        return (int) Math.round(Math.sqrt(weights));
    }

    Neural neural(long seed, Run run) {
        SplittableRandom random = new SplittableRandom(seed);
        NeuralField start = network(2, random);
        int velocitySamples = (int) Math.ceil(RATIO * start.parameterCount() / 2);
        int pressureSamples = (int) Math.ceil(RATIO * start.parameterCount());
        FlowBox box = FlowBox.square(velocitySamples);
        InnerSolver first = new InnerSolver.AdamThenDamped(1000, 1e-3, 3 * inner, 1e-10);
        NeuralField velocity = SplitSimulation.fit(start, box, VortexExperiment::exact, first, random);
        FieldState fields = new FieldState(Map.of("velocity", velocity, "pressure", network(1, random)));
        List<SplitStep> stages = SplitSimulation.incompressibleEuler(
                box, velocitySamples, pressureSamples, new InnerSolver.Damped(inner, 1e-3, 1e-10));
        // A first pressure from random weights needs more than a warm-started stage does.
        FieldState advected =
                stages.get(0).apply(fields, dt, random, "beginning").state();
        NeuralField pressure = new PressureStep("velocity", "pressure", FlowBox.square(pressureSamples), first)
                .apply(advected, dt, random, "beginning")
                .state()
                .field("pressure");
        SplitSimulation simulation = new SplitSimulation(fields.with("pressure", pressure), stages, dt, seed);
        double[][] places = places();
        Track track = new Track("neural fields", new ArrayList<>(), new ArrayList<>(), new double[0][]);
        measure(velocity.at(places), track);
        List<List<SplitStep.Stage>> done = new ArrayList<>();
        for (int k = 1; k <= steps; k++) {
            if (run.stopRequested()) {
                throw new NumericalFailure("E2 was stopped after " + (k - 1) + " of " + steps + " steps");
            }
            done.add(simulation.step());
            measure(simulation.state().field("velocity").at(places), track);
            run.progress((double) k / steps, "E2 time step " + k + " of " + steps, k, Map.of("mse", last(track.mse())));
        }
        NeuralField end = simulation.state().field("velocity");
        double sum = 0;
        double[] divergence = PressureStep.divergence(end, places);
        for (double d : divergence) {
            sum += d * d;
        }
        double[] vx = end.derivative(places, MultiIndex.of(1, 0))[1];
        double[] uy = end.derivative(places, MultiIndex.of(0, 1))[0];
        for (int p = 0; p < vx.length; p++) {
            vx[p] -= uy[p];
        }
        return new Neural(
                new Track(track.name(), track.mse(), track.energy(), square(vx)),
                Math.sqrt(sum / divergence.length),
                Collections.unmodifiableList(done));
    }

    static double last(List<Double> values) {
        return values.get(values.size() - 1);
    }

    Track grid() {
        int cells = cells();
        BoxEuler flow = new BoxEuler(cells, VortexExperiment::exactU, VortexExperiment::exactV);
        double[][] places = places();
        Track track = new Track("grid " + cells + " x " + cells, new ArrayList<>(), new ArrayList<>(), new double[0][]);
        measure(velocity(flow, places), track);
        for (int k = 1; k <= steps; k++) {
            flow.step(dt);
            measure(velocity(flow, places), track);
        }
        double[] w = new double[places[0].length];
        double h = 1.0 / cells;
        for (int p = 0; p < w.length; p++) {
            double x = places[0][p];
            double y = places[1][p];
            w[p] = (flow.vertical(x + h, y) - flow.vertical(x - h, y)) / (2 * h)
                    - (flow.horizontal(x, y + h) - flow.horizontal(x, y - h)) / (2 * h);
        }
        return new Track(track.name(), track.mse(), track.energy(), square(w));
    }

    private static double[][] velocity(BoxEuler flow, double[][] places) {
        double[][] values = new double[2][places[0].length];
        for (int p = 0; p < places[0].length; p++) {
            values[0][p] = flow.horizontal(places[0][p], places[1][p]);
            values[1][p] = flow.vertical(places[0][p], places[1][p]);
        }
        return values;
    }
}
