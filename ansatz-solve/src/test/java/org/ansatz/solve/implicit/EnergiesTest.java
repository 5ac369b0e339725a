package org.ansatz.solve.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.ansatz.learn.module.Normalization;
import org.ansatz.learn.module.Siren;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnergiesTest {
    private static final double[][] POINTS_2 = {{0.1, -0.4}, {0.3, -0.2}};
    private static final double[][] LAST_2 = {{0.02, 0.05}, {-0.6, 0.01}};
    private static final double[][] EARLIER_2 = {{0.01, 0.02}, {-0.5, 0.03}};

    static Stream<EnergyTerm> terms() {
        return Stream.of(
                new Energies.Arap(1.7),
                new Energies.Volume(2.3),
                new Energies.Kinetic(3, 0.1, LAST_2, EARLIER_2),
                new Energies.Force(new double[] {1, -2}, LAST_2),
                new Energies.PlaneContact(5, 0.2, POINTS_2, LAST_2),
                new Energies.SphereContact(
                        5, new double[] {0, -0.5}, 0.6, Energies.SphereLaw.PENETRATION, POINTS_2, LAST_2),
                new Energies.SphereContact(
                        5, new double[] {0, -0.5}, 0.6, Energies.SphereLaw.DISTANCE_TO_CENTRE, POINTS_2, LAST_2),
                new Energies.Hold(4, new double[] {0.3, 0.1}));
    }

    private static double energy(EnergyTerm term, double[] d, double[] gradient) {
        return term.at(0, d, gradient, new double[d.length], new double[gradient.length]);
    }

    private static void checkSlopes(EnergyTerm term, double[] d, double[] gradient) {
        double[] byD = new double[d.length];
        double[] byGradient = new double[gradient.length];
        term.at(0, d, gradient, byD, byGradient);
        double h = 1e-6;
        for (int i = 0; i < d.length + gradient.length; i++) {
            double[] moved = i < d.length ? d : gradient;
            int k = i < d.length ? i : i - d.length;
            double saved = moved[k];
            moved[k] = saved + h;
            double up = energy(term, d, gradient);
            moved[k] = saved - h;
            double down = energy(term, d, gradient);
            moved[k] = saved;
            double found = i < d.length ? byD[k] : byGradient[k];
            assertThat(found)
                    .as(term.name() + " " + i)
                    .isCloseTo((up - down) / (2 * h), within(1e-6 * (1 + Math.abs(found))));
        }
    }

    @ParameterizedTest
    @MethodSource("terms")
    void slopesOfEveryTermAgreeWithDifferences(EnergyTerm term) {
        checkSlopes(term, new double[] {0.05, -0.3}, new double[] {0.2, -0.3, 0.15, 0.4});
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void slopesInSpaceAgreeWithDifferencesAtRandomDeformations(long seed) {
        double[] gradient = new Random(seed).doubles(9, -0.5, 0.5).toArray();
        checkSlopes(new Energies.Arap(1.3), new double[3], gradient);
        checkSlopes(new Energies.Volume(0.7), new double[3], gradient);
    }

    @Test
    void slopesOfInvertedElementsAgreeWithDifferences() {
        double[] turned = {-2.5, 0.1, 0.2, 0.3};
        checkSlopes(new Energies.Arap(1), new double[2], turned);
        checkSlopes(new Energies.Volume(1), new double[2], turned);
    }

    @Test
    void rigidMotionsCostNothing() {
        double c = Math.cos(0.7);
        double s = Math.sin(0.7);
        double[] plane = {c - 1, -s, s, c - 1};
        double[] space = {c - 1, -s, 0, s, c - 1, 0, 0, 0, 0};
        for (EnergyTerm term : List.of(new Energies.Arap(1), new Energies.Volume(1))) {
            assertThat(energy(term, new double[] {3, 4}, plane)).isCloseTo(0, within(1e-12));
            assertThat(energy(term, new double[] {3, 4, 5}, space)).isCloseTo(0, within(1e-12));
            assertThat(energy(term, new double[2], new double[4])).isZero();
        }
    }

    @Test
    void aUniformStretchCostsTheSquareOfItsStrainInBothEnergies() {
        double[] plane = {0.6, 0, 0, 0};
        double[] space = {0, 0, 0, 0, 0.6, 0, 0, 0, 0};
        for (EnergyTerm term : List.of(new Energies.Arap(1), new Energies.Volume(1))) {
            assertThat(energy(term, new double[2], plane)).isCloseTo(0.36, within(1e-14));
            assertThat(energy(term, new double[3], space)).isCloseTo(0.36, within(1e-14));
        }
    }

    @Test
    void thePolarFactorIsOrthogonalAndLeavesASymmetricPositiveStretch() {
        double[] f = new Random(4).doubles(9, -1, 1).toArray();
        double[] r = Polar.rotation(f);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double product = 0;
                double stretch = 0;
                double mirrored = 0;
                for (int k = 0; k < 3; k++) {
                    product += r[3 * k + i] * r[3 * k + j];
                    stretch += r[3 * k + i] * f[3 * k + j];
                    mirrored += r[3 * k + j] * f[3 * k + i];
                }
                assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-13));
                assertThat(stretch).isCloseTo(mirrored, within(1e-13));
            }
        }
        assertThatThrownBy(() -> Polar.rotation(new double[9])).isInstanceOf(NumericalFailure.class);
    }

    private static Siren network() {
        return new Siren(List.of(2, 6, 2), 2, Normalization.none(2));
    }

    private static double[][] square(int n) {
        double[][] points = new double[2][n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                points[0][i * n + j] = -1 + (i + 0.5) * 2 / n;
                points[1][i * n + j] = -1 + (j + 0.5) * 2 / n;
            }
        }
        return points;
    }

    @Test
    void theGradientOfTheWholePotentialByTheWeightsAgreesWithDifferences() {
        Siren network = network();
        double[] x = network.initialise(new SplittableRandom(2));
        IncrementalPotential potential = new IncrementalPotential(network)
                .with(square(5), new Energies.Arap(1), new Energies.Volume(3))
                .with(new double[][] {{1, 1}, {-0.5, 0.5}}, new Energies.Hold(10, new double[] {0.2, 0}));
        double[] gradient = new double[x.length];
        double value = potential.valueAndGradient(x, gradient);
        assertThat(value).isCloseTo(potential.value(x), within(1e-12 * value));
        for (int i = 0; i < x.length; i++) {
            double saved = x[i];
            x[i] = saved + 1e-6;
            double up = potential.value(x);
            x[i] = saved - 1e-6;
            double down = potential.value(x);
            x[i] = saved;
            assertThat(gradient[i]).isCloseTo((up - down) / 2e-6, within(1e-6 * (1 + Math.abs(gradient[i]))));
        }
    }

    /** Energies {@code density sum |v - v_last|^2 - dt sum v.f} alone: v changes by {@code dt f / (2 density)} per step. */
    @Test
    void aFreelyFallingBodyGainsTheSpeedOfTheClosedForm() {
        double density = 3;
        double dt = 0.1;
        double[] force = {0.4, -2};
        Siren network = network();
        NeuralField rest = new NeuralField(network, atRest(network));
        ElasticSimulation.Group body = new ElasticSimulation.Group() {
            @Override
            public double[][] points(java.util.random.RandomGenerator random) {
                return square(6);
            }

            @Override
            public List<EnergyTerm> terms(int step, double[][] points, double[][] last, double[][] earlier) {
                return List.of(new Energies.Kinetic(density, dt, last, earlier), new Energies.Force(force, last));
            }
        };
        ElasticSimulation simulation =
                new ElasticSimulation(rest, List.of(body), new PotentialSolver.QuasiNewton(300, 20, 1e-10), 1);
        double[] speed = new double[2];
        double[][] place = {{0.3}, {-0.7}};
        double[] before = {0, 0};
        for (int k = 0; k < 3; k++) {
            assertThat(simulation.step(Run.silent(1)).inversion()).isEmpty();
            double[][] now = simulation.displacement().at(place);
            for (int i = 0; i < 2; i++) {
                double gained = (now[i][0] - before[i]) / dt - speed[i];
                assertThat(gained).isCloseTo(dt * force[i] / (2 * density), within(1e-5));
                speed[i] += gained;
                before[i] = now[i][0];
            }
        }
    }

    private static double[] atRest(Siren network) {
        double[] weights = network.initialise(new SplittableRandom(1));
        var blocks = network.parameters().blocks();
        Arrays.fill(weights, blocks.get(blocks.size() - 2).offset(), weights.length, 0);
        return weights;
    }

    @Test
    void anInvertedPlaceIsReportedWithItsDeterminant() {
        // d = (-3 sin x, 0): det F = 1 - 3 cos x, worst at x = 0.
        Siren network = new Siren(List.of(2, 1, 2), 1, Normalization.none(2));
        double[] weights = {1, 0, 0, -3, 0, 0, 0};
        IncrementalPotential potential = new IncrementalPotential(network).with(square(5), new Energies.Arap(1));
        IncrementalPotential.Inversion worst = potential.inversion(weights).orElseThrow();
        assertThat(worst.point()[0]).isCloseTo(0, within(1e-12));
        assertThat(worst.determinant()).isCloseTo(-2, within(1e-12));
        assertThat(potential.inversion(atRest(network))).isEmpty();
    }
}
