package org.ansatz.physics.mechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.ansatz.physics.problem.NumericalFailure;
import org.junit.jupiter.api.Test;

class PotentialsTest {
    private static double[] slope(Potential potential, double... state) {
        double[] slope = new double[state.length];
        new NaturalSystem(potential).slope(state, slope);
        return slope;
    }

    @Test
    void henonHeilesMovesAsByHand() {
        double[] z = {.1, -.2, .3, .1};
        assertThat(slope(Potentials.HENON_HEILES, z)).containsExactly(new double[] {.3, .1, -.06, .23}, within(1e-15));
        assertThat(new NaturalSystem(Potentials.HENON_HEILES).energy(z)).isCloseTo(0.0756666667, within(1e-10));
    }

    @Test
    void theMagneticMirrorMovesAsByHand() {
        double[] z = {.4, .3, -.2, .5};
        assertThat(slope(Potentials.MAGNETIC_MIRROR, z))
                .containsExactly(new double[] {-.2, .5, -.40385, -.0492}, within(1e-15));
        assertThat(new NaturalSystem(Potentials.MAGNETIC_MIRROR).energy(z)).isCloseTo(0.22905, within(1e-15));
    }

    @Test
    void thePendulumFromAmplitudeOneReturnsAfterItsPeriod() {
        NaturalSystem pendulum = new NaturalSystem(Potentials.PENDULUM);
        double[] start = {1, 0};
        double[] times = {0, 6.6999756644};
        Trajectory motion =
                AdaptiveMethod.DORMAND_PRINCE_853.integrate(pendulum, pendulum::energy, start, times, 1e-12);
        // Momentum crosses zero with slope -sin 1, so that 1e-9 in it is 1e-9 in time.
        assertThat(motion.last()).containsExactly(start, within(1e-9));
    }

    @Test
    void twoBodiesReturnAfterThePeriodOfTheirEnergy() {
        PlanarGravity gravity = new PlanarGravity(2);
        NaturalSystem system = new NaturalSystem(gravity);
        double[] start = {0.5, 0, -0.5, 0, 0, 0.6, 0, -0.6};
        double[] times = {0, gravity.period(system.energy(start))};
        Trajectory motion = AdaptiveMethod.DORMAND_PRINCE_853.integrate(system, system::energy, start, times, 1e-12);
        assertThat(motion.last()).containsExactly(start, within(1e-9));
        assertThatThrownBy(() -> gravity.period(0.1)).hasMessageContaining("2 of energy 0.1");
    }

    @Test
    void forcesAreSlopesOfPotentials() {
        SplittableRandom random = new SplittableRandom(1);
        for (Potential potential : List.of(
                Potentials.HARMONIC,
                Potentials.PENDULUM,
                Potentials.HENON_HEILES,
                Potentials.MAGNETIC_MIRROR,
                new PlanarGravity(3),
                Potentials.PENDULUM.times(3))) {
            int d = potential.degreesOfFreedom();
            double[] q = random.doubles(d, -1, 1).toArray();
            double[] force = new double[d];
            potential.force(q, force);
            for (int i = 0; i < d; i++) {
                double h = 1e-5;
                double[] up = q.clone();
                double[] down = q.clone();
                up[i] += h;
                down[i] -= h;
                double slope = (potential.value(up) - potential.value(down)) / (2 * h);
                assertThat(force[i]).as(potential.toString()).isCloseTo(-slope, within(1e-7));
            }
        }
    }

    @Test
    void bodiesThatCoincideAreNamed() {
        double[] state = {0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0};
        assertThatThrownBy(() -> new PlanarGravity(3).force(state, new double[6]))
                .isInstanceOf(NumericalFailure.class)
                .hasMessageContaining("bodies 1 and 2 coincide");
        assertThatThrownBy(() -> new PlanarGravity(1)).hasMessageContaining("given 1");
    }
}
