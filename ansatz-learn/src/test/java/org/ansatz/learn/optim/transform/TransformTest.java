package org.ansatz.learn.optim.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransformTest {
    private static final Matrix U = Matrix.of(new double[] {3, 1, -2}, new double[] {0, 4, 1});
    private static final UpdateTransform AUON = UpdateTransform.chain(new FrobeniusNormalise(), CoshRms.paper());
    private static final UpdateTransform HYBRID = UpdateTransform.chain(NewtonSchulz.quintic(1), CoshRms.paper());
    private static final UpdateTransform BRAKE = CoshRms.released(1.5);

    static Matrix random(Random random, int rows, int columns) {
        Matrix m = Matrix.zeros(rows, columns);
        Arrays.setAll(m.values(), i -> random.nextGaussian());
        return m;
    }

    private static void assertClose(Matrix actual, double tolerance, double... expected) {
        assertThat(actual.values()).containsExactly(expected, within(tolerance));
    }

    @Test
    void directionsAreThePublishedNumbers() {
        assertClose(AUON.apply(U), 1e-8, .4942541749, .1647513916, -.3295027833, 0, .6590055665, .1647513916);
        assertThat(CoshRms.paper().rms(new FrobeniusNormalise().apply(U))).isCloseTo(1.0901595182, within(1e-8));
        assertClose(BRAKE.apply(U), 1e-8, 2.4545144559, .8181714853, -1.6363429706, 0, 3.2726859412, .8181714853);
        assertClose(
                HYBRID.apply(U), 1e-8, .7463157597, .1458220202, -.5232813147, -.0772124247, .8149253552, .2616406573);
        double[] once = Svd.of(NewtonSchulz.quintic(1).apply(U)).values();
        double[] five = Svd.of(NewtonSchulz.quintic(5).apply(U)).values();
        assertThat(once).containsExactly(new double[] {1.1652077889, 1.0339109611}, within(1e-8));
        assertThat(five).containsExactly(new double[] {1.0522796461, 1.0332144996}, within(1e-8));
    }

    @Test
    void directionsDoNotKnowTheScaleAndAreOdd() {
        for (UpdateTransform transform : List.of(AUON, HYBRID, NewtonSchulz.quintic(5))) {
            assertClose(transform.apply(U.scaled(37)), 1e-6, transform.apply(U).values());
            assertClose(
                    transform.apply(U.scaled(-1)),
                    0,
                    transform.apply(U).scaled(-1).values());
        }
        // The released form keeps the length of the momentum.
        assertClose(BRAKE.apply(U.scaled(10)), 1e-6, BRAKE.apply(U).scaled(10).values());
    }

    @Test
    void newtonSchulzTurnsWithItsArgumentAndCoshAlmost() {
        Random random = new Random(1);
        Matrix left = Svd.of(random(random, 5, 5)).u();
        Matrix right = Svd.of(random(random, 8, 8)).u();
        Matrix u = random(random, 5, 8);
        Matrix turned = left.times(u).timesTransposed(right);
        NewtonSchulz five = NewtonSchulz.quintic(5);
        assertClose(
                five.apply(turned),
                1e-6,
                left.times(five.apply(u)).timesTransposed(right).values());
        assertClose(
                five.apply(u.transposed()), 1e-12, five.apply(u).transposed().values());
        double byR = AUON.apply(turned)
                .combined(1, left.times(AUON.apply(u)).timesTransposed(right), -1)
                .norm();
        assertThat(byR).isBetween(1e-12, 1e-2);
    }

    @Test
    void theMeanOfCoshLiesWithinItsBounds() {
        Random random = new Random(2);
        for (int n : new int[] {1, 2, 7}) {
            int entries = n * n;
            double low = Math.cosh(1 / Math.sqrt(entries));
            double high = Math.sqrt((entries - 1 + Math.pow(Math.cosh(1), 2)) / entries);
            Matrix u = random(random, n, n);
            double r = CoshRms.paper().rms(u.scaled(1 / u.norm()));
            assertThat(r).isBetween(low - 1e-15, high + 1e-15);
            Matrix flat = u.map(v -> Math.signum(v) / Math.sqrt(entries));
            assertThat(CoshRms.paper().rms(flat)).isCloseTo(low, within(1e-15));
            Matrix spike = Matrix.zeros(n, n);
            spike.values()[0] = 1;
            assertThat(CoshRms.paper().rms(spike)).isCloseTo(high, within(1e-15));
        }
    }

    @Test
    void auonIsTheNormalisedMomentumOverOneNumber() {
        Matrix u = random(new Random(3), 20, 30);
        Matrix direction = AUON.apply(u);
        double r = CoshRms.paper().rms(new FrobeniusNormalise().apply(u));
        assertThat(direction.norm()).isCloseTo(u.norm() / (u.norm() + 1e-7) / (r + 1e-8), within(1e-14));
        assertThat(direction.dot(u) / (direction.norm() * u.norm())).isCloseTo(1, within(1e-12));
    }

    private static double p(double s) {
        return 3.4445 * s - 4.7750 * Math.pow(s, 3) + 2.0315 * Math.pow(s, 5);
    }

    @Test
    void fiveQuinticStepsBringSingularValuesNearOne() {
        NewtonSchulz once = NewtonSchulz.quintic(1);
        assertThat(Svd.of(once.apply(Matrix.of(new double[] {1}))).values()[0]).isCloseTo(0.7010, within(1e-6));
        double largest = 0;
        double[][] ranges = {{0.01, 0.6818, 1.1344}, {0.002, 0.6818, 1.2024}};
        for (double[] range : ranges) {
            for (double s = range[0]; s <= 1; s *= 1.0005) {
                double image = s;
                for (int k = 0; k < 5; k++) {
                    image = p(image);
                }
                assertThat(image).isBetween(range[1] - 1e-4, range[2] + 1e-4);
                largest = Math.max(largest, p(s));
            }
        }
        assertThat(largest).isCloseTo(1.202368606, within(1e-6));
        // The iteration itself does what the polynomial says, on all singular values at once.
        Matrix d = Matrix.of(new double[] {0.8, 0, 0}, new double[] {0, 0.6, 0});
        double[] image = Svd.of(once.apply(d)).values();
        assertThat(image).containsExactly(new double[] {p(0.6), p(0.8)}, within(1e-6));
    }

    @Test
    void theCubicIterationConvergesToThePolarFactorAndTheQuinticComesNear() {
        Matrix u = random(new Random(4), 9, 6);
        Matrix polar = new Polar().apply(u);
        assertClose(polar.transposedTimes(polar), 1e-13, Matrix.identity(6).values());
        assertClose(NewtonSchulz.cubic(40).apply(u), 1e-10, polar.values());
        Matrix difference = NewtonSchulz.quintic(5).apply(u).combined(1, polar, -1);
        assertThat(Svd.of(difference).values()[0]).isLessThan(0.35);
    }

    @Test
    void whatIsZeroStaysZero() {
        Matrix zero = Matrix.zeros(3, 4);
        for (UpdateTransform transform : List.of(AUON, HYBRID, BRAKE, new Polar(), NewtonSchulz.quintic(5))) {
            assertClose(transform.apply(zero), 0, zero.values());
        }
        Matrix one = Matrix.zeros(3, 4);
        one.values()[5] = -7;
        assertClose(new Polar().apply(one), 1e-14, one.scaled(1.0 / 7).values());
    }

    @Test
    void mistakesAreToldWithTheirNames() {
        assertThatThrownBy(() -> NewtonSchulz.quintic(-1)).hasMessageContaining("must not be negative, got -1");
        assertThatThrownBy(() -> new Momentum(1, 1, 1, true)).hasMessage("momentum must lie in [0, 1), got 1.0");
        assertThatThrownBy(() -> CoshRms.released(0)).hasMessageContaining("gamma must be positive");
        Matrix spike = Matrix.of(new double[] {1, 0});
        assertThatThrownBy(() -> CoshRms.released(800).apply(spike)).hasMessageContaining("cosh overflow");
        assertThatThrownBy(() -> new Matrix(2, 2, new double[3])).hasMessageContaining("2 x 2 has no 3 entries");
        assertThatThrownBy(() -> U.times(U)).hasMessageContaining("2 x 3 and 2 x 3 have no product");
        assertThatThrownBy(() -> new Shampoo(2, 2, 1, 1e-6, 1)).hasMessageContaining("[0, 1), got 1.0");
        assertThatThrownBy(() -> new Shampoo(2, 2, 0.9, 1e-6, 0)).hasMessageContaining("1 or more steps, got 0");
    }

    @Test
    void shampooOfOneGradientIsItsPolarFactorAndSoapMovesAlongItsSigns() {
        Matrix g = random(new Random(6), 4, 4);
        Matrix direction = new Shampoo(4, 4, 0.9, 1e-14, 1).apply(g);
        assertClose(direction, 1e-6, new Polar().apply(g).values());
        UpdateTransform soap = new ShampooBasis(4, 4, 0.9, 1, new AdamScaling(4, 4, 0.9, 0.9, 1e-12));
        // In its own eigenbasis a gradient is diagonal up to signs; Adam makes the diagonal one in modulus.
        Matrix first = soap.apply(g);
        assertThat(first.dot(g))
                .isGreaterThanOrEqualTo(Arrays.stream(Svd.of(g).values()).sum() * (1 - 1e-6));
    }
}
