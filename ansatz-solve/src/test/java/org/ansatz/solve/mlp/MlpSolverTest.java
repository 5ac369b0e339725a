package org.ansatz.solve.mlp;

import static org.ansatz.solve.collocation.Measured.relativeL2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.solve.collocation.ScriptedRun;
import org.ansatz.solve.collocation.Yaml;
import org.ansatz.tensor.jet.MultiIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlpSolverTest {
    private static final MlpSolver MLP = new MlpSolver();

    @Test
    void poissonIsSolvedToFiveDigits() {
        Problem problem = Yaml.problem(Yaml.POISSON);
        Solution solution = MLP.solve(problem, Settings.of("time=60", "hidden=[12, 12]"), Run.silent(1));
        assertThat(relativeL2(problem, solution)).isLessThan(1e-5);
    }

    @ParameterizedTest
    @CsvSource({"adam, 2000, 0.3", "l-bfgs, 150, 1e-2", "ssbfgs, 150, 1e-3", "ssbroyden, 150, 1e-3", "lm, 40, 1e-4"})
    void everyOptimizerSolvesPoisson(String optimizer, int steps, double bar) {
        Problem problem = Yaml.problem(Yaml.POISSON);
        Settings settings = Settings.of(
                "optimizer=" + optimizer,
                "steps=" + steps,
                "hidden=[12, 12]",
                "points=64",
                "gain=1.5",
                "resample=100",
                "learning_rate=5e-3",
                "time=60");
        assertThat(relativeL2(problem, MLP.solve(problem, settings, Run.silent(1))))
                .isLessThan(bar);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"am-adamw(rate=5e-3)", "muon(rate=0.02)", "hybrid-auon", "fismo", "shampoo", "soap(rate=5e-3)"})
    void firstOrderOptimizersWithSettingsComeNear(String optimizer) {
        Problem problem = Yaml.problem(Yaml.POISSON);
        Settings settings = Settings.empty()
                .with("optimizer", optimizer)
                .with("steps", 600)
                .with("hidden", "[12, 12]")
                .with("points", 64)
                .with("gain", 1.5)
                .with("decay", 0.1)
                .with("decay_every", 600)
                .with("time", 60);
        assertThat(relativeL2(problem, MLP.solve(problem, settings, Run.silent(1))))
                .isLessThan(0.3);
    }

    @ParameterizedTest
    @CsvSource({
        "mouon, `mouon`; did you mean `muon`?",
        "muon(rats=1), optimizer muon has no setting \"rats\"",
        "fismo(gamma=2), gamma must lie in",
        "adam(rate=x), rate must be a number"
    })
    void mistakesInAnOptimizerAreToldBeforeAnyWork(String optimizer, String message) {
        Problem problem = Yaml.problem(Yaml.POISSON);
        Settings settings = Settings.empty().with("optimizer", optimizer);
        assertThatThrownBy(() -> MLP.cost(problem, settings))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("optimizer: ")
                .hasMessageContaining(message);
    }

    @Test
    void hardConditionsHoldExactlyAndTheProblemIsSolved() {
        Problem problem = Yaml.problem(Yaml.DIFFUSION);
        Settings settings =
                Settings.of("constraints=hard", "hidden=[10, 10]", "points=300", "steps=60", "windows=off", "gain=1");
        Solution solution = MLP.solve(problem, settings, Run.silent(1));
        assertThat(relativeL2(problem, solution)).isLessThan(1e-3);
        for (double s = 0; s <= 1; s += 0.125) {
            assertThat(solution.at(0, s)[0]).isZero();
            assertThat(Math.abs(solution.at(1, s)[0])).isLessThan(1e-15);
            assertThat(Math.abs(solution.at(s, 0)[0] - Math.sin(Math.PI * s))).isLessThan(1e-15);
        }
    }

    @Test
    void hardConditionsImposeValueAndVelocityAtTheStart() {
        Problem problem = Yaml.problem(Yaml.WAVE);
        Settings settings =
                Settings.of("constraints=hard", "hidden=[8, 8]", "points=200", "steps=10", "windows=off", "gain=1");
        Solution solution = MLP.solve(problem, settings, Run.silent(1));
        Expr.FieldTerm velocity = new Expr.FieldTerm("u", MultiIndex.of(0, 1));
        for (double x = 0; x <= 1; x += 0.1) {
            double[][] point = {{x}, {0}};
            assertThat(solution.evaluate(point, List.of(velocity))[0][0])
                    .isCloseTo(x * x, org.assertj.core.data.Offset.offset(1e-13));
            assertThat(solution.at(x, 0)[0])
                    .isCloseTo(Math.sin(Math.PI * x) + x, org.assertj.core.data.Offset.offset(1e-13));
        }
    }

    @Test
    void jumpInACornerIsTakenOutInClosedFormAndKeptInTheFile(@TempDir Path folder) throws IOException {
        Problem problem = Yaml.problem("""
                name: jump
                coordinates: {x: [0, 1], y: [0, 1]}
                fields: [u]
                equations: ["laplacian(u) = 0"]
                conditions:
                  - {at: boundary, u: 0}
                  - {at: y = 1, u: 1}
                """);
        Settings settings = Settings.of("hidden=[8, 8]", "points=300", "steps=40");
        Solution solution = MLP.solve(problem, settings, Run.silent(1));
        // By symmetry each of four such problems contributes a quarter of the constant one.
        assertThat(solution.at(0.5, 0.5)[0]).isCloseTo(0.25, org.assertj.core.data.Offset.offset(1e-5));
        double[] near = {1e-3, 1 - 1e-3};
        assertThat(solution.at(near)[0]).isCloseTo(0.5, org.assertj.core.data.Offset.offset(1e-2));
        solution.save(folder);
        assertThat(MLP.load(problem, settings, folder).at(near)[0]).isEqualTo(solution.at(near)[0]);
    }

    @Test
    void contradictingHardConditionsAreRefused() {
        Problem problem = Yaml.problem(Yaml.DIFFUSION.replace("x = 1, u: 0", "x = 1, u: 1"));
        assertThatThrownBy(() -> MLP.solve(problem, Settings.of("constraints=hard", "windows=off"), Run.silent(1)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("contradict each other")
                .hasMessageContaining("use constraints: soft");
    }

    @Test
    void sameSeedGivesTheSameBitsAndAnotherSeedOthers() {
        Problem problem = Yaml.problem(Yaml.DIFFUSION);
        Settings settings = Settings.of("hidden=[8, 8]", "points=150", "steps=20");
        double first = MLP.solve(problem, settings, Run.silent(3)).at(0.3, 0.4)[0];
        assertThat(MLP.solve(problem, settings, Run.silent(3)).at(0.3, 0.4)[0]).isEqualTo(first);
        assertThat(MLP.solve(problem, settings, Run.silent(4)).at(0.3, 0.4)[0]).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lm",
                "ssbroyden",
                "l-bfgs",
                "adam",
                "am-sgd",
                "am-adamw",
                "muon",
                "auon",
                "hybrid-auon",
                "fismo",
                "shampoo",
                "soap"
            })
    void aResumedRunEndsWithTheSameBits(String optimizer, @TempDir Path folder) {
        Problem problem = Yaml.problem(Yaml.DIFFUSION);
        Settings settings =
                Settings.of("hidden=[8, 8]", "points=150", "steps=40", "windows=off", "optimizer=" + optimizer);
        double whole = MLP.solve(problem, settings, Run.silent(3)).at(0.3, 0.4)[0];
        Solution part = MLP.solve(problem, settings, ScriptedRun.stoppedAt(20, folder, 3));
        assertThat(part.outcome().status()).isEqualTo(Solution.Status.INTERRUPTED);
        Solution resumed = MLP.solve(problem, settings, ScriptedRun.goingOn(folder, 3));
        assertThat(resumed.at(0.3, 0.4)[0]).isEqualTo(whole);
    }

    @Test
    void aSavedSolutionIsReadBackWithTheSameValues(@TempDir Path folder) throws IOException {
        Problem problem = Yaml.problem(Yaml.DIFFUSION);
        for (String constraints : List.of("soft", "hard")) {
            Settings settings =
                    Settings.of("hidden=[8, 8]", "points=150", "steps=10", "windows=2", "constraints=" + constraints);
            Solution solution = MLP.solve(problem, settings, Run.silent(3));
            solution.save(folder);
            Solution read = MLP.load(problem, settings, folder);
            assertThat(read.at(0.3, 0.4)).isEqualTo(solution.at(0.3, 0.4));
            assertThat(read.at(0.3, 0.9)).isEqualTo(solution.at(0.3, 0.9));
        }
    }
}
