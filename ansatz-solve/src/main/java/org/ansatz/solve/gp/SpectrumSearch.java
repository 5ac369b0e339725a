package org.ansatz.solve.gp;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.optim.UpdateRule;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Solution.Status;
import org.ansatz.solve.gp.LogJoint.Weighting;

/**
 * A first-order optimizer on the hyperparameters of one process. Profiled, the fields are the maximiser at every step and the gradient holds
 * them fixed (envelope theorem); joint, as published, they are variables themselves and begin at zero.
 */
final class SpectrumSearch {
    private static final int NEWTON_ITERATIONS = 2;
    private static final int CONJUGATE_GRADIENTS = 300;
    private static final int HISTORY_ROWS = 100;
    private static final double STEADY = 1e-3;
    private static final double LAST_PART = 0.9;
    private static final double COOLED = 0.1;

    private final CollocationSystem system;
    private final GpSettings settings;
    private final Weighting weighting;
    private final Run run;
    private final History history;
    private final long begin;

    /** How a search ended. */
    record Ending(Fit fit, Status status, String detail, int steps) {}

    /**
     * @param begin of the whole fit, in nanoseconds
     */
    SpectrumSearch(
            CollocationSystem system, GpSettings settings, Weighting weighting, Run run, History history, long begin) {
        this.system = system;
        this.settings = settings;
        this.weighting = weighting;
        this.run = run;
        this.history = history;
        this.begin = begin;
    }

    private double seconds() {
        return (System.nanoTime() - begin) * 1e-9;
    }

    /** Looks on. */
    interface Watch {
        /** Hears of every step, the last included. */
        void at(int step, Fit fit);

        /** What to keep so that the search can go on from here, now and then and when it ends. */
        void keep(SearchState state);
    }

    /**
     * Goes on from a state to the step {@code to}; changes the hyperparameters in place.
     *
     * @param hyper any of the right kind; takes its values from the state
     */
    Ending run(Hyperparameters hyper, SearchState state, int to, Watch watch) {
        ProfiledFields profile = new ProfiledFields(system, weighting, CONJUGATE_GRADIENTS, run);
        hyper.set(state.hyper());
        int own = hyper.vector().length;
        int fields = settings.joint()
                ? system.problem().fields().size() * system.grid().size()
                : 0;
        int from = state.from();
        Schedule rate = rate(to - from);
        UpdateRule rule = settings.optimizer().rule(ParameterLayout.flat(own + fields), first -> rate);
        if (!state.optimizer().isEmpty()) {
            rule.restore(state.optimizer());
        }
        Matrix[] values = state.values();
        Matrix[] earlier = state.earlier();
        int iterations = settings.joint() ? 0 : system.linear() ? 1 : NEWTON_ITERATIONS;
        for (int step = state.step(); ; step++) {
            Matrix[] before = values;
            FieldPrior[] priors = priors(hyper, step);
            for (int k = 0; k < iterations; k++) {
                values = profile.next(priors, values, hyper.logPrecisions());
            }
            LogJoint joint = new LogJoint(system, priors, values, hyper.logPrecisions(), weighting);
            Fit fit = new Fit(system, hyper, priors, values, joint);
            check(fit, step);
            boolean told = record(fit, step, to);
            watch.at(step, fit);
            Ending ending = ending(fit, earlier, step, to);
            if (told || ending != null) {
                watch.keep(new SearchState(from, step, hyper.vector().clone(), before, earlier, rule.state()));
            }
            if (ending != null) {
                return ending;
            }
            if (step == from + (int) (LAST_PART * (to - from))) {
                earlier = values;
            }
            values = ascend(rule, fit, values);
        }
    }

    /** How the search ends at a step; null if it does not. */
    private Ending ending(Fit fit, Matrix[] earlier, int step, int to) {
        if (step >= to) {
            return finished(fit, earlier, step);
        }
        if (run.stopRequested()) {
            return new Ending(fit, Status.INTERRUPTED, "interrupted after " + step + " steps", step);
        }
        if (seconds() > settings.time()) {
            String spent = String.format(Locale.ROOT, "%.0f s were spent after %d steps", settings.time(), step);
            return new Ending(fit, Status.BUDGET, spent, step);
        }
        return null;
    }

