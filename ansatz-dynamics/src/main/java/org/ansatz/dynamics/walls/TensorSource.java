package org.ansatz.dynamics.walls;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.LatticeTransform.Planes;

/** The six components of tensor fields plane by plane, in the order xx, xy, xz, yy, yz, zz. */
final class TensorSource {
    private TensorSource() {}

    /** Fields that lie in memory. */
    static List<Planes> of(Lattice3D lattice, double[][] components) {
        int plane = lattice.n() * lattice.n();
        List<Planes> planes = new ArrayList<>();
        for (double[] component : components) {
            planes.add((x, values) -> System.arraycopy(component, x * plane, values, 0, plane));
        }
        return planes;
    }

    /** {@code d_i f d_j f} with forward differences, the source of waves without its factor two. */
    static List<Planes> stress(Lattice3D lattice, double[] f) {
        List<Planes> planes = new ArrayList<>();
        for (int[] axes : TensorModes.PAIRS) {
            planes.add((x, values) -> stress(lattice, f, axes, x, values));
        }
        return planes;
    }

    private static void stress(Lattice3D lattice, double[] f, int[] axes, int x, double[] values) {
        int n = lattice.n();
        double scale = 1 / (lattice.spacing() * lattice.spacing());
        for (int y = 0; y < n; y++) {
            int row = lattice.index(x, y, 0);
            int[] ahead = {lattice.index(lattice.next(x), y, 0), lattice.index(x, lattice.next(y), 0), row + 1};
            int i = ahead[axes[0]];
            int j = ahead[axes[1]];
            for (int z = 0; z < n - 1; z++) {
                double here = f[row + z];
                values[y * n + z] = scale * ((f[i + z] - here) * (f[j + z] - here));
            }
            int z = n - 1;
            double here = f[row + z];
            double di = f[axes[0] == 2 ? row : i + z] - here;
            double dj = f[axes[1] == 2 ? row : j + z] - here;
            values[y * n + z] = scale * (di * dj);
        }
    }
}
