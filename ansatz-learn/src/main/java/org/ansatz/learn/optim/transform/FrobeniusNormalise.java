package org.ansatz.learn.optim.transform;

/** {@code u / (|u|_F + 1e-7)}; zero stays zero. */
public final class FrobeniusNormalise implements UpdateTransform {
    /** Of the published codes of Muon and of arXiv 2509.24320. */
    private static final double EPSILON = 1e-7;

    @Override
    public Matrix apply(Matrix u) {
        return normalised(u);
    }

    static Matrix normalised(Matrix u) {
        double length = u.norm() + EPSILON;
        return u.map(v -> v / length);
    }
}
