package org.ansatz.solve.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.problem.Exhibit;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution.Status;
import org.ansatz.solve.collocation.ScriptedRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumedFitTest {
    private static final GpSolver SOLVER = new GpSolver();
    private static final double[][] LINE = {{0, 0.31, 0.64, 1}};

    private static Problem line(String law) {
        return Problem.named("line")
                .coordinate("x", 0, 1)
                .fields("u")
                .function("ue", "sin(20*x)")
                .equation(law)
                .condition("boundary", "u", "ue")
                .build();
    }

    private static Settings settings(String pairs) {
        Settings settings = Settings.empty();
        for (String pair : pairs.split(" ", -1)) {
            settings = settings.with(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        }
        return settings;
    }

    private static double[] values(GpSolution solution) {
        return solution.evaluate(LINE, List.of(solution.problem().term("u")))[0];
    }

    private static List<Map<String, Double>> rows(GpSolution solution) {
        return solution.outcome().history().rows().stream()
                .map(History.Row::values)
                .toList();
    }

    private static double[][] stems(GpSolution solution) {
        return solution.exhibits().stream()
                .map(Exhibit.Curves.class::cast)
                .flatMap(curves -> curves.curves().stream())
                .map(curve -> Arrays.stream(curve.y()).filter(Double::isFinite).toArray())
                .toArray(double[][]::new);
    }

    /** Before, in and after the change to the second process; linear, nonlinear, joint. */
    @ParameterizedTest
    @CsvSource({
        "u_xx = ue_xx, mode=profiled, 7",
        "u_xx + u^3 = ue_xx + ue^3, mode=profiled, 18",
        "u_xx = ue_xx, mode=joint, 11",
        "u_xx = ue_xx, extra=matern, 4",
        "u_xx = ue_xx, extra=matern, 10",
        "u_xx = ue_xx, extra=matern, 15"
    })
    void aResumedFitEndsWithTheSameBits(String law, String setting, int stopAt, @TempDir Path folder) {
        Problem problem = line(law);
        Settings settings = settings("grid=20 components=5 steps=20 " + setting);
        GpSolution whole = SOLVER.solve(problem, settings, Run.silent(0));
        GpSolution part = SOLVER.solve(problem, settings, ScriptedRun.stoppedAt(stopAt, folder, 0));
        assertThat(part.outcome().status()).isEqualTo(Status.INTERRUPTED);
        assertThat(part.outcome().steps()).isEqualTo(stopAt);
        GpSolution resumed = SOLVER.solve(problem, settings, ScriptedRun.goingOn(folder, 0));
        assertThat(values(resumed)).containsExactly(values(whole));
        assertThat(resumed.logJoint()).isEqualTo(whole.logJoint());
        assertThat(rows(resumed)).isEqualTo(rows(whole));
        assertThat(stems(resumed)).isDeepEqualTo(stems(whole));
    }

    @Test
    void aFitThatRanOutOfTimeGoesOnWithMore(@TempDir Path folder) {
        Problem problem = line("u_xx = ue_xx");
        Settings settings = settings("grid=20 components=5 steps=20");
        GpSolution stopped =
                SOLVER.solve(problem, settings.with("time", "1e-9"), ScriptedRun.stoppedAt(Long.MAX_VALUE, folder, 0));
        assertThat(stopped.outcome().status()).isEqualTo(Status.BUDGET);
        assertThat(stopped.outcome().steps()).isZero();
        GpSolution resumed = SOLVER.solve(problem, settings, ScriptedRun.goingOn(folder, 0));
        assertThat(resumed.outcome().steps()).isEqualTo(20);
        assertThat(values(resumed)).containsExactly(values(SOLVER.solve(problem, settings, Run.silent(0))));
    }

    @Test
    void aCheckpointOfAnotherFitIsRefusedByWhatDiffers(@TempDir Path folder) throws Exception {
        Problem problem = line("u_xx = ue_xx");
        Settings settings = settings("grid=20 components=5 steps=6");
        Run resuming = ScriptedRun.goingOn(folder, 0);
        assertThatThrownBy(() -> SOLVER.solve(problem, settings, resuming))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("holds no checkpoint to resume from");
        SOLVER.solve(problem, settings, ScriptedRun.stoppedAt(2, folder, 0));
        for (String[] other : new String[][] {
            {"grid=24", "with grid 20, not 24"},
            {"kernel=gaussian", "with kernel student-t, not gaussian"},
            {"components=6", "with components 5, not 6"},
            {"mode=joint", "with mode profiled, not joint"},
            {"extra=se", "with extra none, not se"},
            {"scaling=none", "with scaling auto, not none"}
        }) {
            Settings changed = settings("grid=20 components=5 steps=6");
            changed = changed.with(other[0].split("=", 2)[0], other[0].split("=", 2)[1]);
            Settings wrong = changed;
            assertThatThrownBy(() -> SOLVER.solve(problem, wrong, resuming))
                    .as(other[0])
                    .isInstanceOf(InvalidProblem.class)
                    .hasMessageContaining(other[1]);
        }
        byte[] whole = Files.readAllBytes(folder.resolve("checkpoint.safetensors"));
        Files.write(folder.resolve("checkpoint.safetensors"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> SOLVER.solve(problem, settings, resuming))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("checkpoint.safetensors");
    }
}
