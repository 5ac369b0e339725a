package org.ansatz.solve.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Solution.Outcome;
import org.ansatz.physics.problem.Solution.Status;
import org.ansatz.solve.gp.GpCheckpoint.FirstProcess;
import org.ansatz.solve.gp.GpCheckpoint.Moment;
import org.ansatz.solve.gp.LogJoint.Weighting;
import org.ansatz.solve.gp.SpectrumSearch.Ending;
import org.ansatz.solve.gp.SpectrumSearch.Watch;

/**
 * The whole fit: units, the search for the spectrum, a second process on top if asked for, a last accurate solution, the
 * error estimate.
 */
final class Fitting {
    private static final int NEWTON_ITERATIONS = 20;
    private static final double NEWTON_TOLERANCE = 1e-10;
    private static final int CONJUGATE_GRADIENTS = 3000;
    private static final double MISSED = 1e-2;

    private final Problem problem;
    private final GpSettings settings;
    private final Run run;
    private final SpectrumObserver observer;
    private final CollocationSystem system;
    private final Optional<GpCheckpoint> resumed;
    private final long begin;
    private final History history;
    private final List<Moment> moments;
    private final List<Map<String, GaussianField>> frozen = new ArrayList<>();

    /**
     * @throws org.ansatz.physics.problem.InvalidProblem if the run resumes and there is no checkpoint of such a fit
     */
    Fitting(Problem problem, GpSettings settings, Run run, SpectrumObserver observer) {
        this.problem = problem;
        this.settings = settings;
        this.run = run;
        this.observer = observer;
        this.system = CollocationSystem.of(problem, settings.grid());
        this.resumed = run.resuming()
                ? run.folder().map(folder -> GpCheckpoint.read(folder, settings.identity(problem)))
                : Optional.empty();
        double spent = resumed.map(GpCheckpoint::seconds).orElse(0.0);
        this.begin = System.nanoTime() - (long) (spent * 1e9);
        this.history = resumed.map(GpCheckpoint::history).orElseGet(History::new);
        this.moments = new ArrayList<>(resumed.map(GpCheckpoint::moments).orElse(List.of()));
    }

    GpSolution solve() {
        double[][] none = new double[system.terms().size()][settings.grid().size()];
        Units units =
                resumed.map(GpCheckpoint::units).orElseGet(() -> settings.scaled() ? units(none) : Units.none(system));
        Weighting weighting = new Weighting(units, settings.conditionWeight(), none);
        int change = settings.extra() == null
                ? settings.steps()
                : Math.max(1, (int) (settings.steps() * settings.extraFrom()));
        FirstProcess first = resumed.map(GpCheckpoint::first).orElse(null);
        Optional<SearchState> state = resumed.map(GpCheckpoint::search);
        Ending ending = null;
        if (first == null) {
            Hyperparameters hyper = beginning(false);
            SearchState start = state.orElseGet(() -> SearchState.beginning(system, hyper, 0));
            ending = search(weighting).run(hyper, start, change, watch(units, null));
            if (settings.extra() != null && ending.steps() >= change) {
                first = new FirstProcess(hyper.vector().clone(), ending.fit().values());
                state = Optional.empty();
            }
        }
        if (first != null) {
            Fit below = fixed(first, weighting);
            frozen.add(below.fields(units));
            weighting = new Weighting(
                    units,
                    settings.conditionWeight(),
                    LogJoint.jets(system, below.priors(), below.alphas(), weighting));
            Hyperparameters hyper = onTop(below);
            SearchState start = state.orElseGet(() -> SearchState.beginning(system, hyper, change));
            ending = search(weighting).run(hyper, start, settings.steps(), watch(units, first));
        }
        Fit fit = settings.joint() ? ending.fit() : settled(ending.fit(), weighting);
        warn(fit);
        boolean failed = missed(fit, units) > MISSED;
        boolean estimates = !settings.joint() && frozen.isEmpty() && !failed && ending.status() != Status.INTERRUPTED;
        Map<String, Double> estimate =
                estimates ? new CoarserGrid(fit, settings.jitter(), weighting, run).distance() : Map.of();
        Status status = failed && ending.status() == Status.CONVERGED ? Status.BUDGET : ending.status();
        String detail = ending.detail() + (failed ? "; conditions are not met" : "");
        return solution(fit, units, status, detail, ending.steps(), estimate);
    }

