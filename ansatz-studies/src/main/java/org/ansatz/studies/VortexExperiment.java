package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleBinaryOperator;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.reference.grid.BoxEuler;
import org.ansatz.physics.reference.grid.TaylorGreen;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.solve.implicit.EulerSplitting;
import org.ansatz.solve.implicit.FlowBox;
import org.ansatz.solve.implicit.InnerSolver;
import org.ansatz.solve.implicit.NeuralField;
import org.ansatz.solve.implicit.NotConverged;
import org.ansatz.solve.implicit.PressureStep;
import org.ansatz.solve.implicit.SplitSimulation;
import org.ansatz.solve.implicit.SplitStep;
import org.ansatz.solve.implicit.UnconvergedSolve;
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

    /** Levenberg-Marquardt steps of the fits from random weights, after those of Adam. */
    private static final int FIRST_STEPS = 40;

    private static final double DAMPING = 1e-3;

    /** Loss of a stage that is small against the bars. */
    private static final double FLOOR = 1e-10;

    private static final int SIDE = 101;

    /** A method's figures at all times; energies are relative to the exact flow's. */
    record Track(String name, List<Double> mse, List<Double> energy, double[][] vorticity) {
        Track(String name) {
            this(name, new ArrayList<>(), new ArrayList<>(), new double[SIDE][SIDE]);
        }

        /** Kinetic energy over its own first value. */
        List<Double> energyRatios() {
            return energy.stream().map(e -> e / energy.get(0)).toList();
        }

        private void measure(double[][] velocity) {
            double[][] exact = TaylorGreen.velocity(places());
            double difference = 0;
            double kinetic = 0;
            double full = 0;
            for (int c = 0; c < 2; c++) {
                for (int p = 0; p < exact[c].length; p++) {
                    difference += Math.pow(velocity[c][p] - exact[c][p], 2);
                    kinetic += velocity[c][p] * velocity[c][p];
                    full += exact[c][p] * exact[c][p];
                }
            }
            mse.add(difference / exact[0].length);
            energy.add(kinetic / full);
        }

        private void draw(double[] flat) {
            for (int i = 0; i < SIDE; i++) {
                System.arraycopy(flat, i * SIDE, vorticity[i], 0, SIDE);
            }
        }
    }

    /**
     * The neural run.
     *
     * @param divergence rms at the end
     * @param stages of all steps
     * @param unconverged stages that ended at the largest number of inner steps
     */
    record Neural(
            Track track, double divergence, List<List<SplitStep.Stage>> stages, List<UnconvergedSolve> unconverged) {}

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

    private static double[] everywhere(DoubleBinaryOperator function) {
        double[][] places = places();
        double[] values = new double[places[0].length];
        for (int p = 0; p < values.length; p++) {
            values[p] = function.applyAsDouble(places[0][p], places[1][p]);
        }
        return values;
    }

    /** The exact vorticity on the measuring grid. */
    static double[][] exactVorticity() {
        Track exact = new Track("exact");
        exact.draw(everywhere(TaylorGreen::vorticity));
        return exact.vorticity();
    }

    private NeuralField network(int outputs, SplittableRandom random) {
        return NeuralField.siren(2, outputs, width, layers, frequency, random);
    }

    Neural neural(long seed, Run run) {
        SplittableRandom random = new SplittableRandom(seed);
        EulerSplitting splitting = new EulerSplitting(
                FlowBox.square(1024),
                RATIO,
                new InnerSolver.Then(
                        new InnerSolver.AdamOnPlateaus(1000, 1e-3),
                        new InnerSolver.FreshDamped(FIRST_STEPS, DAMPING, 1e-2, FLOOR)),
                new InnerSolver.FreshDamped(inner, DAMPING, 1e-2, FLOOR),
                NotConverged.CONTINUE);
        SplitSimulation simulation =
                splitting.begin(network(2, random), network(1, random), TaylorGreen::velocity, dt, seed, run);
        Track track = new Track("neural fields");
        track.measure(EulerSplitting.velocity(simulation.state()).at(places()));
        List<List<SplitStep.Stage>> done = new ArrayList<>();
        for (int k = 1; k <= steps; k++) {
            if (run.stopRequested()) {
                throw new CancellationException("E2 was stopped after " + (k - 1) + " of " + steps + " steps");
            }
            done.add(simulation.step());
            track.measure(EulerSplitting.velocity(simulation.state()).at(places()));
            run.progress((double) k / steps, "time step " + k + " of " + steps, k, Map.of("mse", last(track.mse())));
        }
        NeuralField end = EulerSplitting.velocity(simulation.state());
        double[] vx = end.derivative(places(), MultiIndex.of(1, 0))[1];
        double[] uy = end.derivative(places(), MultiIndex.of(0, 1))[0];
        double sum = 0;
        double[] divergence = PressureStep.divergence(end, places());
        for (int p = 0; p < vx.length; p++) {
            vx[p] -= uy[p];
            sum += divergence[p] * divergence[p];
        }
        track.draw(vx);
        return new Neural(
                track,
                Math.sqrt(sum / divergence.length),
                Collections.unmodifiableList(done),
                simulation.unconverged());
    }

    /** The flow by fields of every seed and by the grid, as figures (medians) and pictures (the first seed's). */
    List<Figure> figures(long[] seeds, ImplicitFieldPictures pictures, Run run) throws IOException {
        List<Neural> runs = new ArrayList<>();
        for (long seed : seeds) {
            Neural done = neural(seed, Contest.part(run, seed, 0, 1, "E2 seed " + seed));
            run.say("E2 seed " + seed + ": stages that did not converge: "
                    + (done.unconverged().isEmpty() ? "none" : UnconvergedSolve.summary(done.unconverged())));
            runs.add(done);
        }
        Track grid = grid();
        double energy = Trials.median(runs, n -> last(n.track().energyRatios()));
        double gridEnergy = last(grid.energyRatios());
        pictures.flow(this, runs.get(0), grid);
        return List.of(
                Figure.of("E2.energy_ratio", energy, Better.HIGHER)
                        .against(grid.name(), gridEnergy)
                        .bar(0.97),
                Figure.of("E2.energy_excess", energy - 1, Better.LOWER)
                        .against(grid.name(), gridEnergy - 1)
                        .bar(0.01),
                Figure.of(
                                "E2.velocity_mse",
                                Trials.median(runs, n -> last(n.track().mse())),
                                Better.LOWER)
                        .against(grid.name(), last(grid.mse()))
                        .bar(last(grid.mse())),
                Figure.of("E2.divergence_rms", Trials.median(runs, Neural::divergence), Better.LOWER)
                        .bar(1e-2),
                Figure.of(
                        "E2.unconverged_stages",
                        Trials.median(runs, n -> n.unconverged().size()),
                        Better.NEITHER));
    }

    static double last(List<Double> values) {
        return values.get(values.size() - 1);
    }

    /** On a grid that holds as many velocities as the velocity's network has weights. */
    Track grid() {
        int weights = network(2, new SplittableRandom(0)).parameterCount();
        int cells = (int) Math.round(Math.sqrt(weights));
        BoxEuler flow = new BoxEuler(cells, TaylorGreen::horizontal, TaylorGreen::vertical);
        Track track = new Track("grid " + cells + " x " + cells);
        track.measure(flow.velocity(places()));
        for (int k = 1; k <= steps; k++) {
            flow.step(dt);
            track.measure(flow.velocity(places()));
        }
        track.draw(everywhere(flow::vorticity));
        return track;
    }
}
