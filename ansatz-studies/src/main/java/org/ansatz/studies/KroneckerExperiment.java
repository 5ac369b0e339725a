package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.learn.optim.MatrixMethods;
import org.ansatz.learn.optim.MatrixRule;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.optim.transform.KroneckerFisher;
import org.ansatz.learn.optim.transform.KroneckerFisher.Scaling;
import org.ansatz.learn.optim.transform.KroneckerFisher.Settings;
import org.ansatz.learn.optim.transform.Matrix;
import org.ansatz.learn.optim.transform.Polar;
import org.ansatz.learn.optim.transform.Svd;
import org.ansatz.learn.optim.transform.SymmetricEigen;
import org.ansatz.learn.optim.transform.UpdateTransform;
import org.ansatz.learn.optim.transform.Whitened;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.physics.report.Pictures.FieldMap;

/** A of {@link Fismo}: the matrix regression of {@link KroneckerTask}, condition numbers of the directions. */
record KroneckerExperiment(boolean tiny, long[] seeds, Run run) {
    private static final List<Double> RATES = List.of(0.02, 0.04, 0.08, 0.16, 0.32);
    private static final List<Double> SGD_RATES = List.of(0.5, 1.0, 2.0, 4.0, 8.0);
    private static final double DAMPING = 0.01;
    private static final double GAMMA = 0.95;
    private static final double MOMENTUM = 0.9;

    private static MatrixRule.Method fismo(Scaling scaling) {
        return MatrixMethods.fismo(MOMENTUM, Settings.of(GAMMA, DAMPING, scaling), new Polar());
    }

    private OptimizerTask task(long seed) {
        return tiny ? new KroneckerTask(8, 10, seed) : new KroneckerTask(24, 32, seed);
    }

    private int steps() {
        return tiny ? 50 : 400;
    }

    private OptimizerContenders contenders() {
        return new OptimizerContenders(rate -> Schedule.linearTail(rate, 0, steps(), 0));
    }

    List<Figure> figures() throws IOException {
        OptimizerContenders c = contenders();
        OptimizerSweep sweep = OptimizerSweep.run(
                "A",
                this::task,
                List.of(
                        c.momentum("sgd", MOMENTUM, SGD_RATES),
                        c.adamw(RATES),
                        c.matrices("muon", RATES, MatrixMethods.exactMuon(MOMENTUM, false)),
                        c.matrices("fismo-literal", RATES, fismo(Scaling.LITERAL)),
                        c.matrices("fismo-normalised", RATES, fismo(Scaling.NORMALISED))),
                steps(),
                seeds,
                run);
        Pictures pictures = new Pictures(run.folder());
        losses(pictures, sweep);
        double least = Math.min(sweep.best("fismo-literal"), sweep.best("fismo-normalised"));
        double muon = sweep.best("muon");
        Figure byAdam = sweep.ratio("A.literal.over_adamw", "fismo-literal", "adamw");
        Figure bySgd = sweep.ratio("A.literal.over_sgd", "fismo-literal", "sgd");
        Figure byMuon = sweep.ratio("A.literal.over_muon", "fismo-literal", "muon");
        List<Figure> figures = new ArrayList<>(sweep.scores("A"));
        figures.addAll(List.of(
                tiny ? byAdam.bar(1) : byAdam.bar(0.1),
                tiny ? bySgd.bar(1) : bySgd.bar(0.1),
                tiny ? byMuon : byMuon.bar(5),
                Figure.of("A.fismo.over_muon", least / muon, Better.LOWER).against("muon", muon)));
        figures.addAll(conditions(pictures, sweep));
        return figures;
    }

    private void losses(Pictures pictures, OptimizerSweep sweep) throws IOException {
        List<Curve> bySteps = new ArrayList<>();
        List<Curve> bySeconds = new ArrayList<>();
        for (String name : sweep.names()) {
            OptimizerTrace trace = sweep.bestRuns(name).get(0);
            bySteps.add(new Curve(name, trace.steps(), trace.losses()));
            bySeconds.add(new Curve(name, trace.seconds(), trace.losses()));
        }
        String title = "Matrix regression, each at its best rate";
        pictures.lines("kronecker-steps.png", title, "step", "relative loss", true, bySteps);
        pictures.lines("kronecker-seconds.png", title, "wall time in s", "relative loss", true, bySeconds);
    }

