package org.ansatz.solve.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemBuilder;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solution.Status;
import org.ansatz.tensor.jet.MultiIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImplicitFieldSolverTest {
    private static final ImplicitFieldSolver METHOD = new ImplicitFieldSolver();

    private static Settings settings(String... pairs) {
        Settings settings = Settings.empty().with("threads", 1);
        for (String pair : pairs) {
            String[] parts = pair.split("=", 2);
            settings = settings.with(parts[0], parts[1]);
        }
        return settings;
    }

    private static ProblemBuilder builder(double end) {
        return Problem.named("test")
                .coordinate("x", -1, 1)
                .coordinate("t", 0, end)
                .fields("u");
    }

    private static Problem wave(double end) {
        return builder(end)
                .equation("u_t + u_x = 0")
                .condition("t = 0", "u", "sin(pi*x)")
                .periodic("x", List.of("u"), 0)
                .exact("u", "sin(pi*(x - t))")
                .build();
    }

    private static Problem decay() {
        return builder(0.4)
                .equation("u_t = -2*u")
                .condition("t = 0", "u", "cos(pi*x/2)")
                .exact("u", "exp(-2*t)*cos(pi*x/2)")
                .build();
    }

    private static Problem heat(double end) {
        return builder(end)
                .equation("u_t = u_xx")
                .condition("t = 0", "u", "cos(pi*x/2)")
                .condition("x = -1 or x = 1", "u", "0")
                .exact("u", "exp(-pi^2*t/4)*cos(pi*x/2)")
                .build();
    }

    private static double errorAt(Problem problem, Solution solution, double t) {
        double[][] points = new double[2][201];
        for (int i = 0; i <= 200; i++) {
            points[0][i] = -1 + 0.01 * i;
            points[1][i] = t;
        }
        double[] exact = problem.values(problem.exact().get("u"), points);
        double[] found = solution.evaluate(points, List.of(problem.term("u")))[0];
        double difference = 0;
        double size = 0;
        for (int p = 0; p < exact.length; p++) {
            difference += (found[p] - exact[p]) * (found[p] - exact[p]);
            size += exact[p] * exact[p];
        }
        return Math.sqrt(difference / size);
    }

    @ParameterizedTest
    @CsvSource({"crank-nicolson, 2, 0.2", "implicit-euler, 1, 0.05", "explicit-euler, 1, 0.1"})
    void theErrorFallsWithTheOrderOfTheScheme(String scheme, int order, double largest) {
        // Explicit Euler is unstable for waves.
        Problem problem = scheme.equals("explicit-euler") ? decay() : wave(0.4);
        double[] errors = new double[3];
        for (int k = 0; k < 3; k++) {
            Solution solution = METHOD.solve(
                    problem,
                    settings(
                            "scheme=" + scheme,
                            "dt=" + largest / (1 << k),
                            "hidden=[8, 8]",
                            "omega=3",
                            "samples=160",
                            "inner_steps=15",
                            "initial_adam=400"),
                    Run.silent(2));
            errors[k] = errorAt(problem, solution, 0.4);
        }
        for (int k = 0; k < 2; k++) {
            assertThat(Math.log(errors[k] / errors[k + 1]) / Math.log(2))
                    .as(Arrays.toString(errors))
                    .isCloseTo(order, within(0.25));
        }
    }

    @Test
    void diffusionBetweenColdWallsIsSolvedToThreeDigits() {
        Problem problem = heat(0.5);
        Solution solution = METHOD.solve(
                problem,
                settings("dt=0.025", "hidden=[8, 8]", "omega=3", "samples=160", "initial_adam=400"),
                Run.silent(1));
        assertThat(errorAt(problem, solution, 0.5)).isLessThan(1e-3);
        assertThat(errorAt(problem, solution, 0.2625)).isLessThan(1e-3);
        assertThat(solution.outcome().status()).isEqualTo(Status.CONVERGED);
        assertThat(solution.outcome().steps()).isEqualTo(20);
    }

    @Test
    void betweenStepsTheSolutionIsSmoothAndItsTimeDerivativeIsTheSlopeOfItsValues() {
        Problem problem = heat(0.2);
        Solution solution = METHOD.solve(
                problem, settings("dt=0.05", "hidden=[6]", "omega=3", "samples=60", "initial_steps=30"), Run.silent(1));
        FieldTerm rate = new FieldTerm("u", MultiIndex.of(0, 1));
        FieldTerm mixed = new FieldTerm("u", MultiIndex.of(1, 1));
        for (double t : new double[] {0.013, 0.07, 0.113, 0.19}) {
            double h = 1e-5;
            double slope = (solution.at(0.3, t + h)[0] - solution.at(0.3, t - h)[0]) / (2 * h);
            double[][] found = solution.evaluate(new double[][] {{0.3}, {t}}, List.of(rate, mixed));
            assertThat(found[0][0]).isCloseTo(slope, within(1e-7));
            double across = (solution.evaluate(new double[][] {{0.3 + h}, {t}}, List.of(rate))[0][0]
                            - solution.evaluate(new double[][] {{0.3 - h}, {t}}, List.of(rate))[0][0])
                    / (2 * h);
            assertThat(found[1][0]).isCloseTo(across, within(1e-6));
        }
        for (double t : new double[] {0.05, 0.1, 0.15}) {
            double[][] around = {{0.3, 0.3}, {t - 1e-9, t + 1e-9}};
            double[][] rates = solution.evaluate(around, List.of(rate));
            assertThat(rates[0][0]).isCloseTo(rates[0][1], within(1e-6));
        }
    }

    /** A run in a folder that is told to stop after some progress reports. */
    private record FolderRun(Path place, boolean resuming, int stopAfter, List<String> said, int[] reports)
            implements Run {
        FolderRun(Path place, boolean resuming, int stopAfter) {
            this(place, resuming, stopAfter, new ArrayList<>(), new int[1]);
        }

        @Override
        public long seed() {
            return 7;
        }

        @Override
        public Optional<Path> folder() {
            return Optional.of(place);
        }

        @Override
        public void say(String message) {
            said.add(message);
        }

        @Override
        public void progress(double fraction, String stage, long step, Map<String, Double> figures) {
            reports[0]++;
        }

        @Override
        public boolean stopRequested() {
            return reports[0] >= stopAfter;
        }
    }

    private static final String[] SMALL = {"dt=0.05", "hidden=[6]", "omega=3", "samples=60", "initial_steps=20"};

    @Test
    void anInterruptedRunGoesOnWithTheBitsOfAnUninterruptedOne(@TempDir Path whole, @TempDir Path parts)
            throws IOException {
        Problem problem = heat(0.3);
        Solution straight = METHOD.solve(problem, settings(SMALL), new FolderRun(whole, false, 1000));
        Solution first = METHOD.solve(problem, settings(SMALL), new FolderRun(parts, false, 3));
        assertThat(first.outcome().status()).isEqualTo(Status.INTERRUPTED);
        assertThat(first.outcome().steps()).isEqualTo(2);
        Solution second = METHOD.solve(problem, settings(SMALL), new FolderRun(parts, true, 1000));
        assertThat(second.outcome().history().rows()).hasSize(7);
        double[][] points = {{-0.9, -0.2, 0.3, 0.8}, {0.02, 0.17, 0.28, 0.3}};
        double[] expected = straight.evaluate(points, List.of(problem.term("u")))[0];
        assertThat(second.evaluate(points, List.of(problem.term("u")))[0]).isEqualTo(expected);
        second.save(parts);
        Solution read = METHOD.load(problem, Settings.empty(), parts);
        assertThat(read.evaluate(points, List.of(problem.term("u")))[0]).isEqualTo(expected);
    }

    @Test
    void aCheckpointOfAnotherArchitectureOrStepIsRefused(@TempDir Path folder) {
        Problem problem = heat(0.3);
        METHOD.solve(problem, settings(SMALL), new FolderRun(folder, false, 2));
        FolderRun again = new FolderRun(folder, true, 1000);
        assertThatThrownBy(() -> METHOD.solve(problem, settings(SMALL).with("hidden", "[7]"), again))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("widths 1 6 1")
                .hasMessageContaining("1 7 1");
        assertThatThrownBy(() -> METHOD.solve(problem, settings(SMALL).with("dt", "0.1"), again))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("time steps 6, this run has 3");
    }

    @Test
    void resumingAnEmptyFolderIsRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> METHOD.solve(heat(0.1), settings(SMALL), new FolderRun(folder, true, 9)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("no time step to resume from");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dt=0|a time step must be positive",
                "dt=-1|a time step must be positive",
                "samples=20|fewer residuals than unknowns",
                "samples=0|whole number of at least 1",
                "scheme=leapfrog|leapfrog",
                "inner=newton|newton",
                "inner=l-bfgs|first order",
                "inner=adam(rate=0.1)|learning_rate",
                "omega=-3|positive number",
                "hidden=[]|expected widths"
            })
    void badSettingsAreRefusedWithTheirNameAndValue(String setting, String message) {
        String name = setting.substring(0, setting.indexOf('='));
        assertThatThrownBy(() -> METHOD.solve(
                        heat(0.1), settings(SMALL).with(name, setting.substring(name.length() + 1)), Run.silent(1)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("solve: " + name + ":")
                .hasMessageContaining(message);
    }

    @Test
    void equationsThatCannotBeSteppedAreRefusedWithAReason() {
        assertRefused(
                builder(1).equation("u_tt = u_xx").condition("t = 0", Map.of("u", "0", "u_t", "0")), "as a system");
        assertRefused(builder(1).equation("u_t^2 = u_xx").condition("t = 0", "u", "0"), "not linear in the time");
        assertRefused(builder(1).equation("u_t = u_xx").condition("x = -1", "u", "0"), "no value at the initial time");
        assertRefused(
                builder(1).equation("u_t = u_xx").condition("t = 0", "u", "0").condition("t = 1", "u", "1"),
                "after the start");
        assertRefused(
                builder(1).equation("u_t = u_xx").condition("t = 0", "u", "0").integral(List.of("x"), "u", "1"),
                "is an integral");
        assertRefused(
                Problem.named("ode")
                        .coordinate("t", 0, 1)
                        .fields("u")
                        .equation("u_t = -u")
                        .condition("t = 0", "u", "1"),
                "no space coordinate");
    }

    private static void assertRefused(ProblemBuilder builder, String reason) {
        assertThat(METHOD.refuses(builder.build(), Settings.empty()).orElse("nothing"))
                .startsWith("implicit-field: ")
                .contains(reason);
    }

    @Test
    void anInitialValueThatIsNotFiniteIsRefusedWithItsPlace() {
        Problem problem = builder(0.1)
                .equation("u_t = u_xx")
                .condition("t = 0", "u", "sqrt(x)")
                .build();
        assertThatThrownBy(() -> METHOD.solve(problem, settings(SMALL), Run.silent(1)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("is NaN at x = -");
    }

    @Test
    void aStepThatCrossesMoreThanAQuarterOfTheRegionIsWarnedOf(@TempDir Path folder) {
        FolderRun run = new FolderRun(folder, false, 1);
        METHOD.solve(wave(2), settings(SMALL).with("dt", 1), run);
        assertThat(run.said()).anyMatch(s -> s.contains("cross more than a quarter of x"));
    }

    @Test
    void anInnerSolveThatDoesNotConvergeEndsTheRunIfAskedTo() {
        Settings strict = settings(SMALL).with("inner_steps", 1).with("tolerance", "1e-9");
        assertThatThrownBy(() -> METHOD.solve(heat(0.1), strict.with("not_converged", "abort"), Run.silent(1)))
                .isInstanceOf(NumericalFailure.class)
                .hasMessageContaining("time step 1")
                .hasMessageContaining("did not converge: loss");
        assertThat(METHOD.solve(heat(0.1), strict, Run.silent(1)).outcome().detail())
                .contains("2 ended at the largest number of inner steps (time steps 1, 2; largest loss ");
    }

    @Test
    void aRunThatGoesOnStillCountsTheSolvesThatDidNotConvergeBefore(@TempDir Path folder) {
        Settings strict = settings(SMALL).with("inner_steps", 1).with("tolerance", "1e-9");
        METHOD.solve(heat(0.2), strict, new FolderRun(folder, false, 3));
        Solution whole = METHOD.solve(heat(0.2), strict, new FolderRun(folder, true, 1000));
        assertThat(whole.outcome().detail()).contains("4 ended at the largest number of inner steps (time steps 1, 2,");
    }

    @Test
    void adamWithThePublishedPlateausTakesTheSameStep() {
        Problem problem = heat(0.05);
        Settings adam =
                settings(SMALL).with("inner", "adam").with("inner_steps", 1500).with("learning_rate", "1e-3");
        Solution byAdam = METHOD.solve(problem, adam, Run.silent(1));
        assertThat(errorAt(problem, byAdam, 0.05)).isLessThan(2e-2);
    }

    @Test
    void otherInnerOptimizersOfFirstOrderWorkOnTheNetworksMatrices() {
        Problem problem = heat(0.05);
        Settings muon = settings(SMALL)
                .with("inner", "muon(momentum=0.9)")
                .with("inner_steps", 1500)
                .with("learning_rate", "1e-3");
        Solution byMuon = METHOD.solve(problem, muon, Run.silent(1));
        assertThat(errorAt(problem, byMuon, 0.05)).isLessThan(5e-2);
    }
}
