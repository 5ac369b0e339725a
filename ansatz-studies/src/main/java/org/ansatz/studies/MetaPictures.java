package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ansatz.dynamics.learning.Adaptation;
import org.ansatz.dynamics.learning.AdaptationTrace;
import org.ansatz.dynamics.learning.MotionErrors;
import org.ansatz.dynamics.learning.PhaseTrajectory;
import org.ansatz.dynamics.statistics.Summary;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Band;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.studies.MetaTrial.Adapted;

/** Pictures of one trial at the rate of meta-training. */
final class MetaPictures {
    private final Pictures pictures;

    MetaPictures(Run run) {
        pictures = new Pictures(run.folder());
    }

    void draw(MetaTrial trial, List<String> models, List<Adapted> adapted) throws IOException {
        String name = trial.distribution() + "-" + trial.split().heldOut().name();
        String title = trial.split().heldOut().name() + " held out, "
                + (trial.distribution() == MetaTrial.Distribution.S ? "scaled forces" : "unit constants");
        List<Band> errors = new ArrayList<>();
        List<Curve> portrait = new ArrayList<>();
        List<Curve> energy = new ArrayList<>();
        List<String> changed = new ArrayList<>(models);
        double[] changes = new double[models.size() + 1];
        try (Adaptation tests = trial.tests(MetaTrial.SUPPORT)) {
            PhaseTrajectory truth = tests.trajectories().get(0);
            for (String model : models) {
                AdaptationTrace trace =
                        MetaTrial.best(adapted, model, false, t -> 0).trace();
                errors.add(band(model, trace));
                portrait.add(new Curve(model, column(trace.paths()[0], 0), column(trace.paths()[0], 2)));
                energy.add(new Curve(model, truth.times(), MotionErrors.ofEnergy(trace.paths()[0], truth::energy)));
                changes[errors.size() - 1] = trace.change();
            }
            pictures.paths(
                    name + "-portrait.png",
                    title + ": motion after 50 steps",
                    "q1",
                    "p1",
                    new Curve("truth", column(truth.features(), 0), column(truth.features(), 2)),
                    portrait);
        }
        pictures.bands(
                name + "-field.png",
                title + ": field, median and quartiles",
                "adaptation steps",
                "relative error",
                errors);
        pictures.lines(name + "-energy.png", title + ": true energy along it", "t", "relative error", true, energy);
        changed.add("random, best rate");
        changes[models.size()] = MetaTrial.best(adapted, MetaTrial.RANDOM, true, trace -> trace.field(MetaTrial.STEPS))
                .trace()
                .change();
        pictures.bars(
                name + "-change.png", title + ": 1 - CKA of the last hidden layer after 50 steps", changed, changes);
    }

    private static Band band(String model, AdaptationTrace trace) {
        int rows = trace.steps().length;
        double[][] band = new double[4][rows];
        for (int k = 0; k < rows; k++) {
            Summary summary = Summary.of(trace.fieldErrors()[k]);
            band[0][k] = trace.steps()[k];
            band[1][k] = summary.lowerQuartile();
            band[2][k] = summary.median();
            band[3][k] = summary.upperQuartile();
        }
        return new Band(model, band[0], band[1], band[2], band[3]);
    }

    private static double[] column(double[][] rows, int index) {
        double[] column = new double[rows.length];
        for (int k = 0; k < column.length; k++) {
            column[k] = rows[k][index];
        }
        return column;
    }
}
