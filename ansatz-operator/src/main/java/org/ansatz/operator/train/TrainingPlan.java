package org.ansatz.operator.train;

import java.util.Locale;
import java.util.Map;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.optim.TensorUpdate;
import org.ansatz.learn.optim.UpdateRule;
import org.ansatz.operator.fno.FieldLoss;
import org.ansatz.operator.fno.SobolevLoss;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;

/**
 * How an operator is trained.
 *
 * @param epochs passes over the training samples
 * @param batch samples of a step
 * @param optimizer of first order
 * @param rate its first learning rate
 * @param weightDecay its decay, if it has one
 * @param schedule of the rate
 * @param stepEpochs for {@link Decay#STEP}: epochs after which the rate is halved
 * @param loss what is minimised, on normalised fields
 * @param shifts whether each batch is shifted by a random number of points along every axis, input and output alike: more
 *     samples of maps between periodic fields that know no place
 * @param precision of parameters and fields
 * @param device where it is computed
 * @param seed of initial values and batches
 */
public record TrainingPlan(
        int epochs,
        int batch,
        OptimizerChoice optimizer,
        double rate,
        double weightDecay,
        Decay schedule,
        int stepEpochs,
        Loss loss,
        boolean shifts,
        DType precision,
        Device device,
        long seed) {
    /** Schedules. */
    public enum Decay {
        CONSTANT,
        /** Half a cosine down to zero. */
        COSINE,
        /** Halved every so many epochs. */
        STEP
    }

    /** Losses. */
    public enum Loss {
        H1,
        L2;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The loss for periodic or other fields. */
        public FieldLoss on(boolean periodic) {
            return this == H1 ? new SobolevLoss(periodic) : FieldLoss.relativeL2();
        }
    }

    private static final OptimizerChoice ADAMW = OptimizerChoice.parse("adamw");

    public TrainingPlan {
        if (epochs < 1 || batch < 1 || stepEpochs < 1) {
            throw new InvalidProblem("epochs, batch and step_epochs must be at least 1, given " + epochs + ", " + batch
                    + ", " + stepEpochs);
        }
        if (!optimizer.optimizer().isFirstOrder()) {
            throw new InvalidProblem("optimizer: " + optimizer.name()
                    + " compares values on one batch; operators are trained by one of first order, such as adamw");
        }
        if (!(rate > 0 && rate < 1e3) || !(weightDecay >= 0 && weightDecay < 1e3)) {
            throw new InvalidProblem(
                    "rate must be positive and weight_decay not negative, given " + rate + " and " + weightDecay);
        }
    }

    /** AdamW with decay 1e-4 and a cosine, H1 loss, batch 16, single precision on the processor. */
    public static TrainingPlan standard(int epochs, double rate, long seed) {
        return new TrainingPlan(
                epochs, 16, ADAMW, rate, 1e-4, Decay.COSINE, 100, Loss.H1, false, DType.FLOAT32, Device.CPU, seed);
    }

    public TrainingPlan with(Loss other) {
        return new TrainingPlan(
                epochs,
                batch,
                optimizer,
                rate,
                weightDecay,
                schedule,
                stepEpochs,
                other,
                shifts,
                precision,
                device,
                seed);
    }

    public TrainingPlan withShifts(boolean other) {
        return new TrainingPlan(
                epochs,
                batch,
                optimizer,
                rate,
                weightDecay,
                schedule,
                stepEpochs,
                loss,
                other,
                precision,
                device,
                seed);
    }

    public TrainingPlan withBatch(int other) {
        return new TrainingPlan(
                epochs,
                other,
                optimizer,
                rate,
                weightDecay,
                schedule,
                stepEpochs,
                loss,
                shifts,
                precision,
                device,
                seed);
    }

    public TrainingPlan withRate(double other) {
        return new TrainingPlan(
                epochs,
                batch,
                optimizer,
                other,
                weightDecay,
                schedule,
                stepEpochs,
                loss,
                shifts,
                precision,
                device,
                seed);
    }

    /** Steps of an epoch with so many samples; the last batch may be smaller. */
    public int stepsPerEpoch(long samples) {
        return Math.toIntExact((samples + batch - 1) / batch);
    }

    /** With another optimizer at its own first rate. */
    public TrainingPlan with(OptimizerChoice other) {
        double own = other.number("rate");
        return new TrainingPlan(
                epochs, batch, other, own, weightDecay, schedule, stepEpochs, loss, shifts, precision, device, seed);
    }

    /** The optimizer for parameters, its schedule made for a number of training samples. */
    TensorUpdate update(TensorParameters parameters, long samples) {
        return optimizer.optimizer().update(parameters, settings(), first -> rates(first, samples));
    }

    /** The rule that this optimizer follows. */
    UpdateRule rule(ParameterLayout layout, long samples) {
        return optimizer.optimizer().rule(layout, settings(), first -> rates(first, samples));
    }

    private Map<String, String> settings() {
        return optimizer
                .over(Map.of("rate", Double.toString(rate), "weight_decay", Double.toString(weightDecay)))
                .given();
    }

    private Schedule rates(double first, long samples) {
        int perEpoch = stepsPerEpoch(samples);
        return switch (schedule) {
            case CONSTANT -> Schedule.constant(first);
            case COSINE -> Schedule.cosine(first, 0, epochs * perEpoch);
            case STEP -> Schedule.steps(first, 0.5, stepEpochs * perEpoch);
        };
    }
}
