package org.ansatz.solve.collocation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.ansatz.learn.optim.GradientDescent;
import org.ansatz.learn.optim.Optimizer;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.learn.optim.SmoothObjective;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.monitor.NoetherSession;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.PointSet;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.tensor.Parallel;

/**
 * Fits trial functions on one stretch: steps, fresh points, when to stop. Every rule but the budget of time counts steps, so
 * that a run repeats itself bit for bit.
 */
final class Descent {
    /** How a fit ended. */
    enum End {
        CONVERGED,
        /** The residuals no longer fall: these trial functions can do no more. */
        PLATEAU,
        BUDGET,
        INTERRUPTED,
        HOPELESS
    }

    /**
     * @param theta parameters of the network, then unknown constants in free form
     * @param loss weighted mean square on fixed points, in units of the fields' squared scale
     * @param changed relative change of the answer over the fit
     */
    record Fit(double[] theta, double loss, End end, String detail, long steps, double changed) {
        /** The same end with other parameters. */
        Fit with(double[] other, double otherLoss) {
            return new Fit(other, otherLoss, end == End.HOPELESS ? End.PLATEAU : end, detail, steps, changed);
        }

        /** The same, ended because the share of time for a larger ansatz is used up. */
        Fit resting() {
            return new Fit(
                    theta, loss, End.PLATEAU, "the time set aside for a larger ansatz is used up", steps, changed);
        }
    }

    /** A fit's place in the run: its number, its name for the user, and the share of the whole work that it is. */
    record Place(long number, String stage, double from, double to) {}

    static final int CHECK_EVERY = 10;
    private static final int PROBES = 600;
    private static final int JUDGED_POINTS = 1500;
    private static final int WEIGHED_POINTS = 128;
    private static final int PLATEAU_STEPS = 120;
    private static final int SETTLING_STEPS = 100;
    private static final double EXACT = 1e-25;
    private static final double KEEP_EVERY_SECONDS = 15;

    private final Problem problem;
    private final Stretch stretch;
    private final FitSettings settings;
    private final Optional<TensorForm> onDevice;
    private final Run run;
    private final History history;
    private final Draws draws;
    private final Parallel parallel;
    private final double runStart;
    private final Moments moments;
    private Groups groups;
    private ResidualSystem system;
    private Optional<NoetherSession> monitored = Optional.empty();
    private PointSet judged;
    private PointSet probes;

    Descent(
            Stretch stretch,
            FitSettings settings,
            Optional<TensorForm> onDevice,
            Run run,
            History history,
            Draws draws,
            Parallel parallel,
            double runStart,
            Moments moments) {
        this.problem = stretch.problem();
        this.stretch = stretch;
        this.settings = settings;
        this.onDevice = onDevice;
        this.run = run;
        this.history = history;
        this.draws = draws;
        this.parallel = parallel;
        this.runStart = runStart;
        this.moments = moments;
    }

    static double now() {
        return System.nanoTime() / 1e9;
    }

    ResidualSystem system() {
        return system;
    }

    private void prepare(Trial trial, long number, int points) {
        int conditionPoints = problem.isOrdinary() ? 1 : Math.max(100, points / 12);
        groups = new Groups(stretch, trial, settings.hard(), points, conditionPoints, draws.at(number, -1));
        judged = groups.interior(Math.min(JUDGED_POINTS, 2 * points));
        probes = groups.interior(PROBES);
        system = new ResidualSystem(trial, groups.groups(), new UnknownConstants(problem.unknowns()), parallel);
    }

    /** Initial parameters, unknown constants included. */
    private double[] start(Trial trial, double[] theta) {
        double[] x = Arrays.copyOf(theta, system.parameters());
        if (theta.length < x.length) {
            system.unknowns().initial(x, trial.parameterCount());
        }
        return x;
    }

