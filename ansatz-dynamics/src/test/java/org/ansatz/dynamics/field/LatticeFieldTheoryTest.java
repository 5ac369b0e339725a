package org.ansatz.dynamics.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.ansatz.dynamics.lattice.Boundary;
import org.ansatz.dynamics.lattice.FourierBox;
import org.ansatz.dynamics.lattice.FourierLine;
import org.ansatz.physics.expr.FormulaReader;
import org.ansatz.physics.expr.Names;
import org.ansatz.physics.problem.InvalidProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatticeFieldTheoryTest {
    private static final Background RADIATION = Background.expanding(1.0 / 3, 2);

    private static LatticeFieldTheory theory(
            FourierBox box, List<String> fields, String formula, Background background) {
        Names names = new Names();
        List<String> all = List.of("x", "y", "z");
        List<String> coordinates = all.subList(0, box.dimension());
        coordinates.forEach(names::addCoordinate);
        names.addCoordinate("t");
        fields.forEach(names::addField);
        List<String> inputs = new java.util.ArrayList<>(coordinates);
        inputs.add("t");
        CoupledPotential potential = new CoupledPotential(
                FormulaReader.expression(formula, names), fields, inputs, coordinates, box.coordinates());
        return new LatticeFieldTheory(box, potential, background);
    }

    private static FourierBox plane() {
        return new FourierBox(List.of(
                new FourierLine(8, 0, 3, new Boundary.Twisted(0.7)),
                new FourierLine(10, -1, 4, Boundary.ANTIPERIODIC)));
    }

    private static LatticeFieldTheory coupled(Background background) {
        return theory(plane(), List.of("u", "v"), "u^2*v^2/2 + (1 + x^2/9)*u^4/4 - cos(v)", background);
    }

    private static double[] randomState(LatticeFieldTheory theory) {
        SplittableRandom random = new SplittableRandom(5);
        double[] state = random.doubles(theory.dimension(), -1, 1).toArray();
        state[theory.degreesOfFreedom() - 1] = theory.background().start() + 0.3;
        return state;
    }

    @Test
    void gradientIsThatOfTheEnergy() {
        for (Background background : List.of(Background.FLAT, RADIATION)) {
            LatticeFieldTheory theory = coupled(background);
            double[] state = randomState(theory);
            double[] gradient = new double[state.length];
            theory.gradient(state, gradient);
            double h = 1e-5;
            for (int i = 0; i < state.length; i += 7) {
                double[] up = state.clone();
                double[] down = state.clone();
                up[i] += h;
                down[i] -= h;
                double slope = (theory.energy(up) - theory.energy(down)) / (2 * h);
                assertThat(gradient[i]).as("component " + i).isCloseTo(slope, within(2e-7 * (1 + Math.abs(slope))));
            }
            int tau = theory.degreesOfFreedom() - 1;
            double[] up = state.clone();
            double[] down = state.clone();
            up[tau] += h;
            down[tau] -= h;
            double slope = (theory.energy(up) - theory.energy(down)) / (2 * h);
            assertThat(gradient[tau]).isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
        }
    }

    @Test
    void aLineIsThatOfTheFieldOnALine() {
        FourierLine line = new FourierLine(64, -10, 20, Boundary.ANTIPERIODIC);
        ScalarFieldTheory scalar = new ScalarFieldTheory(QuarticPotential.UNIT, line);
        double[] start = scalar.sample(Solitons.kink(QuarticPotential.UNIT, 0.3, -1), 0);
        LatticeFieldTheory theory =
                theory(new FourierBox(List.of(line)), List.of("phi"), "(phi^2 - 1)^2/4", Background.FLAT);
        double[] field = java.util.Arrays.copyOf(start, 64);
        double[] rate = java.util.Arrays.copyOfRange(start, 64, 128);
        double[] state = theory.initial(new double[][] {field}, new double[][] {rate});
        assertThat(theory.conserved(state)).isCloseTo(scalar.totalEnergy(start), within(1e-12));
        assertThat(theory.momentum(state, 0)).isCloseTo(scalar.momentum(start), within(1e-12));
        assertThat(theory.steepestCurvature(state)).isCloseTo(scalar.steepestCurvature(start), within(1e-12));
        FieldEvolution one = new FieldEvolution(scalar, FieldIntegrator.LEAPFROG, start, 0.05);
        FieldEvolution other = new FieldEvolution(theory, FieldIntegrator.LEAPFROG, state, 0.05);
        one.advance(100);
        other.advance(100);
        for (int j = 0; j < 64; j++) {
            assertThat(other.state()[j]).isCloseTo(one.state()[j], within(1e-11));
        }
        assertThat(theory.time(other.state())).isCloseTo(5, within(1e-12));
    }

    /** In radiation {@code a phi} of a free massless field is a wave of flat space, since {@code a'' = 0}. */
    @ParameterizedTest
    @CsvSource({"LEAPFROG, 4", "YOSHIDA4, 16", "MIDPOINT, 4"})
    void waveInRadiationAtTheMethodsOrder(FieldIntegrator method, double expected) {
        double[] errors = new double[2];
        for (int i = 0; i < 2; i++) {
            LatticeFieldTheory theory = theory(
                    new FourierBox(List.of(new FourierLine(8, 0, 2 * Math.PI, Boundary.PERIODIC))),
                    List.of("phi"),
                    "0*phi",
                    RADIATION);
            double[] x = theory.box().axes().get(0).points();
            double start = RADIATION.start();
            double[] field = new double[8];
            double[] rate = new double[8];
            for (int j = 0; j < 8; j++) {
                field[j] = Math.cos(2 * x[j]) * Math.sin(2 * start);
                rate[j] = Math.cos(2 * x[j]) * (2 * Math.cos(2 * start) - Math.sin(2 * start) / start);
            }
            double[] state = theory.initial(new double[][] {field}, new double[][] {rate});
            int steps = 100 << i;
            FieldEvolution evolution = new FieldEvolution(theory, method, state, 3.0 / steps);
            evolution.advance(steps);
            double end = start + 3;
            double exact = Math.sin(2 * end) / RADIATION.scale(end);
            errors[i] = Math.abs(evolution.state()[0] - exact);
        }
        assertThat(errors[0] / errors[1]).isCloseTo(expected, within(0.1 * expected));
    }

    @ParameterizedTest
    @CsvSource({"LEAPFROG, 4", "YOSHIDA4, 16"})
    void energyWithWhatTheExpansionTookIsConservedAtTheMethodsOrder(FieldIntegrator method, double expected) {
        for (double w : new double[] {0, 1.0 / 3, 1}) {
            LatticeFieldTheory theory = coupled(Background.expanding(w, 2));
            double[] start = randomState(theory);
            start[theory.degreesOfFreedom() - 1] = 2;
            double[] errors = new double[2];
            for (int i = 0; i < 2; i++) {
                int steps = 100 << i;
                FieldEvolution evolution = new FieldEvolution(theory, method, start, 1.0 / steps);
                evolution.advance(steps);
                errors[i] = Math.abs(theory.energy(evolution.state()) - theory.energy(start));
            }
            assertThat(errors[0] / errors[1]).as("w = " + w).isBetween(0.6 * expected, 1.6 * expected);
        }
    }

    @Test
    void densitiesAddUpToTheEnergy() {
        LatticeFieldTheory theory = coupled(Background.FLAT);
        double[] state = randomState(theory);
        state[2 * theory.degreesOfFreedom() - 1] = 0;
        double sum = java.util.Arrays.stream(theory.densities(state)).sum();
        assertThat(sum * theory.box().volume()).isCloseTo(theory.conserved(state), within(1e-9));
    }

    @Test
    void expansionsByTheirFluids() {
        assertThat(Background.expanding(0, 3).scale(6)).isCloseTo(4, within(1e-12));
        assertThat(Background.expanding(1, 3).scale(12)).isCloseTo(2, within(1e-12));
        assertThat(RADIATION.hubble(5)).isCloseTo(0.2, within(1e-12));
        for (double w : new double[] {0, 1.0 / 3, 1}) {
            Background background = Background.expanding(w, 2);
            double sum = 0;
            int n = 2000;
            for (int i = 0; i < n; i++) {
                sum += Math.pow(background.scale(2.5 + (i + 0.5) / n), -2) / n;
            }
            assertThat(background.inverseSquareIntegral(2.5, 3.5)).isCloseTo(sum, within(1e-7));
        }
        assertThatThrownBy(() -> Background.expanding(-0.4, 1))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("w = -0.4");
    }
}
