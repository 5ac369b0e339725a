package org.ansatz.dynamics.walls;

import java.util.List;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.LatticeSweep;
import org.ansatz.tensor.Parallel;
import org.ansatz.tensor.kernel.LatticeRows;

/**
 * The scalar field of a {@link WallModel} and its momentum {@code pi = a^alpha f'}, {@code pi' = a^alpha (lap f - a^2 B (f^2 -
 * 1)(f + b))} with the six-neighbour Laplacian.
 *
 * @param field f, row-major, changed by the evolution
 * @param momentum pi
 */
public record ScalarNetwork(Lattice3D lattice, double[] field, double[] momentum) {
    private static final LatticeRows ROWS = LatticeRows.best();

    /** @throws IllegalArgumentException if the arrays do not fit the lattice */
    public ScalarNetwork {
        if (field.length != lattice.sites() || momentum.length != lattice.sites()) {
            throw new IllegalArgumentException("a lattice of " + lattice.n() + "^3 sites has " + lattice.sites()
                    + " values of the field and of its momentum, got " + field.length + " and " + momentum.length);
        }
    }

    /** A field at rest. */
    public static ScalarNetwork atRest(Lattice3D lattice, double[] field) {
        return new ScalarNetwork(lattice, field, new double[lattice.sites()]);
    }

    /**
     * The steps of a sweep.
     *
     * @param tau where the kick's coefficients are taken
     * @param kick time over which it acts
     * @param middle time where the drift's coefficients are taken
     * @param drift time over which it acts
     */
    LatticeSweep.Field sweep(WallModel model, double tau, double kick, double middle, double drift) {
        double inertia = model.inertia(tau);
        double scale = model.background().scale(tau);
        double spacing = lattice.spacing();
        double pull = kick * inertia / (spacing * spacing);
        double force = kick * inertia * scale * scale * model.fattening(tau);
        double speed = drift / model.inertia(middle);
        return new LatticeSweep.Field(x -> kick(x, pull, force, model.bias()), x -> drift(x, speed));
    }

    /** Adds {@code pi'} times a time to the momentum. */
    void kick(WallModel model, double tau, double duration, Parallel parallel) {
        new LatticeSweep(lattice.n(), parallel).kick(List.of(sweep(model, tau, duration, tau, 0)));
    }

    private void kick(int x, double pull, double force, double bias) {
        for (int y = 0; y < lattice.n(); y++) {
            LatticeRows.Stencil stencil = lattice.stencil(x, y);
            ROWS.addLaplacian(field, momentum, stencil, pull);
            ROWS.subtractDoubleWellForce(field, momentum, stencil.row(), lattice.n(), force, bias);
        }
    }

    private void drift(int x, double speed) {
        int plane = lattice.n() * lattice.n();
        ROWS.addScaled(field, momentum, x * plane, (x + 1) * plane, speed);
    }
}
