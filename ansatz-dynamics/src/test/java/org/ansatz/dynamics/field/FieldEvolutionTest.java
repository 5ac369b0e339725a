package org.ansatz.dynamics.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.ansatz.dynamics.lattice.Boundary;
import org.ansatz.dynamics.lattice.FourierLine;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import org.junit.jupiter.api.Test;

class FieldEvolutionTest {
    private static final FieldMotion BREATHER = Solitons.breather(0.5, 0);

    private static ScalarFieldTheory sineGordon(int n) {
        return new ScalarFieldTheory(new SineGordonPotential(), new FourierLine(n, -40, 80, Boundary.PERIODIC));
    }

    private static ScalarFieldTheory kinks(int n, double half) {
        return new ScalarFieldTheory(QuarticPotential.UNIT, new FourierLine(n, -half, 2 * half, Boundary.ANTIPERIODIC));
    }

    @Test
    void reversingTheMomentumLeadsBackToTheStart() {
        ScalarFieldTheory theory = sineGordon(256);
        double[] start = theory.sample(BREATHER, 0.7);
        for (FieldIntegrator integrator : FieldIntegrator.values()) {
            double dt = integrator == FieldIntegrator.MIDPOINT ? 0.02 : 0.05;
            FieldEvolution there = new FieldEvolution(theory, integrator, start, dt);
            there.advance(integrator == FieldIntegrator.MIDPOINT ? 50 : 1000);
            double[] turned = there.state().clone();
            for (int j = 256; j < 512; j++) {
                turned[j] = -turned[j];
            }
            FieldEvolution back = new FieldEvolution(theory, integrator, turned, dt);
            back.advance((int) there.step());
            for (int j = 0; j < 256; j++) {
                assertThat(back.state()[j]).as(integrator.word()).isCloseTo(start[j], within(1e-10));
            }
        }
    }

    @Test
    void spatialErrorsFallExponentiallyToTheErrorOfTheStep() {
        double[] errors = new double[4];
        int[] points = {64, 96, 128, 192};
        for (int i = 0; i < 4; i++) {
            ScalarFieldTheory theory = sineGordon(points[i]);
            errors[i] = FieldHistory.evolve(
                            theory, FieldIntegrator.LEAPFROG, theory.sample(BREATHER, 0), 0.002, 1000, 1)
                    .error(BREATHER, 1, 100);
        }
        assertThat(errors[0]).isCloseTo(2.9e-2, within(3e-3));
        assertThat(errors[1]).isCloseTo(1.1e-3, within(2e-4));
        assertThat(errors[2]).isCloseTo(5.2e-5, within(1e-5));
        assertThat(errors[3]).isLessThan(8e-7);
    }

    @Test
    void everyMethodConvergesWithItsOrder() {
        ScalarFieldTheory theory = sineGordon(256);
        double[] start = theory.sample(BREATHER, 0);
        for (FieldIntegrator integrator : FieldIntegrator.values()) {
            double dt = integrator == FieldIntegrator.MIDPOINT ? 0.04 : 0.1;
            int order = integrator.method(theory).order();
            int steps = (int) Math.round(4 / dt);
            double coarse =
                    FieldHistory.evolve(theory, integrator, start, dt, steps, 1).error(BREATHER, 1, 100);
            double fine = FieldHistory.evolve(theory, integrator, start, dt / 2, 2 * steps, 1)
                    .error(BREATHER, 1, 100);
            assertThat(Math.log(coarse / fine) / Math.log(2))
                    .as(integrator.word() + " " + coarse + " " + fine)
                    .isCloseTo(order, within(0.3));
        }
    }

    @Test
    void theFrequencyOfAModeIsThatOfTheDiscreteOscillator() {
        double mass = 1.3;
        FourierLine line = new FourierLine(16, 0, 10, Boundary.PERIODIC);
        ScalarFieldTheory theory = new ScalarFieldTheory(new LinearPotential(mass), line);
        double k = 2 * Math.PI * 3 / 10;
        double w = Math.hypot(mass, k);
        double dt = 0.1;
        double discrete = 2 / dt * Math.asin(w * dt / 2);
        double[] state = new double[32];
        double[] x = line.points();
        for (int j = 0; j < 16; j++) {
            state[j] = Math.cos(k * x[j]);
        }
        FieldEvolution evolution = new FieldEvolution(theory, FieldIntegrator.LEAPFROG, state, dt);
        for (int step = 1; step <= 500; step++) {
            evolution.advance(1);
            assertThat(evolution.state()[0]).isCloseTo(Math.cos(discrete * evolution.time()), within(1e-10));
        }
    }

