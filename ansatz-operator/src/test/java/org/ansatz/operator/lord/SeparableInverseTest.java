package org.ansatz.operator.lord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.lowrank.KroneckerSum;
import org.ansatz.operator.residual.PoissonOperator;
import org.ansatz.operator.residual.SineSeriesField;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SeparableInverseTest {
    private static final int[] RANKS = {1, 2, 3, 4, 6, 8, 10};

    /** The dense inverse of the five-point operator, from the operator itself. */
    private static Tensor denseInverse(int rows, int columns) {
        int size = rows * columns;
        Tensor units = Tensor.eye(size).reshape(size, 1, rows, columns);
        return Linalg.inv(PoissonOperator.dirichlet(rows, columns).apply(units).reshape(size, size));
    }

    private static double relative(Tensor difference, Tensor whole) {
        return difference.norm().item() / whole.norm().item();
    }

    @Test
    void theBestSumsConvergeAsKnownFromTheirSingularValues() {
        double[][] known = {
            {2.06e-1, 4.66e-2, 7.58e-3, 9.57e-4, 7.51e-6, 1.99e-8, 1.35e-11},
            {2.05e-1, 6.10e-2, 1.59e-2, 3.47e-3, 1.16e-4, 2.50e-6, 3.44e-8},
            {2.01e-1, 6.40e-2, 2.19e-2, 6.65e-3, 4.69e-4, 2.60e-5, 1.16e-6}
        };
        int[] sizes = {15, 31, 63};
        for (int s = 0; s < sizes.length; s++) {
            double[] errors = new SeparableInverse(sizes[s], sizes[s]).bestErrors();
            for (int k = 0; k < RANKS.length; k++) {
                assertThat(errors[RANKS[k]]).isCloseTo(known[s][k], within(6e-3 * known[s][k]));
            }
        }
    }

    @Test
    void theNearestKroneckerProductsOfTheDenseInverseAreTheBestSums() {
        Tensor square = denseInverse(15, 15);
        double[] errors = new SeparableInverse(15, 15).bestErrors();
        for (int rank : new int[] {1, 2, 3, 4, 6}) {
            KroneckerSum nearest = KroneckerSum.nearest(square, 15, 15, rank);
            assertThat(relative(nearest.dense().sub(square), square))
                    .isCloseTo(errors[rank], within(1e-3 * errors[rank]));
        }
        Tensor oblong = denseInverse(6, 11);
        SeparableInverse inverse = new SeparableInverse(6, 11);
        KroneckerSum nearest = KroneckerSum.nearest(oblong, 6, 11, 3);
        assertThat(relative(nearest.dense().sub(oblong), oblong)).isCloseTo(inverse.bestErrors()[3], within(1e-6));
        assertThat(relative(nearest.dense().sub(inverse.best(3).dense()), oblong))
                .isLessThan(1e-10);
        assertThat(relative(inverse.best(6).dense().sub(oblong), oblong)).isLessThan(1e-10);
    }

    @Test
    void aSumAppliedToAFieldIsItsMatrixOnTheFieldByRows() {
        RandomStream random = RandomStream.seeded(2);
        KroneckerSum sum = new KroneckerSum(Tensor.randn(random, 3, 4, 4), Tensor.randn(random, 3, 6, 6));
        Tensor x = Tensor.randn(random, 4, 6);
        Tensor flat = sum.dense().matmul(x.reshape(24, 1)).reshape(4, 6);
        assertThat(sum.apply(x).sub(flat).abs().max().item()).isLessThan(1e-12);
    }

    @Test
    void exactFactorsOfRankEightLeaveTheResidualOfTheirTruncation() {
        int n = 31;
        RandomStream random = RandomStream.seeded(5);
        Tensor f = new SineSeriesField(n, n).sample(random, 8, DType.FLOAT64);
        PoissonOperator operator = PoissonOperator.dirichlet(n, n);
        SeparableInverse inverse = new SeparableInverse(n, n);
        Tensor complete = inverse.best(n).apply(f);
        double before = Double.POSITIVE_INFINITY;
        for (int rank : new int[] {4, 6, 8}) {
            TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
            Tensor u = LinearLord.of(parameters, inverse.best(rank)).forward(f);
            Tensor residual = operator.residual(u, f);
            // The residual is A times the field's error, which the Frobenius error of the inverse bounds.
            Tensor missing = operator.apply(u.sub(complete));
            assertThat(relative(residual.sub(missing), f)).isLessThan(1e-9);
            double truncation =
                    inverse.bestErrors()[rank] * inverse.best(n).dense().norm().item();
            assertThat(u.sub(complete).norm().item())
                    .isLessThan(truncation * f.norm().item());
            assertThat(relative(residual, f)).isLessThan(0.1 * before);
            before = relative(residual, f);
        }
        assertThat(before).isLessThan(1e-3);
    }

    @Test
    void theTrapezoidalRuleOfHeatKernelsIsWorseThanTheBestSum() {
        SeparableInverse inverse = new SeparableInverse(31, 31);
        Tensor whole = inverse.best(31).dense();
        assertThat(relative(inverse.quadrature(20, -14, 0).dense().sub(whole), whole))
                .isCloseTo(2.64e-4, within(1e-6));
        assertThat(relative(inverse.quadrature(10, -12.5, -2).dense().sub(whole), whole))
                .isCloseTo(1.56e-3, within(1e-5));
        assertThat(inverse.bestErrors()[10]).isLessThan(1e-6);
    }

    @Test
    void heatKernelsAreMatrixExponentialsOfTheSecondDifference() {
        int n = 9;
        Tensor a = PoissonOperator.dirichlet(n)
                .apply(Tensor.eye(n).reshape(n, 1, n))
                .reshape(n, n);
        Tensor expected = Linalg.matrixExp(a.mul(-0.01));
        assertThat(new SeparableInverse(n, 4)
                        .heatKernel(0.01)
                        .sub(expected)
                        .abs()
                        .max()
                        .item())
                .isLessThan(1e-12);
    }

    @Test
    void ranksAndShapesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new SeparableInverse(5, 7).best(6))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("from 1 to 5, given 6");
        assertThatThrownBy(() -> KroneckerSum.nearest(Tensor.eye(12), 3, 4, 0))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("from 1 to 9, given 0");
        assertThatThrownBy(() -> KroneckerSum.nearest(Tensor.eye(12), 3, 5, 1))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("[15, 15], given [12, 12]");
    }
}
