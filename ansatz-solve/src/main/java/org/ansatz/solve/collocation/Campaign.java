package org.ansatz.solve.collocation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solution.Outcome;
import org.ansatz.physics.problem.Solution.ParameterEstimate;
import org.ansatz.physics.problem.Solution.Status;
import org.ansatz.physics.reference.SingularParts;
import org.ansatz.tensor.Parallel;
import org.ansatz.tensor.kernel.JetKernel;

/** The fits that make up a solution: all of the domain at once, or windows one after the other. */
final class Campaign {
    // Losses, in squared units of the fields, below which a fit counts as solved.
    private static final double SOLVED = 1e-5;
    private static final double SOLVED_ORDINARY = 1e-10;
    private static final double SOLVED_AT_ONCE = 1e-4;
    private static final double SMALLEST_SHARE = 1.0 / 256;
    private static final double TOLERANCE = 4e-6;
    // With one input a fit takes seconds, and exactness is cheap.
    private static final double TOLERANCE_ONE_INPUT = 1e-6;
    private static final int PATIENCE = 120;
    private static final double WIDER = 1.5;
    // Growth of a network whose residuals have come to rest: factor in width, levels, and when it is not worth it.
    private static final double GROWTH = 1.4;
    private static final int LEVELS = 3;
    private static final double SETTLED = 3e-5;
    // A fit that comes to rest above this loss is in a trap of the landscape.
    private static final double TRAPPED = 1e-6;
    private static final double GROWING_SHARE = 0.35;
    private static final double GROWN_SHARE = 0.28;

    private final Problem problem;
    private final TrialFamily family;
    private final FitSettings settings;
    private final Run run;
    private final Parallel parallel;
    private final Draws draws;
    private final History history = new History();
    private final double begun = Descent.now();
    private final List<Double> scales;
    private final SingularParts singular;

    Campaign(Problem problem, TrialFamily family, FitSettings settings, Run run, Parallel parallel) {
        this.problem = problem;
        this.family = family;
        this.settings = settings;
        this.run = run;
        this.parallel = parallel;
        settings.optimizer().warning().ifPresent(run::say);
        draws = new Draws(run.seed());
        scales = Scales.of(problem, draws.at(-1, 0));
        singular =
                settings.closedCorners() && !settings.hard() ? SingularParts.of(problem) : SingularParts.none(problem);
        if (!singular.isEmpty()) {
            run.say("given values jump; singular parts are added in closed form: " + singular.describe());
        }
    }

    /** Trial functions for a stretch, wider than the user's settings by a factor. */
    private Trial build(Stretch stretch, double widening, long number) {
        Features features = family.features(problem, stretch.bounds(), draws.at(number, -3));
        JetKernel kernel = family.kernel(features.count(), problem.fields().size(), widening);
        Map<String, Envelope> envelopes =
                settings.hard() ? new HardConditions(problem, stretch.axis()).envelopes() : Map.of();
        return new Trial(features, kernel, problem.fields(), scales, envelopes, singular);
    }

    private Descent descent(Stretch stretch, Trial trial, double widening, Moments moments) {
        return new Descent(
                stretch,
                settings.wider(widening),
                family.onDevice(trial.kernel()),
                run,
                history,
                draws,
                parallel,
                begun,
                moments);
    }

    private double spent() {
        return Descent.now() - begun;
    }

    private double tolerance() {
        double standard = problem.dimension() == 1 ? TOLERANCE_ONE_INPUT : TOLERANCE;
        return Double.isNaN(settings.tolerance()) ? standard : settings.tolerance();
    }

    private void keep(List<Window> windows, FitState fit, double... march) {
        run.folder().ifPresent(folder -> new Checkpoint(windows, march, fit)
                .write(folder, problem, family.form(), run.seed()));
    }

    private Outcome outcome(Status status, String detail, long steps) {
        return new Outcome(status, detail, steps, spent(), history);
    }

    /** A fit that came to rest has converged, unless its residuals are still of the size of the fields. */
    private Status status(Descent.Fit fit) {
        return switch (fit.end()) {
            case CONVERGED, PLATEAU, HOPELESS -> unsolved(fit) ? Status.BUDGET : Status.CONVERGED;
            case BUDGET -> Status.BUDGET;
            case INTERRUPTED -> Status.INTERRUPTED;
        };
    }

