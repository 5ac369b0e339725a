package org.ansatz.solve.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.geometry.TetrahedralMesh;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies in space: energies of 3 x 3 deformations, steps in time, checkpoints. */
class ElasticBodyTest {
    private static final TetrahedralMesh CUBE =
            TetrahedralMesh.box(new double[] {-1, -1, -1}, new double[] {1, 1, 1}, 2, 2, 2);
    private static final PotentialSolver TIGHT = new PotentialSolver.QuasiNewton(400, 20, 1e-9);

    /** A random rotation, [9] by rows, from a random quaternion. */
    private static double[] rotation(Random random) {
        double[] q = random.doubles(4, -1, 1).toArray();
        double size = Math.sqrt(Arrays.stream(q).map(v -> v * v).sum());
        double w = q[0] / size;
        double x = q[1] / size;
        double y = q[2] / size;
        double z = q[3] / size;
        return new double[] {
            1 - 2 * (y * y + z * z),
            2 * (x * y - w * z),
            2 * (x * z + w * y),
            2 * (x * y + w * z),
            1 - 2 * (x * x + z * z),
            2 * (y * z - w * x),
            2 * (x * z - w * y),
            2 * (y * z + w * x),
            1 - 2 * (x * x + y * y)
        };
    }

    /** R diag(s) as a displacement gradient. */
    private static double[] stretched(double[] rotation, double... s) {
        double[] gradient = new double[9];
        for (int i = 0; i < 9; i++) {
            gradient[i] = rotation[i] * s[i % 3] - (i % 4 == 0 ? 1 : 0);
        }
        return gradient;
    }

    private static double energy(EnergyTerm term, double[] d, double[] gradient) {
        return term.at(0, d, gradient, new double[3], new double[9]);
    }

