package org.ansatz.dynamics.walls;

import java.util.stream.IntStream;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.tensor.Parallel;

/**
 * What a network is like at a time. Energies are densities in program units; gradients in {@code gradient} are forward
 * differences, which belong to the six-neighbour Laplacian.
 *
 * @param time conformal
 * @param scale a
 * @param kinetic {@code <f'^2> / (2 a^2)}
 * @param gradient {@code <|grad f|^2> / (2 a^2)}
 * @param potential {@code B <V>}
 * @param area comoving, see {@link WallArea#EUCLIDEAN}
 * @param cosmolatticeArea the same by {@link WallArea#COSMOLATTICE}
 * @param areaParameter {@code xi = rho_wall t / sigma = area t / (a L^3)}
 * @param hubbleAreaParameter {@code rho_wall / (2 H sigma)}, equal to xi in radiation; infinite in flat space
 * @param squareVelocity of walls: {@code <f'^2> / <|grad f|^2>} over sites with {@code |f| < 0.3}, gradient by central
 *     differences; exact for a moving flat wall, NaN without such sites
 */
public record NetworkMeasurement(
        double time,
        double scale,
        double kinetic,
        double gradient,
        double potential,
        double area,
        double cosmolatticeArea,
        double areaParameter,
        double hubbleAreaParameter,
        double squareVelocity) {
    private static final double INSIDE_WALL = 0.3;
    private static final int SUMS = 5;

    /** Measures a network between steps. */
    public static NetworkMeasurement of(WallEvolution evolution, Parallel parallel) {
        Lattice3D lattice = evolution.lattice();
        WallModel model = evolution.model();
        double tau = evolution.time();
        double a = model.background().scale(tau);
        double[][] planes = new double[lattice.n()][];
        parallel.run(lattice.n(), (thread, x) -> planes[x] = plane(evolution.network(), model, x));
        double[] sums = IntStream.range(0, SUMS)
                .mapToDouble(s -> IntStream.range(0, lattice.n())
                        .mapToDouble(x -> planes[x][s])
                        .sum())
                .toArray();
        double sites = lattice.sites();
        double inertia = model.inertia(tau);
        double spacing = lattice.spacing();
        double area = WallArea.EUCLIDEAN.of(lattice, evolution.network().field(), parallel);
        double density = area / lattice.volume();
        return new NetworkMeasurement(
                tau,
                a,
                sums[0] / (sites * inertia * inertia * 2 * a * a),
                sums[1] / (sites * spacing * spacing * 2 * a * a),
                model.fattening(tau) * sums[2] / sites,
                area,
                WallArea.COSMOLATTICE.of(lattice, evolution.network().field(), parallel),
                density * model.background().cosmicTime(tau) / a,
                density / (2 * a * model.background().hubble(tau)),
                sums[3] / (inertia * inertia) / (sums[4] / (4 * spacing * spacing)));
    }

    /** The energy density {@code rho}. */
    public double energy() {
        return kinetic + gradient + potential;
    }

    /** The pressure {@code K - G/3 - V}; with it {@code rho' = -3 (a'/a) (rho + p)} for {@code s = 1}. */
    public double pressure() {
        return kinetic - gradient / 3 - potential;
    }

    /** Sums over a plane: pi^2, forward differences squared, V, and inside walls pi^2 and central differences squared. */
    private static double[] plane(ScalarNetwork network, WallModel model, int x) {
        Lattice3D lattice = network.lattice();
        double[] f = network.field();
        double[] sums = new double[SUMS];
        for (int y = 0; y < lattice.n(); y++) {
            int row = lattice.index(x, y, 0);
            int xp = lattice.index(lattice.next(x), y, 0);
            int xm = lattice.index(lattice.previous(x), y, 0);
            int yp = lattice.index(x, lattice.next(y), 0);
            int ym = lattice.index(x, lattice.previous(y), 0);
            for (int z = 0; z < lattice.n(); z++) {
                double here = f[row + z];
                double zp = f[row + lattice.next(z)];
                double square = network.momentum()[row + z] * network.momentum()[row + z];
                sums[0] += square;
                sums[1] += squares(f[xp + z] - here, f[yp + z] - here, zp - here);
                sums[2] += model.potential(here);
                if (Math.abs(here) < INSIDE_WALL) {
                    sums[3] += square;
                    sums[4] += squares(f[xp + z] - f[xm + z], f[yp + z] - f[ym + z], zp - f[row + lattice.previous(z)]);
                }
            }
        }
        return sums;
    }

    private static double squares(double x, double y, double z) {
        return x * x + y * y + z * z;
    }
}