    @Test
    void aMovingKinkKeepsMomentumAndChargeAndHasLorentzEnergy() {
        ScalarFieldTheory theory = kinks(512, 50);
        for (double u : new double[] {0, 0.3, 0.6}) {
            double[] start = theory.sample(Solitons.kink(QuarticPotential.UNIT, u, -15), 0);
            double gamma = 1 / Math.sqrt(1 - u * u);
            double rest = QuarticPotential.UNIT.kinkEnergy();
            assertThat(theory.totalEnergy(start)).isCloseTo(gamma * rest, within(1e-6));
            assertThat(theory.momentum(start)).isCloseTo(gamma * rest * u, within(1e-6));
            FieldEvolution evolution = new FieldEvolution(theory, FieldIntegrator.LEAPFROG, start, 0.02);
            evolution.advance(1000);
            assertThat(theory.momentum(evolution.state())).isCloseTo(theory.momentum(start), within(1e-10));
            assertThat(theory.charge(evolution.state(), 2)).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void sineGordonKinksOnATwistedLineKeepTheirCharge() {
        ScalarFieldTheory theory =
                new ScalarFieldTheory(new SineGordonPotential(), new FourierLine(512, -40, 80, Boundary.twisted(1)));
        FieldMotion kink = Solitons.sineGordonKink(0.4, -5);
        double[] start = theory.sample(kink, 0);
        assertThat(theory.totalEnergy(start)).isCloseTo(8 / Math.sqrt(1 - 0.16), within(1e-8));
        FieldHistory history = FieldHistory.evolve(theory, FieldIntegrator.YOSHIDA4, start, 0.02, 500, 1);
        assertThat(history.error(kink, 1, 100)).isLessThan(1e-6);
        assertThat(theory.charge(start, 2 * Math.PI)).isCloseTo(1, within(1e-15));
    }

    @Test
    void theShapeModeOscillatesAtItsFrequency() {
        ScalarFieldTheory theory = kinks(256, 25);
        double[] state = theory.sample(Solitons.kink(QuarticPotential.UNIT, 0, 0), 0);
        double[] x = theory.line().points();
        for (int j = 0; j < 256; j++) {
            double s = x[j] / Math.sqrt(2);
            state[j] += 1e-3 * Math.tanh(s) / Math.cosh(s);
        }
        FieldHistory history = FieldHistory.evolve(theory, FieldIntegrator.YOSHIDA4, state, 0.02, 1, 2500);
        int at = 132;
        double rest = Math.tanh(x[at] / Math.sqrt(2));
        int crossings = 0;
        double first = 0;
        double last = 0;
        for (int f = 1; f < history.frames(); f++) {
            double a = history.fields()[f - 1][at] - rest;
            double b = history.fields()[f][at] - rest;
            if (a > 0 != b > 0) {
                double t = history.times()[f - 1] + 0.02 * a / (a - b);
                first = crossings == 0 ? t : first;
                last = t;
                crossings++;
            }
        }
        assertThat(Math.PI * (crossings - 1) / (last - first)).isCloseTo(Math.sqrt(1.5), within(0.01 * Math.sqrt(1.5)));
    }

    @Test
    void aFreePacketAgreesWithItsModes() {
        FourierLine line = new FourierLine(512, -30, 60, Boundary.PERIODIC);
        ScalarFieldTheory theory = new ScalarFieldTheory(new LinearPotential(1), line);
        double[] start = theory.sample(Solitons.packet(1, 2, 0), 0);
        assertThat(new FreeField(line, 1).at(start, 50)[256]).isCloseTo(0.174850951581, within(1e-12));
        FieldEvolution evolution = new FieldEvolution(theory, FieldIntegrator.YOSHIDA4, start, 0.02);
        evolution.advance(250);
        double[] exact = new FreeField(line, 1).at(start, 5);
        for (int j = 0; j < 512; j++) {
            assertThat(evolution.state()[j]).isCloseTo(exact[j], within(1e-6));
        }
    }

    @Test
    void aFormulaMovesAsTheBuiltInPotentialDoes() {
        FourierLine line = new FourierLine(64, -10, 20, Boundary.ANTIPERIODIC);
        ScalarFieldTheory builtIn = new ScalarFieldTheory(QuarticPotential.UNIT, line);
        ScalarFieldTheory formula = new ScalarFieldTheory(FormulaPotential.of("(p^2 - 1)^2 / 4", "p"), line);
        double[] start = builtIn.sample(Solitons.kink(QuarticPotential.UNIT, 0.2, 0), 0);
        FieldEvolution a = new FieldEvolution(builtIn, FieldIntegrator.LEAPFROG, start, 0.05);
        FieldEvolution b = new FieldEvolution(formula, FieldIntegrator.LEAPFROG, start, 0.05);
        a.advance(100);
        b.advance(100);
        for (int j = 0; j < 128; j++) {
            assertThat(b.state()[j]).isCloseTo(a.state()[j], within(1e-11));
        }
        assertThat(formula.totalEnergy(start)).isCloseTo(builtIn.totalEnergy(start), within(1e-12));
    }

    @Test
    void theForceIsTheGradientOfTheEnergy() {
        for (Boundary boundary : new Boundary[] {Boundary.PERIODIC, Boundary.ANTIPERIODIC, Boundary.twisted(1)}) {
            ScalarFieldTheory theory =
                    new ScalarFieldTheory(new SineGordonPotential(), new FourierLine(16, -4, 8, boundary));
            // Any state has a gradient, also one that jumps at the seam.
            double[] state = new Random(3).doubles(32, -2, 2).toArray();
            double[] force = new double[16];
            theory.force(state, force);
            for (int j = 0; j < 16; j++) {
                double[] up = state.clone();
                double[] down = state.clone();
                up[j] += 1e-5;
                down[j] -= 1e-5;
                double slope = (theory.energy(up) - theory.energy(down)) / 2e-5;
                assertThat(force[j]).isCloseTo(-slope, within(1e-5));
            }
        }
    }

    @Test
    void stepsBeyondTheLimitOfStabilityAreRefusedWithTheLimit() {
        ScalarFieldTheory theory = kinks(64, 10);
        double[] start = theory.sample(Solitons.kink(QuarticPotential.UNIT, 0, 0), 0);
        double limit = FieldEvolution.largestStep(theory, FieldIntegrator.LEAPFROG, start);
        new FieldEvolution(theory, FieldIntegrator.LEAPFROG, start, 0.999 * limit).advance(2000);
        assertThatThrownBy(() -> new FieldEvolution(theory, FieldIntegrator.LEAPFROG, start, 1.001 * limit))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("limit")
                .hasMessageContaining("kmax = 9.896");
        assertThat(FieldIntegrator.YOSHIDA4.stabilityLimit()).isCloseTo(1.5734, within(1e-3));
    }

    @Test
    void aFieldThatRunsAwayIsReportedWithStepAndTime() {
        ScalarFieldTheory theory =
                new ScalarFieldTheory(FormulaPotential.of("-p^4", "p"), new FourierLine(16, 0, 8, Boundary.PERIODIC));
        double[] start = theory.sample(Solitons.packet(1, 2, 4), 0);
        FieldEvolution evolution = new FieldEvolution(theory, FieldIntegrator.LEAPFROG, start, 0.1);
        assertThatThrownBy(() -> evolution.advance(10000))
                .isInstanceOf(NumericalFailure.class)
                .hasMessageMatching(".*by step \\d+ \\(t = .*");
    }

    @Test
    void badSolitonsAreRefused() {
        assertThatThrownBy(() -> Solitons.kink(QuarticPotential.UNIT, 1, 0)).hasMessageContaining("|u| < 1");
        assertThatThrownBy(() -> Solitons.breather(1, 0)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> Solitons.packet(1, 0, 0)).hasMessageContaining("width");
        assertThatThrownBy(() -> Solitons.kinkAntikink(QuarticPotential.UNIT, 0.1, -1))
                .hasMessageContaining("separation");
        ScalarFieldTheory periodic =
                new ScalarFieldTheory(QuarticPotential.UNIT, new FourierLine(256, -30, 60, Boundary.PERIODIC));
        assertThatThrownBy(() -> periodic.sample(Solitons.kink(QuarticPotential.UNIT, 0, 0), 0))
                .hasMessageContaining("seam")
                .hasMessageContaining("antiperiodic");
    }
}
