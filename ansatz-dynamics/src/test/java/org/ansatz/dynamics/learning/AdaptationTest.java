package org.ansatz.dynamics.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.meta.InnerLoop;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.physics.mechanics.AdaptiveMethod;
import org.ansatz.physics.mechanics.Trajectory;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Run;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptationTest {
    private static final GraphHamiltonian MODEL = GraphHamiltonian.of(16, 2);
    private static final TrajectoryPlan FEW = new TrajectoryPlan(3, 4, 5, 60);

    private static TaskSampler springsAndPendulums() {
        return TaskSampler.of(
                List.of(SystemLibrary.get("mass-spring"), SystemLibrary.get("pendulum")), FEW, RandomStream.seeded(1));
    }

    private static MetaTraining training(int iterations) {
        MetaPlan plan = new MetaPlan(
                iterations,
                4,
                25,
                25,
                OptimizerChoice.parse("adam(rate=0.01)"),
                1,
                new InnerLoop(2, 0.2),
                org.ansatz.learn.meta.MetaOrder.SECOND,
                false,
                FieldLoss.Reduction.MEAN,
                DType.FLOAT64,
                3);
        return new MetaTraining(MODEL, springsAndPendulums(), plan);
    }

    private static Adaptation pendulums() {
        return new Adaptation(
                MODEL,
                FEW.draw(SystemLibrary.get("pendulum"), RandomStream.seeded(5)),
                25,
                DType.FLOAT64,
                RandomStream.seeded(6));
    }

    @Test
    void twentyIterationsHalveTheLoss() throws IOException {
        MetaTraining training = training(20);
        training.train("training", Run.silent(0)).close();
        double[] losses = training.losses();
        assertThat(losses).hasSize(20);
        double before = Arrays.stream(losses, 0, 3).average().orElseThrow();
        double after = Arrays.stream(losses, 17, 20).average().orElseThrow();
        assertThat(after).isLessThan(0.5 * before);
    }

    @Test
    void aStoppedTrainingGoesOnWithTheSameBits(@TempDir Path folder) throws IOException {
        TensorParameters whole = training(9).train("training", Run.silent(0));
        assertThatThrownBy(() -> training(9).train("training", new StoppingRun(folder, 5, false)))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("after 5 of 9");
        assertThat(Files.exists(folder.resolve("checkpoint/training.safetensors")))
                .isTrue();
        TensorParameters resumed = training(9).train("training", new StoppingRun(folder, 100, true));
        for (String name : whole.names()) {
            assertThat(resumed.get(name).toDoubles())
                    .containsExactly(whole.get(name).toDoubles());
        }
    }

    @Test
    void withoutRateAdaptationChangesNothing() {
        try (Adaptation adaptation = pendulums();
                TensorParameters initial = training(0).initial()) {
            AdaptationTrace trace = adaptation.run(initial.tensors(), 0, new int[] {0, 1, 20}, 0, 20);
            assertThat(trace.fieldErrors()[2]).containsExactly(trace.fieldErrors()[0]);
            assertThat(trace.pathErrors()[1]).containsExactly(trace.pathErrors()[0]);
            assertThat(trace.change()).isCloseTo(0, within(1e-12));
        }
    }

    /** A mean over 12 points of 2 coordinates, of which each has two residuals, is a twenty-fourth of the sum. */
    @Test
    void stepsOnTheSumAreStepsOnTheMeanAtARateThatIsAsManyTimesLarger() {
        List<PhaseTrajectory> drawn = FEW.draw(SystemLibrary.get("pendulum"), RandomStream.seeded(5));
        double[][] fields = new double[2][];
        for (int k = 0; k < 2; k++) {
            FieldLoss.Reduction reduction = k == 0 ? FieldLoss.Reduction.MEAN : FieldLoss.Reduction.SUM;
            try (Adaptation adaptation =
                            new Adaptation(MODEL, drawn, 12, reduction, DType.FLOAT64, RandomStream.seeded(6));
                    TensorParameters initial = training(0).initial()) {
                fields[k] = adaptation.run(initial.tensors(), k == 0 ? 0.24 : 0.01, new int[] {0, 20}, 20)
                        .fieldErrors()[1];
            }
        }
        assertThat(fields[0]).isNotEmpty();
        for (int task = 0; task < fields[0].length; task++) {
            assertThat(fields[1][task]).isCloseTo(fields[0][task], within(1e-10));
        }
    }

    @Test
    void adaptationLearnsTheSystem() {
        try (Adaptation adaptation = pendulums();
                TensorParameters initial = training(0).initial()) {
            AdaptationTrace trace = adaptation.run(initial.tensors(), 0.5, new int[] {0, 400}, 0, 400);
            assertThat(trace.field(400)).isLessThan(0.3 * trace.field(0));
            assertThat(trace.path(400)).isLessThan(0.5 * trace.path(0));
            assertThat(trace.change()).isGreaterThan(1e-3);
        }
    }

    @Test
    void motionsOfAllTasksAgreeWithAnIntegratorOfErrorControl() {
        List<Tensor> one = training(0).initial().tensors();
        PhaseTrajectory start =
                FEW.draw(SystemLibrary.get("two-body"), RandomStream.seeded(7)).get(0);
        double[] z0 = start.features()[0];
        List<Tensor> shared = InnerLoop.share(one.stream().map(Tensor::detach).toList(), 2);
        double[][][] paths = Rollout.of(
                MODEL,
                shared,
                Tensor.cat(
                        0, Tensor.of(z0, 1, 1, 2, 4), Tensor.of(z0, 1, 1, 2, 4).mul(0.5)),
                start.times());
        LearnedHamiltonian system = new LearnedHamiltonian(MODEL, one, 2);
        // The library's states of two bodies are those of the learned system.
        double[] state = SystemLibrary.get("two-body").state(z0);
        Trajectory reference = AdaptiveMethod.DORMAND_PRINCE_853.integrate(
                system, system::energy, state, new double[] {0, start.times()[59]}, 1e-10);
        double[] expected = SystemLibrary.get("two-body").features(reference.last());
        assertThat(paths[0][59]).containsExactly(expected, within(1e-7));
        assertThat(reference.energyDrift()).isLessThan(1e-8);
        assertThat(paths[1][0][0]).isEqualTo(0.5 * z0[0]);
    }

    @Test
    void errorsAreWorkedOutByHand() {
        double[][] truth = {{3, 4}, {3, 4}};
        double[][] found = {{3, 4}, {3, 4.5}};
        assertThat(MotionErrors.relative(found, truth)).isCloseTo(0.5 / Math.sqrt(50), within(1e-15));
        assertThat(MotionErrors.ofPath(found, truth)).isCloseTo(0.1, within(1e-15));
        assertThat(MotionErrors.ofEnergy(found, z -> z[1])).containsExactly(0, 0.125);
        assertThat(MotionErrors.geometricMean(new double[] {7, 0.1, 0.4})).isCloseTo(0.2, within(1e-15));
    }

    @Test
    void wrongInputIsRefused() {
        try (Adaptation adaptation = pendulums();
                TensorParameters initial = training(0).initial()) {
            List<Tensor> theta = initial.tensors();
            assertThatThrownBy(() -> adaptation.run(theta, 0.1, new int[] {5, 1}, 1))
                    .hasMessageContaining("[5, 1]");
            assertThatThrownBy(() -> adaptation.run(theta, 0.1, new int[] {0, 5}, 4))
                    .hasMessageContaining("[4]");
            assertThatThrownBy(() -> adaptation.run(theta, 1e6, new int[] {0, 100}, 100))
                    .isInstanceOf(NumericalFailure.class)
                    .hasMessageContaining("of pendulum diverged within 100 steps of rate 1000000.0");
            List<Tensor> nothing =
                    InnerLoop.share(theta.stream().map(t -> t.detach().div(0.0)).toList(), 1);
            assertThatThrownBy(() -> Rollout.of(MODEL, nothing, Tensor.ones(1, 1, 1, 4), new double[] {0, 0.5, 1}))
                    .hasMessageContaining("task 0 left the finite numbers by t = 0.5");
        }
        assertThatThrownBy(() -> GraphHamiltonian.of(0, 3)).hasMessageContaining("3 of 0");
        assertThatThrownBy(() -> MODEL.withSelfLoops(1)).hasMessageContaining("must exceed 1");
    }

    /** Stops after some steps. */
    private static final class StoppingRun implements Run {
        private final Path folder;
        private final long last;
        private final boolean resuming;
        private long step;

        StoppingRun(Path folder, long last, boolean resuming) {
            this.folder = folder;
            this.last = last;
            this.resuming = resuming;
        }

        @Override
        public long seed() {
            return 0;
        }

        @Override
        public Optional<Path> folder() {
            return Optional.of(folder);
        }

        @Override
        public boolean resuming() {
            return resuming;
        }

        @Override
        public void say(String message) {}

        @Override
        public void progress(double fraction, String stage, long done, Map<String, Double> figures) {
            step = done;
        }

        @Override
        public boolean stopRequested() {
            return step >= last;
        }
    }
}
