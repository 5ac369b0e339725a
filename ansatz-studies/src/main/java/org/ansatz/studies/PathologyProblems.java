package org.ansatz.studies;

import static java.lang.Math.PI;
import static java.lang.Math.cos;
import static java.lang.Math.pow;
import static java.lang.Math.sin;

import java.util.List;
import java.util.random.RandomGenerator;
import org.ansatz.learn.module.Module;
import org.ansatz.learn.train.CollocationTerm;
import org.ansatz.learn.train.CollocationTerm.Piece;
import org.ansatz.learn.train.CollocationTerm.Residual;
import org.ansatz.learn.train.CollocationTerm.Sampler;
import org.ansatz.tensor.jet.MultiIndex;

/** The problems of arXiv 2001.04536, section 4, with their manufactured solutions. */
final class PathologyProblems {
    private static final MultiIndex U = MultiIndex.of(0, 0);
    private static final MultiIndex U_1 = MultiIndex.of(1, 0);
    private static final MultiIndex U_11 = MultiIndex.of(2, 0);
    private static final MultiIndex U_22 = MultiIndex.of(0, 2);
    private static final List<MultiIndex> SECOND = List.of(U, U_11, U_22);

    private PathologyProblems() {}

    static Sampler box(double[] low, double[] high) {
        return (random, x) -> {
            for (int i = 0; i < x.length; i++) {
                int axis = i % low.length;
                x[i] = low[axis] + (high[axis] - low[axis]) * random.nextDouble();
            }
        };
    }

    /** Equal numbers of uniform points on faces given as {axis, coordinate}. */
    static Sampler faces(double[] low, double[] high, double[][] faces) {
        Sampler inside = box(low, high);
        return (RandomGenerator random, double[] x) -> {
            inside.draw(random, x);
            int points = x.length / low.length;
            for (int p = 0; p < points; p++) {
                double[] face = faces[p * faces.length / points];
                x[p * low.length + (int) face[0]] = face[1];
            }
        };
    }

    /** {@code u_xx + u_yy + u - q} with {@code u = sin(a1 pi x) sin(a2 pi y)}. */
    static Residual helmholtzResidual(double a1, double a2) {
        double factor = 1 - pow(a1 * PI, 2) - pow(a2 * PI, 2);
        return (x, jet, partials) -> {
            java.util.Arrays.fill(partials, 1);
            return jet[0] + jet[1] + jet[2] - factor * sin(a1 * PI * x[0]) * sin(a2 * PI * x[1]);
        };
    }

    /** Problem 1 on [-1, 1]^2; zero on four edges with {@code batch} points each. */
    static CollocationExperiment helmholtz(double a1, double a2, List<Integer> widths, int batch) {
        double[] low = {-1, -1};
        double[] high = {1, 1};
        double[][] edges = {{0, -1}, {0, 1}, {1, -1}, {1, 1}};
        return new CollocationExperiment(
                "Helmholtz",
                List.of("x", "y"),
                low,
                high,
                widths,
                module -> List.of(
                        new CollocationTerm(
                                "residual",
                                module,
                                new Piece(batch, 1, SECOND, box(low, high), helmholtzResidual(a1, a2))),
                        new CollocationTerm(
                                "boundary",
                                module,
                                new Piece(4 * batch, 4, List.of(U), faces(low, high, edges), value(x -> 0)))),
                (x, y) -> sin(a1 * PI * x) * sin(a2 * PI * y));
    }

    /** {@code u_tt - u_xx + u^3 - f} with {@code u = x cos(5 pi t) + (t x)^3}; coordinates (t, x). */
    static Residual kleinGordonResidual() {
        return (z, jet, partials) -> {
            double t = z[0];
            double x = z[1];
            double exactTt = -25 * PI * PI * x * cos(5 * PI * t) + 6 * t * pow(x, 3);
            double f = exactTt - 6 * x * pow(t, 3) + pow(kleinGordonExact(t, x), 3);
            partials[0] = 3 * jet[0] * jet[0];
            partials[1] = 1;
            partials[2] = -1;
            return jet[1] - jet[2] + pow(jet[0], 3) - f;
        };
    }

    static double kleinGordonExact(double t, double x) {
        return x * cos(5 * PI * t) + pow(t * x, 3);
    }

    /** Problem 2 on (t, x) in [0, 1]^2. */
    static CollocationExperiment kleinGordon(List<Integer> widths, int batch) {
        double[] low = {0, 0};
        double[] high = {1, 1};
        Sampler start = faces(low, high, new double[][] {{0, 0}});
        Sampler sides = faces(low, high, new double[][] {{1, 0}, {1, 1}});
        return new CollocationExperiment(
                "Klein-Gordon",
                List.of("t", "x"),
                low,
                high,
                widths,
                (Module module) -> List.of(
                        new CollocationTerm(
                                "residual", module, new Piece(batch, 1, SECOND, box(low, high), kleinGordonResidual())),
                        new CollocationTerm(
                                "initial",
                                module,
                                new Piece(batch, 1, List.of(U), start, value(z -> z[1])),
                                new Piece(batch, 1, List.of(U_1), start, value(z -> 0))),
                        new CollocationTerm(
                                "boundary",
                                module,
                                new Piece(2 * batch, 2, List.of(U), sides, value(z -> kleinGordonExact(z[0], z[1]))))),
                PathologyProblems::kleinGordonExact);
    }

    /** The terms of {@code u'' = -C^2 sin(C x)} on [0, 1], {@code u = sin(C x)} at both ends. */
    static List<CollocationTerm> poisson(Module module, double c, int batch) {
        double[] low = {0};
        double[] high = {1};
        Residual equation = (x, jet, partials) -> {
            partials[0] = 1;
            return jet[0] + c * c * sin(c * x[0]);
        };
        return List.of(
                new CollocationTerm(
                        "residual", module, new Piece(batch, 1, List.of(MultiIndex.of(2)), box(low, high), equation)),
                new CollocationTerm(
                        "boundary",
                        module,
                        new Piece(
                                2,
                                2,
                                List.of(MultiIndex.of(0)),
                                faces(low, high, new double[][] {{0, 0}, {0, 1}}),
                                value(x -> sin(c * x[0])))));
    }

    private static Residual value(java.util.function.ToDoubleFunction<double[]> wanted) {
        return (x, jet, partials) -> {
            partials[0] = 1;
            return jet[0] - wanted.applyAsDouble(x);
        };
    }
}
