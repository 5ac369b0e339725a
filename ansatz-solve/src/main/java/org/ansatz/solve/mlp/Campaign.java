package org.ansatz.solve.mlp;

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

/** The fits that make up a solution: all of the domain at once, or windows one after the other. */
final class Campaign {
    // Losses, in squared units of the fields, below which a fit counts as solved.
    private static final double SOLVED = 1e-6;
    private static final double SOLVED_ORDINARY = 1e-10;
    private static final double SOLVED_AT_ONCE = 1e-4;
    private static final double SMALLEST_SHARE = 1.0 / 256;
    private static final double TOLERANCE = 2e-6;
    private static final int PATIENCE = 120;
    private static final double WIDER = 1.5;
    private static final List<Double> GAINS = List.of(1.5, 4.0, 0.5);

    private final Problem problem;
    private final MlpSettings settings;
    private final Run run;
    private final Parallel parallel;
    private final Draws draws;
    private final History history = new History();
    private final double begun = Descent.now();
    private final List<Double> scales;

    Campaign(Problem problem, MlpSettings settings, Run run, Parallel parallel) {
        this.problem = problem;
        this.settings = settings;
        this.run = run;
        this.parallel = parallel;
        draws = new Draws(run.seed());
        scales = Networks.scales(problem, draws.at(-1, 0));
    }

    private Descent descent(Stretch stretch, MlpSettings used) {
        return new Descent(stretch, used, run, history, draws, parallel, begun);
    }

    private double spent() {
        return Descent.now() - begun;
    }

    private double tolerance() {
        return Double.isNaN(settings.tolerance()) ? TOLERANCE : settings.tolerance();
    }

    private void keep(List<Window> windows, FitState fit, double... march) {
        run.folder().ifPresent(folder -> new Checkpoint(windows, march, fit).write(folder, problem, run.seed()));
    }

    /** Initial parameters; attempts after the first begin with other slopes. */
    private double[] beginning(Network network, long number, int attempt) {
        double gain = Double.isNaN(settings.gain()) ? GAINS.get(attempt % GAINS.size()) : settings.gain();
        return network.initial(gain, draws.at(number, -10));
    }

    private Outcome outcome(Status status, String detail, long steps) {
        return new Outcome(status, detail, steps, spent(), history);
    }

    private static Status status(Descent.End end) {
        return switch (end) {
            case CONVERGED, HOPELESS -> Status.CONVERGED;
            case BUDGET -> Status.BUDGET;
            case INTERRUPTED -> Status.INTERRUPTED;
        };
    }

