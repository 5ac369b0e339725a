package org.ansatz.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AutogradTest {
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor spd(Tensor a) {
        return a.matmul(a.mT()).add(Tensor.eye(3));
    }

    /** Every function takes a positive 3 x 3 matrix with distinct numbers in (0.1, 0.9). */
    static Stream<Arguments> functions() {
        Tensor w = Scope.release(Tensor.rand(RandomStream.seeded(7), 3, 3));
        Tensor index = Scope.release(Tensor.of(new long[] {0, 2, 1, 1, 0, 2}, 2, 3));
        return Stream.of(
                f("add, mul", x -> x.add(w).mul(x)),
                f("div, sub", x -> w.div(x).sub(x)),
                f("pow", x -> x.pow(w).add(x.pow(2.5))),
                f("remainder", x -> x.remainder(0.35)),
                f("atan2", x -> x.atan2(w)),
                f("maximum", x -> x.maximum(w).add(x.minimum(w).mul(3.0))),
                f("clamp", x -> x.clamp(0.3, 0.6)),
                f("where", x -> Tensor.where(x.gt(0.5), x.square(), x.exp())),
                f("exp, log", x -> x.exp().add(x.log()).add(x.log1p()).add(x.expm1())),
                f("sqrt", x -> x.sqrt().add(x.rsqrt()).add(x.reciprocal())),
                f("trigonometric", x -> x.sin().add(x.cos()).add(x.tan()).mul(x.atan())),
                f("hyperbolic", x -> x.sinh().add(x.cosh()).mul(x.tanh())),
                f("inverse", x -> x.asin().add(x.acos().square()).add(x.asinh()).add(x.atanh())),
                f("special", x -> x.erf().add(x.erfc().square()).add(x.lgamma()).add(x.digamma())),
                f("activations", x -> x.sigmoid()
                        .add(x.softplus())
                        .add(x.silu())
                        .add(x.gelu())
                        .add(x.relu())),
                f("softmax", x -> x.softmax(1).mul(w)),
                f("sum, mean", x -> x.sum(0).mul(x.mean(1))),
                f("prod, var", x -> x.prod(0).add(x.var(1, new int[] {1}, false))),
                f("max, min", x -> x.max(0).mul(x.min(1))),
                f("norm", x -> x.norm(2, new int[] {0}, true).mul(x.norm(3))),
                f("cumulative", x -> x.cumsum(0).mul(x.cumprod(1))),
                f("logsumexp", x -> x.logsumexp(0)),
                f("sort", x -> x.sort(1).mul(w)),
                f("reshape", x -> x.reshape(9).narrow(0, 1, 5).square()),
                f("transpose", x -> x.transpose(0, 1).mul(x).permute(1, 0)),
                f("cat, stack", x -> Tensor.cat(0, x, x.square())
                        .add(Tensor.stack(0, x, w).reshape(6, 3))),
                f("select, slice", x -> x.select(0, 1)
                        .mul(x.slice(1, 0, 3, 2).sum(1).sum())),
                f("gather", x -> x.gather(0, index).square()),
                f("scatterAdd", x -> Tensor.zeros(3, 3)
                        .scatterAdd(0, index, x.narrow(0, 0, 2))
                        .square()),
                f("indexSelect", x -> x.indexSelect(1, Tensor.of(new long[] {2, 2}))
                        .square()),
                f("flip, roll", x -> x.flip(0).mul(x.roll(1, 1))),
                f("pad", x -> x.pad(0, 1, 1, 2).exp().add(x.padPeriodic(0, 1, 1).square())),
                f("matmul", x -> x.matmul(w).matmul(x)),
                f("einsum", x -> Tensor.einsum("ij,jk,ki->i", x, w, x)),
                f("conv1d", x -> x.unsqueeze(0).conv1d(x.unsqueeze(1).transpose(0, 1), Convolution.PLAIN)),
                f("complex", x -> Tensor.complex(x, x.square())
                        .exp()
                        .abs()
                        .add(Tensor.complex(x, w).angle())),
                f("fft", x -> Fft.fft(x, 0).abs().add(Fft.irfft(Fft.rfft(x, 1).mul(2.0), 3, 1))),
                f("solve", x -> Linalg.solve(spd(x), w)),
                f("cholesky", x -> Linalg.cholesky(spd(x))),
                f("triangular", x -> Linalg.solveTriangular(x.add(Tensor.eye(3)), w, true)),
                f("inv, det", x -> Linalg.inv(spd(x)).mul(Linalg.det(spd(x)))),
                f("qr", x -> Linalg.qr(x).r().abs()),
                f("svd", x -> Linalg.svd(x).s().square()),
                f("eigh", x -> Linalg.eigh(spd(x)).eigenvalues()),
                f("matrixExp", x -> Linalg.matrixExp(x)));
    }

    private static Arguments f(String name, UnaryOperator<Tensor> function) {
        return arguments(name, function);
    }

    private static double[] point() {
        return new double[] {0.21, 0.77, 0.43, 0.58, 0.12, 0.88, 0.33, 0.66, 0.49};
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void firstAndSecondDerivativesMatchFiniteDifferences(String name, UnaryOperator<Tensor> function) {
        double[] at = point();
        Tensor x = Tensor.of(at, 3, 3).requiresGrad();
        Tensor y = function.apply(x);
        double[] weights = RandomStream.seeded(1).uniform((int) y.numel());
        Tensor weight = Tensor.of(weights).reshape(y.shape());
        double[] first = Autograd.gradient(y.mul(weight).sum(), x, true).toDoubles();
        Tensor direction = Tensor.rand(RandomStream.seeded(2), 3, 3);
        UnaryOperator<Tensor> number = p -> function.apply(p).mul(weight).sum();
        double[] second = Autograd.hvp(number, Tensor.of(at, 3, 3), direction).toDoubles();
        double h = 1e-5;
        for (int i = 0; i < at.length; i++) {
            double[] up = at.clone();
            up[i] += h;
            double[] down = at.clone();
            down[i] -= h;
            Tensor xu = Tensor.of(up, 3, 3).requiresGrad();
            Tensor xd = Tensor.of(down, 3, 3).requiresGrad();
            Tensor yu = number.apply(xu);
            Tensor yd = number.apply(xd);
            double slope = (yu.item() - yd.item()) / (2 * h);
            assertThat(first[i]).isCloseTo(slope, within(1e-7 * (1 + Math.abs(slope))));
            // The Hessian is symmetric: its row i times the direction is the slope of the directional derivative.
            double curvature =
                    (Autograd.gradient(yu, xu, false).mul(direction).sum().item()
                                    - Autograd.gradient(yd, xd, false)
                                            .mul(direction)
                                            .sum()
                                            .item())
                            / (2 * h);
            assertThat(second[i]).isCloseTo(curvature, within(1e-6 * (1 + Math.abs(curvature))));
        }
    }

    @Test
    void hessianProductsAreSymmetric() {
        RandomStream random = RandomStream.seeded(3);
        Tensor x = Tensor.randn(random, 4);
        Tensor a = Tensor.randn(random, 4);
        Tensor b = Tensor.randn(random, 4);
        UnaryOperator<Tensor> f = p -> p.sin().mul(p.roll(1, 0)).sum().square();
        double ab = Autograd.hvp(f, x, a).dot(b).item();
        double ba = Autograd.hvp(f, x, b).dot(a).item();
        assertThat(ab).isCloseTo(ba, within(1e-13)).isNotCloseTo(0, within(1e-3));
    }

    @Test
    void hessianProductsOverSeveralTensorsHaveTheCrossTerms() {
        Tensor x = Tensor.of(new double[] {2, 3});
        Tensor y = Tensor.of(new double[] {5, 7});
        // f = sum x^2 y: H (v, w) = (2 y v + 2 x w, 2 x v).
        List<Tensor> product = Autograd.hvp(
                p -> p.get(0).square().mul(p.get(1)).sum(),
                List.of(x, y),
                List.of(Tensor.of(new double[] {1, 1}), Tensor.of(new double[] {1, 0})));
        assertThat(product.get(0).toDoubles()).containsExactly(14, 14);
        assertThat(product.get(1).toDoubles()).containsExactly(4, 6);
    }

    @Test
    void linearFunctionsHaveZeroHessians() {
        Tensor x = Tensor.ones(2);
        assertThat(Autograd.hvp(p -> p.mul(3.0).sum(), x, x).toDoubles()).containsExactly(0, 0);
    }

    @Test
    void jacobianProductsAreAdjoint() {
        RandomStream random = RandomStream.seeded(4);
        Tensor w = Tensor.randn(random, 5, 3);
        UnaryOperator<Tensor> map = p -> w.matmul(p.tanh()).exp();
        Tensor x = Tensor.randn(random, 3);
        Tensor v = Tensor.randn(random, 3);
        Tensor u = Tensor.randn(random, 5);
        Tensor leaf = x.copy().requiresGrad();
        Tensor pulled = Autograd.vjp(List.of(map.apply(leaf)), List.of(u), List.of(leaf), false)
                .get(0);
        double left = Autograd.jvp(map, x, v).dot(u).item();
        assertThat(left).isCloseTo(pulled.dot(v).item(), within(1e-11 * Math.abs(left)));
    }

    @Test
    void derivativesNest() {
        Tensor x = Tensor.scalar(0.7).requiresGrad();
        Tensor d = x.sin();
        double[] expected = {Math.cos(0.7), -Math.sin(0.7), -Math.cos(0.7), Math.sin(0.7), Math.cos(0.7)};
        for (double value : expected) {
            d = Autograd.gradient(d, x, true);
            assertThat(d.item()).isCloseTo(value, within(1e-15));
        }
    }

    @Test
    void gradientsOfUnreachedInputsAreZero() {
        Tensor x = Tensor.ones(2).requiresGrad();
        Tensor other = Tensor.ones(3).requiresGrad();
        List<Tensor> gradients = Autograd.gradient(x.sum(), List.of(x, other), false);
        assertThat(gradients.get(1).toDoubles()).containsExactly(0, 0, 0);
    }

    @Test
    void nothingIsRecordedInsideNoGrad() {
        Tensor x = Tensor.ones(2).requiresGrad();
        assertThat(Autograd.noGrad(() -> x.mul(2.0)).isRequiringGrad()).isFalse();
        try (Autograd.NoGrad outer = Autograd.noGrad();
                Autograd.NoGrad inner = Autograd.noGrad()) {
            assertThat(outer).isNotSameAs(inner);
            assertThat(x.mul(2.0).isRequiringGrad()).isFalse();
        }
        assertThat(x.mul(2.0).isRequiringGrad()).isTrue();
        assertThat(x.mul(2.0).detach().isRequiringGrad()).isFalse();
        assertThatThrownBy(() -> Autograd.noGrad((Runnable) () -> x.add(Tensor.ones(3))))
                .isInstanceOf(ShapeMismatch.class);
        assertThat(x.mul(2.0).isRequiringGrad()).isTrue();
    }

    @Test
    void derivativesOfWhatWasNotRecordedAreRefused() {
        Tensor x = Tensor.ones(2);
        Tensor y = x.sum();
        assertThatThrownBy(() -> Autograd.gradient(y, x, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("gradient: output 0 depends on nothing that requires a gradient");
        Tensor leaf = Tensor.ones(2).requiresGrad();
        assertThatThrownBy(() -> Autograd.gradient(leaf.sum(), x, false))
                .hasMessageStartingWith("gradient: input 0 does not require a gradient");
        assertThatThrownBy(() -> leaf.mul(2.0).requiresGrad()).isInstanceOf(IllegalStateException.class);
    }
}
