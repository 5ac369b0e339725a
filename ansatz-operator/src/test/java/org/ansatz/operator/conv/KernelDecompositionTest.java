package org.ansatz.operator.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.optim.TensorAdam;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelDecompositionTest {
    private static final double[] FIVE_POINT = {0, 1, 0, 1, -4, 1, 0, 1, 0};
    private static final double[] NINE_POINT = {
        1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0, -8 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0
    };

    private final RandomStream random = RandomStream.seeded(5);
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor kernel(double... values) {
        return Tensor.of(values, 1, 1, 3, 3);
    }

    private static double relative(Tensor found, Tensor wanted) {
        return found.sub(wanted).norm().item() / wanted.norm().item();
    }

    private double error(Tensor dense, KernelFormat format) {
        return relative(KernelDecomposition.of(dense, format, random).materialise(), dense);
    }

    @Test
    void fullRankRepeatsTheDenseLayerAndTruncationLosesTheTail() {
        Tensor dense = Tensor.randn(random, 3, 4, 5, 5);
        assertThat(error(dense, KernelFormat.canonical(5))).isLessThan(1e-12);
        Tensor x = Tensor.randn(random, 2, 4, 9, 9);
        ConvKernel full = KernelDecomposition.of(dense, KernelFormat.canonical(5), random);
        assertThat(relative(full.sequential(x, Window.same(5)), Window.same(5).apply(x, dense)))
                .isLessThan(1e-12);
        double[] s = Linalg.svd(dense).s().toDoubles();
        for (int rank = 1; rank < 5; rank++) {
            double tail = 0;
            for (int k = 0; k < s.length; k++) {
                tail += k % 5 >= rank ? s[k] * s[k] : 0;
            }
            Tensor cut = KernelDecomposition.of(dense, KernelFormat.canonical(rank), random)
                    .materialise();
            assertThat(cut.sub(dense).norm().item()).isCloseTo(Math.sqrt(tail), within(1e-12));
        }
    }

    @Test
    void theLaplaciansHaveTheirSingularValuesAndRankOneErrors() {
        double root6 = Math.sqrt(6);
        assertThat(Linalg.svd(kernel(FIVE_POINT)).s().toDoubles())
                .containsExactly(new double[] {2 + root6, root6 - 2, 0}, within(1e-12));
        assertThat(error(kernel(FIVE_POINT), KernelFormat.canonical(1))).isCloseTo(0.10050896, within(1e-8));
        double root3 = Math.sqrt(3);
        assertThat(Linalg.svd(kernel(NINE_POINT)).s().toDoubles())
                .containsExactly(new double[] {1 + root3, root3 - 1, 0}, within(1e-12));
        assertThat(error(kernel(NINE_POINT), KernelFormat.canonical(1))).isCloseTo(0.25881905, within(1e-8));
        assertThat(error(kernel(NINE_POINT), KernelFormat.canonical(2))).isLessThan(1e-12);
        double[] gauss = new double[9];
        for (int k = 0; k < 9; k++) {
            int i = k % 3 - 1;
            int j = Math.floorDiv(k, 3) - 1;
            gauss[k] = Math.exp(-0.7 * (i * i + j * j));
        }
        assertThat(error(kernel(gauss), KernelFormat.canonical(1))).isLessThan(1e-14);
    }

    @Test
    void theNinePointLaplacianIsTheSumOfTwoProducts() {
        Tensor second = Tensor.of(new double[] {-1, 2, -1}, 3);
        Tensor mass = Tensor.of(new double[] {1 / 6.0, 4 / 6.0, 1 / 6.0}, 3);
        Tensor sum = second.outer(mass).add(mass.outer(second)).neg();
        assertThat(sum.sub(kernel(NINE_POINT).reshape(3, 3)).abs().max().item()).isLessThan(1e-15);
    }

    /** {@code a x d x d + d x a x d + d x d x a} with a = (1,-2,1) and d = (0,1,0): rank 3, the limit of rank 2. */
    private static Tensor spaceTimeStencil() {
        Tensor a = Tensor.of(new double[] {1, -2, 1}, 3);
        Tensor d = Tensor.of(new double[] {0, 1, 0}, 3);
        return cube(a, d, d).add(cube(d, a, d)).add(cube(d, d, a));
    }

    private static Tensor cube(Tensor a, Tensor b, Tensor c) {
        return Tensor.einsum("x,y,z->xyz", a, b, c).reshape(1, 1, 3, 3, 3);
    }

    @ParameterizedTest
    @CsvSource({"0.1,0.224", "0.01,0.0243", "0.001,0.00245"})
    void aRankThreeStencilIsTheLimitOfRankTwoWithTermsWithoutBound(double e, double expected) {
        Tensor a = Tensor.of(new double[] {1, -2, 1}, 3);
        Tensor d = Tensor.of(new double[] {0, 1, 0}, 3);
        Tensor moved = d.add(a.mul(e));
        Tensor near = cube(moved, moved, moved).sub(cube(d, d, d)).mul(1 / e);
        assertThat(relative(near, spaceTimeStencil())).isCloseTo(expected, within(0.01 * expected));
    }

    @Test
    void trainingNearTheLimitStaysBoundedWithWeightDecayAndInTheHierarchicalForm() throws Exception {
        Tensor wanted = spaceTimeStencil();
        for (KernelFormat format : List.of(KernelFormat.canonical(2), KernelFormat.hierarchical(2, 2))) {
            TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
            LowRankConv conv = LowRankConv.withoutBias(
                    parameters, "conv", format.draw(new KernelShape(1, 1, 3, 3), 0.5, random.child(9)), Window.same(3));
            double decay = format instanceof KernelFormat.Canonical ? 1e-3 : 0;
            try (TensorAdam adam = new TensorAdam(parameters.tensors(), Schedule.cosine(3e-2, 1e-4, 1500), decay)) {
                for (int step = 0; step < 1500; step++) {
                    Scope.run(() -> adam.step(Autograd.gradient(
                            conv.kernel().materialise().sub(wanted).square().sum(), parameters.tensors(), false)));
                }
            }
            double largest = parameters.tensors().stream()
                    .mapToDouble(factor -> factor.abs().max().item())
                    .max()
                    .orElseThrow();
            assertThat(largest).isLessThan(20);
            double error = relative(conv.kernel().materialise(), wanted);
            // Two terms of the stencil have a common factor: a (x) (d d) + d (x) (a d + d a) is hierarchical with R = Q
            // = 2.
            assertThat(error).isLessThan(format instanceof KernelFormat.Canonical ? 0.3 : 1e-3);
            parameters.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"5,1,0.6703", "5,2,0.4144", "5,3,0.2114", "3,1,0.4887", "3,2,0.1404"})
    void randomKernelsLoseWhatRandomKernelsLose(int taps, int rank, double expected) {
        int count = 20_000;
        Tensor dense = Tensor.randn(RandomStream.seeded(11), count, 1, taps, taps);
        Tensor cut = KernelDecomposition.of(dense, KernelFormat.canonical(rank), random)
                .materialise();
        Tensor lost = cut.sub(dense).square().sum(1, 2, 3).sqrt();
        Tensor all = dense.square().sum(1, 2, 3).sqrt();
        assertThat(lost.div(all).mean().item()).isCloseTo(expected, within(0.01 * expected));
    }

    @Test
    void fullHierarchicalRanksRepeatEveryKernelAndTruncationIsBoundedByBothTails() {
        Tensor dense = Tensor.randn(random, 2, 3, 5, 5, 5);
        assertThat(error(dense, KernelFormat.hierarchical(5, 5))).isLessThan(1e-12);
        int rank = 3;
        int inner = 2;
        Linalg.Svd outer = Linalg.svd(dense.reshape(2, 3, 5, 25));
        Tensor rows =
                outer.vh().narrow(2, 0, rank).mul(outer.s().narrow(2, 0, rank).unsqueeze(3));
        Tensor second = Linalg.svd(rows.reshape(2, 3, rank, 5, 5)).s();
        double bound =
                Math.sqrt(outer.s().narrow(2, rank, 5 - rank).square().sum().item()
                        + second.narrow(3, inner, 5 - inner).square().sum().item());
        Tensor cut = KernelDecomposition.of(dense, KernelFormat.hierarchical(rank, inner), random)
                .materialise();
        double error = cut.sub(dense).norm().item();
        assertThat(error).isLessThanOrEqualTo(bound * (1 + 1e-12));
        assertThat(error).isGreaterThan(0.5 * bound);
    }

    @Test
    void alternatingLeastSquaresFindsKernelsOfTheRank() {
        RandomStream draws = RandomStream.seeded(21);
        ConvKernel canonical = KernelFormat.canonical(2).draw(new KernelShape(2, 3, 3, 5), 1, draws);
        assertThat(error(canonical.materialise(), KernelFormat.canonical(2))).isLessThan(1e-2);
        ConvKernel shared = KernelFormat.sharedInput(2).draw(new KernelShape(6, 3, 3, 3), 1, draws);
        assertThat(error(shared.materialise(), KernelFormat.sharedInput(2))).isLessThan(1e-2);
        ConvKernel whole = KernelFormat.fullCanonical(2).draw(new KernelShape(6, 5, 2, 3), 1, draws);
        assertThat(error(whole.materialise(), KernelFormat.fullCanonical(2))).isLessThan(1e-3);
        ConvKernel tucker = KernelFormat.tucker(2, 3).draw(new KernelShape(6, 5, 3, 3), 1, draws);
        assertThat(error(tucker.materialise(), KernelFormat.tucker(2, 3))).isLessThan(1e-12);
        Tensor zero = Tensor.zeros(2, 2, 3, 3, 3);
        assertThat(KernelDecomposition.of(zero, KernelFormat.canonical(2), random)
                        .materialise()
                        .abs()
                        .max()
                        .item())
                .isZero();
    }

    @Test
    void theBestCanonicalTermIsNoWorseThanTheHierarchicalOne() {
        Tensor dense = Tensor.randn(random, 4, 4, 5, 5, 5);
        double canonical = error(dense, KernelFormat.canonical(1));
        double hierarchical = error(dense, KernelFormat.hierarchical(1, 1));
        assertThat(canonical).isLessThanOrEqualTo(hierarchical);
        assertThat(canonical).isGreaterThan(0.6703);
    }

    @Test
    void kernelsThatAreNotFiniteAreRefused() {
        Tensor broken = kernel(1, 2, 3, 4, Double.NaN, 6, 7, 8, 9);
        assertThatThrownBy(() -> KernelDecomposition.of(broken, KernelFormat.canonical(1), random))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("not finite");
    }
}
