package org.ansatz.operator.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.reference.periodic.BurgersFlow;
import org.ansatz.physics.reference.periodic.DarcyFlow;
import org.ansatz.physics.reference.periodic.DirichletPoisson;
import org.ansatz.physics.reference.periodic.GaussianPlaneField;
import org.ansatz.physics.reference.periodic.VorticityFlow;
import org.ansatz.physics.reference.periodic.WaveEquation;
import org.ansatz.tensor.RandomStream;

/** The problems that data can be generated for. */
public final class FieldProblems {
    private static final double TURN = 2 * Math.PI;

    private FieldProblems() {}

    /** One problem by its parts. */
    private record Named(
            String name,
            String title,
            List<Setting> settings,
            Function<Settings, Map<String, double[]>> grid,
            Function<Settings, Sampler> factory)
            implements FieldProblem {
        @Override
        public Map<String, double[]> coordinates(Settings settings) {
            return grid.apply(settings);
        }

        @Override
        public Sampler sampler(Settings settings) {
            return factory.apply(settings);
        }
    }

    /** All of them. */
    public static List<FieldProblem> all() {
        return List.of(navierStokes(), darcy(), burgers(), poisson(), wave(), new MembraneSteps());
    }

    /** The problem of that name. */
    public static Optional<FieldProblem> named(String name) {
        return all().stream().filter(problem -> problem.name().equals(name)).findFirst();
    }

    private static Setting setting(String name, Object value, String meaning) {
        return new Setting(name, String.valueOf(value), meaning);
    }

    private static int points(Settings settings, int otherwise, boolean even) {
        int n = settings.integer("resolution", otherwise);
        if (n < 4 || n > 1 << 13 || even && n % 2 != 0) {
            throw settings.invalid(
                    "resolution", n + " is not " + (even ? "an even" : "a") + " number of points from 4");
        }
        return n;
    }

    private static double positive(Settings settings, String name, double otherwise) {
        double value = settings.number(name, otherwise);
        if (!(value > 0 && value < 1e12)) {
            throw settings.invalid(name, value + " is not a positive number");
        }
        return value;
    }

    private static double[] line(int n, double first, double spacing) {
        double[] line = new double[n];
        Arrays.setAll(line, i -> first + i * spacing);
        return line;
    }

    private static Map<String, double[]> plane(double[] line) {
        Map<String, double[]> axes = new LinkedHashMap<>();
        axes.put("x", line);
        axes.put("y", line);
        return axes;
    }

    private static FieldProblem navierStokes() {
        List<Setting> settings = List.of(
                setting("resolution", 64, "points per side, even"),
                setting("reynolds", 500, "Reynolds number"),
                setting("time", 5, "time at which the vorticity is taken; it is zero at first"),
                setting("step", 0.005, "time step"),
                setting("amplitude", 27, "the forcing's Fourier coefficients have the size amplitude (k^2 + 9)^-2"));
        return new Named(
                "navier-stokes",
                "forcing to vorticity of a two-dimensional flow on a torus",
                settings,
                s -> plane(line(points(s, 64, true), 0, TURN / points(s, 64, true))),
                s -> {
                    int n = points(s, 64, true);
                    double time = positive(s, "time", 5);
                    double amplitude = positive(s, "amplitude", 27);
                    VorticityFlow flow = new VorticityFlow(n, positive(s, "reynolds", 500), positive(s, "step", 0.005));
                    GaussianPlaneField law = new GaussianPlaneField(n, TURN, k2 -> amplitude / ((k2 + 9) * (k2 + 9)));
                    return random -> {
                        double[] f = law.draw(random);
                        return new FieldProblem.Pair(f, flow.evolve(new double[f.length], f, time));
                    };
                });
    }

    private static FieldProblem wave() {
        List<Setting> settings = List.of(
                setting("resolution", 64, "points per side, even"),
                setting("speed", 1, "speed of waves; the side has length 1"),
                setting("time", 0.5, "time at which the displacement is taken; at rest at first"));
        return new Named(
                "wave",
                "displacement to displacement at a later time of waves on a periodic square",
                settings,
                s -> plane(line(points(s, 64, true), 0, 1.0 / points(s, 64, true))),
                s -> {
                    int n = points(s, 64, true);
                    double time = positive(s, "time", 0.5);
                    WaveEquation waves = new WaveEquation(n, 1, positive(s, "speed", 1));
                    GaussianPlaneField law = new GaussianPlaneField(n, 1, k2 -> 200 / Math.pow(k2 + 200, 1.5));
                    return random -> {
                        double[] u = law.draw(random);
                        return new FieldProblem.Pair(u, waves.evolve(u, new double[u.length], time));
                    };
                });
    }

