package org.ansatz.learn.noether;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ansatz.learn.noether.DampedOscillator.Regime;
import org.ansatz.learn.noether.DampedOscillator.State;
import org.ansatz.learn.noether.RmsPropForm.Gradients;
import org.ansatz.learn.optim.Adam;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.optim.Sgd;
import org.junit.jupiter.api.Test;

class LawsTest {
    private static double[] rayleigh(double eta, double beta, double k, int steps) {
        RayleighQuotient loss = new RayleighQuotient();
        Sgd rule = new Sgd(4, Schedule.constant(eta), beta, k, false);
        double[] w = RayleighQuotient.START.clone();
        double[] g = new double[4];
        for (int n = 0; n < steps; n++) {
            loss.valueAndGradient(w, g);
            rule.step(w, g);
        }
        return w;
    }

    @Test
    void theRayleighQuotientDescendsAsPublished() {
        double[] w = rayleigh(0.1, 0.9, 0.01, 20);
        assertThat(w)
                .containsExactly(
                        new double[] {4.123947571366, 0.595741935581, -0.240270805393, 0.217491066478}, within(1e-11));
        double square = Arrays.stream(w).map(x -> x * x).sum();
        assertThat(square).isCloseTo(17.46688444910, within(1e-10));
        assertThat(2 * new RayleighQuotient().value(w)).isCloseTo(1.04919109553, within(1e-11));
    }

    /** Classical Runge-Kutta steps of {@code y'' + 2 gamma y' + omega^2 y = s}. */
    private static State rungeKutta(DampedOscillator o, State from, double force, double t, int steps) {
        double h = t / steps;
        double y = from.y();
        double v = from.slope();
        for (int n = 0; n < steps; n++) {
            double a1 = force - 2 * o.gamma() * v - o.omegaSquared() * y;
            double v2 = v + h / 2 * a1;
            double a2 = force - 2 * o.gamma() * v2 - o.omegaSquared() * (y + h / 2 * v);
            double v3 = v + h / 2 * a2;
            double a3 = force - 2 * o.gamma() * v3 - o.omegaSquared() * (y + h / 2 * v2);
            double v4 = v + h * a3;
            double a4 = force - 2 * o.gamma() * v4 - o.omegaSquared() * (y + h * v3);
            y += h / 6 * (v + 2 * v2 + 2 * v3 + v4);
            v += h / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
        }
        return new State(y, v);
    }

    @Test
    void closedFormsOfAllRegimesAgreeWithIntegration() {
        State start = new State(1.3, -0.4);
        double[][] constants = {{0.3, 4}, {1.5, 2.25}, {2, 1}, {1.2, 0}, {0, 3}, {1.5, 2.2500001}, {1.5, 2.2499999}};
        for (double[] c : constants) {
            DampedOscillator o = new DampedOscillator(c[0], c[1]);
            for (double force : new double[] {0, 0.7}) {
                State exact = o.advance(start, force, 3);
                State integrated = rungeKutta(o, start, force, 3, 6000);
                assertThat(exact.y()).isCloseTo(integrated.y(), within(1e-10));
                assertThat(exact.slope()).isCloseTo(integrated.slope(), within(1e-10));
            }
        }
        assertThat(new DampedOscillator(0.3, 4).regime()).isEqualTo(Regime.UNDERDAMPED);
        assertThat(new DampedOscillator(1.5, 2.25).regime()).isEqualTo(Regime.CRITICAL);
        assertThat(new DampedOscillator(2, 1).regime()).isEqualTo(Regime.OVERDAMPED);
    }

    @Test
    void theCriticalCaseIsTheLimitOfBothOthers() {
        State start = new State(1, 0.5);
        State critical = new DampedOscillator(1, 1).advance(start, 0.3, 2);
        for (double off : new double[] {1e-3, 1e-6, 1e-9}) {
            State under = new DampedOscillator(1, 1 + off).advance(start, 0.3, 2);
            State over = new DampedOscillator(1, 1 - off).advance(start, 0.3, 2);
            assertThat(under.y()).isCloseTo(critical.y(), within(2 * off + 1e-14));
            assertThat(over.y()).isCloseTo(critical.y(), within(2 * off + 1e-14));
            assertThat(0.5 * (under.y() + over.y())).isCloseTo(critical.y(), within(off * off + 1e-14));
        }
    }

    @Test
    void shortTimesAndWeakSpringsKeepTheirDigits() {
        for (double omega : new double[] {0, 1e-12, 1e-6}) {
            DampedOscillator o = new DampedOscillator(1, omega);
            // The integral of (1 - e^(-2 t)) / 2, to first order in the spring.
            double free = (3 - (1 - Math.exp(-6)) / 2) / 2;
            assertThat(o.response(3)).isCloseTo(free, within(10 * omega + 1e-15));
            assertThat(o.response(1e-6)).isCloseTo(5e-13 * (1 - 2e-6 / 3), within(1e-24));
        }
    }

    /** |q_n - model| at t = 2 for the loss q^2 / 2 under momentum 0.5. */
    private static double[] errors(double eta) {
        double beta = 0.5;
        Sgd rule = new Sgd(1, Schedule.constant(eta), beta, false);
        double[] q = {1};
        int steps = (int) Math.round(2 / eta);
        for (int n = 0; n < steps; n++) {
            rule.step(q, q.clone());
        }
        NoetherLaw law = new NoetherLaw(eta, beta, 1);
        // With the loss in the place of decay, q obeys the law of degree one.
        double inertial = law.start(1, 1).charge();
        NoetherLaw.Motion motion = law.start(1, 1);
        for (int n = 0; n < steps; n++) {
            inertial = motion.step(0);
        }
        return new double[] {Math.abs(q[0] - inertial), Math.abs(q[0] - law.massless(1, 1, steps))};
    }

