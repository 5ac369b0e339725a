package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
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

    /**
     * The neural run.
     *
     * @param divergence rms at the end
     * @param stages of all steps
     * @param unconverged stages that ended at the largest number of inner steps
     */
    record Neural(
            VortexTrack track,
            double divergence,
            List<List<SplitStep.Stage>> stages,
            List<UnconvergedSolve> unconverged) {}

    private NeuralField network(int outputs, SplittableRandom random) {
        return NeuralField.siren(2, outputs, width, layers, frequency, random);
    }

    Neural neural(long seed, Run run) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] places = VortexTrack.places();
        EulerSplitting splitting = new EulerSplitting(
                FlowBox.square(1024),
                RATIO,
                new InnerSolver.Then(
                        new InnerSolver.OnPlateaus(1000, 1e-3),
                        new InnerSolver.FreshDamped(FIRST_STEPS, DAMPING, 1e-2, FLOOR)),
                new InnerSolver.FreshDamped(inner, DAMPING, 1e-2, FLOOR),
                NotConverged.CONTINUE);
        SplitSimulation simulation =
                splitting.begin(network(2, random), network(1, random), TaylorGreen::velocity, dt, seed, run);
        VortexTrack track = new VortexTrack("neural fields");
        track.measure(EulerSplitting.velocity(simulation.state()).at(places));
        List<List<SplitStep.Stage>> done = new ArrayList<>();
        for (int k = 1; k <= steps; k++) {
            if (run.stopRequested()) {
                throw new CancellationException("E2 was stopped after " + (k - 1) + " of " + steps + " steps");
            }
            done.add(simulation.step());
            track.measure(EulerSplitting.velocity(simulation.state()).at(places));
            run.progress((double) k / steps, "time step " + k + " of " + steps, k, Map.of("mse", last(track.mse())));
        }
        NeuralField end = EulerSplitting.velocity(simulation.state());
        double[] vx = end.derivative(places, MultiIndex.of(1, 0))[1];
        double[] uy = end.derivative(places, MultiIndex.of(0, 1))[0];
        double sum = 0;
        double[] divergence = PressureStep.divergence(end, places);
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
        VortexTrack grid = grid();
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
    VortexTrack grid() {
        int weights = network(2, new SplittableRandom(0)).parameterCount();
        int cells = (int) Math.round(Math.sqrt(weights));
        BoxEuler flow = new BoxEuler(cells, TaylorGreen::horizontal, TaylorGreen::vertical);
        VortexTrack track = new VortexTrack("grid " + cells + " x " + cells);
        track.measure(flow.velocity(VortexTrack.places()));
        for (int k = 1; k <= steps; k++) {
            flow.step(dt);
            track.measure(flow.velocity(VortexTrack.places()));
        }
        track.draw(VortexTrack.everywhere(flow::vorticity));
        return track;
    }
}