    /** Whether residuals stay large; data with noise leave some in any case. */
    private boolean unsolved(Descent.Fit fit) {
        return problem.observations().isEmpty() && fit.loss() > SOLVED_AT_ONCE;
    }

    private String detail(Descent.Fit fit) {
        return unsolved(fit)
                ? fit.detail()
                        + String.format(
                                Locale.ROOT, "; not solved: the mean square of what is left is %.1e", fit.loss())
                : fit.detail();
    }

    /** A finished fit with its network and what it needs for covariances. */
    private record Fitted(Trial trial, Descent descent, Descent.Fit fit, long steps, int level, List<Moment> moments) {}

    /** A fit that came to rest with large residuals, in case the next beginning ends worse. */
    private record Earlier(double loss, double[] theta) {}

    /**
     * Where a fit with its beginnings and levels of growth begins: at the start, or at a checkpoint.
     *
     * @param earlier the best of earlier beginnings, or null
     */
    private record Entry(int beginning, int level, Earlier earlier, FitState state) {
        static final Entry START = new Entry(0, 0, null, null);

        /** From the numbers of a checkpoint, beginning at {@code from}. */
        static Entry of(double[] march, int from, FitState state) {
            double[] theta = Arrays.copyOfRange(march, from + 3, march.length);
            Earlier earlier = theta.length == 0 ? null : new Earlier(march[from + 2], theta);
            return new Entry((int) march[from], (int) march[from + 1], earlier, state);
        }

        /** The numbers for a checkpoint, after those of the march. */
        double[] numbers(double... march) {
            double[] theta = earlier == null ? new double[0] : earlier.theta();
            double[] numbers = Arrays.copyOf(march, march.length + 3 + theta.length);
            numbers[march.length] = beginning;
            numbers[march.length + 1] = level;
            numbers[march.length + 2] = earlier == null ? Double.POSITIVE_INFINITY : earlier.loss();
            System.arraycopy(theta, 0, numbers, march.length + 3, theta.length);
            return numbers;
        }
    }

    private interface Keep {
        void at(Entry entry);
    }

    /**
     * Fits a network; one that comes to rest with large residuals is trapped, and another beginning is tried while more
     * than half of the time is left. Returns the best.
     */
    private Fitted fit(
            Stretch stretch,
            double widening,
            FitLimits limits,
            Descent.Place place,
            boolean whole,
            Entry entry,
            Keep keep) {
        double begin = Descent.now();
        Trial trial = build(stretch, widening, place.number());
        Earlier earlier = entry.earlier();
        long steps = 0;
        for (int k = entry.beginning(); ; k++) {
            double left = Math.max(1, limits.seconds() - (Descent.now() - begin));
            boolean last = !whole
                    || k + 1 >= family.beginnings()
                    || !problem.observations().isEmpty()
                    || left < 0.5 * limits.seconds();
            Entry from = k == entry.beginning() ? entry : new Entry(k, 0, earlier, null);
            Fitted fitted = grow(
                    stretch,
                    widening,
                    family.initial(trial.kernel(), k, draws.at(place.number(), -10 - k)),
                    k == 0 ? limits : limits.another(left),
                    place,
                    whole,
                    last,
                    from,
                    keep);
            steps += fitted.steps();
            Descent.Fit fit = fitted.fit();
            boolean trapped = fit.end() == Descent.End.PLATEAU && fitted.level() == 0 && fit.loss() > TRAPPED && !last;
            if (trapped && (earlier == null || fit.loss() < earlier.loss())) {
                earlier = new Earlier(fit.loss(), fit.theta());
            }
            if (!trapped) {
                boolean worse = earlier != null && earlier.loss() < fit.loss();
                return worse
                        ? new Fitted(
                                trial, fitted.descent(), fit.with(earlier.theta(), earlier.loss()), steps, 0, List.of())
                        : new Fitted(fitted.trial(), fitted.descent(), fit, steps, fitted.level(), fitted.moments());
            }
            run.say(String.format(
                    Locale.ROOT, "the residuals come to rest at %.1e; another beginning is tried", fit.loss()));
        }
    }