    @Test
    void inertiaMakesTheContinuousModelOfSecondOrder() {
        for (double eta = 0.04; eta > 0.004; eta /= 2) {
            double[] coarse = errors(eta);
            double[] fine = errors(eta / 2);
            assertThat(coarse[0] / fine[0]).isBetween(3.6, 4.4);
            assertThat(coarse[1] / fine[1]).isBetween(1.85, 2.15);
        }
    }

    @Test
    void withoutDecayOrMomentumNormsGrowByTheSquaredGradient() {
        RayleighQuotient loss = new RayleighQuotient();
        Sgd rule = new Sgd(4, Schedule.constant(0.1), 0, false);
        ParameterGroup all = ParameterGroup.stretch("w", 0, 4);
        double[] w = RayleighQuotient.START.clone();
        double[] g = new double[4];
        for (int n = 0; n < 50; n++) {
            double before = all.square(w);
            loss.valueAndGradient(w, g);
            rule.step(w, g);
            assertThat(all.square(w)).isGreaterThan(before);
            assertThat(all.square(w) - before).isCloseTo(0.01 * all.square(g), within(4e-15 * before));
        }
    }

    @Test
    void theEquationFollowsTheRayleighQuotientAndGradientFlowDoesNot() {
        double[] worst = new double[2];
        for (int halving = 0; halving < 2; halving++) {
            double eta = 0.05 / (1 << halving);
            RayleighQuotient loss = new RayleighQuotient();
            Sgd rule = new Sgd(4, Schedule.constant(eta), 0, 0, false);
            NoetherLaw.Motion motion = new NoetherLaw(eta, 0, 0).start(2, 1);
            ParameterGroup all = ParameterGroup.stretch("w", 0, 4);
            double[] w = RayleighQuotient.START.clone();
            double[] g = new double[4];
            for (int n = 0; n < Math.round(2 / eta); n++) {
                loss.valueAndGradient(w, g);
                rule.step(w, g);
                motion.step(eta * eta * all.square(g));
                worst[halving] = Math.max(worst[halving], Math.abs(motion.charge() / all.square(w) - 1));
            }
            assertThat(new NoetherLaw(eta, 0, 0).massless(2, 1, 100)).isEqualTo(1);
            assertThat(worst[halving]).isLessThan(0.3 * (all.square(w) - 1));
        }
        assertThat(worst[0]).isLessThan(0.03);
        assertThat(worst[0] / worst[1]).isGreaterThan(1.7);
    }

    @Test
    void bothConstantsAgreeWithoutMomentumAndDifferWithIt() {
        RmsPropForm plain = new RmsPropForm(0.1, 0, 5e-3);
        assertThat(plain.constant(Gradients.SMOOTH)).isCloseTo(10, within(1e-12));
        assertThat(plain.constant(Gradients.WHITE)).isCloseTo(10, within(1e-12));
        RmsPropForm momentum = new RmsPropForm(0.1, 0.9, 5e-3);
        assertThat(momentum.constant(Gradients.SMOOTH)).isCloseTo(0.1 * 1.9 / (2 * 5e-3 * 0.01), within(1e-9));
        assertThat(momentum.constant(Gradients.WHITE)).isCloseTo(0.1 / (2 * 5e-3 * 0.1), within(1e-10));
        // Constant gradients lead to y^2 = C |g_u|^2.
        double[] steady = new double[4000];
        Arrays.fill(steady, 0.09);
        double[] y = momentum.predict(1, steady, Gradients.WHITE);
        assertThat(y[4000] * y[4000]).isCloseTo(momentum.constant(Gradients.WHITE) * 0.09, within(1e-9));
        assertThatThrownBy(() -> new RmsPropForm(0.1, 0, 0).constant(Gradients.WHITE))
                .hasMessageContaining("without decay");
    }

    @Test
    void constantsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new NoetherLaw(0, 0.9, 0)).hasMessageContaining("eta must be positive, got 0.0");
        assertThatThrownBy(() -> new NoetherLaw(0.1, 1, 0)).hasMessageContaining("beta must lie in [0, 1), got 1.0");
        assertThatThrownBy(() -> new NoetherLaw(0.1, 0.9, -1)).hasMessageContaining("k must not be negative, got -1");
        assertThatThrownBy(() -> DiscreteLaw.constant(-1, 0, 0)).hasMessageContaining("eta must be positive");
        assertThatThrownBy(() -> new Sgd(1, Schedule.constant(1), 0, -1, false))
                .hasMessageContaining("weight_decay must not be negative");
        assertThatThrownBy(() -> ParameterGroup.stretch("w", 0, 2).norm(new double[2]))
                .hasMessageContaining("direction undefined for group w");
    }

    @Test
    void rulesThatTheLawDoesNotCoverAreRefused() {
        assertThatThrownBy(() -> DiscreteLaw.of(new Sgd(1, Schedule.constant(0.1), 0.9, true)))
                .hasMessageContaining("v <- beta v + g + k q")
                .hasMessageContaining("Nesterov's form");
        assertThatThrownBy(() -> DiscreteLaw.of(Adam.of(1, Schedule.constant(0.1))))
                .hasMessageContaining("optimizer sgd")
                .hasMessageContaining("the rule here is Adam");
        DiscreteLaw covered = DiscreteLaw.of(new Sgd(1, Schedule.constant(0.1), 0.9, 0.02, false));
        assertThat(covered.momentum()).isEqualTo(0.9);
        assertThat(covered.decay()).isEqualTo(0.02);
    }
}
