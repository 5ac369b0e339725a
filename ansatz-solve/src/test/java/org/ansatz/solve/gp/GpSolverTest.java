package org.ansatz.solve.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemBuilder;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.solve.collocation.ScriptedRun;
import org.ansatz.tensor.jet.MultiIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpSolverTest {
    private static final GpSolver SOLVER = new GpSolver();

    private static ProblemBuilder line(String law, String exact) {
        return Problem.named("line")
                .coordinate("x", 0, 1)
                .fields("u")
                .function("ue", exact)
                .equation(law)
                .exact("u", "ue");
    }

    private static Problem highFrequency() {
        return line("u_xx = ue_xx", "sin(100*x)")
                .condition("boundary", "u", "ue")
                .build();
    }

    private static GpSolution solve(Problem problem, Object... settings) {
        return SOLVER.solve(problem, settings(settings), Run.silent(0));
    }

    private static Settings settings(Object... pairs) {
        Settings settings = Settings.empty();
        for (int i = 0; i < pairs.length; i += 2) {
            settings = settings.with((String) pairs[i], pairs[i + 1]);
        }
        return settings;
    }

    private static double error(Solution solution) {
        Problem problem = solution.problem();
        int inputs = problem.dimension();
        int each = inputs == 1 ? 300 : 40;
        int n = inputs == 1 ? each : each * each;
        double[][] points = new double[inputs][n];
        for (int i = 0; i < inputs; i++) {
            var interval = problem.inputs().get(i).interval();
            for (int p = 0; p < n; p++) {
                int at = inputs == 1 ? p : i == 0 ? p / each : p % each;
                points[i][p] = interval.min() + interval.length() * at / (each - 1);
            }
        }
        double worst = 0;
        for (String field : problem.fields()) {
            double[] exact = problem.values(problem.exact().get(field), points);
            double[] found = solution.evaluate(points, List.of(problem.term(field)))[0];
            double above = 0;
            double below = 0;
            for (int p = 0; p < n; p++) {
                above += Math.pow(found[p] - exact[p], 2);
                below += exact[p] * exact[p];
            }
            worst = Math.max(worst, Math.sqrt(above / below));
        }
        return worst;
    }

    @Test
    void anotherOptimizerFindsTheFrequencyToo() {
        GpSolution solution =
                solve(highFrequency(), "grid", 48, "frequency", 20, "steps", 250, "optimizer", "adamw(weight_decay=0)");
        GpSolution adam = solve(highFrequency(), "grid", 48, "frequency", 20, "steps", 250);
        assertThat(error(solution)).isLessThan(2e-4).isCloseTo(error(adam), within(1e-7));
        GpSolution other = solve(highFrequency(), "grid", 48, "frequency", 20, "steps", 250, "optimizer", "am-adamw");
        assertThat(error(other)).isLessThan(1e-2).isNotEqualTo(error(adam));
    }

    @Test
    void anOptimizerThatBringsItsOwnRateOrComparesValuesIsRefused() {
        assertThatThrownBy(() -> solve(highFrequency(), "optimizer", "adam(rate=0.1)"))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("optimizer")
                .hasMessageContaining("learning_rate");
        assertThatThrownBy(() -> solve(highFrequency(), "optimizer", "lm"))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("first order");
    }

    @ParameterizedTest
    @CsvSource({"student-t, 2e-4", "gaussian, 2e-4"})
    void aHighFrequencyIsFoundAndTheFieldWithIt(String kernel, double bar) {
        GpSolution solution = solve(highFrequency(), "grid", 48, "frequency", 20, "steps", 250, "kernel", kernel);
        assertThat(error(solution)).isLessThan(bar);
        assertThat(solution.spectrum("u", "x").get(0).frequency()).isCloseTo(100 / (2 * Math.PI), within(0.1));
        assertThat(solution.errorEstimate().get("u")).isBetween(1e-7, 1e-1);
    }

    @ParameterizedTest
    @CsvSource({"matern", "se"})
    void withoutFrequenciesTheSameFieldIsMissed(String kernel) {
        GpSolution solution = solve(highFrequency(), "grid", 48, "steps", 100, "kernel", kernel, "scaling", "none");
        assertThat(error(solution)).isGreaterThan(0.5);
    }

    @Test
    void everyLinearConditionIsMetInOneDimension() {
        String exact = "exp(x)*sin(7*x)";
        Problem neumann = line("u_xx - 3*u = ue_xx - 3*ue", exact)
                .condition("x = 0", "u_n", "-ue_x")
                .condition("x = 1", "u_x", "ue_x")
                .build();
        Problem robin = line("u_xx = ue_xx", exact)
                .condition("x = 0", "u", "ue")
                .condition("x = 1", "equation", "u_n + 2*u = ue_x + 2*ue")
                .build();
        Problem initial = line("u_xx + 4*u_x = ue_xx + 4*ue_x", exact)
                .condition("x = 0", Map.of("u", "ue", "u_x", "ue_x"))
                .build();
        Problem periodic = line("u_xx - u = ue_xx - ue", "sin(4*pi*x) + cos(2*pi*x)")
                .periodic("x")
                .build();
        for (Problem problem : List.of(neumann, robin, initial, periodic)) {
            assertThat(error(solve(problem, "points", 48, "steps", 150)))
                    .as(problem.conditions().toString())
                    .isLessThan(1e-3);
        }
    }

    @Test
    void timeMayBeAnInputAndHalfAFaceMayHaveItsOwnCondition() {
        Problem diffusion = Problem.named("diffusion")
                .coordinate("x", 0, 1)
                .coordinate("t", 0, 0.5)
                .fields("u")
                .function("ue", "exp(-pi^2*t/4)*cos(pi*x/2)")
                .equation("u_t = u_xx")
                .condition("t = 0", "u", "cos(pi*x/2)")
                .condition("x = 0", "u_n", "0")
                .condition("x = 1 and t < 0.2", "u", "0")
                .condition("x = 1 and t >= 0.2", "u", "0")
                .exact("u", "ue")
                .build();
        assertThat(error(solve(diffusion, "grid", "[16, 14]", "steps", 60))).isLessThan(3e-3);
    }

    @Test
    void aSystemOfTwoFieldsAndANonlinearEquationAreSolved() {
        Problem pair = Problem.named("pair")
                .coordinate("x", 0, 1)
                .fields("u", "v")
                .function("a", "sin(9*x)")
                .function("b", "cos(5*x)")
                .equation("u_x + v = a_x + b")
                .equation("v_x - 2*u = b_x - 2*a")
                .condition("x = 0", Map.of("u", "0", "v", "1"))
                .exact("u", "a")
                .exact("v", "b")
                .build();
        assertThat(error(solve(pair, "points", 48, "steps", 60))).isLessThan(2e-3);
        Problem cubic = line("u_xx + u*(u^2 - 1) = ue_xx + ue*(ue^2 - 1)", "sin(30*x)")
                .condition("boundary", "u", "ue")
                .build();
        assertThat(error(solve(cubic, "points", 48, "steps", 80))).isLessThan(1e-3);
    }

    @Test
    void withoutTheModesOfJitterALargeGridGivesTheSameField() {
        Problem square = Problem.named("square")
                .coordinate("x", 0, 1)
                .coordinate("y", 0, 1)
                .fields("u")
                .equation("u_xx + u_yy = -2*pi^2*sin(pi*x)*sin(pi*y)")
                .condition("boundary", "u", "0")
                .build();
        Object[] others = {"steps", 1, "frequency", 1, "components", 3};
        GpSolution full = solve(square, concatenated(others, "grid", "[30, 30]"));
        GpSolution reduced = solve(square, concatenated(others, "grid", "[41, 40]"));
        double[][] points = {{0.1, 0.37, 0.5, 0.81}, {0.25, 0.9, 0.5, 0.4}};
        double[] one = full.evaluate(points, List.of(square.term("u")))[0];
        double[] other = reduced.evaluate(points, List.of(square.term("u")))[0];
        double size = full.at(0.5, 0.5)[0];
        assertThat(other).containsExactly(one, within(2e-2 * size));
    }

    private static Object[] concatenated(Object[] first, Object... second) {
        Object[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Test
    void theUnitOfTheFieldDoesNotMatter() {
        Problem small = line("u_xx = ue_xx", "1e-5*sin(40*x)")
                .condition("boundary", "u", "ue")
                .build();
        Problem large = line("u_xx = ue_xx", "1e5*sin(40*x)")
                .condition("boundary", "u", "ue")
                .build();
        assertThat(error(solve(small, "points", 48, "steps", 100))).isLessThan(1e-3);
        assertThat(error(solve(large, "points", 48, "steps", 100))).isLessThan(1e-3);
    }

    @Test
    void aSavedSolutionIsReadBackWithAllItsDerivatives(@TempDir Path folder) throws Exception {
        Problem problem = highFrequency();
        GpSolution solution = solve(problem, "grid", 48, "frequency", 20, "steps", 20, "extra", "matern");
        solution.save(folder);
        assertThat(Files.size(folder.resolve("model.safetensors"))).isPositive();
        Solution read = SOLVER.load(problem, Settings.empty(), folder);
        double[][] points = {{0.1, 0.25, 0.9}};
        List<FieldTerm> terms = new ArrayList<>();
        for (int order = 0; order <= 4; order++) {
            terms.add(new FieldTerm("u", MultiIndex.of(order)));
        }
        assertThat(read.evaluate(points, terms)).isDeepEqualTo(solution.evaluate(points, terms));
        assertThat(read.parameterCount()).isEqualTo(solution.parameterCount());
        assertThat(read.errorEstimate()).isEqualTo(solution.errorEstimate());
        assertThat(solution.maximumOrder()).isEqualTo(4);
        assertThatThrownBy(() -> read.evaluate(points, List.of(new FieldTerm("u", MultiIndex.of(5)))))
                .hasMessageContaining("order 5 was asked for; the covariance has 4");
    }

    @Test
    void derivativesOfTheAnswerAreThoseOfDifferences() {
        Problem square = Problem.named("square")
                .coordinate("x", 0, 1)
                .coordinate("y", 0, 1)
                .fields("u")
                .equation("u_xx + u_yy = x")
                .condition("boundary", "u", "sin(4*x)*y")
                .build();
        GpSolution solution = solve(square, "grid", "[9, 8]", "steps", 3);
        double h = 1e-4;
        double x = 0.37;
        double y = 0.61;
        double[] mixed =
                solution.evaluate(new double[][] {{x}, {y}}, List.of(new FieldTerm("u", MultiIndex.of(1, 2))))[0];
        double[][] around = solution.evaluate(
                new double[][] {{x + h, x + h, x + h, x - h, x - h, x - h}, {y - h, y, y + h, y - h, y, y + h}},
                List.of(square.term("u")));
        double[] v = around[0];
        double difference = ((v[0] - 2 * v[1] + v[2]) - (v[3] - 2 * v[4] + v[5])) / (2 * h * h * h);
        assertThat(mixed[0]).isCloseTo(difference, within(1e-3 * Math.abs(difference) + 1e-2));
    }

    @Test
    void theSameFitTwiceGivesTheSameBits() {
        GpSolution one = solve(highFrequency(), "grid", 32, "steps", 10, "threads", 1);
        GpSolution two = solve(highFrequency(), "grid", 32, "steps", 10, "threads", 1);
        double[][] points = {{0.3, 0.7}};
        List<FieldTerm> value = List.of(one.problem().term("u"));
        assertThat(one.evaluate(points, value)).isDeepEqualTo(two.evaluate(points, value));
    }

    @Test
    void jointAdamClimbsTheSameObjective() {
        Problem problem = line("u_xx = ue_xx", "sin(12*x)")
                .condition("boundary", "u", "ue")
                .build();
        List<Double> objective = new ArrayList<>();
        SOLVER.solve(
                problem,
                settings("mode", "joint", "points", 24, "steps", 150, "frequency", 4),
                Run.silent(0),
                (step, seconds, solution) -> objective.add(solution.get().logJoint()));
        assertThat(objective).hasSize(151);
        assertThat(objective.get(150)).isGreaterThan(objective.get(75));
        assertThat(objective.get(75)).isGreaterThan(objective.get(0));
    }

    @Test
    void whatIsNotABoxOfOneOrTwoInputsIsRefusedByReason() {
        ProblemBuilder cube = Problem.named("cube")
                .coordinate("x", 0, 1)
                .coordinate("y", 0, 1)
                .coordinate("z", 0, 1)
                .fields("u")
                .equation("u_xx + u_yy + u_zz = 0")
                .condition("boundary", "u", "0");
        assertThat(refusal(cube.build())).contains("3 inputs [x, y, z]; gp solves on boxes of one or two");
        ProblemBuilder disc = Problem.named("disc")
                .coordinate("x", -1, 1)
                .coordinate("y", -1, 1)
                .disk("d", 1, 0, 0)
                .region("d")
                .fields("u")
                .equation("u_xx + u_yy = 1")
                .condition("boundary", "u", "0");
        assertThat(refusal(disc.build())).contains("the domain is a region");
        assertThat(refusal(line("u_xxxxx = 1", "0").condition("x = 0", "u", "0").build()))
                .contains("derivative of order 5 by x; the kernel student-t goes up to 4");
        assertThat(refusal(line("u_xx = 1", "0")
                        .condition("x = 0", "u", "0")
                        .integral(List.of("x"), "u", "0")
                        .build()))
                .contains("is an integral");
    }

    private static String refusal(Problem problem) {
        return SOLVER.refuses(problem, Settings.empty()).orElseThrow();
    }

    @Test
    void wrongSettingsNameTheSettingItsValueAndWhatIsExpected() {
        Problem problem = highFrequency();
        for (String[] wrong : new String[][] {
            {"points", "3", "3 points along x are too few; at least 4"},
            {"components", "0", "at least 1 is needed"},
            {"kernel", "gausian", "`gausian`; did you mean `gaussian`?"},
            {"mode", "both", "`both`"},
            {"frequency", "-2", "-2 is not positive"},
            {"frequency", "high", "`high` is not a number of cycles"},
            {"grid", "[10, 10]", "one number of points for each of [x]"},
            {"jitter", "0", "0 is not positive"},
            {"extra_from", "1", "does not lie between 0 and 1"}
        }) {
            assertThatThrownBy(() -> solve(problem, wrong[0], wrong[1]))
                    .as(wrong[0])
                    .isInstanceOf(InvalidProblem.class)
                    .hasMessageContaining("solve: " + wrong[0] + ": ")
                    .hasMessageContaining(wrong[2]);
        }
        Problem inside = line("u_xx = 0", "0").condition("x = 0.3", "u", "1").build();
        assertThatThrownBy(() -> solve(inside, "points", 8))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("holds at no point of the grid of 8 equally spaced points");
    }

    @Test
    void tooLittleJitterStopsTheFitWithTheRemedy() {
        assertThatThrownBy(() -> solve(
                        line("u_xx = 0", "x").condition("boundary", "u", "ue").build(),
                        "points",
                        100,
                        "kernel",
                        "se",
                        "jitter",
                        1e-22,
                        "steps",
                        5))
                .isInstanceOf(NumericalFailure.class)
                .hasMessageContaining("gp: step 0: ")
                .hasMessageContaining("a larger jitter or fewer points help");
    }

    @Test
    void aSpectrumAtTheEndOfItsRangeOrBeyondTheGridIsToldToTheUser() {
        ScriptedRun run = ScriptedRun.listening(0);
        SOLVER.solve(highFrequency(), settings("grid", 28, "components", 1, "frequency", 20, "steps", 5), run);
        assertThat(run.said())
                .anySatisfy(message -> assertThat(message).contains("28 points there, fewer than two per period"));
        SpectralMixture two = SpectralMixture.spread(SpectralMixture.Kind.GAUSSIAN, 2, 1, 9);
        double[] heavyTop = two.parameters();
        heavyTop[1] += 1;
        GridAxis fine = new GridAxis("x", new org.ansatz.physics.problem.Interval(0, 1), 48);
        assertThat(SpectrumWarnings.of("u", fine, two.with(heavyTop, 0), 9))
                .singleElement()
                .asString()
                .contains("sits at the upper end of those that were sought; set frequency above 9");
        SpectralMixture fast = SpectralMixture.spread(SpectralMixture.Kind.GAUSSIAN, 1, 1, 30);
        assertThat(SpectrumWarnings.of("u", fine, fast, 40))
                .singleElement()
                .asString()
                .contains("fewer than two per period")
                .contains("at least 60 are needed");
    }
}
