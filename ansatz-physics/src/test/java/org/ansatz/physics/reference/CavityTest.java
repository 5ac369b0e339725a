package org.ansatz.physics.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lid-driven cavity at Re 100 against published figures. */
class CavityTest {
    private static Problem problem;
    private static SpectralSolution coarse;
    private static SpectralSolution solution;

    @BeforeAll
    static void solve() {
        problem = Problems.example("cavity");
        CollocationRun run = new CollocationRun(problem, Arrangement.of(problem));
        List<CollocationRun.Guess> guesses = new ArrayList<>();
        coarse = at(run, 18, guesses);
        solution = at(run, 24, guesses);
    }

    private static SpectralSolution at(CollocationRun run, int resolution, List<CollocationRun.Guess> guesses) {
        var pieces = run.steady(resolution, guesses, () -> false);
        return new SpectralSolution(problem, pieces, run.corners(), null, Map.of());
    }

    @Test
    void resolutionsAgree() {
        Map<String, Double> change = Comparison.change(problem, coarse, solution);
        assertThat(change.get("u")).isLessThan(2e-3);
        assertThat(change.get("v")).isLessThan(2e-3);
        assertThat(change.get("p")).isLessThan(5e-3);
    }

    private static double u(double y) {
        return solution.at(0.5, y)[0];
    }

    private static double v(double x) {
        return solution.at(x, 0.5)[1];
    }

    /** The least value on an interval in which there is one minimum, by golden section. */
    private static double least(DoubleUnaryOperator f, double low, double high) {
        double ratio = 0.5 * (Math.sqrt(5) - 1);
        double a = low;
        double b = high;
        while (b - a > 1e-8) {
            double c = b - ratio * (b - a);
            double d = a + ratio * (b - a);
            if (f.applyAsDouble(c) < f.applyAsDouble(d)) {
                b = d;
            } else {
                a = c;
            }
        }
        return f.applyAsDouble(0.5 * (a + b));
    }

    /** Botella and Peyret, Computers and Fluids 27 (1998), table of extrema on the centre lines. */
    @Test
    void extremaOnTheCentreLinesAreBotellasAndPeyrets() {
        assertThat(least(CavityTest::u, 0.3, 0.6)).isCloseTo(-0.2140424, within(1e-5));
        assertThat(-least(x -> -v(x), 0.1, 0.4)).isCloseTo(0.1795728, within(1e-5));
        assertThat(least(CavityTest::v, 0.7, 0.9)).isCloseTo(-0.2538030, within(1e-5));
    }

    /** Marchi, Suero and Araki, J. Braz. Soc. Mech. Sci. Eng. 31 (2009): u on x = 0.5 at multiples of 1/16, extrapolated. */
    @Test
    void profileIsThatOfMarchiAndOthers() {
        double[] published = {
            -0.041974991,
            -0.077125399,
            -0.109816214,
            -0.141930064,
            -0.172712391,
            -0.198470859,
            -0.212962392,
            -0.209149142,
            -0.182080595,
            -0.131256301,
            -0.060245594,
            0.027874448,
            0.140425325,
            0.310557090,
            0.597466694
        };
        for (int k = 0; k < published.length; k++) {
            double y = (k + 1) / 16.0;
            assertThat(u(y)).as("u at y = " + y).isCloseTo(published[k], within(3e-5));
        }
    }

    /**
     * Ghia, Ghia and Shin, J. Comput. Phys. 48 (1982), tables I and II: second order on 129 x 129 points. Their least v
     * lies 0.0085 above Botella's and Peyret's.
     */
    @Test
    void profilesAreGhias() {
        double[][] ofU = {
            {0.9766, 0.84123}, {0.9531, 0.68717}, {0.8516, 0.23151}, {0.7344, 0.00332}, {0.6172, -0.13641},
            {0.5, -0.20581}, {0.4531, -0.21090}, {0.2813, -0.15662}, {0.1719, -0.10150}, {0.0547, -0.03717}
        };
        double[][] ofV = {
            {0.9688, -0.05906},
            {0.9453, -0.10313},
            {0.9063, -0.16914},
            {0.8047, -0.24533},
            {0.5, 0.05454},
            {0.2344, 0.17527},
            {0.1563, 0.16077},
            {0.0938, 0.12317},
            {0.0625, 0.09233}
        };
        for (double[] row : ofU) {
            assertThat(u(row[0])).as("u at y = " + row[0]).isCloseTo(row[1], within(9e-3));
        }
        for (double[] row : ofV) {
            assertThat(v(row[0])).as("v at x = " + row[0]).isCloseTo(row[1], within(9e-3));
        }
    }

    /** The stream function: -0.103423 (Ghia et al. 1982), -0.103521 at (0.6157, 0.7378) (Marchi et al. 2009). */
    @Test
    void mainVortexIsAsStrongAsPublished() {
        int n = 64;
        AxisRule rule = AxisRule.of(new ChebyshevBasis(new org.ansatz.physics.problem.Interval(0, 0.7378)), n, false);
        double stream = 0;
        for (int k = 0; k < rule.nodes().length; k++) {
            stream += rule.weights()[k] * solution.at(0.6157, rule.nodes()[k])[0];
        }
        assertThat(stream).isCloseTo(-0.103521, within(1e-5));
        assertThat(stream).isCloseTo(-0.103, within(0.001));
    }

    @Test
    void meanPressureIsZero() {
        double sum = 0;
        double[][] points = problem.domain()
                .interior(1 << 14, Spread.SOBOL, new SplittableRandom(1))
                .inputs();
        double[] p = solution.evaluate(points, List.of(problem.term("p")))[0];
        for (double own : p) {
            sum += own / p.length;
        }
        assertThat(sum).isCloseTo(0, within(2e-3));
    }

    @Test
    void isTheSameAfterSavingAndLoading(@TempDir Path folder) throws Exception {
        solution.save(folder);
        Solution again = new ClassicalSolver().load(problem, Settings.empty(), folder);
        for (double[] point : new double[][] {{0.1, 0.95}, {0.5, 0.5}, {1, 1}, {0.999, 0.999}}) {
            assertThat(again.at(point)).containsExactly(solution.at(point));
        }
    }
}
