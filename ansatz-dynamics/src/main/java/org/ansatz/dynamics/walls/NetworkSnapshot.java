package org.ansatz.dynamics.walls;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.LatticeSnapshot;

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
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("conformal_time", evolution.time());
        attributes.putAll(NetworkCheckpoint.metadata(evolution));
        attributes.putAll(provenance);
        Lattice3D lattice = evolution.lattice();
        int[] shape = {lattice.n(), lattice.n(), lattice.n()};
        LatticeSnapshot.write(file, shape, NetworkCheckpoint.fields(evolution), attributes);
    }
}