    /** One network for all; a wider one if the first leaves large residuals, and the better of both. */
    Solution atOnce(Optional<Checkpoint> resumed) {
        Stretch stretch = Stretch.whole(problem);
        long attempt = resumed.map(c -> (long) c.march()[0]).orElse(0L);
        long steps = resumed.map(c -> (long) c.march()[1]).orElse(0L);
        FitState state = resumed.map(Checkpoint::fit).orElse(null);
        Descent best = null;
        Descent.Fit bestFit = null;
        Network bestNetwork = null;
        while (true) {
            MlpSettings used = attempt == 0 ? settings : settings.wider(Math.pow(WIDER, (double) attempt));
            Network network = Networks.build(stretch, used, draws.at(attempt, -3), scales);
            Descent descent = descent(stretch, used);
            boolean retry = problem.observations().isEmpty() && attempt < 2;
            Descent.Limits limits = new Descent.Limits(
                    Math.max(1, settings.time() - spent()),
                    settings.steps(),
                    PATIENCE,
                    Double.POSITIVE_INFINITY,
                    retry ? SOLVED_AT_ONCE : Double.POSITIVE_INFINITY,
                    tolerance());
            double done = Math.min(1, spent() / settings.time());
            double[] start = state == null ? beginning(network, attempt, (int) attempt) : state.x();
            long number = attempt;
            long before = steps;
            Descent.Fit fit = descent.run(
                    network,
                    start,
                    limits,
                    new Descent.Place(attempt, "fit", done, 1),
                    state,
                    fitState -> keep(List.of(), fitState, (double) number, (double) before));
            state = null;
            steps += fit.steps();
            if (bestFit == null || fit.loss() < bestFit.loss()) {
                best = descent;
                bestFit = fit;
                bestNetwork = network;
            }
            if (fit.end() != Descent.End.HOPELESS || spent() > 0.6 * settings.time()) {
                break;
            }
            attempt++;
            run.say(String.format(Locale.ROOT, "residuals stay large (%.1e); again with a wider network", fit.loss()));
        }
        Map<String, ParameterEstimate> constants = Covariance.estimate(best.system(), bestFit.theta());
        double[] theta = Arrays.copyOf(bestFit.theta(), bestNetwork.parameterCount());
        return new MlpSolution(
                problem,
                List.of(new Window(-1, 0, 0, bestNetwork, theta)),
                -1,
                outcome(status(bestFit.end()), bestFit.detail(), steps),
                constants);
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
        FitState state = null;
        List<Window> windows = new ArrayList<>();
        if (resumed.isPresent()) {
            windows.addAll(resumed.get().windows());
            double[] march = resumed.get().march();
            at = march[0];
            h = march[1];
            steps = (long) march[2];
            number = (long) march[3];
            state = resumed.get().fit();
        }
        Status status = Status.CONVERGED;
        String detail = "";
        double solved = ordinary ? SOLVED_ORDINARY : SOLVED;
        while (at < end - 1e-9 * length) {
            double to = end - at < 1.25 * h ? end : at + h;
            Window before = windows.isEmpty() ? null : windows.get(windows.size() - 1);
            Stretch stretch = new Stretch(problem, axis, at, to, before);
            Network network = Networks.build(stretch, settings, draws.at(number, -3), scales);
            double left = Math.max(1, settings.time() - spent());
            double share = Math.max(0.5, left * (to - at) / (end - at));
            boolean splittable = !fixed && to - at > length * SMALLEST_SHARE;
            Descent.Limits limits = new Descent.Limits(
                    share,
                    settings.steps(),
                    PATIENCE,
                    splittable ? 0.6 * share : Double.POSITIVE_INFINITY,
                    splittable ? solved : Double.POSITIVE_INFINITY,
                    tolerance());
            String stage = String.format(
                    Locale.ROOT, "%s from %.4g to %.4g", problem.inputNames().get(axis), at, to);
            Descent.Place place = new Descent.Place(number, stage, (at - start) / length, (to - start) / length);
            Descent descent = descent(stretch, settings);
            double[] first = state == null ? beginning(network, number, 0) : state.x();
            double[] march = {at, h, steps, number};
            Descent.Fit fit = descent.run(
                    network, first, limits, place, state, fitState -> keep(List.copyOf(windows), fitState, march));
            state = null;
            steps += fit.steps();
            number++;
            if (fit.end() == Descent.End.HOPELESS) {
                h = 0.5 * (to - at);
                run.say(String.format(
                        Locale.ROOT, "residuals stay large (%.1e); windows of %.4g from here", fit.loss(), h));
                continue;
            }
            windows.add(new Window(axis, at, to, network, fit.theta()));
            at = to;
            detail = fit.detail();
            if (fit.end() == Descent.End.INTERRUPTED) {
                status = Status.INTERRUPTED;
                break;
            }
            if (fit.end() == Descent.End.BUDGET) {
                status = Status.BUDGET;
            }
            if (!fixed && fit.steps() <= 40) {
                h *= 1.5;
            }
        }
        if (windows.size() > 1) {
            detail = detail + " (" + windows.size() + " windows)";
        }
        return new MlpSolution(problem, windows, axis, outcome(status, detail, steps), new LinkedHashMap<>());
    }
}