    /**
     * Fits a network; while its residuals come to rest early and the answer still moves, goes on with a wider one that
     * begins as the same function.
     */
    private Fitted grow(
            Stretch stretch,
            double widening,
            double[] beginning,
            FitLimits limits,
            Descent.Place place,
            boolean grows,
            boolean last,
            Entry entry,
            Keep keep) {
        double begin = Descent.now();
        FitState state = entry.state();
        int level = entry.level();
        double[] x = beginning;
        Moments moments = new Moments();
        long steps = 0;
        while (true) {
            double factor = widening * Math.pow(GROWTH, level);
            Trial trial = build(stretch, factor, place.number());
            Descent descent = descent(stretch, trial, factor, moments);
            int now = level;
            long number = (place.number() * family.beginnings() + entry.beginning()) * LEVELS + level;
            double left = Math.max(1, limits.seconds() - (Descent.now() - begin));
            Descent.Fit fit = descent.run(
                    trial,
                    state == null ? x : state.x(),
                    level == 0 ? limits : limits.afterGrowth(Math.min(left, GROWN_SHARE * limits.seconds())),
                    new Descent.Place(number, place.stage(), place.from(), place.to()),
                    state,
                    s -> keep.at(new Entry(entry.beginning(), now, entry.earlier(), s)));
            state = null;
            steps += fit.steps();
            moments.goOnAfter(steps);
            if (level > 0 && fit.end() == Descent.End.BUDGET && left > GROWN_SHARE * limits.seconds()) {
                fit = fit.resting();
            }
            boolean done = fit.end() != Descent.End.PLATEAU
                    || !grows
                    || level == 0 && fit.loss() > TRAPPED && !last
                    || level + 1 >= LEVELS
                    || level > 0 && fit.changed() < SETTLED
                    || Descent.now() - begin > GROWING_SHARE * limits.seconds();
            if (done) {
                return new Fitted(trial, descent, fit, steps, level, moments.some());
            }
            level++;
            Trial wider = build(stretch, widening * Math.pow(GROWTH, level), place.number());
            double[] grown =
                    family.grown(trial.kernel(), fit.theta(), wider.kernel(), draws.at(place.number(), -20 - level));
            int constants = problem.unknowns().size();
            x = Arrays.copyOf(grown, grown.length + constants);
            System.arraycopy(fit.theta(), trial.parameterCount(), x, grown.length, constants);
            run.say(String.format(
                    Locale.ROOT,
                    "the residuals come to rest (%.1e); a larger ansatz, %d parameters, goes on",
                    fit.loss(),
                    x.length));
        }
    }

    /** One network for all; another beginning and a wider one if the first leaves large residuals, the better of all. */
    Solution atOnce(Optional<Checkpoint> resumed) {
        Stretch stretch = Stretch.whole(problem);
        long attempt = resumed.map(c -> (long) c.march()[0]).orElse(0L);
        long steps = resumed.map(c -> (long) c.march()[1]).orElse(0L);
        Entry entry = resumed.map(c -> Entry.of(c.march(), 2, c.fit())).orElse(Entry.START);
        Fitted best = null;
        while (true) {
            boolean retry = settings.grow() && problem.observations().isEmpty() && attempt < 2;
            FitLimits limits = new FitLimits(
                    Math.max(1, settings.time() - spent()),
                    settings.steps(),
                    PATIENCE,
                    retry ? SOLVED_AT_ONCE : Double.POSITIVE_INFINITY,
                    tolerance());
            double done = Math.min(1, spent() / settings.time());
            long number = attempt;
            long before = steps;
            Fitted fitted = fit(
                    stretch,
                    Math.pow(WIDER, (double) attempt),
                    limits,
                    new Descent.Place(number, "fit", done, 1),
                    settings.grow(),
                    entry,
                    at -> keep(List.of(), at.state(), at.numbers((double) number, (double) before)));
            entry = Entry.START;
            steps += fitted.steps();
            if (best == null || fitted.fit().loss() < best.fit().loss()) {
                best = fitted;
            }
            if (fitted.fit().end() != Descent.End.HOPELESS || spent() > 0.6 * settings.time()) {
                break;
            }
            attempt++;
            run.say(String.format(
                    Locale.ROOT,
                    "residuals stay large (%.1e); again with a larger ansatz",
                    fitted.fit().loss()));
        }
        Descent.Fit fit = best.fit();
        Map<String, ParameterEstimate> constants =
                Covariance.estimate(best.descent().system(), fit.theta());
        double[] theta = Arrays.copyOf(fit.theta(), best.trial().parameterCount());
        return new TrialSolution(
                problem,
                family.form(),
                List.of(new Window(-1, 0, 0, best.trial(), theta)),
                -1,
                outcome(status(fit), detail(fit), steps),
                constants,
                best.moments());
    }

