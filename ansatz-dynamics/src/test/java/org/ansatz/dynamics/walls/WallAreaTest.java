package org.ansatz.dynamics.walls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.tensor.Parallel;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WallAreaTest {
    private static final Parallel PARALLEL = new Parallel(1);

    @AfterAll
    static void end() {
        PARALLEL.close();
    }

    private static NetworkMeasurement measure(Lattice3D lattice, double[] field) {
        return NetworkMeasurement.of(
                new WallEvolution(
                        WallModel.physical(PowerLawBackground.flat(1)),
                        ScalarNetwork.atRest(lattice, field),
                        Optional.empty(),
                        1,
                        0.1,
                        PARALLEL),
                PARALLEL);
    }

    @Test
    void twoFlatWallsHaveTheContinuumsEnergyAndTheirArea() {
        Lattice3D lattice = new Lattice3D(64, 64 * 0.35);
        double half = 0.5 * lattice.spacing();
        double[] field = WallFields.wall(lattice, p -> WallFields.pair(p[0] + half, lattice.length()));
        NetworkMeasurement found = measure(lattice, field);
        double area = lattice.length() * lattice.length();
        assertThat(found.energy() * lattice.volume() / area)
                .isCloseTo(2 * WallModel.TENSION, Percentage.withPercentage(1));
        assertThat(found.area()).isCloseTo(2 * area, within(1e-9 * area));
        assertThat(found.cosmolatticeArea()).isCloseTo(2 * area, within(1e-9 * area));
        assertThat(found.squareVelocity()).isZero();
    }

    @Test
    void aDiagonalWallHasItsOwnAreaAndNoneByTheSumOfSlopes() {
        Lattice3D lattice = new Lattice3D(64, 64 * 0.35);
        double root = Math.sqrt(2);
        // Normal (1, 1, 0)/sqrt(2): the box holds two walls of one period L/sqrt(2), area sqrt(2) L^2 each.
        double period = lattice.length() / root;
        double[] plus = WallFields.wall(lattice, p -> WallFields.pair((p[0] + p[1]) / root + 0.1, period));
        double[] minus = WallFields.wall(lattice, p -> WallFields.pair((p[0] - p[1]) / root + 0.1, period));
        double area = 2 * root * lattice.length() * lattice.length();
        assertThat(measure(lattice, plus).area()).isCloseTo(area, Percentage.withPercentage(1));
        assertThat(measure(lattice, minus).area()).isCloseTo(area, Percentage.withPercentage(1));
        assertThat(measure(lattice, plus).cosmolatticeArea()).isCloseTo(root * area, Percentage.withPercentage(1));
        assertThat(measure(lattice, minus).cosmolatticeArea()).isLessThan(0.05 * area);
    }

    @Test
    void aSphereHasItsArea() {
        Lattice3D lattice = new Lattice3D(40, 40);
        double[] field = WallFields.wall(lattice, p -> 12 - WallFields.radius(p, 20.3, 3));
        assertThat(measure(lattice, field).area()).isCloseTo(4 * Math.PI * 144, Percentage.withPercentage(3));
    }

    @Test
    void aMovingWallsVelocityIsFound() {
        Lattice3D lattice = new Lattice3D(128, 24);
        double v = 0.4;
        double gamma = 1 / Math.sqrt(1 - v * v);
        double[] field = WallFields.wall(lattice, p -> gamma * WallFields.pair(p[0], lattice.length()));
        double[] momentum = new double[lattice.sites()];
        double h = 1e-4;
        double[] later = WallFields.wall(lattice, p -> gamma * WallFields.pair(p[0] - v * h, lattice.length()));
        for (int i = 0; i < momentum.length; i++) {
            momentum[i] = (later[i] - field[i]) / h;
        }
        WallEvolution evolution = new WallEvolution(
                WallModel.physical(PowerLawBackground.flat(1)),
                new ScalarNetwork(lattice, field, momentum),
                Optional.empty(),
                1,
                0.1,
                PARALLEL);
        assertThat(NetworkMeasurement.of(evolution, PARALLEL).squareVelocity())
                .isCloseTo(v * v, Percentage.withPercentage(2));
    }
}
