package org.ansatz.physics.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.geometry.Region.Spread;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
    /** All problem files; simulations, which state no equations, are tested with their command. */
    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../examples"))) {
            return files.filter(f -> f.toString().endsWith(".yaml") && !isSimulation(f)).sorted().toList().stream();
        }
    }

    private static boolean isSimulation(Path file) {
        return YamlFile.read(file).root().members("sections").has("simulate");
    }

    /** Replaces fields by the exact solution and checks every equation and condition at random points. */
    @ParameterizedTest
    @MethodSource("examples")
    void exactSolutionsSatisfyEquationsAndConditions(Path file) {
        Problem problem = ProblemFile.read(file);
        assertThat(problem.equations()).isNotEmpty();
        boolean inverse = !problem.unknowns().isEmpty();
        boolean far = problem.name().startsWith("schroedinger");
        SplittableRandom random = new SplittableRandom(7);
        PointSet inside = problem.domain().interior(50, Spread.SOBOL, random);
        if (problem.exact().size() == problem.fields().size() && !inverse) {
            for (Equation e : problem.equations()) {
                check(problem, e.residual(), inside, 1e-9, e.name());
            }
        }
        for (Condition c : problem.conditions()) {
            if (c instanceof Condition.Pointwise p) {
                PointSet points = problem.domain().on(p, 40, Spread.LATIN_HYPERCUBE, random);
                assertThat(points.size()).as(c.name()).isPositive();
                if (problem.exact().size() == problem.fields().size()) {
                    // The soliton's tail is not zero at the ends, only below 1e-10.
                    check(problem, p.equation().residual(), points, far ? 1e-10 : 1e-9, c.name());
                }
            }
        }
    }

    private static void check(Problem problem, Expr residual, PointSet points, double bound, String what) {
        Expr given = org.ansatz.physics.expr.Exprs.transform(problem.expand(residual), node -> {
            if (!(node instanceof Expr.FieldTerm f)) {
                return node;
            }
            Expr e = problem.exact().get(f.field());
            for (int axis = 0; axis < problem.dimension(); axis++) {
                for (int k = 0; k < f.orders().get(axis); k++) {
                    e = org.ansatz.physics.expr.Exprs.derivative(
                            e, problem.inputNames().get(axis), axis);
                }
            }
            return e;
        });
        int n = points.size();
        double[][] out = new double[1][n];
        problem.compile(List.of(given), List.of())
                .evaluate(
                        new org.ansatz.physics.expr.Program.Batch(
                                n,
                                points.inputs(),
                                points.normals(),
                                new double[problem.unknowns().size()],
                                new double[0][]),
                        out);
        assertThat(Arrays.stream(out[0]).map(Math::abs).max().orElse(0))
                .as(what)
                .isLessThan(bound);
    }

    @Test
    void theExamplesAreThoseOfTheTable() throws IOException {
        assertThat(examples().map(f -> f.getFileName().toString().replace(".yaml", "")))
                .contains(
                        "burgers",
                        "allen-cahn",
                        "poisson-1d",
                        "diffusion-1d",
                        "euler-beam",
                        "reaction-diffusion",
                        "helmholtz-2d",
                        "poisson-l-shape",
                        "laplace-disk",
                        "helmholtz-hole",
                        "klein-gordon",
                        "wave-1d",
                        "schroedinger-1d",
                        "kovasznay",
                        "cavity",
                        "lotka-volterra",
                        "lorenz",
                        "inverse-diffusion",
                        "inverse-diffusion-noise",
                        "inverse-lorenz",
                        "inverse-lorenz-noise",
                        "parametric-diffusion",
                        "high-frequency",
                        "high-frequency-2d",
                        "multi-scale");
    }

    private static Problem example(String name) {
        return ProblemFile.read(Path.of("../examples/" + name + ".yaml"));
    }

    @Test
    void theSolitonIsBelow1e10AtTheEndsOfItsInterval() {
        Problem p = example("schroedinger-1d");
        Condition.Pointwise ends = (Condition.Pointwise) p.conditions().get(2);
        PointSet points = p.domain().on(ends, 400, Spread.SOBOL, new SplittableRandom(1));
        for (Expr e : p.exact().values()) {
            assertThat(Arrays.stream(p.values(e, points.inputs()))
                            .map(Math::abs)
                            .max()
                            .orElseThrow())
                    .isLessThan(1e-10);
        }
    }

    @Test
    void constantsAreThoseOfTheTable() {
        assertThat(example("burgers").constants()).containsEntry("nu", 0.01 / Math.PI);
        assertThat(example("helmholtz-2d").constants()).containsEntry("k", 4 * Math.PI);
        assertThat(example("kovasznay").constants()).containsEntry("re", 20.0);
        assertThat(example("cavity").constants()).containsEntry("re", 100.0);
        assertThat(example("parametric-diffusion").inputs().get(2).interval()).isEqualTo(new Interval(0.05, 1));
    }

    @ParameterizedTest
    @CsvSource({"inverse-diffusion, 0", "inverse-diffusion-noise, 0.01"})
    void diffusionDataAreTheExactTemperaturesWithTheirNoise(String name, double sigma) {
        Problem p = example(name);
        Observations o = p.observations().get(0);
        double[] exact = p.values(p.exact().get("u"), o.points().inputs());
        checkNoise(o.values()[0], exact, sigma);
    }

    @ParameterizedTest
    @CsvSource({"inverse-lorenz, 0", "inverse-lorenz-noise, 0.1"})
    void lorenzDataLieOnThePathWithTheirNoise(String name, double sigma) {
        Observations o = example(name).observations().get(0);
        double[] times = o.points().inputs()[0];
        double[][] path = new double[3][times.length];
        OrdinaryDifferentialEquation lorenz = new OrdinaryDifferentialEquation() {
            @Override
            public int getDimension() {
                return 3;
            }

            @Override
            public double[] computeDerivatives(double t, double[] y) {
                return new double[] {10 * (y[1] - y[0]), y[0] * (28 - y[2]) - y[1], y[0] * y[1] - 8.0 / 3 * y[2]};
            }
        };
        for (int k = 0; k < times.length; k++) {
            double[] y = {-8, 7, 27};
            if (times[k] > 0) {
                y = new DormandPrince853Integrator(1e-10, 0.1, 1e-13, 1e-13)
                        .integrate(lorenz, new ODEState(0, y), times[k])
                        .getPrimaryState();
            }
            for (int i = 0; i < 3; i++) {
                path[i][k] = y[i];
            }
        }
        for (int i = 0; i < 3; i++) {
            checkNoise(o.values()[i], path[i], sigma);
        }
    }

    /** Without noise the data agree to the digits written; with noise its spread is the stated one. */
    private static void checkNoise(double[] data, double[] truth, double sigma) {
        double sum = 0;
        for (int k = 0; k < data.length; k++) {
            sum += (data[k] - truth[k]) * (data[k] - truth[k]);
        }
        double spread = Math.sqrt(sum / data.length);
        if (sigma == 0) {
            assertThat(spread).isLessThan(1e-7);
        } else {
            // Four standard deviations of a sample's spread.
            assertThat(spread)
                    .isBetween(
                            sigma * (1 - 4 / Math.sqrt(2.0 * data.length)),
                            sigma * (1 + 4 / Math.sqrt(2.0 * data.length)));
        }
    }
}
