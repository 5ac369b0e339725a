package org.ansatz.studies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.ansatz.physics.geometry.TetrahedralMesh;

/** What a body of tetrahedra does from step to step, read off its displaced vertices; the first entries are at rest. */
final class BodyTrack {
    private final String name;
    private final TetrahedralMesh mesh;
    private final double dt;
    private final List<double[][]> displacements = new ArrayList<>();
    private final List<Double> strain = new ArrayList<>();

    BodyTrack(String name, TetrahedralMesh mesh, double dt) {
        this.name = name;
        this.mesh = mesh;
        this.dt = dt;
        measure(new double[3][mesh.points()[0].length], 0);
    }

    String name() {
        return name;
    }

    /**
     * Adds a step.
     *
     * @param displacement of the vertices, [3][n]
     * @param strainEnergy per unit volume
     */
    void measure(double[][] displacement, double strainEnergy) {
        displacements.add(displacement);
        strain.add(strainEnergy);
    }

    /** The vertices after a step, [3][n]. */
    double[][] places(int step) {
        double[][] places = mesh.points();
        for (int i = 0; i < 3; i++) {
            for (int v = 0; v < places[i].length; v++) {
                places[i][v] += displacements.get(step)[i][v];
            }
        }
        return places;
    }

    /** Displacements of the centre of mass along the last axis. */
    double[] heights() {
        return displacements.stream().mapToDouble(d -> mesh.mean(d[2])).toArray();
    }

    /** The largest difference of the heights from others, given from the first on. */
    double farthestFrom(double[] others) {
        double[] own = heights();
        return IntStream.range(0, others.length)
                .mapToDouble(k -> Math.abs(own[k] - others[k]))
                .max()
                .orElse(0);
    }

    /** Means of the squared speed, that is kinetic energies per unit volume for a density of one. */
    double[] kinetic() {
        double[] energies = new double[displacements.size()];
        for (int step = 1; step < energies.length; step++) {
            double[][] now = displacements.get(step);
            double[][] last = displacements.get(step - 1);
            double[] squares = new double[now[0].length];
            for (int i = 0; i < 3; i++) {
                for (int v = 0; v < squares.length; v++) {
                    squares[v] += Math.pow((now[i][v] - last[i][v]) / dt, 2);
                }
            }
            energies[step] = mesh.mean(squares);
        }
        return energies;
    }

    double[] strain() {
        return strain.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The step of largest strain energy. */
    int mostStrained() {
        return strain.indexOf(Collections.max(strain));
    }

    /** The largest number of tetrahedra that are inside out after a step. */
    int inverted() {
        int most = 0;
        for (int step = 0; step < displacements.size(); step++) {
            long count = Arrays.stream(mesh.volumes(places(step)))
                    .filter(volume -> !(volume > 0))
                    .count();
            most = Math.max(most, (int) count);
        }
        return most;
    }
}
