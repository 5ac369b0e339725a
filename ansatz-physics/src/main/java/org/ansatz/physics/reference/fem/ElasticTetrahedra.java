package org.ansatz.physics.reference.fem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.learn.optim.LBfgs;
import org.ansatz.learn.optim.Optimizer;
import org.ansatz.learn.optim.SmoothObjective;
import org.ansatz.physics.geometry.TetrahedralMesh;
import org.ansatz.physics.problem.NumericalFailure;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * A body of linear tetrahedra falling on the plane {@code z = floor}, a baseline for fields with the same incremental
 * potential per unit volume,
 * {@code density |v - v_last|^2 + arap sum (s_i - 1)^2 + volume (prod s_i - 1)^2 - dt v.force - dt v_z contact depth},
 * minimised by L-BFGS in every step; {@code s_i} are singular values of the deformation gradient, {@code depth} is that of the
 * last step. Consistent mass matrix; first order in dt, and in the mesh for stresses. Unknowns: displacements [3 n], those of a
 * vertex together.
 */
public final class ElasticTetrahedra {
    /**
     * Coefficients per unit volume.
     *
     * @param force [3] in the first {@code forceSteps} steps
     */
    public record Load(
            double density, double arap, double volume, double[] force, int forceSteps, double contact, double floor) {}

    /** Points per edge at which the depth below the floor is looked at in a tetrahedron. */
    private static final int DEPTH_POINTS = 6;

    private static final int MEMORY = 20;
    private static final int MOST_STEPS = 5000;
    private static final double AT_REST = 1e-8;

    private final int[][] tetrahedra;
    private final double[][] rest;
    private final double[] volumes;
    /** Gradients of the four shape functions, [m][4][3]. */
    private final double[][][] slopes;

    private final Load load;
    private final double dt;
    private final SingularValueDecomposition_F64<DMatrixRMaj> svd =
            DecompositionFactory_DDRM.svd(3, 3, true, true, false);
    private double[] now;
    private double[] before;
    private int steps;

    public ElasticTetrahedra(TetrahedralMesh mesh, Load load, double dt) {
        this.load = load;
        this.dt = dt;
        tetrahedra = mesh.tetrahedra();
        rest = mesh.points();
        volumes = mesh.volumes(rest);
        slopes = new double[tetrahedra.length][4][3];
        for (int t = 0; t < slopes.length; t++) {
            DMatrixRMaj edges = new DMatrixRMaj(3, 3);
            for (int c = 0; c < 3; c++) {
                for (int i = 0; i < 3; i++) {
                    edges.set(c, i, rest[i][tetrahedra[t][c + 1]] - rest[i][tetrahedra[t][0]]);
                }
            }
            CommonOps_DDRM.invert(edges);
            for (int i = 0; i < 3; i++) {
                for (int c = 0; c < 3; c++) {
                    slopes[t][c + 1][i] = edges.get(i, c);
                    slopes[t][0][i] -= edges.get(i, c);
                }
            }
        }
        now = new double[3 * rest[0].length];
        before = now;
    }

    public int unknowns() {
        return now.length;
    }

    /** Displacements of the vertices, [3][n]. */
    public double[][] displacement() {
        double[][] d = new double[3][rest[0].length];
        for (int k = 0; k < now.length; k++) {
            d[k % 3][k / 3] = now[k];
        }
        return d;
    }

    /** ARAP and volume energy now. */
    public double strainEnergy() {
        return strainEnergy(now, new double[now.length]);
    }

    /**
     * One time step.
     *
     * @throws NumericalFailure if its minimum is not found within 5000 steps
     */
    public void step() {
        steps++;
        double[] linear = linear();
        SmoothObjective potential = new SmoothObjective() {
            @Override
            public int dimension() {
                return now.length;
            }

            @Override
            public double value(double[] x) {
                return potential(x, linear, new double[x.length]);
            }

            @Override
            public double valueAndGradient(double[] x, double[] gradient) {
                return potential(x, linear, gradient);
            }
        };
        LBfgs method = new LBfgs(potential, now, MEMORY);
        double norm = Double.POSITIVE_INFINITY;
        for (int k = 0; k < MOST_STEPS; k++) {
            Optimizer.Step step = method.step();
            norm = step.gradientNorm();
            if (step.status() != Optimizer.Status.MOVED || norm < AT_REST) {
                break;
            }
        }
        // Where round-off of the energy hides the last decrease the search ends a little above.
        if (!(norm < Math.sqrt(AT_REST))) {
            throw new NumericalFailure(
                    "time step " + steps + " of the tetrahedra did not come to rest: gradient " + norm);
        }
        before = now;
        now = method.point();
    }

