package org.ansatz.physics.reference.fem;

import java.util.Arrays;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * Implicit steps of the wave equation with consistent mass, Newmark's method with beta 1/4 and gamma 1/2 from rest, the
 * boundary at zero: {@code (M + dt^2/4 c^2 K) a^{n+1} = -c^2 K (u^n + dt v^n + dt^2/4 a^n)}. Second order, stable for every
 * step, conserves {@link #energy} to round-off. The matrix is factored once.
 */
public final class NewmarkSteps {
    private final WaveModel model;
    private final double dt;
    private final int[] unknown;
    private final int[] node;
    private final MultifrontalLu matrix;
    private final double[] u;
    private final double[] v;
    private double[] a;

    /**
     * Starts from rest.
     *
     * @param start [nodes] initial values, zero at the boundary
     * @throws InvalidProblem if the step is not positive, or the values do not fit
     */
    public NewmarkSteps(WaveModel model, double dt, double[] start) {
        model.checkStart(start);
        if (!(dt > 0)) {
            throw new InvalidProblem("the time step must be positive, given " + dt);
        }
        for (int k : model.mesh().boundary()) {
            if (start[k] != 0) {
                throw new InvalidProblem(
                        "Newmark's steps hold the boundary at zero; node " + k + " starts at " + start[k]);
            }
        }
        this.model = model;
        this.dt = dt;
        int size = model.mesh().size();
        unknown = new int[size];
        int[] nodes = new int[size];
        int count = 0;
        for (int k = 0; k < size; k++) {
            unknown[k] = model.isFree(k) ? count : -1;
            if (model.isFree(k)) {
                nodes[count++] = k;
            }
        }
        node = Arrays.copyOf(nodes, count);
        u = start.clone();
        v = new double[size];
        a = accelerations(factored(0), u);
        matrix = factored(dt * dt / 4 * model.speed() * model.speed());
    }

    /** {@code M + weight K} between free nodes. */
    private MultifrontalLu factored(double weight) {
        int[][] groups = Arrays.stream(model.mesh().elements())
                .map(corners -> Arrays.stream(corners).map(k -> unknown[k]).toArray())
                .toArray(int[][]::new);
        SparseMatrix sum = SparseMatrix.ofGroups(node.length, groups);
        for (int i = 0; i < node.length; i++) {
            for (int k = model.mass().start(node[i]); k < model.mass().start(node[i] + 1); k++) {
                int j = unknown[model.mass().column(k)];
                if (j >= 0) {
                    sum.add(
                            i,
                            j,
                            model.mass().value(k) + weight * model.stiffness().value(k));
                }
            }
        }
        double[][] position = new double[2][node.length];
        for (int i = 0; i < node.length; i++) {
            position[0][i] = model.mesh().nodes()[0][node[i]];
            position[1][i] = model.mesh().nodes()[1][node[i]];
        }
        return new MultifrontalLu(sum, new NestedDissection(sum, position));
    }

    private double[] accelerations(MultifrontalLu factors, double[] place) {
        double[] force = model.stiffnessTimes(place);
        double[] right = new double[node.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = -model.speed() * model.speed() * force[node[i]];
        }
        double[] solved = factors.solve(right);
        double[] all = new double[place.length];
        for (int i = 0; i < right.length; i++) {
            all[node[i]] = solved[i];
        }
        return all;
    }

    /** One step. */
    public void step() {
        double[] foreseen = new double[u.length];
        for (int k = 0; k < u.length; k++) {
            foreseen[k] = u[k] + dt * v[k] + dt * dt / 4 * a[k];
        }
        double[] next = accelerations(matrix, foreseen);
        for (int k = 0; k < u.length; k++) {
            u[k] = foreseen[k] + dt * dt / 4 * next[k];
            v[k] += dt / 2 * (a[k] + next[k]);
        }
        a = next;
    }

    /** Values at all nodes, a copy. */
    public double[] values() {
        return u.clone();
    }

    /** {@code v^T M v / 2 + c^2 u^T K u / 2}. */
    public double energy() {
        double[] momentum = model.massTimes(v);
        double[] force = model.stiffnessTimes(u);
        double sum = 0;
        for (int k = 0; k < u.length; k++) {
            sum += 0.5 * v[k] * momentum[k] + 0.5 * model.speed() * model.speed() * u[k] * force[k];
        }
        return sum;
    }
}
