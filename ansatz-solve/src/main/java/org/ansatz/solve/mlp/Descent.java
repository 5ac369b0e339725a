package org.ansatz.solve.mlp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.ansatz.learn.optim.LevenbergMarquardt;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.PointSet;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;

/** Fits one network on one stretch: weights of the groups, steps, fresh points, when to stop. */
final class Descent {
    /** How a fit ended. */
    enum End {
        CONVERGED,
        BUDGET,
        INTERRUPTED,
        HOPELESS
    }

    /**
     * @param theta parameters of the network, then unknown constants in free form
     * @param loss weighted mean square on fixed points, in units of the fields' squared scale
     */
    record Fit(double[] theta, double loss, End end, String detail, long steps) {}

    /**
     * When a fit stops.
     *
     * @param seconds budget
     * @param patience seconds after which a loss above {@code hopeless} ends the fit
     * @param hopeless the loss above which shorter windows are needed, or infinity
     */
    record Limits(double seconds, double patience, double hopeless, double tolerance) {}

    private static final int CHECK_EVERY = 10;
    private static final int PROBES = 600;
    private static final int JUDGED_POINTS = 1500;
    private static final double PLATEAU_SECONDS = 20;

    private final Problem problem;
    private final Stretch stretch;
    private final MlpSettings settings;
    private final Run run;
    private final History history;
    private final RandomGenerator random;
    private final Parallel parallel;
    private final double runStart;
    private Groups groups;
    private ResidualSystem system;
    private PointSet judged;
    private PointSet probes;

    Descent(
            Stretch stretch,
            MlpSettings settings,
            Run run,
            History history,
            RandomGenerator random,
            Parallel parallel,
            double runStart) {
        this.problem = stretch.problem();
        this.stretch = stretch;
        this.settings = settings;
        this.run = run;
        this.history = history;
        this.random = random;
        this.parallel = parallel;
        this.runStart = runStart;
    }

    static double now() {
        return System.nanoTime() / 1e9;
    }

    Fit run(Network network, double[] start, Limits limits, String stage, double fractionFrom, double fractionTo) {
        UnknownConstants unknowns = new UnknownConstants(problem.unknowns());
        int conditionPoints = problem.isOrdinary() ? 1 : Math.max(100, settings.points() / 12);
        groups = new Groups(stretch, network, settings.points(), conditionPoints, random);
        judged = groups.interior(Math.min(JUDGED_POINTS, 2 * settings.points()));
        probes = groups.interior(PROBES);
        system = new ResidualSystem(network, groups.groups(), unknowns, parallel);
        double[] x = java.util.Arrays.copyOf(start, system.parameters());
        if (start.length < x.length) {
            unknowns.initial(x, network.parameterCount());
        }
        weigh(x);
        LevenbergMarquardt lm = new LevenbergMarquardt(system, 1e-3, true);
        double begun = now();
        double[] best = x.clone();
        double bestLoss = Double.POSITIVE_INFINITY;
        double[][] last = null;
        int still = 0;
        int stalled = 0;
        List<double[]> track = new ArrayList<>();
        for (long step = 0; ; step++) {
            double spent = now() - begun;
            if (step % CHECK_EVERY == 0) {
                Map<String, Double> figures = losses(x);
                double loss = judge(x);
                if (!Double.isFinite(loss)) {
                    String worst = figures.entrySet().stream()
                            .filter(e -> !Double.isFinite(e.getValue()))
                            .map(Map.Entry::getKey)
                            .findFirst()
                            .orElse("the loss");
                    throw new NumericalFailure("the fit diverged at step " + step + ": term `" + worst
                            + "` is not finite; the last good parameters are kept");
                }
                if (loss < bestLoss) {
                    bestLoss = loss;
                    best = x.clone();
                }
                track.add(new double[] {spent, bestLoss});
                figures.put("loss", loss);
                double done = Math.min(1, spent / limits.seconds());
                history.add(step, now() - runStart, figures);
                run.progress(fractionFrom + done * (fractionTo - fractionFrom), stage, step, figures);
                double[][] values = probe(network, x);
                double change = last == null ? 1 : relativeChange(values, last);
                last = values;
                still = change < limits.tolerance() ? still + 1 : 0;
                if (run.stopRequested()) {
                    return new Fit(best, bestLoss, End.INTERRUPTED, "interrupted at step " + step, step);
                }
                if (still >= 3 && bestLoss < limits.hopeless()) {
                    return new Fit(best, bestLoss, End.CONVERGED, "the answer stands still", step);
                }
                if (stalled >= 3 || bestLoss < 1e-25) {
                    return new Fit(best, bestLoss, End.CONVERGED, "no step lowers the residuals further", step);
                }
                if (spent > limits.patience() && bestLoss > limits.hopeless()) {
                    return new Fit(best, bestLoss, End.HOPELESS, "residuals stay large", step);
                }
                if (plateau(track, spent) && bestLoss < limits.hopeless()) {
                    return new Fit(best, bestLoss, End.CONVERGED, "the residuals no longer fall", step);
                }
                if (spent > limits.seconds()) {
                    return new Fit(best, bestLoss, End.BUDGET, "the time budget is used up", step);
                }
            }
            if (step > 0 && step % settings.resampleEvery() == 0) {
                groups.redraw(x, unknowns.values(x, network.parameterCount()), settings.adaptive());
            }
            LevenbergMarquardt.Step done = lm.step(x);
            if (Double.isNaN(done.value())) {
                throw new NumericalFailure("the fit diverged at step " + step + ": a residual is not finite");
            }
            if (!done.accepted()) {
                lm.setDamping(1e-3);
                groups.redraw(x, unknowns.values(x, network.parameterCount()), settings.adaptive());
                stalled++;
            }
        }
    }

