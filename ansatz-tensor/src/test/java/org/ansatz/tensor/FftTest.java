package org.ansatz.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FftTest {
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static void assertClose(Tensor a, Tensor b) {
        assertThat(a.shape()).isEqualTo(b.shape());
        assertThat(a.sub(b).abs().max().item()).isLessThan(1e-12);
    }

    private static Tensor random(long... shape) {
        return Tensor.randn(RandomStream.seeded(5), shape);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 12, 16, 31})
    void transformsMatchTheirDefinition(int n) {
        Tensor x = random(n);
        double[] values = x.toDoubles();
        double[] re = Fft.fft(x, 0).real().toDoubles();
        double[] im = Fft.fft(x, 0).imag().toDoubles();
        for (int k = 0; k < n; k++) {
            double sumRe = 0;
            double sumIm = 0;
            for (int j = 0; j < n; j++) {
                sumRe += values[j] * Math.cos(2 * Math.PI * k * j / n);
                sumIm -= values[j] * Math.sin(2 * Math.PI * k * j / n);
            }
            assertThat(re[k]).isCloseTo(sumRe, within(1e-12));
            assertThat(im[k]).isCloseTo(sumIm, within(1e-12));
        }
        assertClose(Fft.ifft(Fft.fft(x, 0), 0).real(), x);
        assertClose(Fft.rfft(x, 0), Fft.fft(x, 0).narrow(0, 0, n / 2 + 1));
        assertClose(Fft.irfft(Fft.rfft(x, 0), n, 0), x);
    }

    @Test
    void transformsOfSeveralDimensionsAreTransformsOfEach() {
        Tensor x = random(3, 4, 5);
        assertClose(Fft.fftn(x, 0, 1, 2), Fft.fft(Fft.fft(Fft.fft(x, 0), 1), 2));
        assertClose(Fft.fft2(x), Fft.fft(Fft.fft(x, 1), 2));
        assertClose(Fft.ifft2(Fft.fft2(x)).real(), x);
        assertClose(Fft.ifftn(Fft.fftn(x, 0, 2), 0, 2).real(), x);
        assertClose(Fft.rfft2(x), Fft.fft2(x).narrow(2, 0, 3));
        assertClose(Fft.irfft2(Fft.rfft2(x), 4, 5), x);
        assertClose(Fft.rfftn(x, 2, 1, 0), Fft.fftn(x, 0, 1, 2).narrow(0, 0, 2));
        assertClose(Fft.irfftn(Fft.rfftn(x, 0, 1), new long[] {3, 4}, 0, 1), x);
    }

    @Test
    void frequenciesAreThoseOfNumPy() {
        assertThat(Fft.fftfreq(5, 0.1).toDoubles()).containsExactly(new double[] {0, 2, 4, -4, -2}, within(1e-14));
        assertThat(Fft.fftfreq(4, 1).toDoubles()).containsExactly(0, 0.25, -0.5, -0.25);
        assertThat(Fft.rfftfreq(4, 0.5).toDoubles()).containsExactly(0, 0.5, 1);
        assertThat(Fft.fftshift(Tensor.arange(5), 0).toLongs()).containsExactly(3, 4, 0, 1, 2);
        assertThat(Fft.ifftshift(Fft.fftshift(Tensor.arange(5), 0), 0).toLongs())
                .containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void energyIsConserved() {
        Tensor x = random(6, 8);
        double energy = Fft.fftn(x, 0, 1).abs().square().sum().item() / 48;
        assertThat(energy).isCloseTo(x.square().sum().item(), within(1e-11));
    }

    @Test
    void derivativesOfASineAreExact() {
        long n = 16;
        Tensor x = Tensor.linspace(0, 2 * Math.PI, n + 1).narrow(0, 0, n);
        Tensor k = Fft.rfftfreq(n, 1.0 / n);
        Tensor ik = Tensor.complex(k.zerosLike(), k);
        assertClose(
                Fft.irfft(Fft.rfft(x.mul(3.0).sin(), 0).mul(ik), n, 0),
                x.mul(3.0).cos().mul(3.0));
    }

    @Test
    void singlePrecisionStaysSingle() {
        assertThat(Fft.rfft(random(8).to(DType.FLOAT32), 0).dtype()).isEqualTo(DType.COMPLEX64);
        assertThat(Fft.irfft(Fft.rfft(random(8).to(DType.FLOAT32), 0), 8, 0).dtype())
                .isEqualTo(DType.FLOAT32);
    }
}
