package org.ansatz.solve.implicit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solution.Outcome;
import org.ansatz.physics.problem.Solution.Status;

/** Steps a problem from its initial values to its end; every step's weights are kept, in the run's folder too. */
final class ImplicitMarch {
    /** A back-trace or a wave must not cross more than this part of the region in a step. */
    private static final double FARTHEST = 0.25;

    private static final String STAGE = "step";
    private static final String LOSS = "loss";
    private static final String INNER_STEPS = "inner_steps";
    private static final String CONVERGED = "converged";

    private final Problem problem;
    private final ImplicitSettings settings;
    private final Run run;
    private final Evolution evolution;
    private final FieldConditions conditions;
    private final Optional<StepFiles> files;
    private final Interval time;
    private final double dt;
    private final long begin = System.nanoTime();
    private final History history = new History();
    private final List<double[]> weights = new ArrayList<>();
    private double[] sizes = new double[0];
    private InnerSolver inner;
    private final List<UnconvergedSolve> unconverged = new ArrayList<>();

    ImplicitMarch(Problem problem, ImplicitSettings settings, Run run) {
        this.problem = problem;
        this.settings = settings;
        this.run = run;
        inner = settings.inner();
        evolution = new Evolution(problem);
        conditions = new FieldConditions(evolution.spaceTime());
        time = evolution.spaceTime().interval();
        dt = time.length() / settings.steps();
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("problem", problem.name());
        identity.put("seed", Long.toString(run.seed()));
        identity.put("time steps", Integer.toString(settings.steps()));
        files = run.folder().map(folder -> new StepFiles(folder, settings.network(), identity));
    }

    Solution solve() {
        if (run.resuming()) {
            files.ifPresentOrElse(this::readBack, () -> {
                throw new InvalidProblem("a run in memory cannot be resumed");
            });
        }
        RandomGenerator random = stream(0);
        if (weights.isEmpty()) {
            fitInitialValues(random);
        }
        prepare();
        while (weights.size() <= settings.steps() && !run.stopRequested()) {
            step(weights.size());
        }
        return new FieldSequence(problem, settings.network(), weights, dt, outcome());
    }

    private void readBack(StepFiles stored) {
        if (!stored.present()) {
            throw new InvalidProblem(run.folder().orElseThrow() + " holds no time step to resume from");
        }
        for (int k = 0; k <= settings.steps(); k++) {
            StepFiles.Step step = stored.read(k);
            if (step == null) {
                return;
            }
            weights.add(step.weights());
            note(k, step.figures());
            Map<String, Double> figures = new LinkedHashMap<>(step.figures());
            figures.remove(CONVERGED);
            history.add(k, 0, figures);
        }
    }

    /** The stream of a step, the same whether or not the run was interrupted before it. */
    private RandomGenerator stream(int step) {
        return new StepStreams(run.seed()).of(step);
    }

    private void fitInitialValues(RandomGenerator random) {
        double[] start = settings.randomField(random).weights();
        InnerSolver.Fit fit = settings.initial()
                .minimise(
                        generator -> conditions.start(settings.network(), settings.samples(), generator),
                        start,
                        random,
                        "fit of the initial values");
        record(0, fit);
    }

    private void prepare() {
        double[][] points = evolution.spaceTime().interior(settings.samples(), new SplittableRandom(run.seed()));
        double[][][] jets = new NeuralField(settings.network(), weights.get(0)).jets(points, evolution.basis());
        sizes = evolution.coefficients(points, time.min(), jets);
        for (int e = 0; e < sizes.length; e++) {
            if (!(sizes[e] > 0 && Double.isFinite(sizes[e]))) {
                throw new NumericalFailure(
                        "equation `" + problem.equations().get(e).name()
                                + "`: the coefficient of its time derivative is " + sizes[e] + " at the start");
            }
        }
        double squares = 0;
        for (double[][] field : jets) {
            for (double value : field[0]) {
                squares += value * value;
            }
        }
        inner = settings.innerFor(Math.sqrt(squares / (jets.length * settings.samples())));
        double[] speeds = evolution.speeds(points, time.min(), jets);
        for (int i = 0; i < speeds.length; i++) {
            var input = problem.inputs().get(evolution.spaceTime().space().get(i));
            if (speeds[i] * dt > FARTHEST * input.interval().length()) {
                run.say(String.format(
                        Locale.ROOT,
                        "warning: with dt = %.4g signals of speed %.4g cross more than a quarter of %s in one step; the"
                                + " answer will be inaccurate",
                        dt,
                        speeds[i],
                        input.name()));
            }
        }
    }