    private static void checkSlopes(EnergyTerm term, double[] d, double[] gradient) {
        double[][] slopes = {new double[3], new double[9]};
        term.at(0, d, gradient, slopes[0], slopes[1]);
        double[][] moved = {d, gradient};
        for (int kind = 0; kind < 2; kind++) {
            for (int i = 0; i < moved[kind].length; i++) {
                double saved = moved[kind][i];
                moved[kind][i] = saved + 1e-6;
                double up = energy(term, d, gradient);
                moved[kind][i] = saved - 1e-6;
                double down = energy(term, d, gradient);
                moved[kind][i] = saved;
                double found = slopes[kind][i];
                assertThat(found)
                        .as(term.name() + " " + i)
                        .isCloseTo((up - down) / 2e-6, within(1e-6 * (1 + Math.abs(found))));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void turnedBodiesCostNothingAndStretchedOnesTheSumOverTheirSingularValues(long seed) {
        Random random = new Random(seed);
        double[] r = rotation(random);
        double[] s = random.doubles(3, 0.3, 2).toArray();
        double strain = Arrays.stream(s).map(v -> (v - 1) * (v - 1)).sum();
        double excess = s[0] * s[1] * s[2] - 1;
        EnergyTerm arap = new Energies.Arap(1);
        EnergyTerm volume = new Energies.Volume(1);
        double[] d = new double[3];
        assertThat(energy(arap, d, stretched(r, 1, 1, 1))).isCloseTo(0, within(1e-12));
        assertThat(energy(volume, d, stretched(r, 1, 1, 1))).isCloseTo(0, within(1e-12));
        assertThat(energy(arap, d, stretched(r, s))).isCloseTo(strain, within(1e-13));
        assertThat(energy(volume, d, stretched(r, s))).isCloseTo(excess * excess, within(1e-13));
    }

    /** Where singular values are equal their own derivatives do not exist; the energies' do. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.4, 1.7})
    void slopesAtEqualSingularValuesAgreeWithDifferences(double s) {
        double[] r = rotation(new Random(7));
        for (double other : new double[] {s, 0.9}) {
            checkSlopes(new Energies.Arap(1.3), new double[3], stretched(r, s, s, other));
            checkSlopes(new Energies.Volume(0.7), new double[3], stretched(r, s, s, other));
        }
    }

    static List<Obstacle> obstacles() {
        double[] centre = {0, 0.1, -0.5};
        return List.of(
                new Obstacle.Plane(5, 0.2),
                new Obstacle.Sphere(5, centre, 0.9, Energies.SphereLaw.PENETRATION),
                new Obstacle.Sphere(5, centre, 0.9, Energies.SphereLaw.DISTANCE_TO_CENTRE));
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void contactInSpacePushesOutwardWithTheSlopeOfItsEnergy(Obstacle obstacle) {
        double[][] points = {{0.1}, {0.3}, {-0.2}};
        double[][] last = {{0.02}, {-0.1}, {0.05}};
        EnergyTerm contact = obstacle.contact(points, last);
        checkSlopes(contact, new double[] {0.1, 0.2, -0.3}, new double[9]);
        double[] byD = new double[3];
        contact.at(0, new double[3], new double[9], byD, new double[9]);
        assertThat(byD[2]).as("energy falls upward").isNegative();
        double[][] away = {{0.1}, {0.3}, {1.2}};
        assertThat(energy(obstacle.contact(away, last), new double[] {1, 1, 1}, new double[9]))
                .isZero();
    }

    private static NeuralField rest() {
        return NeuralField.siren(3, 3, 8, 1, 3, new SplittableRandom(3)).zero();
    }

    private static ElasticBody body(int forceSteps, List<Obstacle> obstacles) {
        return new ElasticBody(
                ElasticBody.inside(CUBE, 60, Spread.SOBOL, true),
                2,
                5,
                3,
                0.1,
                new double[] {4, 0, -8},
                forceSteps,
                obstacles);
    }

    @Test
    void aBodyFallsWithTheSpeedThatTheForceGaveItInItsFirstSteps() {
        ElasticSimulation simulation = new ElasticSimulation(rest(), List.of(body(2, List.of())), TIGHT, 1);
        double[][] places = CUBE.points();
        double[][] before = new double[3][places[0].length];
        for (int step = 1; step <= 4; step++) {
            simulation.step(Run.silent(1));
            double[][] now = simulation.displacement().at(places);
            double[] expected = {0.1 * Math.min(step, 2), 0, -0.2 * Math.min(step, 2)};
            for (int i = 0; i < 3; i++) {
                int axis = i;
                double[] speed = IntStream.range(0, now[i].length)
                        .mapToDouble(p -> (now[axis][p] - before[axis][p]) / 0.1)
                        .toArray();
                double[] same = new double[speed.length];
                Arrays.fill(same, expected[i]);
                assertThat(speed).containsExactly(same, within(1e-4));
                before[i] = now[i];
            }
        }
    }

    @Test
    void samplesAreDrawnInsideWithTheVerticesAfterThem() {
        double[][] points = body(0, List.of()).points(new SplittableRandom(1));
        assertThat(points).hasDimensions(3, 60 + 27);
        for (int i = 0; i < 3; i++) {
            assertThat(Arrays.copyOfRange(points[i], 60, 87)).containsExactly(CUBE.points()[i]);
            assertThat(Arrays.stream(points[i]).map(Math::abs).max().orElseThrow())
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aBodyWithoutMassIsRefused() {
        assertThatThrownBy(() -> new ElasticBody(random -> new double[3][1], 0, 1, 1, 0.1, new double[3], 0, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("density 0.0");
    }

    static List<PotentialSolver> solvers() {
        return List.of(
                new PotentialSolver.QuasiNewton(15, 5, 1e-9),
                new PotentialSolver.FreshQuasiNewton(2, new PotentialSolver.QuasiNewton(10, 5, 1e-9)),
                new PotentialSolver.AdamOnPlateaus(15, 1e-3));
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void aRestartedBodyMovesOnWithTheSameBits(PotentialSolver solver, @TempDir Path folder) {
        List<ElasticSimulation.Group> groups = List.of(body(1, List.of(new Obstacle.Plane(50, -0.99))));
        ElasticSimulation whole = new ElasticSimulation(rest(), groups, solver, 5);
        for (int step = 1; step <= 4; step++) {
            whole.step(Run.silent(5));
            assertThat(whole.checkpoint(folder)).exists();
        }
        ElasticSimulation again = new ElasticSimulation(rest(), groups, solver, 5);
        again.restart(folder, 2);
        again.step(Run.silent(5));
        ElasticSimulation.Step last = again.step(Run.silent(5));
        assertThat(again.displacement().weights())
                .isEqualTo(whole.displacement().weights());
        assertThat(last.energy()).isNotZero();
    }

    @Test
    void checkpointsOfAnotherSeedOrNetworkOrNoneAreRefused(@TempDir Path folder) {
        ElasticSimulation simulation = new ElasticSimulation(rest(), List.of(), TIGHT, 5);
        simulation.checkpoint(folder);
        assertThatThrownBy(() -> new ElasticSimulation(rest(), List.of(), TIGHT, 6).restart(folder, 0))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("step-000000.safetensors has seed 5, this simulation has 6");
        NeuralField wider = NeuralField.siren(3, 3, 9, 1, 3, new SplittableRandom(3));
        assertThatThrownBy(() -> new ElasticSimulation(wider, List.of(), TIGHT, 5).restart(folder, 0))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining(".widths 3 8 8 3, this simulation has 3 9 9 3");
        assertThatThrownBy(() -> simulation.restart(folder, 7))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("there is no checkpoint");
    }
}