    private static FieldProblem burgers() {
        List<Setting> settings = List.of(
                setting("resolution", 128, "points, even"),
                setting("viscosity", 0.01, "viscosity; the interval has length 1"),
                setting("time", 1, "time at which the velocity is taken"),
                setting("step", 0.001, "time step"));
        return new Named(
                "burgers",
                "velocity to velocity at a later time by Burgers' equation on a periodic interval",
                settings,
                s -> Map.of("x", line(points(s, 128, true), 0, 1.0 / points(s, 128, true))),
                s -> {
                    int n = points(s, 128, true);
                    double time = positive(s, "time", 1);
                    BurgersFlow flow =
                            new BurgersFlow(n, 1, positive(s, "viscosity", 0.01), positive(s, "step", 0.001));
                    return random -> {
                        double[] u = waves(n, random);
                        return new FieldProblem.Pair(u, flow.evolve(u, time));
                    };
                });
    }

    /** Twelve random waves with coefficients of size {@code 25 / (k^2 + 25)} for {@code k = 2 pi j}, mean zero. */
    private static double[] waves(int n, RandomStream random) {
        double[] u = new double[n];
        for (int j = 1; j <= Math.min(12, n / 2 - 1); j++) {
            double k = TURN * j;
            double size = 25 / (k * k + 25);
            double a = size * random.normal();
            double b = size * random.normal();
            for (int i = 0; i < n; i++) {
                u[i] += Math.sqrt(2) * (a * Math.cos(k * i / n) + b * Math.sin(k * i / n));
            }
        }
        return u;
    }

    private static FieldProblem poisson() {
        List<Setting> settings = List.of(setting("resolution", 31, "interior nodes per side"));
        return new Named(
                "poisson",
                "load to deflection, -(u_xx + u_yy) = f on the unit square, u = 0 on its boundary",
                settings,
                s -> plane(
                        line(points(s, 31, false), 1.0 / (points(s, 31, false) + 1), 1.0 / (points(s, 31, false) + 1))),
                s -> {
                    int n = points(s, 31, false);
                    DirichletPoisson solver = new DirichletPoisson(n);
                    return random -> {
                        double[] f = sineLoad(solver, n, random);
                        return new FieldProblem.Pair(f, solver.solve(f));
                    };
                });
    }

    /** Sine coefficients {@code N(0,1) 25 / (pi^2 (k^2 + l^2) + 25)}, divided by the field's own standard deviation. */
    private static double[] sineLoad(DirichletPoisson solver, int n, RandomStream random) {
        double[][] c = new double[n][n];
        for (int k = 1; k <= n; k++) {
            for (int l = 1; l <= n; l++) {
                c[k - 1][l - 1] = random.normal() * 25 / (Math.PI * Math.PI * (k * k + l * l) + 25);
            }
        }
        double[] f = solver.synthesise(c);
        double mean = Arrays.stream(f).average().orElseThrow();
        double variance =
                Arrays.stream(f).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        return Arrays.stream(f).map(v -> v / Math.sqrt(variance)).toArray();
    }

    private static FieldProblem darcy() {
        List<Setting> settings = List.of(
                setting("resolution", 32, "cells per side"),
                setting("high", 12, "permeability where the random field is positive"),
                setting("low", 3, "permeability elsewhere"));
        return new Named(
                "darcy",
                "permeability to pressure, -div(a grad u) = 1 on the unit square, u = 0 on its boundary",
                settings,
                s -> plane(line(points(s, 32, false), 0.5 / points(s, 32, false), 1.0 / points(s, 32, false))),
                s -> {
                    int n = points(s, 32, false);
                    double high = positive(s, "high", 12);
                    double low = positive(s, "low", 3);
                    DarcyFlow flow = new DarcyFlow(n);
                    double[] source = new double[n * n];
                    Arrays.fill(source, 1);
                    return random -> {
                        double[] g = cosines(n, random);
                        double[] a =
                                Arrays.stream(g).map(v -> v >= 0 ? high : low).toArray();
                        return new FieldProblem.Pair(a, flow.solve(a, source));
                    };
                });
    }

    /** Cosine coefficients {@code N(0,1) / (pi^2 (k^2 + l^2) + 9)} (arXiv 2010.08895), the same ones on every grid. */
    private static double[] cosines(int n, RandomStream random) {
        int terms = 24;
        double[][] half = new double[terms][n];
        for (int k = 0; k < terms; k++) {
            for (int l = 0; l < terms; l++) {
                double c = random.normal() / (Math.PI * Math.PI * (k * k + l * l) + 9);
                for (int j = 0; j < n; j++) {
                    half[k][j] += c * Math.cos(l * Math.PI * (j + 0.5) / n);
                }
            }
        }
        double[] g = new double[n * n];
        for (int k = 0; k < terms; k++) {
            for (int i = 0; i < n; i++) {
                double along = Math.cos(k * Math.PI * (i + 0.5) / n);
                for (int j = 0; j < n; j++) {
                    g[i * n + j] += along * half[k][j];
                }
            }
        }
        return g;
    }
}