    ResidualSystem system() {
        return system;
    }

    /** Whether the best loss fell by less than a third over the last three tenths of the time. */
    private static boolean plateau(List<double[]> track, double spent) {
        if (spent < PLATEAU_SECONDS) {
            return false;
        }
        double before = Double.NaN;
        for (double[] entry : track) {
            if (entry[0] <= 0.65 * spent) {
                before = entry[1];
            }
        }
        return track.get(track.size() - 1)[1] > 0.6 * before;
    }

    private double[][] probe(Network network, double[] x) {
        List<FieldTerm> terms = problem.fields().stream().map(problem::term).toList();
        return network.evaluate(x, probes.inputs(), terms);
    }

    private static double relativeChange(double[][] a, double[][] b) {
        double worst = 0;
        for (int f = 0; f < a.length; f++) {
            double difference = 0;
            double size = 0;
            for (int p = 0; p < a[f].length; p++) {
                difference += (a[f][p] - b[f][p]) * (a[f][p] - b[f][p]);
                size += a[f][p] * a[f][p];
            }
            worst = Math.max(worst, Math.sqrt(difference / Math.max(size, 1e-300)));
        }
        return worst;
    }

    /** Laws on fixed points plus the conditions' present mean squares. */
    private double judge(double[] x) {
        double[] constants = system.unknowns().values(x, system.network().parameterCount());
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

    /**
     * Makes all terms comparable: a group's weight is the mean squared length of the rows of the Jacobian of the fields'
     * values over that of the group's own rows, so that residuals count in units of the fields (the balance of traces of
     * the neural tangent kernel, arXiv 2007.14527, taken once); conditions are then weighted up.
     */
    private void weigh(double[] x) {
        double[] constants = new double[system.residuals()];
        int total = system.residuals();
        double[] jt = new double[Math.multiplyExact(total, system.parameters())];
        system.linearise(x, constants, jt);
        double reference = valueRows(x);
        int networkParameters = system.network().parameterCount();
        int row = 0;
        for (ResidualGroup group : groups.groups()) {
            double sum = 0;
            for (int q = 0; q < networkParameters; q++) {
                for (int i = 0; i < group.rows(); i++) {
                    double j = jt[q * total + row + i];
                    sum += j * j;
                }
            }
            row += group.rows();
            double base = sum > 0 ? reference / sum : 1;
            group.weight = base * factor(group);
        }
    }

    private double factor(ResidualGroup group) {
        if (group.law) {
            return 1;
        }
        if (group.data && group.noise > 0) {
            return NOISY_DATA_WEIGHT;
        }
        return settings.conditionWeight();
    }

    private static final double NOISY_DATA_WEIGHT = 1e-2;

    /** Mean squared length of the gradient of the scaled fields by the parameters, at some inner points. */
    private double valueRows(double[] x) {
        PointSet some = groups.interior(128);
        List<FieldTerm> terms = problem.fields().stream().map(problem::term).toList();
        double[][] zeros = new double[terms.size()][some.size()];
        double[] scales = system.network().scales().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        ResidualGroup values =
                new ResidualGroup("values", true, new DataResidual(terms, zeros, scales), system.network(), some, null);
        ResidualSystem alone =
                new ResidualSystem(system.network(), List.of(values), new UnknownConstants(List.of()), parallel);
        int n = alone.residuals();
        double[] jt = new double[n * alone.parameters()];
        alone.linearise(x, new double[n], jt);
        double sum = 0;
        for (double j : jt) {
            sum += j * j;
        }
        return sum;
    }
}
