package org.ansatz.learn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ansatz.learn.optim.AdaptiveMemoryAdam.Constants;
import org.ansatz.learn.optim.AdaptiveMemorySgd.PlaneHeight;
import org.ansatz.learn.optim.transform.Matrix;
import org.ansatz.learn.optim.transform.Svd;
import org.junit.jupiter.api.Test;

class AdaptiveMemoryTest {
    private static final double[] STEEPNESS = {1, 10, 100};
    private static final double[] START = {1, -2, 0.5};
    private static final ParameterLayout THREE = ParameterLayout.flat(3);

    private static double[] gradient(double[] x) {
        double[] g = new double[x.length];
        java.util.Arrays.setAll(g, i -> STEEPNESS[i] * x[i]);
        return g;
    }

    private static double[] random(Random random, int n) {
        return random.doubles(n, -1, 1).toArray();
    }

    @Test
    void sgdFollowsTheGoldenTrace() {
        AdaptiveMemorySgd rule = AdaptiveMemorySgd.of(THREE, Schedule.constant(0.01));
        double[] x = START.clone();
        List<Double> betas = new ArrayList<>();
        for (int k = 0; k < 6; k++) {
            rule.step(x, gradient(x));
            betas.add(rule.beta());
        }
        assertThat(betas.get(0)).isZero();
        assertThat(betas.get(1)).isCloseTo(0.04276281778, within(1e-11));
        assertThat(betas.subList(2, 6)).containsOnly(0.9);
        assertThat(x).containsExactly(new double[] {0.940614092210, -0.919866259296, -0.177732177789}, within(1e-11));
        assertThat(rule.effectiveMomentum()).isCloseTo(1 / 1.1, within(1e-15));
    }

    @Test
    void adamFollowsTheGoldenTrace() {
        Constants constants = new Constants(0.1, 0.89, 0.9, 1e-8, 0, false);
        AdaptiveMemoryAdam rule = new AdaptiveMemoryAdam(THREE, Schedule.constant(0.5), constants);
        double[] x = START.clone();
        double[] betas = new double[8];
        for (int k = 0; k < 8; k++) {
            rule.step(x, gradient(x));
            betas[k] = rule.betas()[0];
        }
        assertThat(betas)
                .containsExactly(
                        new double[] {0.89, 0.89, 0.89, 0.7692881685, 0.89, 0.89, 0.89, 0.3501116798}, within(1e-9));
        assertThat(x).containsExactly(new double[] {0.071079015898, 0.534223504176, 0.048335960270}, within(1e-9));
    }

    @Test
    void betaMaximisesTheDualAndItsMoveMinimisesTheModel() {
        Random random = new Random(3);
        for (int trial = 0; trial < 10; trial++) {
            double lambda = random.nextDouble();
            double rate = 0.1 + random.nextDouble();
            TwoPlaneModel model =
                    new TwoPlaneModel(random(random, 4), random(random, 4), random.nextGaussian(), lambda, rate);
            double beta = model.beta(1);
            double best = model.dual(beta);
            for (int k = 0; k <= 100_000; k++) {
                assertThat(model.dual(k / 1e5)).isLessThanOrEqualTo(best + 1e-12);
            }
            double[] move = model.move(beta);
            assertThat(model.value(move)).isCloseTo(best, within(1e-10));
            for (int k = 0; k < 200; k++) {
                double[] other = move.clone();
                for (int i = 0; i < other.length; i++) {
                    other[i] += Math.pow(10, -k % 5) * random.nextGaussian();
                }
                assertThat(model.value(other)).isGreaterThanOrEqualTo(best - 1e-12);
            }
        }
    }

    @Test
    void withoutRegularisationBetaIsTheSquareOfTheGradientOverThatOfTheDifference() {
        Random random = new Random(5);
        for (int trial = 0; trial < 50; trial++) {
            double[] g = random(random, 3);
            double[] d = random(random, 3);
            double rate = 0.3;
            double beta = new TwoPlaneModel(g, d, rate * Vectors.dot(g, d), 0, rate).beta(Double.POSITIVE_INFINITY);
            double[] difference = new double[3];
            Vectors.subtract(d, g, difference);
            double gg = Vectors.dot(g, g);
            assertThat(beta).isCloseTo(gg / Vectors.dot(difference, difference), within(1e-12 * (1 + beta)));
            if (Vectors.dot(g, d) <= 0) {
                assertThat(beta).isLessThanOrEqualTo(1 / (1 + Vectors.dot(d, d) / gg) + 1e-12);
            }
        }
        double[] same = {1, 2};
        TwoPlaneModel model = new TwoPlaneModel(same, same, 0, 0, 1);
        assertThat(model.beta(1)).isZero();
        assertThat(model.move(0.4)).containsExactly(new double[] {-1, -2}, within(1e-15));
    }

