package org.ansatz.tensor.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same loops in SIMD registers. Registers run over the ends of a row, where a neighbour along the row is not the next number
 * in memory; the two sites at the ends are worked out first and written last. Multiplications and additions are not fused,
 * so that the bits are those of the scalar loops.
 */
final class VectorLatticeRows implements LatticeRows {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    @Override
    public void addLaplacian(double[] u, double[] q, Stencil stencil, double factor) {
        int row = stencil.row();
        int before = stencil.before();
        int after = stencil.after();
        int below = stencil.below();
        int above = stencil.above();
        int last = stencil.n() - 1;
        double left = q[row] + factor * LatticeRows.laplacian(u, stencil, 0);
        double right = q[row + last] + factor * LatticeRows.laplacian(u, stencil, last);
        DoubleVector six = DoubleVector.broadcast(S, 6);
        DoubleVector scale = DoubleVector.broadcast(S, factor);
        // The first and the last row of a lattice have nothing before or behind them.
        int z = row == 0 ? 1 : 0;
        int end = row + stencil.n() == u.length ? last : last + 1;
        for (; z + LANES <= end; z += LANES) {
            DoubleVector first = DoubleVector.fromArray(S, u, before + z).add(DoubleVector.fromArray(S, u, after + z));
            DoubleVector second = DoubleVector.fromArray(S, u, below + z).add(DoubleVector.fromArray(S, u, above + z));
            DoubleVector along =
                    DoubleVector.fromArray(S, u, row + z - 1).add(DoubleVector.fromArray(S, u, row + z + 1));
            DoubleVector sum = first.add(second).add(along);
            DoubleVector laplacian = sum.sub(six.mul(DoubleVector.fromArray(S, u, row + z)));
            DoubleVector.fromArray(S, q, row + z).add(scale.mul(laplacian)).intoArray(q, row + z);
        }
        for (; z < end; z++) {
            q[row + z] += factor * LatticeRows.laplacian(u, stencil, z);
        }
        q[row] = left;
        q[row + last] = right;
    }

    @Override
    public void addSlopeProduct(double[] f, double[] q, Stencil stencil, int i, int j, double factor) {
        int row = stencil.row();
        int ahead = LatticeRows.ahead(stencil, i, 0);
        int aside = LatticeRows.ahead(stencil, j, 0);
        int last = stencil.n() - 1;
        double right = q[row + last] + factor * LatticeRows.slopeProduct(f, stencil, i, j, last);
        DoubleVector scale = DoubleVector.broadcast(S, factor);
        int end = row + stencil.n() == f.length ? last : last + 1;
        int z = 0;
        for (; z + LANES <= end; z += LANES) {
            DoubleVector here = DoubleVector.fromArray(S, f, row + z);
            DoubleVector product = DoubleVector.fromArray(S, f, ahead + z)
                    .sub(here)
                    .mul(DoubleVector.fromArray(S, f, aside + z).sub(here));
            DoubleVector.fromArray(S, q, row + z).add(scale.mul(product)).intoArray(q, row + z);
        }
        for (; z < end; z++) {
            q[row + z] += factor * LatticeRows.slopeProduct(f, stencil, i, j, z);
        }
        q[row + last] = right;
    }

    @Override
    public void subtractDoubleWellForce(double[] f, double[] p, int row, int n, double factor, double b) {
        int z = row;
        for (; z + LANES <= row + n; z += LANES) {
            DoubleVector here = DoubleVector.fromArray(S, f, z);
            DoubleVector force = here.mul(here).sub(1).mul(here.add(b));
            DoubleVector.fromArray(S, p, z).sub(force.mul(factor)).intoArray(p, z);
        }
        for (; z < row + n; z++) {
            p[z] -= factor * ((f[z] * f[z] - 1) * (f[z] + b));
        }
    }

    @Override
    public void addScaled(double[] x, double[] p, int from, int to, double factor) {
        DoubleVector scale = DoubleVector.broadcast(S, factor);
        int z = from;
        for (; z + LANES <= to; z += LANES) {
            DoubleVector.fromArray(S, x, z)
                    .add(scale.mul(DoubleVector.fromArray(S, p, z)))
                    .intoArray(x, z);
        }
        for (; z < to; z++) {
            x[z] += factor * p[z];
        }
    }
}
