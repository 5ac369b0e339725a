package org.ansatz.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.ansatz.learn.optim.NamedOptimizer;
import org.ansatz.learn.optim.Optimizer;
import org.ansatz.learn.optim.Optimizers;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.train.Trainer.Outcome;
import org.ansatz.tensor.io.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
    private static final Optimizer.Factory ADAM = Optimizers.adam(Schedule.constant(1e-2));
    private final PoissonFixture poisson = new PoissonFixture(8, 24);

    @TempDir
    private Path folder;

    private static LossBalancer balancer(String name) {
        return switch (name) {
            case "fixed" -> LossBalancer.fixed(Map.of("ends", 3.0));
            case "weighted annealing" -> annealing(GradientAnnealing.Denominator.WEIGHTED);
            case "unweighted annealing" -> annealing(GradientAnnealing.Denominator.UNWEIGHTED);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static LossBalancer annealing(GradientAnnealing.Denominator denominator) {
        return new GradientAnnealing(
                "residual", 0.9, 3, denominator, GradientAnnealing.LayerReduction.MAX_MEAN, 1e6, warning -> {});
    }

    static Stream<Arguments> everyOptimizerAndBalancer() {
        return Optimizers.all().stream()
                .flatMap(optimizer -> Stream.of("fixed", "weighted annealing", "unweighted annealing")
                        .flatMap(balancer -> Stream.of(1L, 5L, Long.MAX_VALUE)
                                .map(redraw -> Arguments.of(optimizer.name(), balancer, redraw))));
    }

    private Trainer trainer(PoissonFixture fixture, String optimizer, String balancer, long redraw) {
        NamedOptimizer named = Optimizers.named(optimizer);
        return new Trainer(fixture.objective, named.with(Map.of()), fixture.start(1), 7)
                .balancer(balancer(balancer), fixture.layers())
                .redrawEvery(redraw);
    }

    @ParameterizedTest
    @MethodSource("everyOptimizerAndBalancer")
    void aResumedRunEndsWithTheBitsOfAnUninterruptedOne(String optimizer, String balancer, long redraw)
            throws IOException {
        Trainer whole = trainer(poisson, optimizer, balancer, redraw);
        whole.fit(19);
        Path file = folder.resolve("checkpoint.safetensors");
        trainer(poisson, optimizer, balancer, redraw).checkpoint(file, 4).fit(11);
        Trainer resumed =
                trainer(new PoissonFixture(8, 24), optimizer, balancer, redraw).resume(file);
        assertThat(resumed.steps()).isEqualTo(11);
        resumed.fit(19);
        assertThat(resumed.parameters()).isEqualTo(whole.parameters());
        assertThat(resumed.weights()).isEqualTo(whole.weights());
    }

    @Test
    void aRunKilledBetweenCheckpointsResumesFromTheLastOneWithTheSameBits() throws IOException {
        Trainer whole = new Trainer(poisson.objective, ADAM, poisson.start(1), 7);
        whole.fit(30);
        Path file = folder.resolve("checkpoint.safetensors");
        Trainer killed = new Trainer(poisson.objective, ADAM, poisson.start(1), 7)
                .checkpoint(file, 10)
                .listener(progress -> {
                    if (progress.step() == 17) {
                        throw new IllegalStateException("killed");
                    }
                });
        assertThatThrownBy(() -> killed.fit(30)).hasMessage("killed");
        Trainer resumed = new Trainer(poisson.objective, ADAM, poisson.start(2), 7).resume(file);
        assertThat(resumed.steps()).isEqualTo(10);
        resumed.fit(30);
        assertThat(resumed.parameters()).isEqualTo(whole.parameters());
    }

    @Test
    void theTotalGradientIsThatOfTheResidualPlusWeightsTimesTheOthersEachCountedOnce() {
        double[] x = poisson.start(3);
        poisson.objective.draw(0, 0);
        WeightedSum sum = new WeightedSum(poisson.objective, term -> term.equals("ends") ? 17 : 1);
        double[] total = new double[x.length];
        double value = sum.valueAndGradient(x, total);
        double[] residual = new double[x.length];
        double[] ends = new double[x.length];
        double expected = poisson.objective.term("residual").valueAndGradient(x, residual)
                + 17 * poisson.objective.term("ends").valueAndGradient(x, ends);
        assertThat(value).isCloseTo(expected, within(1e-12 * expected));
        for (int i = 0; i < x.length; i++) {
            assertThat(total[i]).isCloseTo(residual[i] + 17 * ends[i], within(1e-12 * (1 + Math.abs(total[i]))));
        }
    }

    @Test
    void halfTheSquaredRowsAreTheWeightedSumAndTheirJacobianGivesItsGradient() {
        double[] x = poisson.start(3);
        poisson.objective.draw(0, 0);
        WeightedSum sum = new WeightedSum(poisson.objective, term -> term.equals("ends") ? 17 : 1);
        var rows = sum.leastSquares();
        int n = rows.residuals();
        double[] r = new double[n];
        double[] jt = new double[n * x.length];
        rows.linearise(x, r, jt);
        double half = 0;
        for (double v : r) {
            half += 0.5 * v * v;
        }
        double[] gradient = new double[x.length];
        assertThat(half).isCloseTo(sum.valueAndGradient(x, gradient), within(1e-12 * half));
        double[] free = new double[x.length];
        rows.linearise(x, r);
        rows.transposedTimes(r, free);
        double[] along = new double[n];
        rows.times(gradient, along);
        for (int q = 0; q < x.length; q++) {
            double product = 0;
            for (int i = 0; i < n; i++) {
                product += jt[q * n + i] * r[i];
            }
            assertThat(product).isCloseTo(gradient[q], within(1e-11 * (1 + Math.abs(gradient[q]))));
            assertThat(free[q]).isCloseTo(gradient[q], within(1e-11 * (1 + Math.abs(gradient[q]))));
        }
        for (int i = 0; i < n; i++) {
            double product = 0;
            for (int q = 0; q < x.length; q++) {
                product += jt[q * n + i] * gradient[q];
            }
            assertThat(along[i]).isCloseTo(product, within(1e-9 * (1 + Math.abs(product))));
        }
    }

    /** {@code x_0^2}, not finite once the parameter has gone beyond a limit. */
    private record Cliff(double limit) implements Term {
        @Override
        public String name() {
            return "cliff";
        }

        @Override
        public void draw(RandomGenerator random) {}

        @Override
        public double valueAndGradient(double[] x, double[] gradient) {
            gradient[0] = -1;
            return x[0] > limit ? Double.NaN : -x[0];
        }
    }

    @Test
    void aValueThatIsNotFiniteStopsTrainingNamingStepAndTermAndTheFileHoldsTheLastGoodParameters() throws Exception {
        Path file = folder.resolve("checkpoint.safetensors");
        Trainer trainer = new Trainer(
                        new Objective(1, List.of(new Cliff(0.55))),
                        Optimizers.named("sgd").with(Map.of("rate", "0.1", "momentum", "0")),
                        new double[1],
                        0)
                .checkpoint(file, 2);
        // The parameter is k / 10 at step k: the value breaks at step 6, whose checkpoint must not replace that of step
        // 4.
        assertThatThrownBy(() -> trainer.fit(20))
                .isInstanceOfSatisfying(TrainingFailure.class, failure -> {
                    assertThat(failure.step()).isEqualTo(6);
                    assertThat(failure.term()).isEqualTo("cliff");
                })
                .hasMessage("term cliff is not finite at step 6; the last good checkpoint is " + file + ", of step 4");
        assertThat(Safetensors.read(file).tensors().get("parameters").values()[0])
                .isCloseTo(0.4, within(1e-15));
    }

    @Test
    void parametersThatBreakTheObjectiveInTheVeryLastStepAreNotSaved() {
        Path file = folder.resolve("checkpoint.safetensors");
        Trainer trainer = new Trainer(
                        new Objective(1, List.of(new Cliff(0.55))),
                        Optimizers.named("sgd").with(Map.of("rate", "0.1", "momentum", "0")),
                        new double[1],
                        0)
                .checkpoint(file, 100);
        assertThatThrownBy(() -> trainer.fit(6))
                .hasMessageContaining("at step 6")
                .hasMessageContaining("of step 0");
        assertThat(Files.exists(file)).isTrue();
    }

    private record Estimate() implements EstimatedTerm {
        @Override
        public String name() {
            return "sampled";
        }

        @Override
        public void draw(RandomGenerator random) {}

        @Override
        public double valueAndGradient(double[] x, double[] gradient) {
            gradient[0] = 2 * x[0];
            return 0;
        }
    }

    @Test
    void anEstimatedGradientIsFollowedByFirstOrderMethodsAndRefusedByLineSearchAndGaussNewton() throws IOException {
        Objective objective = new Objective(ParameterLayout.empty().matrix("w", 1, 1), List.of(new Estimate()));
        for (NamedOptimizer named : Optimizers.all()) {
            if (named.isFirstOrder()) {
                new Trainer(objective, named.with(Map.of()), new double[] {1}, 0).fit(3);
            } else {
                assertThatThrownBy(() -> new Trainer(objective, named.with(Map.of()), new double[] {1}, 0))
                        .as(named.name())
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("term sampled supplies only an estimate of its gradient");
            }
        }
    }

    @Test
    void aScalarTermIsRefusedByGaussNewtonByName() {
        assertThatThrownBy(() -> new Trainer(
                        new Objective(1, List.of(new Cliff(1))),
                        Optimizers.named("lm").with(Map.of()),
                        new double[1],
                        0))
                .hasMessageStartingWith("term cliff is a scalar without residuals");
    }

    @Test
    void anEarlyStopDecidesTheSameAfterAResume() throws IOException {
        Optimizer.Factory slow = Optimizers.adam(Schedule.exponential(1e-2, 0.1, 20));
        StoppingRule rule = StoppingRule.patience(15, 0.99);
        Trainer whole = new Trainer(poisson.objective, slow, poisson.start(1), 7)
                .redrawEvery(1000)
                .stopWhen(rule);
        assertThat(whole.fit(5000)).isEqualTo(Outcome.STOPPED_EARLY);
        Path file = folder.resolve("checkpoint.safetensors");
        long middle = whole.steps() - 5;
        new Trainer(poisson.objective, slow, poisson.start(1), 7)
                .redrawEvery(1000)
                .stopWhen(StoppingRule.patience(15, 0.99))
                .checkpoint(file, 1000)
                .fit(middle);
        Trainer resumed = new Trainer(poisson.objective, slow, poisson.start(1), 7)
                .redrawEvery(1000)
                .stopWhen(StoppingRule.patience(15, 0.99))
                .resume(file);
        assertThat(resumed.fit(5000)).isEqualTo(Outcome.STOPPED_EARLY);
        assertThat(resumed.steps()).isEqualTo(whole.steps());
    }

    @Test
    void progressTellsLossesWeightsAndTimeLeftInTheOrderOfTheTerms() throws IOException {
        List<TrainingListener.Progress> seen = new ArrayList<>();
        new Trainer(poisson.objective, ADAM, poisson.start(1), 7)
                .balancer(LossBalancer.fixed(Map.of("ends", 2.0)), List.of())
                .listener(seen::add)
                .fit(4);
        assertThat(seen).hasSize(4);
        TrainingListener.Progress last = seen.get(3);
        assertThat(last.step()).isEqualTo(4);
        assertThat(last.secondsLeft()).isEqualTo(0);
        assertThat(seen.get(0).secondsLeft()).isPositive();
        assertThat(last.losses().keySet()).containsExactly("residual", "ends");
        assertThat(last.total())
                .isCloseTo(last.losses().get("residual") + 2 * last.losses().get("ends"), within(1e-12));
    }

    @Test
    void configurationErrorsAreFoundBeforeTraining() {
        Trainer trainer = new Trainer(poisson.objective, ADAM, poisson.start(1), 7);
        assertThatThrownBy(() -> trainer.balancer(GradientAnnealing.published("pde", warning -> {}), poisson.layers()))
                .hasMessage("gradient annealing needs the residual term \"pde\"; the objective has [residual, ends]");
        assertThatThrownBy(() -> trainer.balancer(LossBalancer.fixed(Map.of("walls", 2.0)), List.of()))
                .hasMessage("a weight is given for term \"walls\"; the objective has [residual, ends]");
        assertThatThrownBy(() -> new CollocationTerm("ends", poisson.module)).hasMessage("term ends has no points");
        assertThatThrownBy(() -> poisson.residual(0)).hasMessage("term residual has no points");
        assertThatThrownBy(() -> new Objective(3, List.of())).hasMessageStartingWith("an objective needs terms");
    }

    @Test
    void aCheckpointOfAnotherSeedOrNetworkIsRefused() throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        new Trainer(poisson.objective, ADAM, poisson.start(1), 7)
                .checkpoint(file, 1)
                .fit(2);
        assertThatThrownBy(() -> new Trainer(poisson.objective, ADAM, poisson.start(1), 8).resume(file))
                .hasMessageEndingWith("was written with seed 7, not 8");
        PoissonFixture other = new PoissonFixture(9, 24);
        assertThatThrownBy(() -> new Trainer(other.objective, ADAM, other.start(1), 7).resume(file))
                .hasMessageContaining("parameters, the objective has " + other.objective.dimension());
        Optimizer.Factory searching = Optimizers.named("ssbfgs").with(Map.of());
        assertThatThrownBy(() -> new Trainer(poisson.objective, searching, poisson.start(1), 7).resume(file))
                .hasMessageContaining("the optimizer's state needs");
    }
}
