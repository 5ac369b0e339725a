package org.ansatz.solve.implicit;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.ansatz.learn.optim.Adam;
import org.ansatz.learn.optim.LBfgs;
import org.ansatz.learn.optim.Optimizer;
import org.ansatz.learn.optim.ReduceOnPlateau;
import org.ansatz.learn.optim.SmoothObjective;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Run;

/** How an energy is minimised over the weights. */
public sealed interface PotentialSolver {
    /** Inner steps between two reports of progress. */
    int REPORT_EVERY = 10;

    /** The weights and energy at the end, and the steps done. */
    record Minimum(double[] weights, double energy, int iterations, boolean converged) {}

    /**
     * Minimises; the run hears of every tenth step.
     *
     * @param draw gives the energy on fresh samples
     * @throws CancellationException if the run is to stop
     * @throws NumericalFailure if the energy is not finite, naming {@code stage}
     */
    Minimum minimise(
            Function<RandomGenerator, ? extends SmoothObjective> draw,
            double[] start,
            RandomGenerator random,
            String stage,
            Run run);

    /** Adam on fresh samples at every step, the rate falling on plateaus (arXiv 2210.00124). */
    record AdamOnPlateaus(int steps, double learningRate) implements PotentialSolver {
        @Override
        public Minimum minimise(
                Function<RandomGenerator, ? extends SmoothObjective> draw,
                double[] start,
                RandomGenerator random,
                String stage,
                Run run) {
            double[] x = start.clone();
            double[] gradient = new double[x.length];
            ReduceOnPlateau schedule = ReduceOnPlateau.published(learningRate);
            Adam adam = Adam.of(x.length, schedule);
            double energy = Double.NaN;
            for (int k = 1; k <= steps; k++) {
                energy = draw.apply(random).valueAndGradient(x, gradient);
                requireFinite(energy, stage, k);
                adam.step(x, gradient);
                schedule.observe(energy);
                report(run, stage, k, steps, energy);
                if (schedule.exhausted()) {
                    return new Minimum(x, energy, k, true);
                }
            }
            return new Minimum(x, energy, steps, false);
        }
    }

    /** L-BFGS on one draw of samples. */
    record QuasiNewton(int steps, int memory, double gradientTolerance) implements PotentialSolver {
        @Override
        public Minimum minimise(
                Function<RandomGenerator, ? extends SmoothObjective> draw,
                double[] start,
                RandomGenerator random,
                String stage,
                Run run) {
            LBfgs method = new LBfgs(draw.apply(random), start, memory);
            double energy = Double.NaN;
            for (int k = 1; k <= steps; k++) {
                Optimizer.Step step = method.step();
                energy = step.value();
                requireFinite(energy, stage, k);
                report(run, stage, k, steps, energy);
                if (step.status() != Optimizer.Status.MOVED || step.gradientNorm() <= gradientTolerance) {
                    return new Minimum(method.point(), energy, k, true);
                }
            }
            return new Minimum(method.point(), energy, steps, false);
        }
    }

    /**
     * L-BFGS begun again on fresh samples a number of times, so that the field cannot follow one set: on a single draw of few
     * samples per weight long searches fold the body between them. Converged if the last search is.
     *
     * @param draws of samples
     */
    record FreshQuasiNewton(int draws, QuasiNewton search) implements PotentialSolver {
        @Override
        public Minimum minimise(
                Function<RandomGenerator, ? extends SmoothObjective> draw,
                double[] start,
                RandomGenerator random,
                String stage,
                Run run) {
            Minimum minimum = search.minimise(draw, start, random, stage, run);
            int iterations = minimum.iterations();
            for (int k = 1; k < draws; k++) {
                minimum = search.minimise(draw, minimum.weights(), random, stage, run);
                iterations += minimum.iterations();
            }
            return new Minimum(minimum.weights(), minimum.energy(), iterations, minimum.converged());
        }
    }

    private static void report(Run run, String stage, int step, int steps, double energy) {
        if (run.stopRequested()) {
            throw new CancellationException(stage + " was stopped after inner step " + step);
        }
        if (step % REPORT_EVERY == 0 || step == steps) {
            run.progress((double) step / steps, stage, step, Map.of("energy", energy));
        }
    }

    private static void requireFinite(double energy, String stage, int step) {
        if (!Double.isFinite(energy)) {
            throw new NumericalFailure(stage + ": the energy is not finite at inner step " + step);
        }
    }
}
