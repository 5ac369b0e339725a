package org.ansatz.solve.mlp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solution.Outcome;
import org.ansatz.physics.problem.Solution.ParameterEstimate;
import org.ansatz.physics.problem.Solution.Status;
import org.ansatz.physics.problem.Solver;
import org.ansatz.tensor.kernel.Blas;

/**
 * Physics-informed networks: small tanh networks in double precision, all equations and conditions as one nonlinear
 * least-squares problem with exact per-point Jacobians, Levenberg-Marquardt steps on points drawn anew. Initial value
 * problems are marched in windows where the whole time at once does not converge.
 */
public final class MlpSolver implements Solver {
    // A loss in squared units of the fields below which a window counts as solved.
    private static final double SOLVED = 1e-6;
    private static final double SOLVED_ORDINARY = 1e-10;
    private static final double SMALLEST_SHARE = 1.0 / 256;

    @Override
    public String name() {
        return "mlp";
    }

    @Override
    public String summary() {
        return "physics-informed network, Taylor jets and Levenberg-Marquardt; any problem of moderate dimension";
    }

    @Override
    public List<Settings.Setting> settings() {
        return MlpSettings.DECLARED;
    }

    @Override
    public Optional<String> refuses(Problem problem, Settings settings) {
        int order = problem.equations().stream()
                .flatMap(e -> e.fieldTerms().stream())
                .mapToInt(t -> t.orders().order())
                .max()
                .orElse(0);
        return order > 6
                ? Optional.of("mlp: an equation holds a derivative of order " + order + "; mlp goes up to 6")
                : Optional.empty();
    }

    @Override
    public Optional<Cost> cost(Problem problem, Settings given) {
        return Optional.of(Forecast.of(problem, MlpSettings.of(problem, given)));
    }

    @Override
    public Solution load(Problem problem, Settings settings, Path folder) throws IOException {
        return MlpSolution.load(problem, folder);
    }

    @Override
    public Solution solve(Problem problem, Settings given, Run run) {
        MlpSettings settings = MlpSettings.of(problem, given);
        Blas.setThreads(settings.threads());
        RandomGenerator random = new SplittableRandom(run.seed());
        History history = new History();
        double begun = Descent.now();
        try (Parallel parallel = new Parallel(settings.threads())) {
            int axis = settings.windows().equals("off") ? -1 : Marching.axis(problem);
            March march = new March(problem, settings, run, history, random, parallel, begun);
            return axis < 0 ? whole(march, problem, settings, history, begun) : march.solve(axis);
        }
    }

    private static Solution whole(March march, Problem problem, MlpSettings settings, History history, double begun) {
        Stretch stretch = Stretch.whole(problem);
        Network network = Networks.build(stretch, settings, march.random, Networks.scales(problem, march.random));
        Descent descent = march.descent(stretch);
        Descent.Limits limits = new Descent.Limits(
                settings.time(), Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, march.tolerance());
        Descent.Fit fit = descent.run(network, network.initial(march.random), limits, "fit", 0, 1);
        Map<String, ParameterEstimate> constants = Covariance.estimate(descent.system(), fit.theta());
        double[] theta = java.util.Arrays.copyOf(fit.theta(), network.parameterCount());
        Outcome outcome = new Outcome(status(fit.end()), fit.detail(), fit.steps(), Descent.now() - begun, history);
        return new MlpSolution(problem, List.of(new Window(0, 0, network, theta)), -1, outcome, constants);
    }

    private static Status status(Descent.End end) {
        return switch (end) {
            case CONVERGED -> Status.CONVERGED;
            case INTERRUPTED -> Status.INTERRUPTED;
            default -> Status.BUDGET;
        };
    }

    /** Windows one after the other; a window whose residuals stay large is halved. */
    private record March(
            Problem problem,
            MlpSettings settings,
            Run run,
            History history,
            RandomGenerator random,
            Parallel parallel,
            double begun) {

        Descent descent(Stretch stretch) {
            return new Descent(stretch, settings, run, history, random, parallel, begun);
        }

        double tolerance() {
            return Double.isNaN(settings.tolerance()) ? 2e-6 : settings.tolerance();
        }

        Solution solve(int axis) {
            double start = problem.inputs().get(axis).interval().min();
            double end = problem.inputs().get(axis).interval().max();
            boolean ordinary = problem.isOrdinary();
            boolean fixed = settings.windows().matches("[0-9]+");
            double length = end - start;
            double h = fixed ? length / Integer.parseInt(settings.windows()) : ordinary ? length / 8 : length;
            List<Window> windows = new ArrayList<>();
            List<Double> scales = Networks.scales(problem, random);
            double at = start;
            long steps = 0;
            Status status = Status.CONVERGED;
            String detail = "";
            double solved = ordinary ? SOLVED_ORDINARY : SOLVED;
            while (at < end - 1e-9 * length) {
                double to = end - at < 1.25 * h ? end : at + h;
                Window before = windows.isEmpty() ? null : windows.get(windows.size() - 1);
                Stretch stretch = new Stretch(problem, axis, at, to, before);
                Network network = Networks.build(stretch, settings, random, scales);
                double left = Math.max(1, settings.time() - (Descent.now() - begun));
                double share = Math.max(0.5, left * (to - at) / (end - at));
                boolean splittable = !fixed && to - at > length * SMALLEST_SHARE;
                double patience = ordinary ? Math.min(3, 0.5 * share) : Math.max(5, 0.25 * share);
                Descent.Limits limits = new Descent.Limits(
                        share, patience, splittable ? solved : Double.POSITIVE_INFINITY, tolerance());
                String stage = String.format(
                        java.util.Locale.ROOT,
                        "%s from %.4g to %.4g",
                        problem.inputNames().get(axis),
                        at,
                        to);
                // Same shape and same input range in the window's own coordinate: the window before is a good start.
                double[] theta = network.initial(random);
                Descent.Fit fit = descent(stretch)
                        .run(network, theta, limits, stage, (at - start) / length, (to - start) / length);
                steps += fit.steps();
                if (fit.end() == Descent.End.HOPELESS) {
                    h = 0.5 * (to - at);
                    run.say(String.format(
                            java.util.Locale.ROOT,
                            "residuals stay large (%.1e); windows of %.4g from here",
                            fit.loss(),
                            h));
                    continue;
                }
                windows.add(new Window(at, to, network, fit.theta()));
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
            Outcome outcome = new Outcome(status, detail, steps, Descent.now() - begun, history);
            return new MlpSolution(problem, windows, axis, outcome, new LinkedHashMap<>());
        }
    }
}