    /** Windows one after the other; a window whose residuals stay large is halved. */
    Solution march(int axis, Optional<Checkpoint> resumed) {
        double start = problem.inputs().get(axis).interval().min();
        double end = problem.inputs().get(axis).interval().max();
        double length = end - start;
        boolean ordinary = problem.isOrdinary();
        boolean fixed = settings.windows().matches("[0-9]+");
        double h = fixed ? length / Integer.parseInt(settings.windows()) : ordinary ? length / 8 : length;
        double at = start;
        long steps = 0;
        long number = 0;
        Entry entry = Entry.START;
        List<Window> windows = new ArrayList<>();
        List<Moment> moments = List.of();
        if (resumed.isPresent()) {
            windows.addAll(resumed.get().windows());
            double[] march = resumed.get().march();
            at = march[0];
            h = march[1];
            steps = (long) march[2];
            number = (long) march[3];
            entry = Entry.of(march, 4, resumed.get().fit());
        }
        Status status = Status.CONVERGED;
        String detail = "";
        double solved = ordinary ? SOLVED_ORDINARY : SOLVED;
        while (at < end - 1e-9 * length) {
            double to = end - at < 1.25 * h ? end : at + h;
            Window before = windows.isEmpty() ? null : windows.get(windows.size() - 1);
            Stretch stretch = new Stretch(problem, axis, at, to, before);
            double left = Math.max(1, settings.time() - spent());
            double share = Math.max(0.5, left * (to - at) / (end - at));
            boolean splittable = !fixed && to - at > length * SMALLEST_SHARE;
            FitLimits limits = new FitLimits(
                    share, settings.steps(), PATIENCE, splittable ? solved : Double.POSITIVE_INFINITY, tolerance());
            String stage = String.format(
                    Locale.ROOT, "%s from %.4g to %.4g", problem.inputNames().get(axis), at, to);
            double[] march = {at, h, steps, number};
            Fitted fitted = fit(
                    stretch,
                    1,
                    limits,
                    new Descent.Place(number, stage, (at - start) / length, (to - start) / length),
                    settings.grow() && !ordinary && before == null && to == end,
                    entry,
                    reached -> keep(List.copyOf(windows), reached.state(), reached.numbers(march)));
            Descent.Fit fit = fitted.fit();
            entry = Entry.START;
            steps += fitted.steps();
            number++;
            if (fit.end() == Descent.End.HOPELESS) {
                h = 0.5 * (to - at);
                run.say(String.format(
                        Locale.ROOT, "residuals stay large (%.1e); windows of %.4g from here", fit.loss(), h));
                continue;
            }
            windows.add(new Window(axis, at, to, fitted.trial(), fit.theta()));
            moments = fitted.moments();
            at = to;
            detail = detail(fit);
            if (fit.end() == Descent.End.INTERRUPTED) {
                status = Status.INTERRUPTED;
                break;
            }
            if (status(fit) == Status.BUDGET) {
                status = Status.BUDGET;
            }
            if (!fixed && fit.steps() <= 40) {
                h *= 1.5;
            }
        }
        if (windows.size() > 1) {
            detail = detail + " (" + windows.size() + " windows)";
        }
        return new TrialSolution(
                problem, family.form(), windows, axis, outcome(status, detail, steps), new LinkedHashMap<>(), moments);
    }
}