    /**
     * Fits from the start, or goes on from a checkpoint.
     *
     * @param resumed null at the start
     * @param keep told where the fit stands, from time to time and when interrupted
     */
    Fit run(Trial trial, double[] beginning, FitLimits limits, Place place, FitState resumed, Consumer<FitState> keep) {
        try {
            return descend(trial, beginning, limits, place, resumed, keep);
        } finally {
            monitored.ifPresent(NoetherSession::finish);
        }
    }

    private Fit descend(
            Trial trial, double[] beginning, FitLimits limits, Place place, FitState resumed, Consumer<FitState> keep) {
        prepare(trial, place.number(), settings.points());
        Progress at = new Progress();
        if (resumed == null) {
            at.x = start(trial, beginning);
            at.best = at.x.clone();
            weigh(at.x);
            if (limits.near()) {
                Weights.settle(groups.groups(), settings.conditionWeight());
            }
        } else {
            at.resume(resumed);
            for (int g = 0; g < resumed.weights().length; g++) {
                groups.groups().get(g).weight = resumed.weights()[g];
            }
        }
        Optimizer optimizer = optimizer(at.step, at.x);
        if (resumed != null) {
            optimizer.restore(resumed.optimizer());
        }
        FitState lastState = null;
        double keptAt = now();
        for (long step = at.step; ; step++) {
            at.step = step;
            boolean fresh = step % settings.resampleEvery() == 0;
            if (fresh && step % CHECK_EVERY == 0) {
                lastState = at.state(place.number(), groups.groups(), optimizer);
                if (now() - keptAt > KEEP_EVERY_SECONDS) {
                    keep.accept(lastState);
                    keptAt = now();
                }
            }
            if (fresh && step > 0) {
                redraw(trial, at.x, place.number(), step);
                optimizer.refresh();
            }
            if (step == SETTLING_STEPS
                    && !limits.near()
                    && Weights.settle(groups.groups(), settings.conditionWeight())) {
                at.forget();
                optimizer.refresh();
            }
            if (step == settings.adamSteps() && step > 0) {
                optimizer = optimizer(step, at.x);
            }
            if (step % CHECK_EVERY == 0) {
                Fit ended = check(trial, at, limits, place);
                if (ended != null) {
                    if (ended.end() == End.INTERRUPTED) {
                        keep.accept(lastState);
                    }
                    return ended;
                }
            }
            Optimizer.Status status = optimizer.step().status();
            at.x = optimizer.point();
            switch (status) {
                case NOT_FINITE -> throw diverged(trial, at, place);
                case STALLED, CONVERGED -> {
                    redraw(trial, at.x, place.number(), -2 - step);
                    optimizer = optimizer(step, at.x);
                    at.stalled++;
                }
                case MOVED -> {}
            }
        }
    }

    private Optimizer optimizer(long step, double[] x) {
        OptimizerChoice chosen = step < settings.adamSteps() ? OptimizerChoice.parse("adam") : settings.optimizer();
        SmoothObjective objective = settings.device().isPresent() && onDevice.isPresent()
                ? new DeviceObjective(system, onDevice.get(), settings.device().get())
                : SmoothObjective.of(system);
        Optimizer optimizer = chosen.over(settings.rates()).factory().on(objective, x);
        if (settings.monitor().isPresent()
                && monitored.isEmpty()
                && step >= settings.adamSteps()
                && optimizer instanceof GradientDescent descent) {
            NoetherSession session = NoetherSession.begin(
                    settings.monitor().get(),
                    objective,
                    x,
                    descent.rule(),
                    chosen.name(),
                    false,
                    Math.min(settings.steps(), Integer.MAX_VALUE),
                    run);
            descent.watch(session);
            monitored = Optional.of(session);
        }
        return optimizer;
    }

    private void redraw(Trial trial, double[] x, long number, long step) {
        groups.redraw(
                x, system.unknowns().values(x, trial.parameterCount()), settings.adaptive(), draws.at(number, step));
    }

