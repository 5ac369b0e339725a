package org.ansatz.solve.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The problems of the paper's catalogue at lower frequencies on fewer points, in the published setting. */
class PublishedProblemsTest {
    private static final GpSolver SOLVER = new GpSolver();
    private static final Settings PUBLISHED = Settings.empty()
            .with("scaling", "none")
            .with("learning_rate", 2e-2)
            .with("cooling", 0)
            .with("jitter", 1e-6);

    private static Problem line(String exact) {
        return Problem.named("line")
                .coordinate("x", 0, 1)
                .fields("u")
                .function("ue", exact)
                .equation("u_xx = ue_xx")
                .condition("boundary", "u", "ue")
                .exact("u", "ue")
                .build();
    }

    private static Problem plane(String law, String exact) {
        return Problem.named("plane")
                .coordinate("x", 0, 1)
                .coordinate("y", 0, 1)
                .fields("u")
                .function("ue", exact)
                .equation(law)
                .condition("boundary", "u", "ue")
                .exact("u", "ue")
                .build();
    }

    private static GpSolution solve(Problem problem, String grid, String frequency, int steps, String extra) {
        Settings settings = PUBLISHED
                .with("grid", grid)
                .with("frequency", frequency)
                .with("steps", steps)
                .with("extra", extra);
        return SOLVER.solve(problem, settings, Run.silent(0));
    }

    private static double error(GpSolution solution) {
        Problem problem = solution.problem();
        int each = problem.dimension() == 1 ? 300 : 50;
        int n = problem.dimension() == 1 ? each : each * each;
        double[][] points = new double[problem.dimension()][n];
        for (int p = 0; p < n; p++) {
            int row = p / each;
            points[0][p] = (p - row * each) / (each - 1.0);
            if (points.length > 1) {
                points[1][p] = row / (each - 1.0);
            }
        }
        double[] exact = problem.values(problem.exact().get("u"), points);
        double[] found = solution.evaluate(points, List.of(problem.term("u")))[0];
        double above = IntStream.range(0, n)
                .mapToDouble(p -> Math.pow(found[p] - exact[p], 2))
                .sum();
        return Math.sqrt(above / Arrays.stream(exact).map(e -> e * e).sum());
    }

    @ParameterizedTest
    @CsvSource({
        "sin(60*x) - 2*(x - 0.5)^2, matern",
        "sin(60*x) - 2*(x - 0.5)^2, se",
        "sin(x) + 0.1*sin(10*x) + 0.05*sin(40*x), matern"
    })
    void aSecondProcessTakesWhatTheFirstLeaves(String exact, String extra) {
        double single = error(solve(line(exact), "40", "12", 160, "none"));
        GpSolution both = solve(line(exact), "40", "12", 160, extra);
        assertThat(single).isLessThan(2e-3);
        assertThat(error(both)).isLessThan(4e-4).isLessThan(0.5 * single);
        assertThat(both.spectrum("u", "x")).hasSize(30);
    }

    @Test
    void anAmplitudeThatGrowsWidensThePeak() {
        GpSolution growing = solve(line("x*sin(50*x)"), "40", "12", 160, "none");
        assertThat(error(growing)).isLessThan(1e-3);
        assertThat(growing.spectrum("u", "x").get(0).frequency()).isCloseTo(50 / (2 * Math.PI), within(0.3));
    }

    @Test
    void aWaveThatIsCarriedAlongIsSlowInOneInputAndFastInTheOther() {
        GpSolution carried = solve(plane("40*u_x + u_y = 0", "sin(x - 40*y)"), "[8, 28]", "[1, 8]", 120, "none");
        assertThat(error(carried)).isLessThan(2e-3);
        SpectralMixture.Peak fast = carried.spectrum("u", "y").stream()
                .max(Comparator.comparingDouble(SpectralMixture.Peak::weight))
                .orElseThrow();
        assertThat(fast.frequency()).isCloseTo(40 / (2 * Math.PI), within(0.1));
    }

    @Test
    void allenCahnInTheSquareIsSolvedByGaussNewtonSteps() {
        Problem cubic = plane("u_xx + u_yy + u*(u^2 - 1) = ue_xx + ue_yy + ue*(ue^2 - 1)", "sin(14*x)*sin(14*y)");
        assertThat(error(solve(cubic, "[16, 16]", "5", 100, "none"))).isLessThan(1e-3);
    }
}
