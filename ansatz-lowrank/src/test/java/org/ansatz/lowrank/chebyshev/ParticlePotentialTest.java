package org.ansatz.lowrank.chebyshev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ansatz.lowrank.chebyshev.ChebyshevApproximation.Route;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParticlePotentialTest {
    private static final GaussianKernel LONG_RANGE =
            NewtonKernel.sinc(40, 0.25).split(8).longRange();

    private static ParticlePotential random(int particles, long seed) {
        RandomStream random = RandomStream.seeded(seed);
        double[][] centres = new double[particles][3];
        double[] charges = new double[particles];
        for (int p = 0; p < particles; p++) {
            Arrays.setAll(centres[p], k -> 0.9 * (2 * random.uniform() - 1));
            charges[p] = (random.uniform() < 0.5 ? -1 : 1) * (0.5 + random.uniform());
        }
        return new ParticlePotential(LONG_RANGE, centres, charges);
    }

    @ParameterizedTest
    @CsvSource({"40,0.184,0.01,3e-9", "80,0.110,0.01,1e-14", "60,0.1706,0.001,1e-9", "80,0.137,0.001,1e-12"})
    void sincQuadratureIsOneOverR(int largest, double step, double from, double error) {
        GaussianKernel kernel = NewtonKernel.sinc(largest, step);
        for (double r = from; r <= 3.46; r *= 1.07) {
            assertThat(kernel.at(r) * r).isCloseTo(1, within(error));
        }
    }

    @Test
    void sincQuadratureReachesAHundredToTwelveDigits() {
        assertThat(NewtonKernel.sinc(80, 0.11).at(0.01)).isCloseTo(100, within(1e-10));
        assertThat(NewtonKernel.step(60, 2.5)).isCloseTo(2.5 * Math.log(60) / 60, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"80,0.11,1e-6", "180,0.05,1e-10", "300,0.03,1e-14"})
    void sincQuadratureIsTheScreenedKernelToo(int largest, double step, double error) {
        GaussianKernel kernel = NewtonKernel.yukawa(2, largest, step);
        for (double r = 0.01; r <= 3.46; r *= 1.3) {
            assertThat(kernel.at(r) * r).isCloseTo(Math.exp(-2 * r), within(error));
        }
    }

    @Test
    void longAndShortRangeAddUp() {
        GaussianKernel kernel = NewtonKernel.sinc(80, 0.11);
        GaussianKernel.Split split = kernel.split(10);
        assertThat(split.longRange().terms()).isEqualTo(10);
        assertThat(split.longRange().at(0.3) + split.shortRange().at(0.3)).isCloseTo(1 / 0.3, within(1e-12));
        assertThat(split.longRange().at(0)).isLessThan(kernel.at(0));
    }

    @Test
    void theLongRangePotentialOfManyChargesIsOfLowRankToTheTolerance() {
        ParticlePotential potential = random(60, 1);
        ChebyshevApproximation.Result result = Cube.resolved(1e-7).gaussians(potential, 49, 49, 49);
        double[][] points = Cube.points(200, 5);
        double[] exact = potential.evaluate(points);
        double[] found = result.function().evaluate(points);
        double largest = Arrays.stream(exact).map(Math::abs).max().orElseThrow();
        for (int p = 0; p < exact.length; p++) {
            assertThat(found[p]).isCloseTo(exact[p], within(3e-7 * largest));
        }
        for (int k = 0; k < 3; k++) {
            assertThat(result.function().ranks()[k]).isLessThanOrEqualTo(result.firstRanks()[k]);
        }
        assertThat(result.function().ranks()[0]).isBetween(12, 24);
    }

    @Test
    void theSumOnAGridIsTheSumAtItsPoints() {
        ParticlePotential potential = random(600, 4);
        double[][] coordinates = {{-1, 0.3}, {0.5}, {-0.2, 0, 1}};
        double[] grid = potential.onGrid(coordinates);
        double[][] points = new double[3][6];
        for (int p = 0; p < 6; p++) {
            points[0][p] = coordinates[0][p / 3];
            points[1][p] = 0.5;
            points[2][p] = coordinates[2][p % 3];
        }
        assertThat(grid).containsExactly(potential.evaluate(points), within(1e-11));
    }

    @Test
    void groupsOfParticlesGiveWhatAllAtOnceGive() {
        // 4096 terms are held at once: 700 particles with 8 Gaussians come in two groups.
        ParticlePotential two = random(700, 2);
        ChebyshevTucker together = Cube.coarse(1e-9).gaussians(two, 25, 25, 25).function();
        ChebyshevTucker first =
                Cube.coarse(1e-9).gaussians(part(two, 0, 300), 25, 25, 25).function();
        ChebyshevTucker second =
                Cube.coarse(1e-9).gaussians(part(two, 300, 700), 25, 25, 25).function();
        double[][] points = Cube.points(50, 8);
        double[] whole = together.evaluate(points);
        double[] sum = first.plus(second).evaluate(points);
        double largest = Arrays.stream(whole).map(Math::abs).max().orElseThrow();
        assertThat(sum).containsExactly(whole, within(1e-7 * largest));
    }

    private static ParticlePotential part(ParticlePotential all, int from, int to) {
        return new ParticlePotential(
                all.kernel(), Arrays.copyOfRange(all.centres(), from, to), Arrays.copyOfRange(all.charges(), from, to));
    }

    @Test
    void theRoutesThroughTheFullTensorAndThroughFactorsAgree() {
        int cells = 64;
        int n = 25;
        GaussianKernel kernel = NewtonKernel.sinc(40, 0.25).split(6).longRange();
        ParticlePotential single = new ParticlePotential(kernel, new double[][] {{0.1, -0.2, 0}}, new double[] {1});
        double[] centres = CanonicalGrid.centres(new ChebyshevAxis(Cube.UNIT, n), cells);
        double[][][] columns = new double[3][kernel.terms()][cells];
        double[] values = new double[cells * cells * cells];
        for (int r = 0; r < kernel.terms(); r++) {
            for (int k = 0; k < 3; k++) {
                for (int i = 0; i < cells; i++) {
                    double scaled = kernel.rates()[r] * (centres[i] - single.centres()[0][k]);
                    columns[k][r][i] = Math.exp(-scaled * scaled);
                }
            }
            for (int p = 0; p < values.length; p++) {
                values[p] += kernel.weights()[r]
                        * columns[0][r][p / cells / cells]
                        * columns[1][r][p / cells % cells]
                        * columns[2][r][p % cells];
            }
        }
        CanonicalGrid grid = new CanonicalGrid(kernel.weights(), columns);
        ChebyshevApproximation approximation = Cube.coarse(1e-8);
        ChebyshevTucker byValues = approximation
                .grid(values, new int[] {cells, cells, cells}, n, n, n)
                .function();
        ChebyshevTucker full =
                approximation.canonical(grid, Route.FULL, n, n, n).function();
        ChebyshevTucker reduced =
                approximation.canonical(grid, Route.REDUCED, n, n, n).function();
        ChebyshevTucker free = approximation.gaussians(single, n, n, n).function();
        double[][] points = Cube.points(100, 6);
        double[] expected = free.evaluate(points);
        double scale = Arrays.stream(expected).max().orElseThrow();
        assertThat(full.evaluate(points)).containsExactly(byValues.evaluate(points), within(1e-7 * scale));
        assertThat(reduced.evaluate(points)).containsExactly(byValues.evaluate(points), within(1e-7 * scale));
        // What is left is the error of the splines, of fourth order in the cells.
        assertThat(reduced.evaluate(points)).containsExactly(expected, within(2e-4 * scale));
    }

    @Test
    void pointsAreChosenByTheNarrowestGaussian() {
        ParticlePotential potential = random(20, 3);
        ChebyshevApproximation.Result result = Cube.resolved(1e-7).adaptive(potential);
        double[][] points = Cube.points(100, 9);
        double[] exact = potential.evaluate(points);
        double largest = Arrays.stream(exact).map(Math::abs).max().orElseThrow();
        assertThat(result.function().evaluate(points)).containsExactly(exact, within(3e-7 * largest));
        assertThat(result.function().axes().get(0).points()).isBetween(25, 60);
    }

    @Test
    void chargesAtOnePlaceAddAndCancel() {
        double[][] place = {{0.2, 0.3, -0.4}, {0.2, 0.3, -0.4}};
        ChebyshevTucker sum = Cube.resolved(1e-9)
                .gaussians(new ParticlePotential(LONG_RANGE, place, new double[] {1, 2}), 49, 49, 49)
                .function();
        assertThat(sum.at(0, 0, 0)).isCloseTo(3 * LONG_RANGE.at(Math.sqrt(0.29)), within(1e-7));
        ChebyshevTucker none = Cube.coarse(1e-9)
                .gaussians(new ParticlePotential(LONG_RANGE, place, new double[] {1, -1}), 49, 49, 49)
                .function();
        assertThat(none.at(0, 0, 0)).isCloseTo(0, within(1e-12));
    }

    @Test
    void particlesOutsideTheBoxAndEmptySumsAreRefused() {
        ParticlePotential outside =
                new ParticlePotential(LONG_RANGE, new double[][] {{0, 0, 0}, {0, 1.5, 0}}, new double[] {1, 1});
        assertThatThrownBy(() -> Cube.resolved(1e-7).gaussians(outside, 17, 17, 17))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("particle 1 at [0.0, 1.5, 0.0] is outside the box");
        assertThatThrownBy(() -> new ParticlePotential(LONG_RANGE, new double[0][], new double[0]))
                .isInstanceOf(InvalidProblem.class);
        assertThatThrownBy(() -> new CanonicalGrid(new double[0], new double[3][0][]))
                .isInstanceOf(InvalidProblem.class);
        assertThatThrownBy(() -> NewtonKernel.sinc(80, 0.11).split(81))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("1 to 80");
        assertThatThrownBy(() -> NewtonKernel.sinc(80, 0)).isInstanceOf(InvalidProblem.class);
    }
}
