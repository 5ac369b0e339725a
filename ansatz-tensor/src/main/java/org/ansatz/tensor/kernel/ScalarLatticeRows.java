package org.ansatz.tensor.kernel;

/** Plain loops, for virtual machines without the vector module. */
final class ScalarLatticeRows implements LatticeRows {
    @Override
    public void addLaplacian(double[] u, double[] q, Stencil stencil, double factor) {
        for (int z = 0; z < stencil.n(); z++) {
            q[stencil.row() + z] += factor * LatticeRows.laplacian(u, stencil, z);
        }
    }

    @Override
    public void addSlopeProduct(double[] f, double[] q, Stencil stencil, int i, int j, double factor) {
        for (int z = 0; z < stencil.n(); z++) {
            q[stencil.row() + z] += factor * LatticeRows.slopeProduct(f, stencil, i, j, z);
        }
    }

    @Override
    public void subtractDoubleWellForce(double[] f, double[] p, int row, int n, double factor, double b) {
        for (int z = row; z < row + n; z++) {
            p[z] -= factor * ((f[z] * f[z] - 1) * (f[z] + b));
        }
    }

    @Override
    public void addScaled(double[] x, double[] p, int from, int to, double factor) {
        for (int z = from; z < to; z++) {
            x[z] += factor * p[z];
        }
    }
}
