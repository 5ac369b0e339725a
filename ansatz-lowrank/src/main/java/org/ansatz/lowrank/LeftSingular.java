package org.ansatz.lowrank;

import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Left singular vectors and singular values of a matrix, of which the right ones are not needed: a wide matrix is first reduced
 * to a triangle.
 *
 * @param vectors [m, min(m, n)] in columns
 * @param values descending
 */
record LeftSingular(Tensor vectors, double[] values) {
    static LeftSingular of(Tensor matrix) {
        try (Scope scope = Scope.open()) {
            boolean wide = matrix.size(1) > matrix.size(0);
            // A^H = Q R, so A = R^H Q^H has the left singular vectors of R^H.
            Tensor reduced =
                    wide ? Modes.adjoint(Linalg.qr(Modes.adjoint(matrix)).r()) : matrix;
            Linalg.Svd svd = Linalg.svd(reduced);
            return new LeftSingular(scope.keep(svd.u()), svd.s().toDoubles());
        }
    }

    Tensor leading(int count) {
        return vectors.narrow(1, 0, count).contiguous();
    }
}
