package org.ansatz.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TensorTest {
    private static final Offset<Double> EXACT = within(1e-14);
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor t(double... values) {
        return Tensor.of(values);
    }

    private static void check(Tensor tensor, long[] shape, double... expected) {
        assertThat(tensor.shape()).isEqualTo(shape);
        assertThat(tensor.toDoubles()).containsExactly(expected, EXACT);
    }

    private static long[] s(long... shape) {
        return shape;
    }

    private static Tensor matrix() {
        return Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    }

    @Test
    void creation() {
        check(Tensor.zeros(2, 2), s(2, 2), 0, 0, 0, 0);
        check(Tensor.ones(3), s(3), 1, 1, 1);
        check(Tensor.full(2.5, 2), s(2), 2.5, 2.5);
        check(Tensor.arange(4), s(4), 0, 1, 2, 3);
        check(Tensor.arange(5, 0, -2), s(3), 5, 3, 1);
        check(Tensor.linspace(0, 1, 5), s(5), 0, 0.25, 0.5, 0.75, 1);
        check(Tensor.eye(2), s(2, 2), 1, 0, 0, 1);
        check(Tensor.scalar(7), s(), 7);
        check(Tensor.of(new double[0]), s(0));
        check(Tensor.of(new double[0], 0, 3), s(0, 3));
        check(Tensor.of(new float[] {1.5f, 2}, 2, 1), s(2, 1), 1.5, 2);
        check(Tensor.of(new boolean[] {true, false}), s(2), 1, 0);
        assertThat(Tensor.of(new float[] {1}).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(Tensor.of(new long[] {1}).dtype()).isEqualTo(DType.INT64);
        assertThat(Tensor.of(new boolean[] {true}).dtype()).isEqualTo(DType.BOOL);
        assertThat(Tensor.of(new double[] {1}, 1).shape()).containsExactly(1);
        assertThat(matrix().zerosLike().shape()).containsExactly(2, 3);
        assertThat(Tensor.ones(DType.COMPLEX64, Device.CPU, 2).onesLike().dtype())
                .isEqualTo(DType.COMPLEX64);
    }

    @Test
    void arithmeticBroadcastsAsInNumPy() {
        Tensor row = t(10, 20, 30);
        Tensor column = Tensor.of(new double[] {1, 2}, 2, 1);
        check(matrix().add(row), s(2, 3), 11, 22, 33, 14, 25, 36);
        check(matrix().sub(column), s(2, 3), 0, 1, 2, 2, 3, 4);
        check(row.mul(column), s(2, 3), 10, 20, 30, 20, 40, 60);
        check(row.div(t(4)), s(3), 2.5, 5, 7.5);
        check(t(1, 2).add(1.5), s(2), 2.5, 3.5);
        check(t(1, 2).sub(1L), s(2), 0, 1);
        check(t(1, 2).mul(-2.0).div(4), s(2), -0.5, -1);
        check(t(1, 2).rsub(5), s(2), 4, 3);
        check(t(2, 3).pow(t(3, 2)), s(2), 8, 9);
        check(t(4, 9).pow(0.5), s(2), 2, 3);
        check(t(-7, 7).remainder(3), s(2), 2, 1);
        check(t(-7, 7).floorDivide(t(2)), s(2), -4, 3);
        check(t(1, -1).atan2(t(1, 1)), s(2), Math.PI / 4, -Math.PI / 4);
        check(t(1, 5).maximum(t(3)), s(2), 3, 5);
        check(t(1, 5).minimum(t(3)), s(2), 1, 3);
        check(t(-3, 0.5, 3).clamp(-1, 1), s(3), -1, 0.5, 1);
    }

    @Test
    void typesPromoteAsInNumPy() {
        Tensor whole = Tensor.arange(3);
        assertThat(whole.add(1L).dtype()).isEqualTo(DType.INT64);
        assertThat(whole.mul(0.5).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(whole.div(Tensor.arange(1, 4, 1)).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(whole.add(t(1)).dtype()).isEqualTo(DType.FLOAT64);
        Tensor single = Tensor.of(new float[] {1, 2});
        assertThat(single.mul(0.1).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(single.add(t(1, 2)).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(whole.to(DType.FLOAT32).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(whole.sum().dtype()).isEqualTo(DType.INT64);
        assertThat(whole.sin().dtype()).isEqualTo(DType.FLOAT64);
        assertThat(t(1.9, -1.9).to(DType.INT64).toLongs()).containsExactly(1, -1);
    }

    @Test
    void comparisonsAndChoices() {
        Tensor a = t(1, 2, 3);
        assertThat(a.lt(2).toBooleans()).containsExactly(true, false, false);
        assertThat(a.le(t(2)).toBooleans()).containsExactly(true, true, false);
        assertThat(a.gt(2).toBooleans()).containsExactly(false, false, true);
        assertThat(a.ge(2).toBooleans()).containsExactly(false, true, true);
        assertThat(a.eq(2).toBooleans()).containsExactly(false, true, false);
        assertThat(a.ne(t(2)).toBooleans()).containsExactly(true, false, true);
        assertThat(a.lt(3).and(a.gt(1)).toBooleans()).containsExactly(false, true, false);
        assertThat(a.lt(2).or(a.gt(2)).toBooleans()).containsExactly(true, false, true);
        assertThat(a.lt(2).xor(a.lt(3)).toBooleans()).containsExactly(false, true, false);
        assertThat(a.lt(2).not().toBooleans()).containsExactly(false, true, true);
        check(Tensor.where(a.lt(2), a, t(0)), s(3), 1, 0, 0);
        check(a.maskedSelect(a.gt(1)), s(2), 2, 3);
        check(a.maskedFill(a.gt(1), -1), s(3), 1, -1, -1);
        assertThat(a.gt(1).nonzero().toLongs()).containsExactly(1, 2);
        assertThat(a.allClose(t(1, 2, 3 + 1e-10), 0, 1e-9)).isTrue();
        assertThat(a.allClose(t(1, 2, 3 + 1e-8), 0, 1e-9)).isFalse();
        assertThat(a.gt(0).all().item()).isOne();
        assertThat(a.gt(3).any().item()).isZero();
        assertThat(matrix().gt(3).any(0).toBooleans()).containsExactly(true, true, true);
        assertThat(matrix().gt(3).all(1).toBooleans()).containsExactly(false, true);
    }

    @Test
    void functionsOfOneNumberMatchJava() {
        Map<UnaryOperator<Tensor>, DoubleUnaryOperator> functions = Map.ofEntries(
                Map.entry(Tensor::exp, Math::exp),
                Map.entry(Tensor::expm1, Math::expm1),
                Map.entry(Tensor::log, Math::log),
                Map.entry(Tensor::log1p, Math::log1p),
                Map.entry(Tensor::log10, Math::log10),
                Map.entry(Tensor::log2, x -> Math.log(x) / Math.log(2)),
                Map.entry(Tensor::sqrt, Math::sqrt),
                Map.entry(Tensor::rsqrt, x -> 1 / Math.sqrt(x)),
                Map.entry(Tensor::square, x -> x * x),
                Map.entry(Tensor::reciprocal, x -> 1 / x),
                Map.entry(Tensor::sin, Math::sin),
                Map.entry(Tensor::cos, Math::cos),
                Map.entry(Tensor::tan, Math::tan),
                Map.entry(Tensor::asin, Math::asin),
                Map.entry(Tensor::acos, Math::acos),
                Map.entry(Tensor::atan, Math::atan),
                Map.entry(Tensor::sinh, Math::sinh),
                Map.entry(Tensor::cosh, Math::cosh),
                Map.entry(Tensor::tanh, Math::tanh),
                Map.entry(x -> x.sinh().asinh(), x -> x),
                Map.entry(x -> x.cosh().acosh(), x -> x),
                Map.entry(x -> x.tanh().atanh(), x -> x),
                Map.entry(x -> x.erf().erfinv(), x -> x),
                Map.entry(x -> x.erf().add(x.erfc()), x -> 1.0),
                Map.entry(Tensor::sigmoid, x -> 1 / (1 + Math.exp(-x))),
                Map.entry(x -> x.neg().relu(), x -> 0.0),
                Map.entry(Tensor::softplus, x -> Math.log1p(Math.exp(x))),
                Map.entry(Tensor::silu, x -> x / (1 + Math.exp(-x))),
                Map.entry(Tensor::sinc, x -> Math.sin(Math.PI * x) / (Math.PI * x)),
                Map.entry(x -> x.add(1.0).lgamma().sub(x.lgamma()), Math::log),
                Map.entry(x -> x.add(1.0).digamma().sub(x.digamma()), x -> 1 / x),
                Map.entry(x -> x.neg().abs(), x -> x),
                Map.entry(x -> x.neg().sign(), x -> -1.0),
                Map.entry(x -> x.mul(10.0).floor(), x -> Math.floor(10 * x)),
                Map.entry(x -> x.mul(10.0).ceil(), x -> Math.ceil(10 * x)),
                Map.entry(x -> x.mul(10.0).round(), x -> Math.rint(10 * x)),
                Map.entry(x -> x.mul(-10.0).trunc(), x -> -Math.floor(10 * x)),
                Map.entry(x -> x.add(3.0).frac(), x -> x));
        double[] points = {0.07, 0.31, 0.5, 0.93};
        functions.forEach((tensorFunction, function) -> {
            double[] values = tensorFunction.apply(t(points)).toDoubles();
            for (int i = 0; i < points.length; i++) {
                double expected = function.applyAsDouble(points[i]);
                assertThat(values[i]).isCloseTo(expected, within(1e-13 * (1 + Math.abs(expected))));
            }
        });
        assertThat(t(1).erf().item()).isCloseTo(0.8427007929497149, EXACT);
        // NumPy: 0.5 * x * (1 + erf(x / sqrt(2))) at 1.
        assertThat(t(1).gelu().item()).isCloseTo(0.8413447460685429, EXACT);
        assertThat(t(Double.NaN, 1).isNan().toBooleans()).containsExactly(true, false);
        assertThat(t(Double.POSITIVE_INFINITY, 1).isFinite().toBooleans()).containsExactly(false, true);
        check(t(0, Math.log(3)).softmax(0), s(2), 0.25, 0.75);
    }

    @Test
    void reductions() {
        Tensor m = matrix();
        check(m.sum(), s(), 21);
        check(m.sum(0), s(3), 5, 7, 9);
        check(m.sum(new int[] {-1}, true), s(2, 1), 6, 15);
        check(m.sum(0, 1), s(), 21);
        check(m.mean(), s(), 3.5);
        check(m.mean(1), s(2), 2, 5);
        check(m.prod(), s(), 720);
        check(m.prod(0), s(3), 4, 10, 18);
        check(m.var(0), s(), 35.0 / 12);
        check(m.var(1, new int[] {1}, false), s(2), 1, 1);
        check(m.max(), s(), 6);
        check(m.max(1), s(2), 3, 6);
        check(m.min(), s(), 1);
        check(m.min(new int[] {0}, true), s(1, 3), 1, 2, 3);
        assertThat(m.argmax().item()).isEqualTo(5);
        assertThat(m.neg().argmax(1).toLongs()).containsExactly(0, 0);
        assertThat(m.argmin().item()).isZero();
        assertThat(m.argmin(0).toLongs()).containsExactly(0, 0, 0);
        check(t(3, -4).norm(), s(), 5);
        check(t(3, -4).norm(1), s(), 7);
        check(t(3, -4).norm(Double.POSITIVE_INFINITY), s(), 4);
        check(m.norm(1, new int[] {1}, true), s(2, 1), 6, 15);
        check(m.cumsum(1), s(2, 3), 1, 3, 6, 4, 9, 15);
        check(m.cumprod(0), s(2, 3), 1, 2, 3, 4, 10, 18);
        assertThat(t(1000, 1000).logsumexp(0).item()).isCloseTo(1000 + Math.log(2), within(1e-12));
        check(t(3, 1, 2).sort(0), s(3), 1, 2, 3);
        assertThat(t(3, 1, 2).argsort(0).toLongs()).containsExactly(1, 2, 0);
    }

    @Test
    void shapes() {
        Tensor m = matrix();
        check(m.reshape(3, -1), s(3, 2), 1, 2, 3, 4, 5, 6);
        check(m.flatten(), s(6), 1, 2, 3, 4, 5, 6);
        check(m.transpose(0, 1), s(3, 2), 1, 4, 2, 5, 3, 6);
        check(m.mT(), s(3, 2), 1, 4, 2, 5, 3, 6);
        check(m.reshape(1, 2, 3).permute(2, 0, 1), s(3, 1, 2), 1, 4, 2, 5, 3, 6);
        check(m.unsqueeze(1), s(2, 1, 3), 1, 2, 3, 4, 5, 6);
        check(m.unsqueeze(-1).squeeze(2), s(2, 3), 1, 2, 3, 4, 5, 6);
        check(Tensor.ones(1, 2, 1).squeeze(), s(2), 1, 1);
        check(Tensor.of(new double[] {1, 2}, 2, 1).expand(3, 2, 2), s(3, 2, 2), 1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2);
        check(t(1, 2).tile(2, 2), s(2, 4), 1, 2, 1, 2, 1, 2, 1, 2);
        check(Tensor.cat(0, m, Tensor.zeros(1, 3)), s(3, 3), 1, 2, 3, 4, 5, 6, 0, 0, 0);
        check(Tensor.cat(-1, m, Tensor.of(new double[] {8, 9}, 2, 1)), s(2, 4), 1, 2, 3, 8, 4, 5, 6, 9);
        check(Tensor.stack(1, t(1, 2), t(3, 4)), s(2, 2), 1, 3, 2, 4);
        check(m.split(1, 1, 2).get(1), s(2, 2), 2, 3, 5, 6);
        check(m.flip(0, 1), s(2, 3), 6, 5, 4, 3, 2, 1);
        check(m.roll(1, 1), s(2, 3), 3, 1, 2, 6, 4, 5);
        check(m.pad(0, 1, 0, 9), s(3, 3), 9, 9, 9, 1, 2, 3, 4, 5, 6);
        check(m.pad(1, 0, 1, 0), s(2, 4), 1, 2, 3, 0, 4, 5, 6, 0);
        check(m.padPeriodic(1, 1, 2), s(2, 6), 3, 1, 2, 3, 1, 2, 6, 4, 5, 6, 4, 5);
        check(Tensor.ones(2, 2).tril(0), s(2, 2), 1, 0, 1, 1);
        check(Tensor.ones(2, 2).triu(1), s(2, 2), 0, 1, 0, 0);
        check(m.diagonal(), s(2), 1, 5);
        check(t(1, 2).diagEmbed(), s(2, 2), 1, 0, 0, 2);
        assertThat(m.mT().contiguous().toDoubles()).isEqualTo(m.mT().toDoubles());
    }

    @Test
    void elements() {
        Tensor m = matrix();
        check(m.narrow(1, 1, 2), s(2, 2), 2, 3, 5, 6);
        check(m.slice(1, 0, 3, 2), s(2, 2), 1, 3, 4, 6);
        check(m.select(0, -1), s(3), 4, 5, 6);
        check(m.indexSelect(1, Tensor.of(new long[] {2, 0})), s(2, 2), 3, 1, 6, 4);
        Tensor index = Tensor.of(new long[] {2, 0}, 2, 1);
        check(m.gather(1, index), s(2, 1), 3, 4);
        check(m.scatter(1, index, Tensor.of(new double[] {-1, -2}, 2, 1)), s(2, 3), 1, 2, -1, -2, 5, 6);
        Tensor twice = Tensor.of(new long[] {0, 0, 1});
        check(Tensor.zeros(2).scatterAdd(0, twice, t(1, 2, 3)), s(2), 3, 3);
        check(m.indexAdd(0, Tensor.of(new long[] {1, 1}), Tensor.ones(2, 3)), s(2, 3), 1, 2, 3, 6, 7, 8);
    }

    @Test
    void viewsShareMemory() {
        Tensor m = matrix();
        m.select(0, 0).fillInPlace(0);
        check(m, s(2, 3), 0, 0, 0, 4, 5, 6);
        Tensor copy = m.copy();
        m.zeroInPlace();
        assertThat(copy.sum().item()).isEqualTo(15);
    }

    @Test
    void products() {
        Tensor m = matrix();
        check(m.matmul(m.mT()), s(2, 2), 14, 32, 32, 77);
        check(m.matmul(t(1, 0, -1)), s(2), -2, -2);
        check(t(1, 1).matmul(m), s(3), 5, 7, 9);
        check(m.unsqueeze(0).expand(4, 2, 3).matmul(t(1, 1, 1)), s(4, 2), 6, 15, 6, 15, 6, 15, 6, 15);
        check(m.unsqueeze(0).bmm(m.mT().unsqueeze(0)), s(1, 2, 2), 14, 32, 32, 77);
        check(t(1, 2).dot(t(3, 4)), s(), 11);
        check(t(1, 2).outer(t(3, 4)), s(2, 2), 3, 4, 6, 8);
        check(t(1, 1).addmm(m, m.mT(), 2, 0.5), s(2, 2), 9, 18, 18, 40.5);
        check(Tensor.einsum("ij,kj->ik", m, m), s(2, 2), 14, 32, 32, 77);
        check(Tensor.einsum("ij->j", m), s(3), 5, 7, 9);
        check(Tensor.einsum("ij,j,i->", m, t(1, 1, 1), t(1, 2)), s(), 36);
        check(Tensor.einsum("...j,j->...", m, t(1, 0, 1)), s(2), 4, 10);
    }

    @Test
    void convolutionsMatchTheirDefinition() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4, 5}, 1, 1, 5);
        Tensor w = Tensor.of(new double[] {1, 0, -2}, 1, 1, 3);
        check(x.conv1d(w, Convolution.PLAIN), s(1, 1, 3), -5, -6, -7);
        check(x.conv1d(w, t(10), Convolution.PLAIN.withPadding(1).withStride(2)), s(1, 1, 3), 6, 4, 14);
        check(x.conv1d(w, Convolution.PLAIN.withDilation(2)), s(1, 1, 1), -9);
        Tensor two = Tensor.of(new double[] {1, 2, 3, 4}, 1, 2, 2);
        check(
                two.conv1d(Tensor.of(new double[] {1, 1, 2, 2}, 2, 1, 2), Convolution.PLAIN.withGroups(2)),
                s(1, 2, 1),
                3,
                14);
        Tensor image = Tensor.arange(9).to(DType.FLOAT64).reshape(1, 1, 3, 3);
        Tensor laplacian = Tensor.of(new double[] {0, 1, 0, 1, -4, 1, 0, 1, 0}, 1, 1, 3, 3);
        check(image.conv2d(laplacian, Convolution.PLAIN), s(1, 1, 1, 1), 0);
        check(image.conv2d(Tensor.ones(1, 1, 2, 2), t(1), Convolution.PLAIN), s(1, 1, 2, 2), 9, 13, 21, 25);
        Tensor block = Tensor.arange(8).to(DType.FLOAT64).reshape(1, 1, 2, 2, 2);
        check(block.conv3d(Tensor.ones(1, 1, 2, 2, 2), Convolution.PLAIN), s(1, 1, 1, 1, 1), 28);
        check(block.conv3d(Tensor.ones(1, 1, 2, 2, 2), t(1), Convolution.PLAIN), s(1, 1, 1, 1, 1), 29);
    }

    @Test
    void complexNumbers() {
        Tensor z = Tensor.complex(t(3, 0), t(4, -1));
        assertThat(z.dtype()).isEqualTo(DType.COMPLEX128);
        check(z.real(), s(2), 3, 0);
        check(z.imag(), s(2), 4, -1);
        check(z.conj().imag(), s(2), -4, 1);
        check(z.abs(), s(2), 5, 1);
        check(z.angle(), s(2), Math.atan2(4, 3), -Math.PI / 2);
        check(z.viewAsReal(), s(2, 2), 3, 4, 0, -1);
        check(z.conj().viewAsReal(), s(2, 2), 3, -4, 0, 1);
        check(z.viewAsReal().viewAsComplex().imag(), s(2), 4, -1);
        check(z.mul(z).viewAsReal(), s(2, 2), -7, 24, -1, 0);
        assertThat(z.to(DType.COMPLEX64).dtype()).isEqualTo(DType.COMPLEX64);
        assertThat(t(1).real().item()).isOne();
        assertThat(z.toString()).isEqualTo("Tensor[2] complex128 cpu [3.0+4.0i, 0.0-1.0i]");
        assertThat(z.toBooleans()).containsExactly(true, true);
    }

    @Test
    void inPlaceOperations() {
        Tensor x = t(1, 2);
        assertThat(x.addInPlace(t(1))).isSameAs(x);
        check(x, s(2), 2, 3);
        check(x.addInPlace(t(1, 1), -2), s(2), 0, 1);
        check(x.addInPlace(1.5), s(2), 1.5, 2.5);
        check(x.subInPlace(t(0.5)), s(2), 1, 2);
        check(x.mulInPlace(t(2, 3)), s(2), 2, 6);
        check(x.mulInPlace(0.5), s(2), 1, 3);
        check(x.divInPlace(t(2)), s(2), 0.5, 1.5);
        check(x.addcmulInPlace(t(1, 2), t(3, 4), 2), s(2), 6.5, 17.5);
        check(x.addcdivInPlace(t(1, 2), t(2, 4), -1), s(2), 6, 17);
        check(x.lerpInPlace(t(0, 1), 0.5), s(2), 3, 9);
        check(x.copyFrom(Tensor.of(new float[] {4})), s(2), 4, 4);
        check(x.fillInPlace(3), s(2), 3, 3);
        check(x.zeroInPlace(), s(2), 0, 0);
    }

    @Test
    void conversionsAndData() {
        Tensor m = matrix();
        assertThat(m.to(DType.FLOAT64)).isSameAs(m);
        assertThat(m.to(Device.CPU)).isSameAs(m);
        assertThat(m.mT().toFloats()).containsExactly(1f, 4f, 2f, 5f, 3f, 6f);
        assertThat(Tensor.of(new long[] {Long.MAX_VALUE, -1}).toLongs()).containsExactly(Long.MAX_VALUE, -1);
        assertThat(m.size(-1)).isEqualTo(3);
        assertThat(m.dim()).isEqualTo(2);
        assertThat(m.numel()).isEqualTo(6);
        assertThat(m.toString()).isEqualTo("Tensor[2, 3] float64 cpu [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]");
        assertThat(Tensor.zeros(100).toString()).isEqualTo("Tensor[100] float64 cpu");
        assertThat(m.select(0, 1).select(0, 1).item()).isEqualTo(5);
    }

    @Test
    void namesOfTypesAndDevicesRoundTrip() {
        for (DType type : DType.values()) {
            assertThat(DType.parse(type.toString())).isEqualTo(type);
            assertThat(Tensor.zeros(type, Device.CPU, 3).dtype()).isEqualTo(type);
        }
        for (Device device : new Device[] {Device.CPU, Device.cuda(0), Device.cuda(3)}) {
            assertThat(Device.parse(device.toString())).isEqualTo(device);
        }
        assertThat(Device.parse("cuda")).isEqualTo(Device.cuda(0));
        assertThat(DType.COMPLEX64.toReal()).isEqualTo(DType.FLOAT32);
    }
}