    private SpectrumSearch search(Weighting weighting) {
        return new SpectrumSearch(system, settings, weighting, run, history, begin);
    }

    /** The first process as it was at its end. */
    private Fit fixed(FirstProcess first, Weighting weighting) {
        Hyperparameters hyper = beginning(false);
        hyper.set(first.hyper());
        FieldPrior[] priors = SpectrumSearch.priors(hyper, 0);
        LogJoint joint = new LogJoint(system, priors, first.values(), hyper.logPrecisions(), weighting);
        return new Fit(system, hyper, priors, first.values(), joint);
    }

    /**
     * @param first the process below the one that is sought, null for none
     */
    private Watch watch(Units units, FirstProcess first) {
        return new Watch() {
            @Override
            public void at(int step, Fit fit) {
                boolean shown = step == 0 || step == settings.steps() / 2;
                if (first == null && shown && moments.stream().noneMatch(m -> m.step() == step)) {
                    moments.add(new Moment(step, fit.hyper().vector().clone()));
                }
                observer.at(step, seconds(), () -> solution(fit, units, Status.BUDGET, "on its way", step, Map.of()));
            }

            @Override
            public void keep(SearchState state) {
                run.folder().ifPresent(folder -> new GpCheckpoint(units, first, state, moments, history, seconds())
                        .write(folder, settings.identity(problem)));
            }
        };
    }

    private double seconds() {
        return (System.nanoTime() - begin) * 1e-9;
    }

    private Hyperparameters beginning(boolean extra) {
        SpectralMixture[][] kernels =
                new SpectralMixture[problem.fields().size()][settings.grid().inputs()];
        for (SpectralMixture[] own : kernels) {
            for (int axis = 0; axis < own.length; axis++) {
                own[axis] = extra ? settings.extraBeginning(axis) : settings.beginning(axis);
            }
        }
        return new Hyperparameters(system, kernels, settings.jitter(), 0);
    }

    /**
     * Weights that fall with the frequency so that derivatives of the highest order are white: otherwise the cheapest first
     * solution would explain any source by tiny ripples.
     */
    private Hyperparameters whiteSource() {
        SpectralMixture[][] kernels =
                new SpectralMixture[problem.fields().size()][settings.grid().inputs()];
        for (SpectralMixture[] own : kernels) {
            for (int axis = 0; axis < own.length; axis++) {
                double length = settings.grid().axis(axis).interval().length();
                own[axis] = settings.beginning(axis).damped(2 * system.highestOrder(axis), length);
            }
        }
        return new Hyperparameters(system, kernels, settings.jitter(), 0);
    }

    /** The second process: precisions of conditions are those that the first one reached, of equations fresh. */
    private Hyperparameters onTop(Fit first) {
        Hyperparameters fresh = beginning(true);
        double[] precisions = first.hyper().logPrecisions();
        for (int g = 0; g < precisions.length; g++) {
            precisions[g] = system.rows().get(g).law() ? 0 : precisions[g];
        }
        fresh.setLogPrecisions(precisions);
        return fresh;
    }

    /**
     * Fields in units of the root mean square of a first solution, residuals in units of what the prior makes of them:
     * then precisions mean the same for every problem as for the published ones.
     */
    private Units units(double[][] none) {
        FieldPrior[] priors = SpectrumSearch.priors(beginning(false), 0);
        double[] fields = new double[problem.fields().size()];
        Arrays.fill(fields, 1);
        Units units = Units.ofPrior(system, priors, fields, none);
        Hyperparameters hyper = whiteSource();
        double[] precisions = hyper.logPrecisions();
        Arrays.fill(precisions, settings.precisionCap());
        Weighting weighting = new Weighting(units, settings.conditionWeight(), none);
        Matrix[] first = new ProfiledFields(system, weighting, CONJUGATE_GRADIENTS / 10, run)
                .accurately(SpectrumSearch.priors(hyper, 0), Fit.zero(system), precisions);
        for (int f = 0; f < fields.length; f++) {
            double square = first[f].dot(first[f]) / settings.grid().size();
            fields[f] = square > 0 ? Math.sqrt(square) : 1;
        }
        return Units.ofPrior(system, priors, fields, none);
    }

