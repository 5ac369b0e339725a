package org.ansatz.solve.implicit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.geometry.TetrahedralMesh;
import org.ansatz.physics.geometry.TetrahedronSampler;

/**
 * A body in motion in two or three dimensions, with the incremental potential of arXiv 2210.00124:
 * {@code density |v - v_last|^2 + arap sum (s_i - 1)^2 + volume (prod s_i - 1)^2 - dt v.force + contact} summed over samples,
 * all of one weight, so that coefficients are densities per volume up to a common factor. Without contact and strain a step
 * changes {@code v} by {@code dt force / (2 density)}.
 *
 * @param samples draws points at rest, [dimension][n]
 * @param force per sample, [dimension], during the first {@code forceSteps} steps
 */
public record ElasticBody(
        Function<RandomGenerator, double[][]> samples,
        double density,
        double arap,
        double volume,
        double dt,
        double[] force,
        int forceSteps,
        List<Obstacle> obstacles)
        implements ElasticSimulation.Group {
    /**
     * @throws IllegalArgumentException if density or dt are not positive or a stiffness is negative
     */
    public ElasticBody {
        if (!(density > 0 && dt > 0 && arap >= 0 && volume >= 0)) {
            throw new IllegalArgumentException(
                    "a body in motion needs positive density and time step and stiffnesses that"
                            + " are not negative, got density " + density + ", dt " + dt + ", arap " + arap
                            + ", volume "
                            + volume);
        }
        force = force.clone();
        obstacles = List.copyOf(obstacles);
    }

    /**
     * Points inside a mesh, drawn anew at every call.
     *
     * @param vertices whether the mesh's vertices are appended, as in the published code: the surface is then weighted more
     */
    public static Function<RandomGenerator, double[][]> inside(
            TetrahedralMesh mesh, int n, Spread spread, boolean vertices) {
        TetrahedronSampler sampler = new TetrahedronSampler(mesh);
        double[][] corners = mesh.points();
        return random -> {
            double[][] points = sampler.draw(n, spread, random);
            for (int i = 0; vertices && i < points.length; i++) {
                points[i] = Arrays.copyOf(points[i], n + corners[i].length);
                System.arraycopy(corners[i], 0, points[i], n, corners[i].length);
            }
            return points;
        };
    }

    @Override
    public double[][] points(RandomGenerator random) {
        return samples.apply(random);
    }

    @Override
    public List<EnergyTerm> terms(int step, double[][] points, double[][] last, double[][] earlier) {
        List<EnergyTerm> terms = new ArrayList<>();
        terms.add(new Energies.Kinetic(density, dt, last, earlier));
        terms.add(new Energies.Arap(arap));
        terms.add(new Energies.Volume(volume));
        if (step <= forceSteps) {
            terms.add(new Energies.Force(force, last));
        }
        for (Obstacle obstacle : obstacles) {
            terms.add(obstacle.contact(points, last));
        }
        return terms;
    }
}