    /** What changes during a fit. */
    private final class Progress {
        private final double begun = now();
        private double secondsBefore;
        private long step;
        private double[] x;
        private double[] best;
        private double bestLoss = Double.POSITIVE_INFINITY;
        private final List<Double> track = new ArrayList<>();
        private double[] last = new double[0];
        private double[] first = new double[0];
        private int still;
        private int stalled;

        double spent() {
            return secondsBefore + now() - begun;
        }

        void resume(FitState state) {
            secondsBefore = state.seconds();
            step = state.step();
            x = state.x().clone();
            best = state.best().clone();
            bestLoss = state.bestLoss();
            for (double loss : state.track()) {
                track.add(loss);
            }
            last = state.last().clone();
            first = state.first().clone();
            still = state.counts()[0];
            stalled = state.counts()[1];
        }

        FitState state(long number, List<ResidualGroup> groups, Optimizer optimizer) {
            return new FitState(
                    number,
                    step,
                    spent(),
                    x.clone(),
                    best.clone(),
                    bestLoss,
                    groups.stream().mapToDouble(g -> g.weight).toArray(),
                    track.stream().mapToDouble(Double::doubleValue).toArray(),
                    last.clone(),
                    first.clone(),
                    new int[] {still, stalled},
                    new LinkedHashMap<>(optimizer.state()));
        }

        /** Forgets losses, which are not comparable after weights have changed. */
        void forget() {
            best = x.clone();
            bestLoss = Double.POSITIVE_INFINITY;
            track.clear();
            still = 0;
        }

        Fit end(End end, String detail) {
            return new Fit(best, bestLoss, end, detail, step, change(last, first));
        }

        /** Whether the best loss fell by less than {@code factor} over the last quarter of the steps. */
        boolean slow(double factor) {
            return bestLoss > factor * track.get((int) (0.75 * (track.size() - 1)));
        }
    }

    /** Judges, reports, and says whether the fit is over (null if not). */
    private Fit check(Trial trial, Progress at, FitLimits limits, Place place) {
        Map<String, Double> figures = losses(at.x);
        double loss = judge(at.x);
        if (!Double.isFinite(loss)) {
            throw diverged(trial, at, place);
        }
        if (loss < at.bestLoss) {
            at.bestLoss = loss;
            at.best = at.x.clone();
        }
        at.track.add(at.bestLoss);
        moments.offer(trial, at.x, at.step);
        figures.put("loss", loss);
        double spent = at.spent();
        double done = Math.min(1, Math.max(spent / limits.seconds(), (double) at.step / limits.steps()));
        run.progress(place.from() + done * (place.to() - place.from()), place.stage(), at.step, figures);
        double[] values = probe(trial, at.x);
        figures.putAll(errors(values));
        history.add(at.step, now() - runStart, figures);
        at.still = at.last.length > 0 && change(values, at.last) < limits.tolerance() ? at.still + 1 : 0;
        at.last = values;
        if (at.first.length == 0) {
            at.first = values;
        }
        if (run.stopRequested()) {
            return at.end(End.INTERRUPTED, "interrupted at step " + at.step);
        }
        boolean settled = limits.near()
                || at.step > SETTLING_STEPS
                || groups.groups().stream().noneMatch(g -> g.data && g.noise > 0);
        boolean solved = at.bestLoss < limits.hopeless();
        boolean hopeless = at.step >= limits.patience() && at.bestLoss > limits.hopelessAt(at.step) && at.slow(0.5);
        if (at.bestLoss < EXACT || at.stalled >= 3) {
            return at.end(End.CONVERGED, "no step lowers the residuals further");
        }
        if (at.still >= 3 && solved && settled) {
            return at.end(End.CONVERGED, "the answer stands still");
        }
        if (hopeless) {
            return at.end(End.HOPELESS, "residuals stay large");
        }
        if (settings.grow() && solved && at.step >= PLATEAU_STEPS && at.slow(0.7)) {
            return at.end(End.PLATEAU, "the residuals no longer fall");
        }
        if (at.step >= limits.steps()) {
            return at.end(End.BUDGET, "the number of steps is used up");
        }
        return spent > limits.seconds() ? at.end(End.BUDGET, "the time budget is used up") : null;
    }