    /** Fields once more at the final covariances, by orthogonal factors; nonlinear equations until they stand still. */
    private Fit settled(Fit fit, Weighting weighting) {
        ProfiledFields profile = new ProfiledFields(system, weighting, CONJUGATE_GRADIENTS, run);
        if (settings.scaled()) {
            // The equations are exact: noise served the search only.
            double[] largest = fit.hyper().logPrecisions();
            Arrays.fill(largest, settings.precisionCap());
            fit.hyper().setLogPrecisions(largest);
        }
        double[] precisions = fit.hyper().logPrecisions();
        Matrix[] values = settle(profile, fit.priors(), fit.values(), precisions);
        LogJoint joint = new LogJoint(system, fit.priors(), values, precisions, weighting);
        return new Fit(system, fit.hyper(), fit.priors(), values, joint);
    }

    static Matrix[] settle(ProfiledFields profile, FieldPrior[] priors, Matrix[] start, double[] precisions) {
        Matrix[] values = start;
        double moved = Double.POSITIVE_INFINITY;
        for (int k = 0; k < NEWTON_ITERATIONS && moved > NEWTON_TOLERANCE; k++) {
            Matrix[] next = profile.accurately(priors, values, precisions);
            moved = Fit.change(next, values);
            values = next;
        }
        return values;
    }

    private GpSolution solution(
            Fit fit, Units units, Status status, String detail, int steps, Map<String, Double> estimate) {
        List<Map<String, GaussianField>> stages = new ArrayList<>(frozen);
        stages.add(fit.fields(units));
        Outcome outcome = new Outcome(status, detail, steps, seconds(), history);
        Hyperparameters template = beginning(false);
        List<SpectrumMoment> shown = moments.stream()
                .filter(m -> m.step() < steps)
                .map(m -> new SpectrumMoment(m.step(), template.kernels(m.hyper())))
                .toList();
        return new GpSolution(problem, stages, outcome, fit.joint().value(), estimate, shown);
    }

    /** The largest share of its unit by which a condition is missed; says so if it shows. */
    private double missed(Fit fit, Units units) {
        double largest = 0;
        for (int g = 0; g < system.rows().size(); g++) {
            ResidualRows group = system.rows().get(g);
            double share = fit.joint().rootMeanSquare(g) / units.rows()[g];
            if (!group.law() && settings.scaled()) {
                largest = Math.max(largest, share);
                if (share > MISSED) {
                    run.say(String.format(
                            Locale.ROOT,
                            "gp: the condition %s is missed by %.2g: the spectrum found does not fit this problem; a lower"
                                    + " frequency, kernel gaussian or more points may help",
                            group.name(),
                            fit.joint().rootMeanSquare(g)));
                }
            }
        }
        return largest;
    }

    /** Says what the learned spectrum reveals about the grid and the range of frequencies. */
    private void warn(Fit fit) {
        for (int f = 0; f < fit.priors().length; f++) {
            String field = problem.fields().get(f);
            for (int a = 0; a < settings.grid().inputs(); a++) {
                SpectralMixture kernel = frozen.isEmpty()
                        ? fit.hyper().kernel(f, a)
                        : frozen.get(0).get(field).kernels()[a];
                if (kernel.kind().oscillates()) {
                    SpectrumWarnings.of(field, settings.grid().axis(a), kernel, settings.topFrequencies()[a])
                            .forEach(run::say);
                }
            }
        }
    }
}
