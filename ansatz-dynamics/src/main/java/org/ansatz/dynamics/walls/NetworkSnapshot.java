package org.ansatz.dynamics.walls;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableDataset;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.ansatz.dynamics.lattice.Lattice3D;

/**
 * Fields of an evolution as an HDF5 file for other programs: datasets {@code field} and {@code momentum} (and {@code u_xx} to
 * {@code q_zz} of waves) of shape n x n x n, each with attributes that tell what run it is of and at which conformal time.
 */
public final class NetworkSnapshot {
    private NetworkSnapshot() {}

    /**
     * Writes a snapshot.
     *
     * @param provenance further attributes, such as seed and version
     */
    public static void write(Path file, WallEvolution evolution, Map<String, String> provenance) throws IOException {
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            for (Map.Entry<String, double[]> field :
                    NetworkCheckpoint.fields(evolution).entrySet()) {
                WritableDataset dataset = hdf.putDataset(field.getKey(), nested(evolution.lattice(), field.getValue()));
                dataset.putAttribute("conformal_time", evolution.time());
                NetworkCheckpoint.metadata(evolution).forEach(dataset::putAttribute);
                provenance.forEach(dataset::putAttribute);
            }
        } catch (HdfException e) {
            throw new IOException(file + " cannot be written as HDF5 (" + e.getMessage() + ")", e);
        }
    }

    private static double[][][] nested(Lattice3D lattice, double[] field) {
        int n = lattice.n();
        double[][][] nested = new double[n][n][n];
        for (int x = 0; x < n; x++) {
            for (int y = 0; y < n; y++) {
                System.arraycopy(field, lattice.index(x, y, 0), nested[x][y], 0, n);
            }
        }
        return nested;
    }
}
