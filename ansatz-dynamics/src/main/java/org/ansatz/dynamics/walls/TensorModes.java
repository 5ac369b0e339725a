package org.ansatz.dynamics.walls;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.LatticeSweep;

/**
 * The six components of the linearised metric perturbation, {@code h_ij = (eta / M_p)^2 u_ij} with the reduced Planck mass, and
 * their momenta: {@code q = a^2 u'}, {@code q' = a^2 (lap u + 2 d_i f d_j f)} with forward differences.
 *
 * <p>They are not projected while they evolve; the transverse traceless part is taken where it is measured ({@link
 * TransverseTraceless}), since the equation is linear.
 *
 * @param u components in the order of {@link #PAIRS}, each row-major
 * @param q momenta
 */
public record TensorModes(Lattice3D lattice, double[][] u, double[][] q) {
    /** The axes of the components: xx, xy, xz, yy, yz, zz. */
    static final int[][] PAIRS = {{0, 0}, {0, 1}, {0, 2}, {1, 1}, {1, 2}, {2, 2}};

    /** @throws IllegalArgumentException if the arrays do not fit the lattice */
    public TensorModes {
        for (double[][] fields : List.of(u, q)) {
            if (fields.length != PAIRS.length) {
                throw new IllegalArgumentException(
                        "a symmetric tensor has " + PAIRS.length + " components, got " + fields.length);
            }
            for (double[] component : fields) {
                if (component.length != lattice.sites()) {
                    throw new IllegalArgumentException("a lattice of " + lattice.n() + "^3 sites has " + lattice.sites()
                            + " values of a component, got " + component.length);
                }
            }
        }
    }

    /** Without waves. */
    public static TensorModes zero(Lattice3D lattice) {
        return new TensorModes(
                lattice, new double[PAIRS.length][lattice.sites()], new double[PAIRS.length][lattice.sites()]);
    }

    /** The steps of a sweep, one per component; see {@link ScalarNetwork#sweep}. The source is read before it drifts. */
    List<LatticeSweep.Field> sweep(
            double[] source, PowerLawBackground background, double tau, double kick, double middle, double drift) {
        double scale = background.scale(tau);
        double spacing = lattice.spacing();
        double pull = kick * scale * scale / (spacing * spacing);
        double between = background.scale(middle);
        double speed = drift / (between * between);
        int plane = lattice.n() * lattice.n();
        List<LatticeSweep.Field> steps = new ArrayList<>();
        for (int c = 0; c < PAIRS.length; c++) {
            double[] position = u[c];
            double[] momentum = q[c];
            int[] axes = PAIRS[c];
            steps.add(new LatticeSweep.Field(
                    x -> kick(position, momentum, source, axes, x, pull),
                    x -> ScalarNetwork.drift(position, momentum, x * plane, (x + 1) * plane, speed)));
        }
        return steps;
    }

    private void kick(double[] position, double[] momentum, double[] f, int[] axes, int x, double pull) {
        int n = lattice.n();
        for (int y = 0; y < n; y++) {
            int row = lattice.index(x, y, 0);
            int xp = lattice.index(lattice.next(x), y, 0);
            int yp = lattice.index(x, lattice.next(y), 0);
            int[] ahead = {xp, yp, row + 1};
            kickRow(
                    position,
                    momentum,
                    f,
                    row,
                    lattice.index(lattice.previous(x), y, 0),
                    xp,
                    lattice.index(x, lattice.previous(y), 0),
                    yp,
                    ahead[axes[0]],
                    ahead[axes[1]],
                    n,
                    pull);
        }
    }

    /** As in {@link ScalarNetwork}; {@code i} and {@code j} are where the rows of the source's next sites begin. */
    private static void kickRow(
            double[] u,
            double[] q,
            double[] f,
            int row,
            int xm,
            int xp,
            int ym,
            int yp,
            int i,
            int j,
            int n,
            double pull) {
        double twice = 2 * pull;
        for (int end = 0; end < n; end += n - 1) {
            double along = u[row + (end == 0 ? n - 1 : end - 1)] + u[row + (end == 0 ? 1 : 0)];
            double sum = u[xm + end] + u[xp + end] + u[ym + end] + u[yp + end] + along;
            double here = f[row + end];
            double di = f[i == row + 1 && end > 0 ? row : i + end] - here;
            double dj = f[j == row + 1 && end > 0 ? row : j + end] - here;
            q[row + end] += pull * (sum - 6 * u[row + end]) + twice * (di * dj);
        }
        for (int z = 1; z < n - 1; z++) {
            double along = u[row + z - 1] + u[row + z + 1];
            double sum = u[xm + z] + u[xp + z] + u[ym + z] + u[yp + z] + along;
            double here = f[row + z];
            q[row + z] += pull * (sum - 6 * u[row + z]) + twice * ((f[i + z] - here) * (f[j + z] - here));
        }
    }
}
