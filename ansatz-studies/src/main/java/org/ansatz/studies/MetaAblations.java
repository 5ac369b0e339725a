package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ansatz.dynamics.learning.Adaptation;
import org.ansatz.dynamics.learning.AdaptationTrace;
import org.ansatz.dynamics.learning.LeaveOneOut;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.meta.MetaOrder;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.studies.MetaTrial.Distribution;
import org.ansatz.studies.MetaTrial.Size;

/** What the number of points, the order of the meta-gradient and the number of training systems do; scaled forces, pendulum held out, P1. */
final class MetaAblations {
    private static final int[] POINTS = {5, 10, 25, 50};
    static final int TRAININGS = 6;
    private static final int[] STEPS = {0, 10, MetaTrial.STEPS};

    private final Size size;
    private final Run run;
    private final List<Figure> figures = new ArrayList<>();
    private int begun;

    MetaAblations(Size size, Run run) {
        this.size = size;
        this.run = run;
    }

    private MetaTrial trial(String... training) {
        List<String> names = List.of(training);
        return new MetaTrial(Distribution.S, LeaveOneOut.of(names, "pendulum"), size, run.seed(), run);
    }

    /** The part of the run that the next training has. */
    private Run next(String stage) {
        return RunPart.of(run, begun++, TRAININGS, stage);
    }

    List<Figure> figures() throws IOException {
        MetaTrial all = trial("mass-spring", "henon-heiles", "magnetic-mirror");
        points(all);
        for (MetaOrder order : List.of(MetaOrder.FIRST, MetaOrder.REPTILE)) {
            String word = order.name().toLowerCase(java.util.Locale.ROOT);
            try (TensorParameters parameters = all.train(word, all.plan().with(order), next(word))) {
                add("order." + word, measured(all, parameters, MetaTrial.SUPPORT));
            }
        }
        systems("systems.1", trial("mass-spring"));
        systems("systems.2", trial("mass-spring", "henon-heiles"));
        return figures;
    }

    private void systems(String name, MetaTrial trial) throws IOException {
        try (TensorParameters parameters = trial.train(name, trial.plan(), next(name))) {
            add(name, measured(trial, parameters, MetaTrial.SUPPORT));
        }
    }

    private void points(MetaTrial trial) throws IOException {
        List<Curve> curves = new ArrayList<>();
        for (String model : List.of(MetaTrial.META, MetaTrial.PRE, MetaTrial.RANDOM)) {
            double[] x = new double[POINTS.length];
            double[] y = new double[POINTS.length];
            Run part = model.equals(MetaTrial.RANDOM) ? run : next(model);
            try (TensorParameters parameters = trial.train(model, part)) {
                for (int k = 0; k < POINTS.length; k++) {
                    AdaptationTrace trace = measured(trial, parameters, POINTS[k]);
                    add("points." + POINTS[k] + "." + model.replaceAll("-.*", ""), trace);
                    x[k] = POINTS[k];
                    y[k] = trace.field(MetaTrial.STEPS);
                }
            }
            curves.add(new Curve(model, x, y));
        }
        new Pictures(run.folder())
                .lines(
                        "ablation-points.png",
                        "pendulum, scaled forces: field after 50 steps",
                        "points adapted to",
                        "relative error",
                        true,
                        curves);
    }

    private static AdaptationTrace measured(MetaTrial trial, TensorParameters parameters, int points) {
        try (Adaptation tests = trial.tests(points)) {
            return tests.run(parameters.tensors(), trial.rate(), STEPS, MetaTrial.STEPS);
        }
    }

    private void add(String name, AdaptationTrace trace) {
        figures.add(Figure.of("ablation." + name + ".field_10", trace.field(10), Better.LOWER));
        figures.add(Figure.of("ablation." + name + ".field_50", trace.field(MetaTrial.STEPS), Better.LOWER));
    }
}
