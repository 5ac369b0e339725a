package org.ansatz.learn.representation;

import java.util.Arrays;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Centred kernel alignment, a similarity of two representations of the same samples in [0, 1] (Kornblith et al.,
 * arXiv 1905.00414).
 */
public final class Cka {
    private Cka() {}

    /**
     * {@code |Y^T X|_F^2 / (|X^T X|_F |Y^T Y|_F)} with centred columns (ibid., section 3). It does not change when either argument is
     * shifted, rotated or scaled as a whole.
     *
     * @param a [samples, features]
     * @param b [samples, other features]
     * @return not a number if a representation is constant
     * @throws IllegalArgumentException if they are not matrices of as many rows
     */
    public static double linear(Tensor a, Tensor b) {
        if (a.dim() != 2 || b.dim() != 2 || a.size(0) != b.size(0)) {
            throw new IllegalArgumentException("cka: needs [samples, features] of the same samples, given "
                    + Arrays.toString(a.shape()) + " and " + Arrays.toString(b.shape()));
        }
        if (a.size(0) < 2) {
            throw new IllegalArgumentException("cka: needs two samples or more, given " + Arrays.toString(a.shape()));
        }
        Scope scope = Scope.open();
        try {
            Tensor x = centred(a);
            Tensor y = centred(b);
            double cross = y.mT().matmul(x).square().sum().item();
            return cross / (gram(x) * gram(y));
        } finally {
            scope.close();
        }
    }

    private static Tensor centred(Tensor x) {
        return x.sub(x.mean(new int[] {0}, true));
    }

    private static double gram(Tensor x) {
        return x.mT().matmul(x).norm().item();
    }
}
