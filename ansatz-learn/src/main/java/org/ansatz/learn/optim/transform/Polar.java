package org.ansatz.learn.optim.transform;

/**
 * The orthogonal polar factor {@code U V^T} of {@code u = U S V^T}: the direction of steepest descent within the unit ball of
 * the spectral norm. Singular values that are zero to round-off stay zero, so that nothing moves without a gradient.
 */
public final class Polar implements UpdateTransform {
    @Override
    public Matrix apply(Matrix u) {
        Svd svd = Svd.of(u);
        double[] s = svd.values();
        double least = Math.ulp(1.0) * Math.max(u.rows(), u.columns()) * s[0];
        Matrix left = svd.u();
        int k = s.length;
        Matrix kept = Matrix.zeros(left.rows(), k);
        for (int j = 0; j < k; j++) {
            if (s[j] > least) {
                for (int i = 0; i < left.rows(); i++) {
                    kept.values()[i * k + j] = left.get(i, j);
                }
            }
        }
        return kept.times(svd.vt());
    }
}
