package org.ansatz.dynamics.walls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Parallel;
import org.ansatz.tensor.RandomStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WallEvolutionTest {
    private static final Parallel PARALLEL = new Parallel(1);

    @AfterAll
    static void end() {
        PARALLEL.close();
    }

    private static WallEvolution of(
            WallModel model, ScalarNetwork network, boolean waves, double start, double step, Parallel parallel) {
        return new WallEvolution(
                model,
                network,
                waves ? Optional.of(TensorModes.zero(network.lattice())) : Optional.empty(),
                start,
                step,
                parallel);
    }

    private static ScalarNetwork flat(Lattice3D lattice, long seed) {
        return new InitialNetwork.Flat(3, 0.1).draw(lattice, RandomStream.seeded(seed), PARALLEL);
    }

    /** The largest residual of rho' = -3 (a'/a) (rho + p) over the energy, by central differences between measurements. */
    private static double energyResidual(double dt) {
        Lattice3D lattice = new Lattice3D(32, 8);
        WallEvolution evolution =
                of(WallModel.physical(PowerLawBackground.radiation(1)), flat(lattice, 1), false, 1, dt, PARALLEL);
        NetworkMeasurement before = NetworkMeasurement.of(evolution, PARALLEL);
        evolution.advance(1);
        NetworkMeasurement now = NetworkMeasurement.of(evolution, PARALLEL);
        double worst = 0;
        while (evolution.time() < 3) {
            evolution.advance(1);
            NetworkMeasurement after = NetworkMeasurement.of(evolution, PARALLEL);
            double slope = (after.energy() - before.energy()) / (2 * dt);
            double expected = -3 / now.time() * (now.energy() + now.pressure());
            worst = Math.max(worst, Math.abs(slope - expected) / now.energy());
            before = now;
            now = after;
        }
        return worst;
    }

    /** With damping three and constant width small oscillations about a vacuum obey e'' + 3 e' / tau + 2 e = 0. */
    @Test
    void wallsOfPressRydenAndSpergelAreDampedThreeTimesByTheExpansion() {
        Lattice3D lattice = new Lattice3D(4, 4);
        double start = 1e-4;
        double[] field = new double[64];
        java.util.Arrays.fill(field, 1 + start);
        WallEvolution evolution = of(
                WallModel.pressRydenSpergel(PowerLawBackground.radiation(1)),
                new ScalarNetwork(lattice, field, new double[64]),
                false,
                1,
                1e-3,
                PARALLEL);
        double e = start;
        double rate = 0;
        int steps = 2000;
        double h = 1e-3;
        for (int n = 0; n < steps; n++) {
            double tau = 1 + n * h;
            double middle = e + 0.5 * h * rate;
            double middleRate = rate - 0.5 * h * (3 / tau * rate + 2 * e);
            e += h * middleRate;
            rate -= h * (3 / (tau + 0.5 * h) * middleRate + 2 * middle);
        }
        evolution.advance(steps);
        assertThat((evolution.network().field()[0] - 1) / start).isCloseTo(e / start, within(1e-3));
    }

    @Test
    void energyIsBalancedToSecondOrderInTheStep() {
        double coarse = energyResidual(0.02);
        double fine = energyResidual(0.01);
        assertThat(fine).isLessThan(5e-3);
        assertThat(coarse / fine).isBetween(3.5, 4.5);
    }

    @Test
    void flatSpaceIsReversible() {
        Lattice3D lattice = new Lattice3D(16, 4);
        ScalarNetwork network = new InitialNetwork.Vacuum(6, 0.5).draw(lattice, RandomStream.seeded(3), PARALLEL);
        double[] start = network.field().clone();
        WallModel model = WallModel.physical(PowerLawBackground.flat(1));
        WallEvolution forth = of(model, network, true, 1, 0.1, PARALLEL);
        forth.advance(100);
        assertThat(difference(network.field(), start)).isGreaterThan(0.1);
        new WallEvolution(model, network, forth.waves(), 11, -0.1, PARALLEL).advance(100);
        assertThat(difference(network.field(), start)).isLessThan(1e-9);
        assertThat(difference(forth.waves().orElseThrow().u()[1], new double[lattice.sites()]))
                .isLessThan(1e-9);
    }

    private static double difference(double[] a, double[] b) {
        double worst = 0;
        for (int i = 0; i < a.length; i++) {
            worst = Math.max(worst, Math.abs(a[i] - b[i]));
        }
        return worst;
    }

    /** The first time at which the field at the centre is in the vacuum outside. */
    private static double collapse(Lattice3D lattice, double[] field, double step) {
        ScalarNetwork network = ScalarNetwork.atRest(lattice, field);
        WallEvolution evolution = of(WallModel.physical(PowerLawBackground.flat(1)), network, false, 1, step, PARALLEL);
        int centre = lattice.index(lattice.n() / 2, lattice.n() / 2, lattice.n() / 2);
        while (network.field()[centre] > 0) {
            evolution.advance(1);
            assertThat(evolution.time()).isLessThan(40);
        }
        return evolution.time() - 1;
    }

    @Test
    void aSphericalWallCollapsesInItsTime() {
        Lattice3D lattice = new Lattice3D(64, 32);
        double radius = 12;
        double[] field = WallFields.wall(lattice, p -> radius - WallFields.radius(p, 16, 3));
        assertThat(collapse(lattice, field, 0.2)).isCloseTo(1.31103 * radius, Percentage.withPercentage(5));
    }

    @Test
    void aCylindricalWallCollapsesInItsTime() {
        // The field does not depend on z, so and the cube holds it at every z.
        Lattice3D lattice = new Lattice3D(64, 32);
        double radius = 12;
        double[] field = WallFields.wall(lattice, p -> radius - WallFields.radius(p, 16, 2));
        assertThat(collapse(lattice, field, 0.2)).isCloseTo(Math.PI / 2 * radius, Percentage.withPercentage(5));
    }

    @Test
    void halfTheStepLeavesTheAreaAsItIs() {
        Lattice3D lattice = new Lattice3D(32, 16);
        double[] areas = new double[2];
        for (int k = 0; k < 2; k++) {
            WallEvolution evolution = of(
                    WallModel.constantWidth(PowerLawBackground.radiation(4)),
                    new InitialNetwork.Flat(1, 0.1).draw(lattice, RandomStream.seeded(5), PARALLEL),
                    false,
                    4,
                    k == 0 ? 0.125 : 0.0625,
                    PARALLEL);
            evolution.advance(k == 0 ? 48 : 96);
            areas[k] = NetworkMeasurement.of(evolution, PARALLEL).areaParameter();
        }
        assertThat(areas[0]).isBetween(0.3, 1.5).isCloseTo(areas[1], Percentage.withPercentage(1));
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        Lattice3D lattice = new Lattice3D(16, 4);
        ScalarNetwork one = flat(lattice, 2);
        ScalarNetwork three = flat(lattice, 2);
        WallModel model = WallModel.physical(PowerLawBackground.radiation(1));
        WallEvolution alone = of(model, one, true, 1, 0.1, PARALLEL);
        alone.advance(20);
        try (Parallel parallel = new Parallel(3)) {
            WallEvolution shared = of(model, three, true, 1, 0.1, parallel);
            shared.advance(20);
            assertThat(three.field()).isEqualTo(one.field());
            assertThat(shared.waves().orElseThrow().q())
                    .isDeepEqualTo(alone.waves().orElseThrow().q());
            assertThat(NetworkMeasurement.of(shared, parallel)).isEqualTo(NetworkMeasurement.of(alone, PARALLEL));
        }
    }

    @Test
    void areaParametersAgreeWithTheirDefinitionsInEveryCosmology() {
        Lattice3D lattice = new Lattice3D(16, 8);
        for (PowerLawBackground background : new PowerLawBackground[] {
            PowerLawBackground.radiation(4), PowerLawBackground.matter(4), PowerLawBackground.kination(4)
        }) {
            WallEvolution evolution =
                    of(WallModel.constantWidth(background), flat(lattice, 1), false, 4, 0.1, PARALLEL);
            evolution.advance(10);
            NetworkMeasurement found = NetworkMeasurement.of(evolution, PARALLEL);
            double ht = background.hubble(5) * background.cosmicTime(5);
            double p = background.exponent();
            assertThat(ht).isCloseTo(p / (p + 1), within(1e-12));
            assertThat(found.areaParameter()).isCloseTo(2 * ht * found.hubbleAreaParameter(), within(1e-12));
            assertThat(found.areaParameter()).isCloseTo(found.area() * 5 / ((p + 1) * lattice.volume()), within(1e-12));
        }
    }

    @Test
    void wrongInputIsRefusedWithWhatWasExpected() {
        assertThatThrownBy(() -> new Lattice3D(31, 1))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("even");
        Lattice3D lattice = new Lattice3D(16, 8);
        WallModel model = WallModel.physical(PowerLawBackground.radiation(1));
        assertThatThrownBy(() -> of(model, flat(lattice, 1), false, 1, 0.3, PARALLEL))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("0.28867");
        assertThatThrownBy(() -> new PowerLawBackground(-1.0 / 3, 1)).hasMessageContaining("w > -1/3");
        assertThatThrownBy(() -> new InitialNetwork.Flat(7, 0.1).draw(lattice, RandomStream.seeded(1), PARALLEL))
                .hasMessageContaining("k_cut = 7");
        assertThatThrownBy(() -> new WallModel(PowerLawBackground.radiation(1), 1, 2, -0.1))
                .hasMessageContaining("sign");
    }
}
