package org.ansatz.tensor.kernel;

/**
 * Inner loops of fields on periodic lattices, one row of {@code n} neighbouring sites at a time, in place. All give the same
 * bits with and without SIMD.
 */
public interface LatticeRows {
    /** SIMD if the virtual machine was started with {@code --add-modules jdk.incubator.vector}, else scalar. */
    static LatticeRows best() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            return new VectorLatticeRows();
        }
        return new ScalarLatticeRows();
    }

    /**
     * Where a row and its four neighbours begin.
     *
     * @param row the row itself, whose sites are neighbours of each other, the last one of the first
     * @param before row before it along the first axis
     * @param after row after it along the first axis
     * @param below row before it along the second axis
     * @param above row after it along the second axis
     * @param n sites
     */
    record Stencil(int row, int before, int after, int below, int above, int n) {}

    /** {@code q += factor (sum of the six neighbours of u - 6 u)}. */
    void addLaplacian(double[] u, double[] q, Stencil stencil, double factor);

    /**
     * {@code q += factor d_i f d_j f} with forward differences along two axes, without the lattice spacing.
     *
     * @param i first axis, 0 to 2
     * @param j second axis, 0 to 2
     */
    void addSlopeProduct(double[] f, double[] q, Stencil stencil, int i, int j, double factor);

    /** {@code p -= factor (f^2 - 1)(f + b)} for {@code n} sites. */
    void subtractDoubleWellForce(double[] f, double[] p, int row, int n, double factor, double b);

    /** {@code x += factor p} for the sites from one to another, exclusive. */
    void addScaled(double[] x, double[] p, int from, int to, double factor);

    /** {@code u_row - 6 u + ...} of one site. */
    static double laplacian(double[] u, Stencil s, int z) {
        int left = s.row + (z == 0 ? s.n - 1 : z - 1);
        int right = s.row + (z == s.n - 1 ? 0 : z + 1);
        double across = u[s.before + z] + u[s.after + z] + (u[s.below + z] + u[s.above + z]);
        return across + (u[left] + u[right]) - 6 * u[s.row + z];
    }

    /** Where the site after {@code z} along an axis is. */
    static int ahead(Stencil s, int axis, int z) {
        return switch (axis) {
            case 0 -> s.after + z;
            case 1 -> s.above + z;
            default -> s.row + (z == s.n - 1 ? 0 : z + 1);
        };
    }

    /** {@code d_i f d_j f} of one site. */
    static double slopeProduct(double[] f, Stencil s, int i, int j, int z) {
        double here = f[s.row + z];
        return (f[ahead(s, i, z)] - here) * (f[ahead(s, j, z)] - here);
    }
}
