package org.ansatz.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.ansatz.learn.layer.ChannelMlp;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.optim.Adam;
import org.ansatz.learn.optim.NamedOptimizer;
import org.ansatz.learn.optim.Optimizers;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.optim.TensorAdam;
import org.ansatz.learn.optim.TensorRule;
import org.ansatz.learn.optim.TensorUpdate;
import org.ansatz.learn.optim.UpdateRule;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TensorTrainerTest {
    @TempDir
    Path folder;

    /** A small regression whose batches depend on the step only. */
    private record Fit(TensorParameters parameters, LongFunction<Tensor> loss) {
        static Fit ofPrecision(DType precision) {
            TensorParameters parameters = new TensorParameters(precision, Device.CPU);
            ChannelMlp mlp = new ChannelMlp(parameters, "mlp", 1, 8, 1, RandomStream.seeded(2));
            return new Fit(parameters, step -> {
                Tensor x = Tensor.randn(RandomStream.seeded(9).child(step), 4, 1, 16)
                        .to(precision);
                return mlp.forward(x).sub(x.square()).square().mean();
            });
        }

        TensorTrainer trainer() {
            return trainer(Optimizers.named("adamw"));
        }

        TensorTrainer trainer(NamedOptimizer named) {
            TensorUpdate update = named.update(parameters, Map.of(), rate -> Schedule.cosine(rate, 0, 60));
            return new TensorTrainer(parameters, update, loss);
        }
    }

    static Stream<NamedOptimizer> firstOrder() {
        return Optimizers.all().stream().filter(NamedOptimizer::isFirstOrder);
    }

    @Test
    void tensorsAreLaidOutByTheirShapesAndComplexOnesAreNoMatrices() {
        TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
        parameters.add("kernel", Tensor.zeros(4, 3, 2, 2));
        parameters.add("bias", Tensor.zeros(4));
        parameters.add("spectral", Tensor.complex(Tensor.zeros(2, 2), Tensor.zeros(2, 2)));
        assertThat(TensorRule.layout(parameters))
                .isEqualTo(ParameterLayout.empty()
                        .matrix("kernel", 4, 12)
                        .vector("bias", 4)
                        .vector("spectral", 8));
    }

    @Test
    void aRuleOnArraysMovesTensorsAsItMovesArrays() {
        Fit fit = Fit.ofPrecision(DType.FLOAT64);
        ParameterLayout layout = TensorRule.layout(fit.parameters());
        NamedOptimizer muon = Optimizers.named("muon");
        UpdateRule plain = muon.rule(layout, Map.of(), Schedule::constant);
        TensorObjective objective =
                new TensorObjective(fit.parameters(), () -> fit.loss().apply(0));
        double[] x = objective.point();
        double[] gradient = new double[x.length];
        try (TensorUpdate update = muon.update(fit.parameters(), Map.of(), Schedule::constant)) {
            for (int step = 0; step < 5; step++) {
                objective.valueAndGradient(x, gradient);
                Scope.run(() -> update.step(
                        Autograd.gradient(fit.loss().apply(0), fit.parameters().tensors(), false)));
                plain.step(x, gradient);
                assertThat(objective.point()).isEqualTo(x);
            }
        }
    }

    @Test
    void aGradientThatIsNotFiniteIsToldWithItsTensorAndStep() {
        TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
        Tensor p = parameters.add("p", Tensor.zeros(2, 2));
        TensorUpdate update = Optimizers.named("muon").update(parameters, Map.of(), Schedule::constant);
        // The root's slope at zero is infinite.
        TensorTrainer trainer =
                new TensorTrainer(parameters, update, step -> p.sqrt().sum());
        assertThatThrownBy(() -> trainer.train(3))
                .isInstanceOf(TrainingFailure.class)
                .hasMessageContaining("the gradient of p is not finite at step 0");
    }

    @Test
    void tensorsTakeThePathThatPlainArraysTake() {
        TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
        Tensor p =
                parameters.add("p", Tensor.complex(Tensor.of(new double[] {1, -2}), Tensor.of(new double[] {0.5, 3})));
        double[] plain = {1, 0.5, -2, 3};
        Schedule schedule = Schedule.steps(0.1, 0.5, 7);
        Adam adam = Adam.decoupled(4, schedule, 0.03);
        try (TensorAdam tensorAdam = new TensorAdam(parameters.tensors(), schedule, 0.03)) {
            for (int step = 0; step < 30; step++) {
                double[] gradient = new double[4];
                for (int i = 0; i < 4; i++) {
                    gradient[i] = 4 * Math.pow(plain[i], 3) - i;
                }
                adam.step(plain, gradient);
                Tensor pairs = p.detach().viewAsReal();
                Tensor slope = pairs.pow(3).mul(4).sub(Tensor.of(new double[] {0, 1, 2, 3}, 2, 2));
                tensorAdam.step(java.util.List.of(slope.viewAsComplex()));
            }
        }
        double[] found = parameters.arrays().get("p").values();
        for (int i = 0; i < 4; i++) {
            assertThat(found[i]).isCloseTo(plain[i], within(1e-12));
        }
    }

    @Test
    void complexGradientsDescend() {
        TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
        Tensor p = parameters.add("p", Tensor.complex(Tensor.of(new double[] {1}), Tensor.of(new double[] {-1})));
        Tensor target = Tensor.complex(Tensor.of(new double[] {0.2}), Tensor.of(new double[] {0.7}));
        Tensor loss = p.sub(target).abs().square().sum();
        Tensor g = Autograd.gradient(loss, p, false).viewAsReal();
        // d/dRe and d/dIm of |p - target|^2.
        assertThat(g.toDoubles()).containsExactly(new double[] {1.6, -3.4}, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("firstOrder")
    void aStoppedRunGoesOnToTheSameBits(NamedOptimizer named) throws Exception {
        Fit whole = Fit.ofPrecision(DType.FLOAT32);
        assertThat(whole.trainer(named).train(40)).isTrue();
        Path file = folder.resolve("checkpoint.safetensors");
        Fit begun = Fit.ofPrecision(DType.FLOAT32);
        long[] seen = new long[1];
        boolean finished = begun.trainer(named)
                .checkpoint(file, 5)
                .listener(progress -> seen[0] = progress.step())
                .stopWhen(() -> seen[0] == 17)
                .train(40);
        assertThat(finished).isFalse();
        Fit resumed = Fit.ofPrecision(DType.FLOAT32);
        TensorTrainer trainer = resumed.trainer(named).resume(file);
        assertThat(trainer.done()).isEqualTo(17);
        assertThat(trainer.train(40)).isTrue();
        whole.parameters().arrays().forEach((name, array) -> assertThat(
                        resumed.parameters().arrays().get(name).values())
                .containsExactly(array.values()));
    }

    @Test
    void aLossThatIsNotFiniteStopsTrainingAndKeepsTheLastGoodCheckpoint() throws Exception {
        Fit fit = Fit.ofPrecision(DType.FLOAT64);
        Path file = folder.resolve("good.safetensors");
        LongFunction<Tensor> breaking = step ->
                step < 8 ? fit.loss().apply(step) : fit.loss().apply(step).mul(Double.NaN);
        TensorTrainer trainer = new TensorTrainer(
                        fit.parameters(),
                        new TensorAdam(fit.parameters().tensors(), Schedule.constant(1e-2), 0),
                        breaking)
                .checkpoint(file, 5);
        assertThatThrownBy(() -> trainer.train(20))
                .isInstanceOf(TrainingFailure.class)
                .hasMessageContaining("at step 8")
                .hasMessageContaining("of step 5");
        assertThat(Files.exists(file)).isTrue();
    }

    @Test
    void nativeMemoryStaysFlatOverManySteps() throws Exception {
        Fit fit = Fit.ofPrecision(DType.FLOAT32);
        Scope outer = Scope.open();
        try {
            fit.trainer().train(3);
            int before = outer.size();
            fit.trainer().train(100);
            assertThat(outer.size()).isEqualTo(before);
        } finally {
            outer.close();
        }
    }
}
