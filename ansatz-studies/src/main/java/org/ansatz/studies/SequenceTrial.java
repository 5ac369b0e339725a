package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.ansatz.learn.sequence.SequenceBatch;
import org.ansatz.learn.sequence.SequenceBatch.Score;
import org.ansatz.learn.sequence.SequenceTask;
import org.ansatz.learn.sequence.SequenceTraining;
import org.ansatz.learn.sequence.SequenceTraining.Plan;
import org.ansatz.learn.sequence.TransformerDecoder;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;

/**
 * An arm trained on a task with one seed, which decides initial weights and sequences: arms of one seed see the same ones.
 *
 * @param score on fresh sequences after the last step
 * @param curve accuracy on some of them against the step
 */
record SequenceTrial(SequenceArm arm, long seed, TransformerDecoder decoder, Score score, Curve curve)
        implements AutoCloseable {
    /**
     * Sizes of all trials of an experiment.
     *
     * @param tests fresh sequences that a model is measured on in the end
     * @param every steps between points of the curve; 0 for no curve
     */
    record Size(int width, int steps, double rate, int warmUp, int tests, int every) {
        static final Size STANDARD = new Size(64, 600, 3e-3, 50, 2000, 20);

        Size withSteps(int other) {
            return new Size(width, other, rate, warmUp, tests, every);
        }
    }

    private static final int BATCH = 64;
    private static final int CURVE_TESTS = 250;
    // 4 / sqrt(64) at width 64.
    private static final double EMBEDDING = 4;
    // The deviation of uniform numbers within +-1/sqrt(inputs), the usual initial weights.
    private static final double WEIGHTS = 1 / Math.sqrt(3);

    /** Trains; says what came out. */
    static SequenceTrial of(String experiment, SequenceArm arm, SequenceTask task, Size size, long seed, Run run)
            throws IOException {
        RandomStream random = RandomStream.seeded(seed);
        SequenceTask own = arm.layout().map(task::laidOut).orElse(task);
        TransformerDecoder decoder = TransformerDecoder.builder()
                .symbols(task.symbols())
                .layers(arm.layers())
                .width(size.width())
                .layerNorm()
                .embeddingSize(EMBEDDING / Math.sqrt(size.width()))
                .weightSize(WEIGHTS)
                .attention(arm.attention())
                .build(DType.FLOAT32, random.child(-1));
        SequenceBatch watched = own.draw(random.child(-2), CURVE_TESTS);
        List<double[]> points = new ArrayList<>();
        boolean finished = new SequenceTraining(
                        decoder, own, new Plan(size.steps(), BATCH, size.rate(), size.warmUp(), seed))
                .stopWhen(run::stopRequested)
                .listener(progress -> {
                    if (size.every() > 0 && progress.step() % size.every() == 0) {
                        points.add(new double[] {
                            progress.step(), watched.score(decoder).accuracy()
                        });
                    }
                })
                .train();
        if (!finished) {
            decoder.close();
            throw new CancellationException(experiment + ", " + arm.name() + " was stopped");
        }
        Score score = own.draw(random.child(-3), size.tests()).score(decoder);
        run.say(String.format(
                Locale.ROOT,
                "%s, %s, seed %d: accuracy %.4f, loss %.4f",
                experiment,
                arm.name(),
                seed,
                score.accuracy(),
                score.loss()));
        Curve curve = new Curve(
                arm.name(),
                points.stream().mapToDouble(p -> p[0]).toArray(),
                points.stream().mapToDouble(p -> p[1]).toArray());
        return new SequenceTrial(arm, seed, decoder, score, curve);
    }

    /** The first step of the curve with an accuracy; NaN if there is none. */
    double stepsTo(double accuracy) {
        for (int i = 0; i < curve.x().length; i++) {
            if (curve.y()[i] >= accuracy) {
                return curve.x()[i];
            }
        }
        return Double.NaN;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