    /** Condition numbers of gradients and directions, with the first seed. */
    private List<Figure> conditions(Pictures pictures, OptimizerSweep sweep) throws IOException {
        Map<String, List<Double>> conditions = new LinkedHashMap<>();
        KroneckerFisher[] fisher = new KroneckerFisher[1];
        observe("muon, exact", MatrixMethods.exactMuon(MOMENTUM, false), sweep.bestRate("muon"), conditions);
        observe("muon, NS 5", MatrixMethods.muon(0.95, 5), sweep.bestRate("muon"), conditions);
        observe("literal", fismo(Scaling.LITERAL), sweep.bestRate("fismo-literal"), conditions);
        MatrixRule.Method normalised = (m, n) -> {
            Whitened whitened = (Whitened) fismo(Scaling.NORMALISED).on(m, n);
            fisher[0] = whitened.fisher();
            return UpdateTransform.chain(
                    UpdateTransform.observed(u -> u, g -> add(conditions, "gradient", g)), whitened);
        };
        observe("normalised", normalised, sweep.bestRate("fismo-normalised"), conditions);
        List<Curve> curves = new ArrayList<>();
        conditions.forEach((name, numbers) -> curves.add(new Curve(name, index(numbers.size()), array(numbers))));
        pictures.lines("kronecker-conditions.png", "Condition numbers", "step", "condition number", true, curves);
        factors(pictures, fisher[0]);
        double median = Trials.median(conditions.get("normalised"), d -> d);
        double quintic = Trials.median(conditions.get("muon, NS 5"), d -> d);
        Figure low = Figure.of("A.normalised.condition", median, Better.HIGHER).paper(100);
        Figure high = Figure.of("A.normalised.condition_at_most", median, Better.LOWER)
                .paper(1000);
        Figure muon = Figure.of("A.muon.condition", quintic, Better.LOWER).paper(10);
        return List.of(tiny ? low : low.bar(30), tiny ? high : high.bar(3000), tiny ? muon : muon.bar(10));
    }

    private void observe(String name, MatrixRule.Method method, double rate, Map<String, List<Double>> conditions) {
        MatrixRule.Method observed = (m, n) -> UpdateTransform.observed(method.on(m, n), d -> add(conditions, name, d));
        OptimizerTask task = task(seeds[0]);
        OptimizerTrace.of(
                task,
                name,
                rate,
                contenders().matrices(name, List.of(rate), observed).rule().make(task.layout(), rate),
                steps(),
                run);
    }

    private static void add(Map<String, List<Double>> conditions, String name, Matrix matrix) {
        conditions
                .computeIfAbsent(name, n -> new ArrayList<>())
                .add(Svd.of(matrix).conditionNumber());
    }

    private void factors(Pictures pictures, KroneckerFisher fisher) throws IOException {
        List<Curve> eigenvalues = new ArrayList<>();
        for (Map.Entry<String, Matrix> entry :
                Map.of("P", fisher.left(), "Q", fisher.right()).entrySet()) {
            double[] values = SymmetricEigen.of(entry.getValue()).values();
            eigenvalues.add(new Curve(entry.getKey(), index(values.length), values));
        }
        pictures.lines("kronecker-factors.png", "Fisher factors at the end", "number", "eigenvalue", true, eigenvalues);
        Matrix p = fisher.left();
        double[][] values = new double[p.rows()][p.rows()];
        for (int i = 0; i < p.rows(); i++) {
            for (int j = 0; j < p.rows(); j++) {
                values[i][j] = p.get(i, j);
            }
        }
        double[] rows = index(p.rows());
        pictures.fields(
                "kronecker-p.png",
                "The factor of the outputs",
                "row",
                rows,
                "column",
                rows,
                1,
                List.of(new FieldMap("P", values, "P")));
    }

    private static double[] index(int size) {
        double[] numbers = new double[size];
        java.util.Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