    private NumericalFailure diverged(Trial trial, Progress at, Place place) {
        String suspect = trial.kernel().suspect(Arrays.copyOf(at.x, trial.parameterCount()));
        return new NumericalFailure(place.stage() + " diverged at step " + at.step + ": " + infinite(at.x)
                + " is not finite" + (suspect.isEmpty() ? "" : " (" + suspect + ")")
                + "; the last good checkpoint is kept");
    }

    private String infinite(double[] x) {
        return losses(x).entrySet().stream()
                .filter(e -> !Double.isFinite(e.getValue()))
                .map(e -> "term `" + e.getKey() + "`")
                .findFirst()
                .orElse("a residual");
    }

    private double[] probe(Trial trial, double[] x) {
        List<FieldTerm> terms = problem.fields().stream().map(problem::term).toList();
        double[][] values = trial.evaluate(x, probes.inputs(), terms);
        double[] flat = new double[values.length * probes.size()];
        for (int f = 0; f < values.length; f++) {
            System.arraycopy(values[f], 0, flat, f * probes.size(), probes.size());
        }
        return flat;
    }

    /** Relative L2 errors at the probes where an exact solution is known: for the history only. */
    private Map<String, Double> errors(double[] values) {
        Map<String, Double> errors = new LinkedHashMap<>();
        int n = probes.size();
        for (int f = 0; f < problem.fields().size(); f++) {
            String field = problem.fields().get(f);
            if (problem.exact().containsKey(field) && problem.unknowns().isEmpty()) {
                double[] exact = problem.values(problem.exact().get(field), probes.inputs());
                double[] own = Arrays.copyOfRange(values, f * n, (f + 1) * n);
                double difference = 0;
                double size = 0;
                for (int p = 0; p < n; p++) {
                    difference += (own[p] - exact[p]) * (own[p] - exact[p]);
                    size += exact[p] * exact[p];
                }
                errors.put("error." + field, Math.sqrt(difference / Math.max(size, Double.MIN_NORMAL)));
            }
        }
        return errors;
    }

    /** Largest relative change of a field at the probes. */
    private double change(double[] a, double[] b) {
        int n = probes.size();
        double worst = 0;
        for (int f = 0; f < a.length / n; f++) {
            double difference = 0;
            double size = 0;
            for (int p = f * n; p < (f + 1) * n; p++) {
                difference += (a[p] - b[p]) * (a[p] - b[p]);
                size += a[p] * a[p];
            }
            worst = Math.max(worst, Math.sqrt(difference / Math.max(size, Double.MIN_NORMAL)));
        }
        return worst;
    }

    /** Laws on fixed points plus the conditions' present mean squares. */
    private double judge(double[] x) {
        double[] constants = system.unknowns().values(x, system.trial().parameterCount());
        double loss = groups.meanSquareOn(x, constants, judged);
        double[] r = new double[system.residuals()];
        system.residuals(x, r);
        int row = 0;
        for (ResidualGroup group : groups.groups()) {
            if (!group.law) {
                for (int i = 0; i < group.rows(); i++) {
                    loss += r[row + i] * r[row + i];
                }
            }
            row += group.rows();
        }
        return loss;
    }

    private Map<String, Double> losses(double[] x) {
        double[] r = new double[system.residuals()];
        system.residuals(x, r);
        return new LinkedHashMap<>(system.meanSquares(r));
    }

    private void weigh(double[] x) {
        Weights.set(problem, system, parallel, groups.interior(WEIGHED_POINTS), x, settings.conditionWeight());
    }
}
