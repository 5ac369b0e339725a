package org.ansatz.studies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.solve.gp.GpSolution;
import org.ansatz.solve.gp.GpSolver;
import org.ansatz.solve.gp.SpectralMixture;
import org.ansatz.solve.gp.SpectralMixture.Peak;

/**
 * A fit of a Gaussian process that was watched.
 *
 * @param checks in order of time, the last at the end
 */
record SpectrumTrial(String label, HighFrequencyProblem posed, GpSolution solution, List<Check> checks) {
    private static final int LINE_POINTS = 300;
    private static final int SQUARE_POINTS = 100;
    private static final double WEIGHT_HELD = 0.9;

    /** The state at one step: error, objective, and the covariance along the first input. */
    record Check(long step, double seconds, double relativeL2, double logJoint, SpectralMixture kernel) {}

    /**
     * @param first and every: steps after which the error is measured
     */
    static SpectrumTrial fit(String label, HighFrequencyProblem posed, Settings more, long first, long every, Run run) {
        Problem problem = posed.problem();
        Settings settings = posed.settings();
        for (var entry : more.given().entrySet()) {
            settings = settings.with(entry.getKey(), entry.getValue());
        }
        String input = problem.inputNames().get(0);
        List<Check> checks = new ArrayList<>();
        GpSolution solution = new GpSolver().solve(problem, settings, run, (step, seconds, present) -> {
            if (step == 0 || (step >= first && (step - first) % every == 0)) {
                GpSolution now = present.get();
                checks.add(new Check(step, seconds, relativeL2(now), now.logJoint(), now.kernel("u", input)));
            }
        });
        if (solution.outcome().status() == Solution.Status.INTERRUPTED) {
            throw new CancellationException(label + " was " + solution.outcome().detail());
        }
        checks.add(new Check(
                solution.outcome().steps(),
                solution.outcome().seconds(),
                relativeL2(solution),
                solution.logJoint(),
                solution.kernel("u", input)));
        SpectrumTrial trial = new SpectrumTrial(label, posed, solution, checks);
        run.say(String.format(
                Locale.ROOT,
                "%s %s: relative L2 %.3e after %d steps and %.1f s",
                problem.name(),
                label,
                trial.relativeL2(),
                solution.outcome().steps(),
                solution.outcome().seconds()));
        return trial;
    }

    /** Points per axis on which errors are measured, both ends included. */
    static double[][] points(Problem problem) {
        int inputs = problem.dimension();
        int each = inputs == 1 ? LINE_POINTS : SQUARE_POINTS;
        int n = inputs == 1 ? each : each * each;
        double[][] points = new double[inputs][n];
        for (int i = 0; i < inputs; i++) {
            var interval = problem.inputs().get(i).interval();
            for (int p = 0; p < n; p++) {
                int at = inputs == 1 ? p : i == 0 ? p / each : p % each;
                points[i][p] = interval.min() + interval.length() * at / (each - 1);
            }
        }
        return points;
    }

    static double relativeL2(Solution solution) {
        Problem problem = solution.problem();
        double[][] points = points(problem);
        double[] exact = problem.values(problem.exact().get("u"), points);
        double[] found = solution.evaluate(points, List.of(problem.term("u")))[0];
        return relativeL2(found, exact);
    }

    static double relativeL2(double[] found, double[] exact) {
        double error = 0;
        double norm = 0;
        for (int p = 0; p < exact.length; p++) {
            error += (found[p] - exact[p]) * (found[p] - exact[p]);
            norm += exact[p] * exact[p];
        }
        return Math.sqrt(error / norm);
    }

    /** At the end. */
    double relativeL2() {
        return checks.get(checks.size() - 1).relativeL2();
    }

    /** The check with the least error, after the start and before the last, as the published code reports errors. */
    Check bestCheck() {
        return checks.stream()
                .limit(checks.size() - 1L)
                .filter(check -> check.step() > 0)
                .min(Comparator.comparingDouble(Check::relativeL2))
                .orElseThrow();
    }

    /** The check nearest to half of the steps. */
    Check halfway() {
        double half = checks.get(checks.size() - 1).step() / 2.0;
        return checks.stream()
                .min(Comparator.comparingDouble(check -> Math.abs(check.step() - half)))
                .orElseThrow();
    }

    private int nearest(Peak peak) {
        List<Double> truth = posed.frequencies();
        return IntStream.range(0, truth.size())
                .boxed()
                .min(Comparator.comparingDouble(k -> Math.abs(truth.get(k) - peak.frequency())))
                .orElseThrow();
    }

    /**
     * How far the heaviest peak of each group is from its true frequency, infinite for a group without heavy peaks; a group
     * are the peaks that are nearest to the same true frequency.
     */
    double[] heaviestErrors() {
        double[] errors = new double[posed.frequencies().size()];
        Arrays.fill(errors, Double.POSITIVE_INFINITY);
        for (Peak peak : heavyPeaks(checks.get(checks.size() - 1).kernel())) {
            int k = nearest(peak);
            if (Double.isInfinite(errors[k])) {
                errors[k] = Math.abs(peak.frequency() - posed.frequencies().get(k));
            }
        }
        return errors;
    }

    /** Those that together hold 90 % of the weight, the heaviest first. */
    private static List<Peak> heavyPeaks(SpectralMixture kernel) {
        List<Peak> peaks = kernel.spectrum();
        double total = peaks.stream().mapToDouble(Peak::weight).sum();
        List<Peak> heavy = new ArrayList<>();
        double held = 0;
        for (Peak peak : peaks) {
            if (held < WEIGHT_HELD * total) {
                heavy.add(peak);
                held += peak.weight();
            }
        }
        return heavy;
    }

    /**
     * How far the learned spectrum is from each of the true frequencies: weighted means of the peaks that are nearest to
     * it among the heaviest ones, which together hold 90 % of the weight.
     *
     * @return one distance per true frequency, infinite where no heavy peak is near
     */
    double[] frequencyErrors() {
        return frequencyErrors(checks.get(checks.size() - 1).kernel());
    }

    /** The same of a covariance on the way. */
    double[] frequencyErrors(SpectralMixture kernel) {
        List<Double> truth = posed.frequencies();
        double[] sums = new double[truth.size()];
        double[] weights = new double[truth.size()];
        for (Peak peak : heavyPeaks(kernel)) {
            int nearest = nearest(peak);
            sums[nearest] += peak.weight() * peak.frequency();
            weights[nearest] += peak.weight();
        }
        double[] errors = new double[sums.length];
        Arrays.setAll(
                errors, k -> weights[k] > 0 ? Math.abs(sums[k] / weights[k] - truth.get(k)) : Double.POSITIVE_INFINITY);
        return errors;
    }
}
