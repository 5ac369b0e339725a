package org.ansatz.dynamics.walls;

import java.util.function.ToDoubleFunction;
import org.ansatz.dynamics.lattice.Lattice3D;

/** Fields with walls in closed form. */
final class WallFields {
    private WallFields() {}

    /** A wall profile of the distance {@code d(x, y, z)} to the wall, positive on the side of the vacuum 1. */
    static double[] wall(Lattice3D lattice, ToDoubleFunction<double[]> distance) {
        return sample(lattice, point -> Math.tanh(distance.applyAsDouble(point) / Math.sqrt(2)));
    }

    static double[] sample(Lattice3D lattice, ToDoubleFunction<double[]> function) {
        double[] field = new double[lattice.sites()];
        double dx = lattice.spacing();
        for (int x = 0; x < lattice.n(); x++) {
            for (int y = 0; y < lattice.n(); y++) {
                for (int z = 0; z < lattice.n(); z++) {
                    field[lattice.index(x, y, z)] = function.applyAsDouble(new double[] {x * dx, y * dx, z * dx});
                }
            }
        }
        return field;
    }

    /** Distance to the nearer of two walls at L/4 and 3L/4 of a periodic coordinate, positive between them. */
    static double pair(double s, double length) {
        double around = s - length * Math.floor(s / length);
        return length / 4 - Math.abs(around - length / 2);
    }

    static double radius(double[] point, double centre, int axes) {
        double sum = 0;
        for (int a = 0; a < axes; a++) {
            sum += (point[a] - centre) * (point[a] - centre);
        }
        return Math.sqrt(sum);
    }
}