    /** The terms that are linear in the displacement: minus the nodal loads of force and contact. */
    private double[] linear() {
        double[] linear = new double[now.length];
        List<double[]> places = depthPoints();
        for (int t = 0; t < tetrahedra.length; t++) {
            for (double[] shares : places) {
                double depth = load.floor();
                for (int c = 0; c < 4; c++) {
                    int v = tetrahedra[t][c];
                    depth -= shares[c] * (rest[2][v] + now[3 * v + 2]);
                }
                double weight = volumes[t] / places.size();
                for (int c = 0; c < 4; c++) {
                    int v = tetrahedra[t][c];
                    linear[3 * v + 2] -= weight * shares[c] * load.contact() * Math.max(0, depth);
                    for (int i = 0; i < 3 && steps <= load.forceSteps(); i++) {
                        linear[3 * v + i] -= weight * shares[c] * load.force()[i];
                    }
                }
            }
        }
        return linear;
    }

    /** Barycentric coordinates of evenly spread points, whose mean is the middle. */
    private static List<double[]> depthPoints() {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < DEPTH_POINTS; i++) {
            for (int j = 0; i + j < DEPTH_POINTS; j++) {
                for (int k = 0; i + j + k < DEPTH_POINTS; k++) {
                    int l = DEPTH_POINTS - 1 - i - j - k;
                    points.add(new double[] {
                        (i + 0.25) / DEPTH_POINTS,
                        (j + 0.25) / DEPTH_POINTS,
                        (k + 0.25) / DEPTH_POINTS,
                        (l + 0.25) / DEPTH_POINTS
                    });
                }
            }
        }
        return points;
    }

    /** The energy of a step with given linear terms; fills {@code gradient} [unknowns]. */
    double potential(double[] x, double[] linear, double[] gradient) {
        Arrays.fill(gradient, 0);
        double energy = strainEnergy(x, gradient);
        for (int k = 0; k < x.length; k++) {
            energy += linear[k] * (x[k] - now[k]);
            gradient[k] += linear[k];
        }
        double[] w = new double[4];
        for (int t = 0; t < tetrahedra.length; t++) {
            // The integral of |w|^2 over a tetrahedron is volume / 20 (sum |w_c|^2 + |sum w_c|^2).
            double factor = load.density() * volumes[t] / (20 * dt * dt);
            for (int i = 0; i < 3; i++) {
                double sum = 0;
                for (int c = 0; c < 4; c++) {
                    int k = 3 * tetrahedra[t][c] + i;
                    w[c] = x[k] - 2 * now[k] + before[k];
                    sum += w[c];
                }
                energy += factor * sum * sum;
                for (int c = 0; c < 4; c++) {
                    energy += factor * w[c] * w[c];
                    gradient[3 * tetrahedra[t][c] + i] += 2 * factor * (w[c] + sum);
                }
            }
        }
        return energy;
    }

    /** ARAP and volume; adds derivatives. */
    private double strainEnergy(double[] x, double[] gradient) {
        double energy = 0;
        DMatrixRMaj f = new DMatrixRMaj(3, 3);
        DMatrixRMaj u = new DMatrixRMaj(3, 3);
        DMatrixRMaj v = new DMatrixRMaj(3, 3);
        DMatrixRMaj scaled = new DMatrixRMaj(3, 3);
        DMatrixRMaj stress = new DMatrixRMaj(3, 3);
        for (int t = 0; t < tetrahedra.length; t++) {
            CommonOps_DDRM.setIdentity(f);
            for (int c = 0; c < 4; c++) {
                for (int i = 0; i < 3; i++) {
                    for (int j = 0; j < 3; j++) {
                        f.add(i, j, x[3 * tetrahedra[t][c] + i] * slopes[t][c][j]);
                    }
                }
            }
            if (!svd.decompose(f)) {
                throw new NumericalFailure("time step " + steps + ": no singular values of tetrahedron " + (t + 1));
            }
            svd.getU(u, false);
            svd.getV(v, false);
            double[] s = svd.getSingularValues();
            double excess = s[0] * s[1] * s[2] - 1;
            energy += volumes[t] * load.volume() * excess * excess;
            for (int k = 0; k < 3; k++) {
                double strain = s[k] - 1;
                energy += volumes[t] * load.arap() * strain * strain;
                double others = s[(k + 1) % 3] * s[(k + 2) % 3];
                double slope = 2 * load.arap() * strain + 2 * load.volume() * excess * others;
                for (int i = 0; i < 3; i++) {
                    scaled.set(i, k, volumes[t] * slope * u.get(i, k));
                }
            }
            // The derivative of a function of singular values is U diag(slopes) V^T, symmetric functions at equal
            // values too.
            CommonOps_DDRM.multTransB(scaled, v, stress);
            for (int c = 0; c < 4; c++) {
                for (int i = 0; i < 3; i++) {
                    for (int j = 0; j < 3; j++) {
                        gradient[3 * tetrahedra[t][c] + i] += stress.get(i, j) * slopes[t][c][j];
                    }
                }
            }
        }
        return energy;
    }
}
