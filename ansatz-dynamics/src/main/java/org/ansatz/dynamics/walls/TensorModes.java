package org.ansatz.dynamics.walls;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.LatticeSweep;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.tensor.kernel.LatticeRows;

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
    private static final LatticeRows ROWS = LatticeRows.best();

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
                    x -> ROWS.addScaled(position, momentum, x * plane, (x + 1) * plane, speed)));
        }
        return steps;
    }

    private void kick(double[] position, double[] momentum, double[] f, int[] axes, int x, double pull) {
        for (int y = 0; y < lattice.n(); y++) {
            LatticeRows.Stencil stencil = lattice.stencil(x, y);
            ROWS.addLaplacian(position, momentum, stencil, pull);
            ROWS.addSlopeProduct(f, momentum, stencil, axes[0], axes[1], 2 * pull);
        }
    }
}
