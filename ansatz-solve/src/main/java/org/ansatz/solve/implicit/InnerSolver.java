package org.ansatz.solve.implicit;

import java.util.random.RandomGenerator;
import org.ansatz.learn.optim.LevenbergMarquardt;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.learn.optim.ReduceOnPlateau;
import org.ansatz.learn.optim.UpdateRule;
import org.ansatz.physics.problem.NumericalFailure;

/**
 * How the weights of the next time are found. {@link Damped} is right for up to a few thousand weights; {@link
 * OnPlateaus} is the published way.
 */
public sealed interface InnerSolver {
    /**
     * What came out.
     *
     * @param loss weighted mean square of the residuals at the end
     * @param iterations steps done
     * @param converged whether the method stopped by itself, not at its largest number of steps
     */
    record Fit(double[] weights, double loss, int iterations, boolean converged) {}

    /** The largest number of steps. */
    int steps();

    /**
     * Minimises from a start.
     *
     * @param stage named in messages
     * @throws NumericalFailure if the loss is not finite
     */
    Fit minimise(StepProblem problem, double[] start, RandomGenerator random, String stage);

    /**
     * Levenberg-Marquardt on one draw of points: at most {@code steps} steps, fewer when one lowers the loss by less than
     * {@code tolerance} of it.
     *
     * @param floor loss that is small enough to stop
     */
    record Damped(int steps, double tolerance, double floor) implements InnerSolver {
        private static final double INITIAL_DAMPING = 1e-5;

        /** At most six steps, until one gains less than a thousandth. */
        public static Damped standard() {
            return new Damped(6, 1e-3, 0);
        }

        @Override
        public Fit minimise(StepProblem problem, double[] start, RandomGenerator random, String stage) {
            FieldLeastSquares drawn = problem.draw(random);
            LevenbergMarquardt method = new LevenbergMarquardt(drawn, INITIAL_DAMPING, false);
            double[] x = start.clone();
            double loss = Double.NaN;
            for (int k = 1; k <= steps; k++) {
                LevenbergMarquardt.Step step = method.step(x);
                requireFinite(step.value(), stage, k);
                loss = 2 * step.value();
                boolean small = step.previous() - step.value() <= tolerance * step.previous();
                if (!step.accepted() || small || loss <= floor) {
                    return new Fit(x, loss, k, true);
                }
            }
            return new Fit(x, loss, steps, false);
        }
    }

    /**
     * Levenberg-Marquardt with fresh points at every step, its damping carried from step to step. Wide networks of high
     * frequency gain by it: on one draw with little more than one residual per weight the residuals vanish at the points while
     * the field between them hardly improves. A first fit of Taylor-Green vortices (3330 weights, frequency 30, 4500 residuals)
     * is after eight steps, redrawn every four, off by a mean square of 3e-6, with fresh points by 9e-7.
     *
     * @param steps at most so many; fewer when twice running the loss on new points is not by a part {@code tolerance} below
     *     the least before
     * @param damping of the first step
     * @param floor loss on new points that is small enough to stop
     */
    record FreshDamped(int steps, double damping, double tolerance, double floor) implements InnerSolver {
        @Override
        public Fit minimise(StepProblem problem, double[] start, RandomGenerator random, String stage) {
            double[] x = start.clone();
            CurrentDraw points = new CurrentDraw(problem.draw(random));
            LevenbergMarquardt method = new LevenbergMarquardt(points, damping, false);
            double loss = Double.NaN;
            double least = Double.POSITIVE_INFINITY;
            int poor = 0;
            for (int k = 1; k <= steps; k++) {
                if (k > 1) {
                    points.change(problem.draw(random));
                }
                LevenbergMarquardt.Step step = method.step(x);
                requireFinite(step.value(), stage, k);
                loss = 2 * step.value();
                double fresh = 2 * step.previous();
                poor = fresh <= (1 - tolerance) * least ? 0 : poor + 1;
                least = Math.min(least, fresh);
                if (!step.accepted() || fresh <= floor || poor == 2) {
                    return new Fit(x, loss, k, true);
                }
            }
            return new Fit(x, loss, steps, false);
        }
    }

