package org.ansatz.operator.residual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class BoundaryValuePoissonTest {
    private static final int ROWS = 5;
    private static final int COLUMNS = 8;

    private final RandomStream random = RandomStream.seeded(5);
    private final BoundaryValuePoisson operator = new BoundaryValuePoisson(ROWS, COLUMNS);
    private final PerimeterField boundary = new PerimeterField(operator.inside(), 4, 0.5);

    private static double largest(Tensor field) {
        return field.abs().max().item();
    }

    /** A function at all nodes. */
    private static Tensor everywhere(DoubleBinaryOperator u) {
        double[] values = new double[(ROWS + 2) * (COLUMNS + 2)];
        Arrays.setAll(values, k -> {
            int row = k / (COLUMNS + 2);
            int column = k % (COLUMNS + 2);
            return u.applyAsDouble((double) row / (ROWS + 1), (double) column / (COLUMNS + 1));
        });
        return Tensor.of(values, 1, 1, ROWS + 2, COLUMNS + 2);
    }

    private Tensor onFrameOnly(Tensor field) {
        return field.sub(framed(operator.interior(field), 0));
    }

    private Tensor data(int batch) {
        Tensor f = new SineSeriesField(ROWS, COLUMNS).sample(random, batch, DType.FLOAT64);
        return operator.data(f, boundary.sample(random, batch, DType.FLOAT64));
    }

    /** The solution at the interior nodes by elimination. */
    private Tensor solution(Tensor data) {
        int size = ROWS * COLUMNS;
        Tensor matrix = operator.inside()
                .apply(Tensor.eye(size).reshape(size, 1, ROWS, COLUMNS))
                .reshape(size, size);
        Tensor right = operator.source(data).reshape(-1, size).mT().contiguous();
        return Linalg.solve(matrix, right).mT().contiguous().reshape(-1, 1, ROWS, COLUMNS);
    }

    private static Tensor framed(Tensor interior, double frame) {
        return interior.pad(2, 1, 1, frame).pad(3, 1, 1, frame);
    }

    @Test
    void theSolutionLeavesNoResidualWhateverTheNetworkSaysOnTheBoundary() {
        Tensor data = data(3);
        Tensor interior = solution(data);
        for (double frame : new double[] {0, -7, 1e3}) {
            Tensor u = framed(interior, frame);
            assertThat(largest(operator.residual(u, data))).isLessThan(1e-10);
            Tensor field = operator.field(u, data);
            assertThat(largest(field.sub(framed(interior, 0)).sub(data.narrow(1, 1, 1))))
                    .isZero();
            Tensor minusLaplacian =
                    DirichletLift.of(operator.inside(), data.narrow(1, 1, 1)).minusLaplacian(field);
            Tensor f = operator.interior(data.narrow(1, 0, 1));
            assertThat(largest(minusLaplacian.sub(f))).isLessThan(1e-10);
        }
    }

    @Test
    void harmonicPolynomialsAreReproducedFromTheirBoundaryValues() {
        for (DoubleBinaryOperator harmonic : new DoubleBinaryOperator[] {(x, y) -> x * x - y * y, (x, y) -> x * y}) {
            Tensor whole = everywhere(harmonic);
            Tensor data = operator.data(Tensor.zeros(1, 1, ROWS, COLUMNS), onFrameOnly(whole));
            assertThat(largest(operator.residual(whole, data))).isLessThan(1e-11);
            assertThat(largest(solution(data).sub(operator.interior(whole)))).isLessThan(1e-13);
        }
    }

    @Test
    void lossesHaveTheGradientOfDifferencesAndNoneOnTheBoundary() {
        PoissonOperator inside = operator.inside();
        Tensor data = data(2);
        Tensor u = Tensor.randn(random, 2, 1, ROWS + 2, COLUMNS + 2).requiresGrad();
        Tensor direction = Tensor.randn(random, 2, 1, ROWS + 2, COLUMNS + 2);
        for (ResidualLoss own : new ResidualLoss[] {ResidualLoss.meanSquare(inside), ResidualLoss.ritz(inside)}) {
            ResidualLoss loss = operator.lifted(own);
            assertThat(loss.label()).isEqualTo(own.label());
            Tensor gradient = Autograd.gradient(loss.of(u, data), u, false);
            assertThat(largest(onFrameOnly(gradient))).isZero();
            double slope = gradient.mul(direction).sum().item();
            double h = 1e-3;
            double above = loss.of(u.detach().add(direction.mul(h)), data).item();
            double below = loss.of(u.detach().sub(direction.mul(h)), data).item();
            assertThat(slope).isCloseTo((above - below) / (2 * h), within(1e-6 * Math.abs(slope)));
        }
        double share = ROWS * COLUMNS / ((ROWS + 2.0) * (COLUMNS + 2));
        double everywhere = ResidualLoss.meanSquare(operator).of(u, data).item();
        double interior =
                operator.lifted(ResidualLoss.meanSquare(inside)).of(u, data).item();
        assertThat(everywhere).isCloseTo(share * interior, within(1e-9 * interior));
    }

    @Test
    void thePromisedErrorBoundHoldsForEveryPrediction() {
        Tensor data = data(20);
        Tensor noise = Tensor.randn(random, 20, 1, ROWS, COLUMNS).mul(0.01);
        double[] bounds =
                operator.certify(framed(solution(data).add(noise), 3), data).errorBounds();
        double[] errors = noise.reshape(20, -1).square().sum(1).sqrt().toDoubles();
        for (int b = 0; b < 20; b++) {
            assertThat(errors[b]).isPositive().isLessThanOrEqualTo(bounds[b]);
        }
    }

    @Test
    void randomBoundaryValuesAreSmoothAroundTheSquareAndDependOnTheSeedOnly() {
        Tensor g = boundary.sample(RandomStream.seeded(1), 4, DType.FLOAT64);
        Tensor again = boundary.sample(RandomStream.seeded(1), 4, DType.FLOAT64);
        assertThat(largest(g.sub(again))).isZero();
        assertThat(largest(operator.interior(g))).isZero();
        // A sine of one period has its zeros in opposite corners and its extremes in the other two.
        double[] one = new PerimeterField(operator.inside(), 1, 1)
                .sample(RandomStream.seeded(2), 1, DType.FLOAT64)
                .toDoubles();
        int last = one.length - 1;
        assertThat(one[0]).isCloseTo(-one[last], within(1e-14));
        assertThat(one[COLUMNS + 1]).isCloseTo(-one[last - COLUMNS - 1], within(1e-14));
        double size = Math.hypot(one[0], one[COLUMNS + 1]);
        double middle = one[(ROWS + 1) / 2 * (COLUMNS + 2)];
        assertThat(middle)
                .as("7/8 of the way around")
                .isCloseTo((one[0] - one[COLUMNS + 1]) / Math.sqrt(2), within(1e-14 * size));
    }

    @Test
    void boundaryValuesThatDoNotFitAreRefused() {
        Tensor f = Tensor.zeros(1, 1, ROWS, COLUMNS);
        Tensor u = Tensor.zeros(1, 1, ROWS + 2, COLUMNS + 2);
        Tensor inside = operator.data(f, Tensor.ones(1, 1, ROWS + 2, COLUMNS + 2));
        assertThatThrownBy(() -> operator.residual(u, inside))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("must be zero at interior nodes");
        assertThatThrownBy(() -> operator.residual(u, u))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("data: expected [batch, 2]");
        assertThatThrownBy(() -> new PerimeterField(PoissonOperator.dirichlet(3, 3, 3), 4, 1))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("need a plane grid");
    }
}