    @Test
    void withoutMemoryItIsGradientDescentBitForBit() {
        AdaptiveMemorySgd rule =
                new AdaptiveMemorySgd(THREE, Schedule.constant(0.01), 0, 0, 0, PlaneHeight.FIRST_ORDER);
        Sgd plain = new Sgd(3, Schedule.constant(0.01), 0, false);
        double[] x = START.clone();
        double[] y = START.clone();
        for (int k = 0; k < 20; k++) {
            rule.step(x, gradient(x));
            plain.step(y, gradient(y));
        }
        assertThat(x).isEqualTo(y);
    }

    @Test
    void aFixedBetaIsTheExponentialMeanBitForBit() {
        AdaptiveMemorySgd rule = AdaptiveMemorySgd.fixed(THREE, Schedule.constant(0.01), 0.9);
        double[] x = START.clone();
        double[] y = START.clone();
        double[] d = gradient(y);
        for (int k = 0; k < 20; k++) {
            rule.step(x, gradient(x));
            double[] g = gradient(y);
            for (int i = 0; i < 3; i++) {
                d[i] = k == 0 ? g[i] : 0.9 * d[i] + (1 - 0.9) * g[i];
                y[i] -= 0.01 * d[i];
            }
        }
        assertThat(x).isEqualTo(y);
    }

    @Test
    void pinnedAdaptiveAdamIsAdamWithDecoupledDecay() {
        Constants pinned = new Constants(0, 0.9, 0.999, 1e-8, 0.02, true);
        AdaptiveMemoryAdam rule = new AdaptiveMemoryAdam(THREE, Schedule.constant(0.05), pinned);
        Adam adam = Adam.decoupled(3, Schedule.constant(0.05), 0.02);
        double[] x = START.clone();
        double[] y = START.clone();
        for (int k = 0; k < 100; k++) {
            rule.step(x, gradient(x));
            adam.step(y, gradient(y));
        }
        assertThat(x).containsExactly(y, within(1e-12));
    }

    /** The path of both rules on {@code c/2 (x - 1)^T A (x - 1)} with A = Q diag(1, 10, 100) Q^T. */
    private static double[] path(UpdateRule rule, Matrix a, double c, double[] start) {
        double[] x = start.clone();
        for (int k = 0; k < 25; k++) {
            rule.step(x, a.times(new Matrix(3, 1, x.clone())).scaled(c).values());
        }
        return x;
    }

    @Test
    void sgdKnowsNeitherTheUnitOfTheLossNorTheAxes() {
        Random random = new Random(9);
        Matrix q = Svd.of(new Matrix(3, 3, random(random, 9))).u();
        Matrix diagonal = Matrix.of(new double[] {1, 0, 0}, new double[] {0, 10, 0}, new double[] {0, 0, 100});
        Matrix turned = q.times(diagonal).timesTransposed(q);
        double[] turnedStart = q.times(new Matrix(3, 1, START)).values();
        double[] straight = path(AdaptiveMemorySgd.of(THREE, Schedule.constant(0.015)), diagonal, 1, START);
        double[] scaled = path(AdaptiveMemorySgd.of(THREE, Schedule.constant(0.015 / 64.3)), diagonal, 64.3, START);
        double[] rotated = path(AdaptiveMemorySgd.of(THREE, Schedule.constant(0.015)), turned, 1, turnedStart);
        assertThat(scaled).containsExactly(straight, within(1e-10));
        assertThat(q.transposedTimes(new Matrix(3, 1, rotated)).values()).containsExactly(straight, within(1e-10));
        UpdateRule adam = new AdaptiveMemoryAdam(THREE, Schedule.constant(0.015), Constants.published());
        UpdateRule adamTurned = new AdaptiveMemoryAdam(THREE, Schedule.constant(0.015), Constants.published());
        double[] adamStraight = path(adam, diagonal, 1, START);
        double[] adamRotated = path(adamTurned, turned, 1, turnedStart);
        double[] back = q.transposedTimes(new Matrix(3, 1, adamRotated)).values();
        assertThat(Math.abs(back[0] - adamStraight[0])).isGreaterThan(1e-4);
    }

