package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.ansatz.dynamics.learning.Adaptation;
import org.ansatz.dynamics.learning.AdaptationTrace;
import org.ansatz.dynamics.learning.GraphHamiltonian;
import org.ansatz.dynamics.learning.LeaveOneOut;
import org.ansatz.dynamics.learning.MetaPlan;
import org.ansatz.dynamics.learning.MetaTraining;
import org.ansatz.dynamics.learning.PhaseTrajectory;
import org.ansatz.dynamics.learning.TaskSampler;
import org.ansatz.dynamics.learning.TrajectoryPlan;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.meta.InnerLoop;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Run;
import org.ansatz.tensor.RandomStream;

/** Initial values learned from some systems with one seed, and what they are worth on trajectories of another system. */
final class MetaTrial {
    static final String META = "meta-trained";
    static final String PRE = "pre-trained";
    static final String LONG_PRE = "pre-trained 5x";
    static final String RANDOM = "random";
    static final GraphHamiltonian MODEL = GraphHamiltonian.of(48, 3);
    static final int STEPS = 50;
    static final int SUPPORT = 50;
    private static final int LONGER = 5;
    private static final double TUNED = 3;
    private static final double DURATION = 10;
    private static final int POINTS = 200;

    /** Where tasks come from, with the rate and number of inner steps that suit them. */
    enum Distribution {
        /** Every trajectory has its own strength of forces. */
        S(4, 3, 0.2),
        /** Unit constants, as in the paper. */
        U(1, 5, 0.3);

        private final double spread;
        private final int innerSteps;
        private final double rate;

        Distribution(double spread, int innerSteps, double rate) {
            this.spread = spread;
            this.innerSteps = innerSteps;
            this.rate = rate;
        }
    }

    /**
     * Sizes of a trial.
     *
     * @param optimizer of the outer loop
     */
    record Size(int iterations, int tasks, int trajectories, int tests, OptimizerChoice optimizer) {
        Size withTasks(int other) {
            return new Size(iterations, other, trajectories, tests, optimizer);
        }
    }

    /** Errors of a model that is adapted with a rate. */
    record Adapted(String model, double rate, AdaptationTrace trace) {}

    private final Distribution distribution;
    private final LeaveOneOut split;
    private final Size size;
    private final long seed;
    private final RandomStream random;
    private final TaskSampler sampler;
    private final Run run;

    MetaTrial(Distribution distribution, LeaveOneOut split, Size size, long seed, Run run) {
        this.distribution = distribution;
        this.split = split;
        this.size = size;
        this.seed = seed;
        this.run = run;
        random = RandomStream.seeded(seed).child(-1);
        sampler = TaskSampler.of(split.training(), trajectories(size.trajectories()), random.child(0));
    }

    private TrajectoryPlan trajectories(int count) {
        return new TrajectoryPlan(count, distribution.spread, DURATION, POINTS);
    }

    /** MAML of second order. */
    MetaPlan plan() {
        return MetaPlan.standard(size.iterations(), new InnerLoop(distribution.innerSteps, distribution.rate), seed)
                .withTasks(size.tasks())
                .with(size.optimizer());
    }

    /** Trains after a plan, or only draws initial weights. */
    TensorParameters train(String model, Run part) throws IOException {
        MetaPlan plan = plan();
        return switch (model) {
            case META -> train(model, plan, part);
            case PRE -> train(model, plan.asJoint(), part);
            case LONG_PRE -> train(model, plan.asJoint().withIterations(LONGER * size.iterations()), part);
            default -> new MetaTraining(MODEL, sampler, plan).initial();
        };
    }

    TensorParameters train(String name, MetaPlan plan, Run part) throws IOException {
        long begun = System.nanoTime();
        String file = String.join("-", distribution.name(), split.heldOut().name(), name.replace(' ', '-'), "" + seed);
        TensorParameters parameters = new MetaTraining(MODEL, sampler, plan).train(file, part);
        run.say(String.format(Locale.ROOT, "%s: %.0f s", file, (System.nanoTime() - begun) * 1e-9));
        return parameters;
    }

    /** The test trajectories of the held-out system with a number of points to adapt to. */
    Adaptation tests(int points) {
        List<PhaseTrajectory> drawn = trajectories(size.tests()).draw(split.heldOut(), random.child(1));
        return new Adaptation(MODEL, drawn, points, plan().type(), random.child(2));
    }

    /** Every model adapted at the rate of meta-training, and three times that. */
    List<Adapted> adapted(List<String> models) throws IOException {
        List<Adapted> all = new ArrayList<>();
        try (Adaptation tests = tests(SUPPORT)) {
            for (String model : models) {
                double length = 1.0 / models.size();
                Run part = new RunPart(run, models.indexOf(model) * length, length, model, run.folder());
                try (TensorParameters parameters = train(model, part)) {
                    for (double rate : rates()) {
                        adapt(tests, model, parameters, rate, all);
                    }
                }
            }
        }
        return all;
    }

    private void adapt(Adaptation tests, String model, TensorParameters parameters, double rate, List<Adapted> into) {
        try {
            int[] steps = IntStream.rangeClosed(0, STEPS).toArray();
            AdaptationTrace trace = tests.run(parameters.tensors(), rate, steps, 10, STEPS);
            into.add(new Adapted(model, rate, trace));
            run.say(String.format(
                    Locale.ROOT,
                    "%s %s, seed %d, %s at rate %.1f: field %.3f after 10 and %.3f after 50 steps, path %.3f",
                    distribution,
                    split.heldOut().name(),
                    seed,
                    model,
                    rate,
                    trace.field(10),
                    trace.field(STEPS),
                    trace.path(STEPS)));
        } catch (NumericalFailure failure) {
            if (rate == rate()) {
                throw failure;
            }
            run.say(model + ", rate " + rate + ", is left out: " + failure.getMessage());
        }
    }

    double rate() {
        return distribution.rate;
    }

    private double[] rates() {
        return new double[] {rate(), TUNED * rate()};
    }

    Distribution distribution() {
        return distribution;
    }

    LeaveOneOut split() {
        return split;
    }

    /** The adaptation of a model at the rate of meta-training, or at its best rate for a figure. */
    static Adapted best(List<Adapted> all, String model, boolean tuned, ToDoubleFunction<AdaptationTrace> figure) {
        // The first rate is that of meta-training.
        List<Adapted> own =
                all.stream().filter(one -> one.model().equals(model)).toList();
        return tuned
                ? own.stream()
                        .min(Comparator.comparingDouble(one -> figure.applyAsDouble(one.trace())))
                        .orElseThrow()
                : own.get(0);
    }
}
