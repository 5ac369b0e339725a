package org.ansatz.operator.residual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.operator.lord.LinearLord;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.reference.grid.ConjugateGradients;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ResidualTrainingTest {
    private static final int ROWS = 4;
    private static final int COLUMNS = 6;

    private final PoissonOperator operator = PoissonOperator.dirichlet(ROWS, COLUMNS);
    private final SineSeriesField sources = new SineSeriesField(ROWS, COLUMNS);
    private final TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
    private final LinearLord layer = new LinearLord(parameters, 3, 1.0 / 40, RandomStream.seeded(0), ROWS, COLUMNS);

    private ResidualTraining training(ResidualLoss loss, LongFunction<Tensor> batches, double rate) {
        return new ResidualTraining(parameters, layer, operator, loss, batches, Schedule.cosine(rate, 0, 400));
    }

    private Tensor batch(long step) {
        return sources.sample(RandomStream.seeded(1).child(step), 16, DType.FLOAT64);
    }

    @Test
    void theResidualAloneTeachesALinearLayerTheInverseWhichThenPreconditions() throws IOException {
        Map<Long, Double> seen = new HashMap<>();
        ResidualTraining training = training(ResidualLoss.meanSquare(operator), this::batch, 1e-2)
                .monitor(200, () -> Map.of("parameters", (double) parameters.count()))
                .afterPrediction(u -> seen.put((long) seen.size(), u.abs().max().item()));
        assertThat(training.train(400, "training", Run.silent(0))).isTrue();
        assertThat(seen).hasSize(400);
        assertThat(training.history().columns()).containsExactlyInAnyOrder("loss", "parameters");
        Tensor fresh = batch(1000);
        Tensor u = layer.forward(fresh);
        double relative =
                operator.residual(u, fresh).norm().item() / fresh.norm().item();
        assertThat(relative).isLessThan(0.25);
        double[] b = fresh.select(0, 0).contiguous().toDoubles();
        ConjugateGradients plain = ConjugateGradients.plain(this::multiply, 1e-10, 200);
        ConjugateGradients better = new ConjugateGradients(this::multiply, layer.toPreconditioner(), 1e-10, 200);
        double[] zero = new double[b.length];
        var slow = plain.solve(b, zero);
        var fast = better.solve(b, zero);
        assertThat(fast.iterations()).isLessThan(slow.iterations());
        for (int i = 0; i < b.length; i++) {
            assertThat(Math.abs(fast.x()[i] - slow.x()[i])).isLessThan(1e-9);
        }
    }

    private double[] multiply(double[] x) {
        Scope scope = Scope.open();
        try {
            return operator.apply(Tensor.of(x, 1, 1, ROWS, COLUMNS))
                    .contiguous()
                    .toDoubles();
        } finally {
            scope.close();
        }
    }

    @Test
    void anotherOptimizerTakesOtherStepsAtTheSchedulesRates() throws IOException {
        double before = loss();
        ResidualTraining training =
                training(ResidualLoss.meanSquare(operator), this::batch, 1e-2).with(OptimizerChoice.parse("am-adamw"));
        training.train(100, "am-adamw", Run.silent(0));
        assertThat(loss()).isLessThan(0.9 * before);
        assertThatThrownBy(() -> training.with(OptimizerChoice.parse("muon(rate=0.1)")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("given by the schedule");
    }

    private double loss() {
        return Scope.compute(() -> Autograd.noGrad(
                        () -> ResidualLoss.meanSquare(operator).of(layer.forward(batch(1000)), batch(1000))))
                .item();
    }

    @Test
    void trainingsWithOneSeedAreEqual() throws IOException {
        training(ResidualLoss.jacobi(operator, 2), this::batch, 1e-3).train(5, "first", Run.silent(0));
        double[] first = parameters.tensors().get(0).detach().toDoubles();
        try (TensorParameters again = new TensorParameters(DType.FLOAT64, Device.CPU)) {
            LinearLord other = new LinearLord(again, 3, 1.0 / 40, RandomStream.seeded(0), ROWS, COLUMNS);
            new ResidualTraining(
                            again,
                            other,
                            operator,
                            ResidualLoss.jacobi(operator, 2),
                            this::batch,
                            Schedule.cosine(1e-3, 0, 400))
                    .train(5, "second", Run.silent(0));
            assertThat(again.tensors().get(0).detach().toDoubles()).isEqualTo(first);
        }
    }

    @Test
    void dataThatAreNotFiniteOrDoNotFitAreRefusedBeforeTraining() {
        double[] values = new double[ROWS * COLUMNS];
        values[7] = Double.NaN;
        assertThatThrownBy(() -> training(
                        ResidualLoss.meanSquare(operator), step -> Tensor.of(values, 1, 1, ROWS, COLUMNS), 1e-3))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("data: the number at [0, 0, 1, 1] is not finite");
        assertThatThrownBy(() ->
                        training(ResidualLoss.meanSquare(operator), step -> Tensor.ones(1, 1, COLUMNS, ROWS), 1e-3))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("given shape [1, 1, 6, 4]");
    }

    @Test
    void aResidualThatDoesNotDependOnTheUnknownIsRefused() {
        ResidualLoss constant = ResidualLoss.labelled(
                "mean square of the source", (u, f) -> f.square().mean());
        ResidualLoss flat =
                ResidualLoss.labelled("zero times u", (u, f) -> u.mul(0).sum());
        for (ResidualLoss loss : new ResidualLoss[] {constant, flat}) {
            assertThatThrownBy(() -> training(loss, this::batch, 1e-3))
                    .isInstanceOf(InvalidProblem.class)
                    .hasMessageContaining(loss.label() + " does not depend on u");
        }
    }

    @Test
    void aLossThatIsNotFiniteIsReportedWithStepRateAndWorstNode() {
        LongFunction<Tensor> breaking = step -> {
            double[] values = new double[ROWS * COLUMNS];
            Arrays.fill(values, 1);
            values[9] = step == 3 ? 1e200 : 1;
            return Tensor.of(values, 1, 1, ROWS, COLUMNS);
        };
        ResidualTraining training = training(ResidualLoss.meanSquare(operator), breaking, 1e-3);
        assertThatThrownBy(() -> training.train(10, "training", Run.silent(0)))
                .isInstanceOf(NumericalFailure.class)
                .hasMessageContaining("at step 3, learning rate 9.99")
                .hasMessageContaining("worst node [0, 0, 1, 3]");
    }
}
