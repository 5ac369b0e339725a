package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ansatz.learn.optim.MatrixMethods;
import org.ansatz.learn.optim.MatrixMethods.Form;
import org.ansatz.learn.optim.transform.CoshRms;
import org.ansatz.learn.optim.transform.FrobeniusNormalise;
import org.ansatz.learn.optim.transform.Matrix;
import org.ansatz.learn.optim.transform.NewtonSchulz;
import org.ansatz.learn.optim.transform.Svd;
import org.ansatz.learn.optim.transform.UpdateTransform;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.physics.report.Pictures.FieldMap;

/** A of {@link Auon}: the regression of {@link TeacherTask} by optimizers that are orthogonal to different degrees. */
record OrthogonalityExperiment(boolean tiny, long[] seeds, Run run) {
    private static final List<Double> ADAM_RATES = List.of(3e-3, 1e-2, 2e-2);
    private static final List<Double> MUON_RATES = List.of(0.02, 0.03, 0.05, 0.08);
    private static final List<Double> AUON_RATES = List.of(0.05, 0.1, 0.2);
    private static final List<Double> HYBRID_RATES = List.of(0.03, 0.06, 0.1);
    private static final List<Double> RELEASED_RATES = List.of(1.0, 3.0, 10.0);
    private static final double MOMENTUM = 0.95;
    /** The order of the matrix whose spectrum is drawn. */
    private static final int ORDER = 64;

    List<Figure> figures() throws IOException {
        int steps = tiny ? 30 : 600;
        OptimizerContenders c = OptimizerContenders.linearTail(steps);
        TeacherTask.Size size = tiny ? TeacherTask.Size.TINY : TeacherTask.Size.STANDARD;
        OptimizerSweep sweep = OptimizerSweep.run(
                "A",
                seed -> new TeacherTask(size, seed),
                List.of(
                        c.adamw(ADAM_RATES),
                        c.matrices("muon", MUON_RATES, MatrixMethods.muon(MOMENTUM, 5)),
                        c.matrices("auon", AUON_RATES, MatrixMethods.auon(MOMENTUM, Form.PAPER)),
                        c.matrices("hybrid-auon", HYBRID_RATES, MatrixMethods.hybridAuon(MOMENTUM, Form.PAPER)),
                        c.matrices("normalised", AUON_RATES, MatrixMethods.normalised(MOMENTUM)),
                        c.matrices("auon-released", RELEASED_RATES, MatrixMethods.auon(MOMENTUM, Form.RELEASED))),
                steps,
                seeds,
                run);
        pictures(sweep);
        double plain = sweep.best("normalised");
        Figure hybrid = sweep.ratio("A.hybrid-auon.over_adamw", "hybrid-auon", "adamw");
        Figure auon = sweep.ratio("A.auon.over_adamw", "auon", "adamw");
        Figure both = sweep.ratio("A.hybrid-auon.over_auon", "hybrid-auon", "auon");
        List<Figure> figures = new ArrayList<>(sweep.scores("A"));
        figures.addAll(List.of(
                tiny ? hybrid : hybrid.bar(0.8),
                tiny ? auon : auon.bar(0.9),
                tiny ? both : both.bar(1),
                Figure.of("A.auon.off_normalised", Math.abs(sweep.best("auon") / plain - 1), Better.LOWER)
                        .against("the same without cosh", plain)
                        .bar(0.02),
                sweep.ratio("A.hybrid-auon.over_muon", "hybrid-auon", "muon").paper(1.13)));
        return figures;
    }

    private void pictures(OptimizerSweep sweep) throws IOException {
        Pictures pictures = new Pictures(run.folder());
        List<Curve> losses = new ArrayList<>();
        for (String name : sweep.names()) {
            OptimizerTrace trace = sweep.bestRuns(name).get(0);
            losses.add(new Curve(name, trace.steps(), trace.smoothed(20)));
        }
        pictures.lines("auon-losses.png", "Regression, mean of 20 batches", "step", "loss", true, losses);
        spectra(pictures);
    }

    /** What each transform makes of a matrix with singular values from 1 to 1e-3. */
    private void spectra(Pictures pictures) throws IOException {
        Map<String, UpdateTransform> transforms = new LinkedHashMap<>();
        transforms.put("u", u -> u);
        transforms.put("auon", UpdateTransform.chain(new FrobeniusNormalise(), CoshRms.paper()));
        transforms.put("hybrid", UpdateTransform.chain(NewtonSchulz.quintic(1), CoshRms.paper()));
        for (int k = 1; k <= 5; k++) {
            transforms.put("NS " + k, NewtonSchulz.quintic(k));
        }
        Random random = new Random(run.seed());
        Svd bases = Svd.of(Matrix.zeros(ORDER, ORDER).map(zero -> random.nextGaussian()));
        Matrix u = Matrix.zeros(ORDER, ORDER);
        for (int i = 0; i < ORDER; i++) {
            for (int k = 0; k < ORDER; k++) {
                u.values()[i * ORDER + k] = bases.u().get(i, k) * Math.pow(10, -3.0 * k / (ORDER - 1));
            }
        }
        Matrix momentum = u.times(bases.vt());
        double[] index = new double[ORDER];
        Arrays.setAll(index, i -> i + 1);
        List<Curve> curves = new ArrayList<>();
        transforms.forEach((name, transform) -> curves.add(
                new Curve(name, index, Svd.of(transform.apply(momentum)).values())));
        pictures.lines(
                "auon-spectra.png", "Singular values of the direction", "number", "singular value", true, curves);
        List<FieldMap> maps = new ArrayList<>();
        for (String name : List.of("auon", "hybrid", "NS 5")) {
            Matrix d = transforms.get(name).apply(momentum);
            Matrix gram = d.timesTransposed(d);
            double[][] values = new double[ORDER][ORDER];
            for (int i = 0; i < ORDER; i++) {
                for (int j = 0; j < ORDER; j++) {
                    values[i][j] = gram.get(i, j);
                }
            }
            maps.add(new FieldMap(name + ": D D^T", values, name));
        }
        pictures.fields(
                "auon-gram.png", "How orthogonal the direction's rows are", "row", index, "row", index, 3, maps);
    }
}