    @Test
    void oneBetaForAllParametersDoesNotSeeHowTheyAreSplitAndOnePerArrayDoes() {
        ParameterLayout split = ParameterLayout.empty().vector("a", 1).vector("b", 2);
        double[] whole = START.clone();
        double[] parts = START.clone();
        AdaptiveMemorySgd one = AdaptiveMemorySgd.of(THREE, Schedule.constant(0.01));
        AdaptiveMemorySgd two = AdaptiveMemorySgd.of(split, Schedule.constant(0.01));
        AdaptiveMemoryAdam adamOne = new AdaptiveMemoryAdam(THREE, Schedule.constant(0.3), Constants.published());
        AdaptiveMemoryAdam adamTwo = new AdaptiveMemoryAdam(split, Schedule.constant(0.3), Constants.published());
        double[] adamWhole = START.clone();
        double[] adamParts = START.clone();
        for (int k = 0; k < 12; k++) {
            one.step(whole, gradient(whole));
            two.step(parts, gradient(parts));
            adamOne.step(adamWhole, gradient(adamWhole));
            adamTwo.step(adamParts, gradient(adamParts));
        }
        assertThat(parts).isEqualTo(whole);
        assertThat(adamParts).isNotEqualTo(adamWhole);
    }

    @Test
    void thePlaneOfThePreviousLossNeedsTheLoss() {
        AdaptiveMemorySgd rule =
                new AdaptiveMemorySgd(THREE, Schedule.constant(0.01), 0.1, 0.9, 0, PlaneHeight.PREVIOUS_LOSS);
        double[] x = START.clone();
        assertThatThrownBy(() -> rule.step(x, gradient(x))).hasMessageContaining("needs the loss of every step");
        double before = Double.NaN;
        for (int k = 0; k < 4; k++) {
            double loss = 0.5 * Vectors.dot(x, gradient(x));
            double[] g = gradient(x);
            rule.observe(loss);
            if (k == 1) {
                double[] d = gradient(START);
                double gap = before - loss;
                rule.step(x, g);
                assertThat(rule.beta()).isEqualTo(new TwoPlaneModel(g, d, gap, 0.1, 0.01).beta(0.9));
            } else {
                rule.step(x, g);
            }
            before = loss;
        }
    }

    @Test
    void coupledDecayPullsMatricesAndNotBiases() {
        ParameterLayout layout = ParameterLayout.empty().matrix("w", 1, 1).vector("b", 1);
        double[] x = {1, 1};
        new AdaptiveMemorySgd(layout, Schedule.constant(0.1), 0.1, 0.9, 0.5, PlaneHeight.FIRST_ORDER)
                .step(x, new double[2]);
        assertThat(x).containsExactly(0.95, 1);
    }

    @Test
    void mistakesAreToldWithTheirNames() {
        Schedule rate = Schedule.constant(0.1);
        assertThatThrownBy(() -> new AdaptiveMemorySgd(THREE, rate, -1, 0.9, 0, PlaneHeight.FIRST_ORDER))
                .hasMessage("lambda must not be negative, got -1.0");
        assertThatThrownBy(() -> new AdaptiveMemorySgd(THREE, rate, 0.1, 1, 0, PlaneHeight.FIRST_ORDER))
                .hasMessage("beta_max must lie in [0, 1), got 1.0");
        assertThatThrownBy(() -> new Constants(0.1, 0.9, 1, 1e-8, 0, false)).hasMessageContaining("beta2");
        assertThatThrownBy(() -> new Constants(0.1, 0.9, 0.9, 0, 0, false)).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> AdaptiveMemorySgd.of(ParameterLayout.empty(), rate))
                .hasMessageContaining("at least one parameter");
        AdaptiveMemorySgd rule = AdaptiveMemorySgd.of(THREE, rate);
        double[] x = START.clone();
        rule.step(x, gradient(x));
        double[] before = x.clone();
        assertThatThrownBy(() -> rule.step(x, new double[] {0, Double.NaN, 0}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("the gradient of parameters is not finite at step 1: entry 1 is NaN");
        assertThat(x).isEqualTo(before);
    }
}
