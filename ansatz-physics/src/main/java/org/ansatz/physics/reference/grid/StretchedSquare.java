package org.ansatz.physics.reference.grid;

import java.util.Arrays;
import org.ansatz.learn.optim.LBfgs;
import org.ansatz.learn.optim.Optimizer;
import org.ansatz.learn.optim.SmoothObjective;
import org.ansatz.physics.problem.NumericalFailure;

/**
 * The square [-1, 1]^2 of bilinear elements with the energy {@code arap sum (s_i - 1)^2 + volume (s_1 s_2 - 1)^2} per unit
 * area ({@code s_i}: singular values of the deformation gradient) and {@code hold |d - target|^2} per unit length of the left
 * and right edges. Two-point Gauss rules. Unknowns: displacements (x, y) of the nodes, [n + 1][n + 1][2] with y running
 * faster than x.
 */
public final class StretchedSquare {
    private static final double GAUSS = 1 / Math.sqrt(3);
    private static final int MEMORY = 30;
    private static final int MOST_STEPS = 20_000;
    private static final double AT_REST = 1e-9;

    private final int n;
    private final double arap;
    private final double volume;
    private final double hold;
    private final double[] left;
    private final double[] right;

    /**
     * @param elements along an edge
     * @param left and right: displacements of the edges
     */
    public StretchedSquare(int elements, double arap, double volume, double hold, double[] left, double[] right) {
        if (elements < 1) {
            throw new IllegalArgumentException("a mesh needs an element, got " + elements);
        }
        n = elements;
        this.arap = arap;
        this.volume = volume;
        this.hold = hold;
        this.left = left.clone();
        this.right = right.clone();
    }

    public int unknowns() {
        return 2 * (n + 1) * (n + 1);
    }

    /** A displacement linear in x that meets both edges: a start without inverted elements. */
    public double[] uniformStretch() {
        double[] nodes = new double[unknowns()];
        for (int i = 0; i <= n; i++) {
            double share = (double) i / n;
            for (int j = 0; j <= n; j++) {
                for (int c = 0; c < 2; c++) {
                    nodes[node(i, j) + c] = (1 - share) * left[c] + share * right[c];
                }
            }
        }
        return nodes;
    }

    private int node(int i, int j) {
        return 2 * (i * (n + 1) + j);
    }

    /** The energy; fills {@code gradient} [unknowns]. */
    public double energy(double[] nodes, double[] gradient) {
        Arrays.fill(gradient, 0);
        double sum = 0;
        double h = 2.0 / n;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int g = 0; g < 4; g++) {
                    double s = 0.5 * (1 + (g % 2 == 0 ? -GAUSS : GAUSS));
                    double t = 0.5 * (1 + (g / 2 == 0 ? -GAUSS : GAUSS));
                    sum += element(i, j, s, t, h, nodes, gradient);
                }
            }
        }
        for (int j = 0; j < n; j++) {
            for (int g = 0; g < 2; g++) {
                double t = 0.5 * (1 + (g == 0 ? -GAUSS : GAUSS));
                sum += edge(0, j, t, h, left, nodes, gradient) + edge(n, j, t, h, right, nodes, gradient);
            }
        }
        return sum;
    }

    /**
     * The displacement of least energy near the uniform stretch, by L-BFGS.
     *
     * @throws NumericalFailure if its gradient does not fall below 3e-5 within 20,000 steps
     */
    public double[] relaxed() {
        SmoothObjective objective = new SmoothObjective() {
            @Override
            public int dimension() {
                return unknowns();
            }

            @Override
            public double value(double[] x) {
                return energy(x);
            }

            @Override
            public double valueAndGradient(double[] x, double[] gradient) {
                return energy(x, gradient);
            }
        };
        // From rest, with the stretch in the first elements alone, the search ends in a folded minimum.
        LBfgs method = new LBfgs(objective, uniformStretch(), MEMORY);
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
            throw new NumericalFailure("the stretched mesh did not come to rest: gradient " + norm);
        }
        return method.point();
    }

    /** The energy alone. */
    public double energy(double[] nodes) {
        return energy(nodes, new double[nodes.length]);
    }

    private double element(int i, int j, double s, double t, double h, double[] nodes, double[] gradient) {
        int[] corner = {node(i, j), node(i + 1, j), node(i, j + 1), node(i + 1, j + 1)};
        double[] dx = {-(1 - t) / h, (1 - t) / h, -t / h, t / h};
        double[] dy = {-(1 - s) / h, -s / h, (1 - s) / h, s / h};
        double fxx = 1;
        double fxy = 0;
        double fyx = 0;
        double fyy = 1;
        for (int k = 0; k < 4; k++) {
            fxx += dx[k] * nodes[corner[k]];
            fxy += dy[k] * nodes[corner[k]];
            fyx += dx[k] * nodes[corner[k] + 1];
            fyy += dy[k] * nodes[corner[k] + 1];
        }
        double det = fxx * fyy - fxy * fyx;
        double squares = fxx * fxx + fxy * fxy + fyx * fyx + fyy * fyy;
        // s1 + s2 and s1 s2 in closed form.
        double sum = Math.sqrt(squares + 2 * Math.abs(det));
        double product = Math.abs(det);
        double sign = det < 0 ? -1 : 1;
        double weight = h * h / 4;
        double energy = arap * (squares - 2 * sum + 2) + volume * (product - 1) * (product - 1);
        // By the entries of F: squares gives 2 F, the sum (F + sign cof F) / sum, the product sign cof F.
        double byDet = sign * (-2 * arap / sum + 2 * volume * (product - 1));
        double bySquares = 2 * arap * (1 - 1 / sum);
        double pxx = bySquares * fxx + byDet * fyy;
        double pxy = bySquares * fxy - byDet * fyx;
        double pyx = bySquares * fyx - byDet * fxy;
        double pyy = bySquares * fyy + byDet * fxx;
        for (int k = 0; k < 4; k++) {
            gradient[corner[k]] += weight * (pxx * dx[k] + pxy * dy[k]);
            gradient[corner[k] + 1] += weight * (pyx * dx[k] + pyy * dy[k]);
        }
        return weight * energy;
    }

    private double edge(int i, int j, double t, double h, double[] target, double[] nodes, double[] gradient) {
        double energy = 0;
        for (int c = 0; c < 2; c++) {
            int a = node(i, j) + c;
            int b = node(i, j + 1) + c;
            double gap = (1 - t) * nodes[a] + t * nodes[b] - target[c];
            energy += hold * gap * gap * h / 2;
            gradient[a] += hold * gap * h * (1 - t);
            gradient[b] += hold * gap * h * t;
        }
        return energy;
    }

    /** The displacement at a place in the square. */
    public double[] at(double[] nodes, double x, double y) {
        double a = Math.max(0, Math.min(n, (x + 1) * n / 2));
        double b = Math.max(0, Math.min(n, (y + 1) * n / 2));
        int i = (int) Math.min(Math.floor(a), n - 1);
        int j = (int) Math.min(Math.floor(b), n - 1);
        double s = a - i;
        double t = b - j;
        double[] d = new double[2];
        for (int c = 0; c < 2; c++) {
            d[c] = (1 - s) * ((1 - t) * nodes[node(i, j) + c] + t * nodes[node(i, j + 1) + c])
                    + s * ((1 - t) * nodes[node(i + 1, j) + c] + t * nodes[node(i + 1, j + 1) + c]);
        }
        return d;
    }
}
