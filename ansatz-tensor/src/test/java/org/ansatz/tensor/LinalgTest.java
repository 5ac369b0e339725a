package org.ansatz.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinalgTest {
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor random(DType type, long... shape) {
        RandomStream stream = RandomStream.seeded(11);
        Tensor real = Tensor.randn(stream, shape);
        return type.isComplex()
                ? Tensor.complex(real, Tensor.randn(stream, shape)).to(type)
                : real.to(type);
    }

    private static Tensor adjoint(Tensor a) {
        return a.mT().conj();
    }

    private static void assertSmall(Tensor difference, DType type) {
        double bound = type.toReal() == DType.FLOAT32 ? 1e-4 : 1e-12;
        assertThat(difference.abs().max().item()).isLessThan(bound);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64", "COMPLEX64", "COMPLEX128"})
    void factorsMultiplyToTheMatrix(DType type) {
        Tensor a = random(type, 2, 5, 3);
        Linalg.Qr qr = Linalg.qr(a);
        assertSmall(qr.q().matmul(qr.r()).sub(a), type);
        assertSmall(adjoint(qr.q()).matmul(qr.q()).sub(Tensor.eye(3)), type);
        Linalg.Svd svd = Linalg.svd(a);
        assertSmall(svd.u().mul(svd.s().unsqueeze(-2)).matmul(svd.vh()).sub(a), type);
        assertThat(svd.s().dtype()).isEqualTo(type.toReal());
        Tensor hermitian = adjoint(a).matmul(a).add(Tensor.eye(3).to(type));
        Tensor l = Linalg.cholesky(hermitian);
        assertSmall(l.matmul(adjoint(l)).sub(hermitian), type);
        assertSmall(l.sub(l.tril(0)), type);
        Linalg.Eigh eigh = Linalg.eigh(hermitian);
        Tensor v = eigh.eigenvectors();
        assertSmall(v.mul(eigh.eigenvalues().unsqueeze(-2)).matmul(adjoint(v)).sub(hermitian), type);
        double[] w = eigh.eigenvalues().toDoubles();
        assertThat(w[0]).isLessThanOrEqualTo(w[1]);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64", "COMPLEX64", "COMPLEX128"})
    void solutionsSatisfyTheirEquations(DType type) {
        Tensor a = random(type, 4, 4);
        Tensor b = random(type, 4, 2);
        assertSmall(a.matmul(Linalg.solve(a, b)).sub(b), type);
        Tensor vector = b.select(1, 0);
        assertSmall(a.matmul(Linalg.solve(a, vector)).sub(vector), type);
        assertSmall(a.matmul(Linalg.inv(a)).sub(Tensor.eye(4)), type);
        Tensor upper = a.triu(0);
        assertSmall(upper.matmul(Linalg.solveTriangular(upper, b, true)).sub(b).div(10), type);
        Tensor tall = random(type, 6, 3);
        Tensor right = random(type, 6, 1);
        Tensor x = Linalg.lstsq(tall, right);
        assertSmall(adjoint(tall).matmul(tall.matmul(x).sub(right)), type);
        assertSmall(Linalg.pinv(tall).matmul(right).sub(x), type);
    }

    @Test
    void knownValues() {
        Tensor a = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2);
        assertThat(Linalg.det(a).item()).isCloseTo(-2, org.assertj.core.api.Assertions.within(1e-14));
        assertThat(Linalg.logAbsDet(a).item()).isCloseTo(Math.log(2), org.assertj.core.api.Assertions.within(1e-14));
        // NumPy: np.linalg.svd([[1,2],[3,4]])[1]
        assertThat(Linalg.svd(a)
                        .s()
                        .allClose(Tensor.of(new double[] {5.464985704219043, 0.3659661906262578}), 1e-14, 0))
                .isTrue();
        // exp of a rotation's generator is the rotation.
        Tensor turn = Tensor.of(new double[] {0, -1, 1, 0}, 2, 2);
        assertThat(Linalg.matrixExp(turn)
                        .allClose(
                                Tensor.of(new double[] {Math.cos(1), -Math.sin(1), Math.sin(1), Math.cos(1)}, 2, 2),
                                1e-14,
                                1e-14))
                .isTrue();
    }

    @Test
    void rankDeficientLeastSquaresHasLeastNorm() {
        Tensor a = Tensor.of(new double[] {1, 1, 2, 2, 3, 3}, 3, 2);
        Tensor x = Linalg.lstsq(a, Tensor.of(new double[] {2, 4, 6}, 3, 1));
        assertThat(x.allClose(Tensor.ones(2, 1), 1e-12, 0)).isTrue();
    }

    @Test
    void breakdownNamesTheMatrix() {
        Tensor singular = Tensor.stack(0, Tensor.eye(2), Tensor.ones(2, 2));
        assertThatThrownBy(() -> Linalg.solve(singular, Tensor.ones(2, 2, 1)))
                .isInstanceOf(LinalgFailure.class)
                .hasMessage("solve: the matrix is singular, pivot 2 is zero (matrix 1 of 2)");
        assertThatThrownBy(() -> Linalg.inv(Tensor.ones(2, 2)))
                .hasMessage("inv: the matrix is singular, pivot 2 is zero");
        assertThatThrownBy(() -> Linalg.cholesky(Tensor.of(new double[] {1, 2, 2, 1}, 2, 2)))
                .hasMessage("cholesky: the leading minor of order 2 is not positive definite");
    }
}