    /** Constant, then falling exponentially to a tenth over the share of the steps that cools. */
    private Schedule rate(int steps) {
        double warm = (1 - settings.cooling()) * steps;
        return step -> settings.learningRate()
                * (step <= warm ? 1 : Math.pow(COOLED, (step - warm) / (settings.cooling() * steps)));
    }

    /** One step of the optimizer; returns the fields after it. */
    private Matrix[] ascend(UpdateRule rule, Fit fit, Matrix[] values) {
        double[] hyper = fit.hyper().vector();
        double[] descent = fit.hyper().gradient(fit.joint());
        double[] vector = hyper.clone();
        int own = vector.length;
        int each = system.grid().size();
        if (settings.joint()) {
            vector = Arrays.copyOf(vector, own + values.length * each);
            descent = Arrays.copyOf(descent, vector.length);
            for (int f = 0; f < values.length; f++) {
                System.arraycopy(values[f].values(), 0, vector, own + f * each, each);
                System.arraycopy(fit.joint().byValues(f).values(), 0, descent, own + f * each, each);
            }
        }
        for (int i = 0; i < descent.length; i++) {
            descent[i] = -descent[i];
        }
        rule.observe(-fit.joint().value());
        rule.step(vector, descent);
        System.arraycopy(vector, 0, hyper, 0, own);
        fit.hyper().limit(settings.scaled() ? 0 : Double.NEGATIVE_INFINITY, settings.precisionCap());
        if (!settings.joint()) {
            return values;
        }
        Matrix[] next = Fit.zero(system);
        for (int f = 0; f < next.length; f++) {
            System.arraycopy(vector, own + f * each, next[f].values(), 0, each);
        }
        return next;
    }

    /** The covariances at a step, which a failure names. */
    static FieldPrior[] priors(Hyperparameters hyper, int step) {
        try {
            return hyper.priors();
        } catch (NumericalFailure failure) {
            NumericalFailure located = new NumericalFailure("gp: step " + step + ": " + failure.getMessage());
            located.initCause(failure);
            throw located;
        }
    }

    private void check(Fit fit, int step) {
        if (!Double.isFinite(fit.joint().value())) {
            String term = "the prior";
            for (int g = 0; g < system.rows().size(); g++) {
                if (!Double.isFinite(fit.joint().rootMeanSquare(g))) {
                    term = system.rows().get(g).name();
                }
            }
            throw new NumericalFailure("gp: step " + step + ": the objective is not finite; look at " + term);
        }
    }

    /** Adds a row to the history and tells the user, now and then; says whether it did. */
    private boolean record(Fit fit, int step, int to) {
        int every = Math.max(1, settings.steps() / HISTORY_ROWS);
        if (step % every != 0 && step < to) {
            return false;
        }
        Map<String, Double> row = new LinkedHashMap<>();
        row.put("log_joint", fit.joint().value());
        double[] precisions = fit.hyper().logPrecisions();
        for (int g = 0; g < precisions.length; g++) {
            String name = system.rows().get(g).name();
            row.put("residual." + name, fit.joint().rootMeanSquare(g));
            row.put("log_precision." + name, precisions[g]);
        }
        history.add(step, seconds(), row);
        run.progress((double) step / settings.steps(), "spectrum", step, row);
        return true;
    }

    private static Ending finished(Fit fit, Matrix[] earlier, int step) {
        double moved = Fit.change(fit.values(), earlier);
        return new Ending(
                fit,
                moved <= STEADY ? Status.CONVERGED : Status.BUDGET,
                String.format(
                        Locale.ROOT,
                        "all %d steps were done; in the last tenth of them the answer moved by %.1e",
                        step,
                        moved),
                step);
    }
}