    /**
     * Fresh points at every step and a rate that falls on plateaus of the main rows' loss (arXiv 2210.00124, with Adam);
     * stops at the smallest rate.
     *
     * @param optimizer of first order, whose rate is {@code learningRate}
     */
    record OnPlateaus(OptimizerChoice optimizer, int steps, double learningRate) implements InnerSolver {
        /** By Adam, as published. */
        public OnPlateaus(int steps, double learningRate) {
            this(OptimizerChoice.parse("adam"), steps, learningRate);
        }

        @Override
        public Fit minimise(StepProblem problem, double[] start, RandomGenerator random, String stage) {
            double[] x = start.clone();
            double[] gradient = new double[x.length];
            ReduceOnPlateau schedule = ReduceOnPlateau.published(learningRate);
            UpdateRule rule = null;
            double loss = Double.NaN;
            for (int k = 1; k <= steps; k++) {
                FieldLeastSquares drawn = problem.draw(random);
                loss = 2 * drawn.valueAndGradient(x, gradient);
                requireFinite(loss, stage, k);
                rule = rule == null ? optimizer.rule(drawn.layout(), first -> schedule) : rule;
                rule.observe(loss);
                rule.step(x, gradient);
                schedule.observe(drawn.mainLoss());
                if (schedule.exhausted()) {
                    return new Fit(x, loss, k, true);
                }
            }
            return new Fit(x, loss, steps, false);
        }
    }

    /**
     * From random weights: Adam on fresh points first, which finds smooth fields, then rounds of Levenberg-Marquardt, each on
     * its own draw so that the field cannot follow one set of points, until two rounds running gain less than half or none
     * of the {@code dampedSteps} is left. (Levenberg-Marquardt alone makes the residuals vanish at one set of points and leaves waves
     * between them.)
     */
    record AdamThenDamped(int adamSteps, double learningRate, int dampedSteps, double floor) implements InnerSolver {
        private static final int ROUND = 6;

        @Override
        public int steps() {
            return adamSteps + dampedSteps;
        }

        @Override
        public Fit minimise(StepProblem problem, double[] start, RandomGenerator random, String stage) {
            Fit fit = new OnPlateaus(adamSteps, learningRate).minimise(problem, start, random, stage);
            int done = fit.iterations();
            int poor = 0;
            boolean converged = false;
            for (int left = dampedSteps; left > 0 && !converged; left -= ROUND) {
                double before = problem.draw(random).loss(fit.weights());
                Fit round = new Damped(Math.min(ROUND, left), 0, floor).minimise(problem, fit.weights(), random, stage);
                done += round.iterations();
                double after = problem.draw(random).loss(round.weights());
                if (after < before) {
                    fit = round;
                }
                poor = after < 0.5 * before ? 0 : poor + 1;
                converged = poor == 2 || after <= floor;
            }
            return new Fit(fit.weights(), fit.loss(), done, converged);
        }
    }

    /** One after the other, the second from the weights of the first. */
    record Then(InnerSolver first, InnerSolver second) implements InnerSolver {
        @Override
        public int steps() {
            return first.steps() + second.steps();
        }

        @Override
        public Fit minimise(StepProblem problem, double[] start, RandomGenerator random, String stage) {
            Fit begun = first.minimise(problem, start, random, stage);
            Fit fit = second.minimise(problem, begun.weights(), random, stage);
            return new Fit(fit.weights(), fit.loss(), begun.iterations() + fit.iterations(), fit.converged());
        }
    }

    private static void requireFinite(double loss, String stage, int step) {
        if (!Double.isFinite(loss)) {
            throw new NumericalFailure(stage + ": the residuals are not finite at inner step " + step);
        }
    }
}