    private void step(int k) {
        double t0 = time.min() + (k - 1) * dt;
        double t1 = k == settings.steps() ? time.max() : time.min() + k * dt;
        NeuralField before = new NeuralField(settings.network(), weights.get(k - 1));
        StepProblem problemOfStep = random -> draw(before, t0, t1, random);
        String stage = String.format(Locale.ROOT, "time step %d (t = %.6g)", k, t1);
        InnerSolver.Fit fit = inner.minimise(problemOfStep, start(k, problemOfStep), stream(k), stage);
        if (!fit.converged() && settings.notConverged() == NotConverged.ABORT) {
            throw new UnconvergedSolve(k, STAGE, fit.loss(), fit.iterations()).failure();
        }
        record(k, fit);
    }

    /** The weights before, or their straight continuation if the step's loss is lower there. */
    private double[] start(int k, StepProblem problemOfStep) {
        double[] last = weights.get(k - 1);
        if (!settings.extrapolate() || k < 2) {
            return last;
        }
        double[] earlier = weights.get(k - 2);
        double[] ahead = new double[last.length];
        for (int i = 0; i < last.length; i++) {
            ahead[i] = 2 * last[i] - earlier[i];
        }
        FieldLeastSquares drawn = problemOfStep.draw(stream(k));
        return drawn.loss(ahead) < drawn.loss(last) ? ahead : last;
    }

    private FieldLeastSquares draw(NeuralField before, double t0, double t1, RandomGenerator random) {
        double[][] points = evolution.spaceTime().interior(settings.samples(), random);
        double[][][] old = before.jets(points, evolution.basis());
        List<Rows> rows = new ArrayList<>();
        rows.add(new PointRows(
                "equations",
                settings.network(),
                points,
                evolution.basis(),
                evolution.new ThetaResidual(points, t0, t1, settings.theta(), sizes, old),
                1));
        rows.addAll(conditions.rows(
                settings.network(), t1, settings.conditionSamples(), settings.conditionWeight(), random));
        return new FieldLeastSquares(before.layout(), rows);
    }

    private void record(int k, InnerSolver.Fit fit) {
        weights.add(fit.weights());
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(LOSS, fit.loss());
        figures.put("rms", Math.sqrt(fit.loss()));
        figures.put(INNER_STEPS, (double) fit.iterations());
        Map<String, Double> stored = new LinkedHashMap<>(figures);
        stored.put(CONVERGED, fit.converged() ? 1.0 : 0.0);
        note(k, stored);
        history.add(k, (System.nanoTime() - begin) * 1e-9, figures);
        files.ifPresent(f -> f.write(k, fit.weights(), stored));
        String stage =
                k == 0 ? "initial values" : String.format(Locale.ROOT, "time step %d of %d", k, settings.steps());
        run.progress((double) k / settings.steps(), stage, k, figures);
    }

    /** Keeps a time step that did not converge for the outcome; the fit of the initial values has no such limit. */
    private void note(int k, Map<String, Double> figures) {
        if (k > 0 && figures.getOrDefault(CONVERGED, 1.0) == 0) {
            unconverged.add(new UnconvergedSolve(
                    k, STAGE, figures.get(LOSS), figures.get(INNER_STEPS).intValue()));
        }
    }

    private Outcome outcome() {
        int done = weights.size() - 1;
        boolean complete = done == settings.steps();
        String detail = String.format(
                Locale.ROOT,
                "%s %d of %d time steps of %.4g%s",
                complete ? "made" : "interrupted after",
                done,
                settings.steps(),
                dt,
                unconverged.isEmpty() ? "" : "; " + UnconvergedSolve.summary(unconverged));
        return new Outcome(
                complete ? Status.CONVERGED : Status.INTERRUPTED,
                detail,
                done,
                (System.nanoTime() - begin) * 1e-9,
                history);
    }
}
