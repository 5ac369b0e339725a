package org.ansatz.solve.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.ansatz.learn.module.Normalization;
import org.ansatz.learn.module.Siren;
import org.ansatz.physics.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThetaStepTest {
    private static final double SPEED = 0.7;
    private static final double WAVE = 2.3;
    private static final double PHASE = 0.4;
    private static final double AMPLITUDE = 1.2;

    private static Problem advection() {
        return Problem.named("advection")
                .coordinate("x", -1, 1)
                .coordinate("t", 0, 1)
                .fields("u")
                .parameter("a", SPEED)
                .equation("u_t + a*u_x = 0")
                .condition("t = 0", "u", "0")
                .build();
    }

    /** One unit is {@code c sin(k x + phi)}: its step of any theta scheme is a step of the mode's amplitude. */
    @Test
    void aCrankNicolsonStepOfAModeKeepsItsAmplitudeAndTurnsItsPhaseAsTheSchemeSays() {
        Evolution evolution = new Evolution(advection());
        Siren unit = new Siren(List.of(1, 1, 1), 1, Normalization.none(1));
        NeuralField before = new NeuralField(unit, new double[] {WAVE, PHASE, AMPLITUDE, 0});
        double dt = 0.3;
        StepProblem step = random -> {
            double[][] points = evolution.spaceTime().interior(200, random);
            JetResidual residual = evolution
            .new ThetaResidual(points, 0, dt, 0.5, new double[] {1}, before.jets(points, evolution.basis()));
            return new FieldLeastSquares(
                    unit.parameters().layout(),
                    List.of(new PointRows("law", unit, points, evolution.basis(), residual, 1)));
        };
        InnerSolver.Fit fit = new InnerSolver.Damped(60, 1e-14, 1e-26)
                .minimise(step, before.weights(), new SplittableRandom(1), "step");
        double turned = 2 * Math.atan(SPEED * WAVE * dt / 2);
        assertThat(fit.weights()[0]).isCloseTo(WAVE, within(1e-6));
        assertThat(fit.weights()[1]).isCloseTo(PHASE - turned, within(1e-6));
        assertThat(fit.weights()[2]).isCloseTo(AMPLITUDE, within(1e-6));
        assertThat(SPEED * WAVE * dt - turned).isCloseTo(Math.pow(SPEED * WAVE * dt, 3) / 12, within(2e-3));
    }

    private static Problem system() {
        return Problem.named("system")
                .coordinate("x", -1, 1)
                .coordinate("t", 0, 1)
                .fields("u", "v")
                .equation("(2 + u^2)*u_t + u*v_x = 0.1*u_xx*t")
                .equation("v_t = u_t*x + v_xx - u^3")
                .condition("t = 0", "u", "sin(x)")
                .condition("t = 0", "v", "x")
                .condition("x = 1", "u", "t + v^2")
                .periodic("x", List.of("v"), 1)
                .build();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void jacobianAndGradientOfACoupledNonlinearStepAgreeWithDifferences(double theta) {
        Evolution evolution = new Evolution(system());
        FieldConditions conditions = new FieldConditions(evolution.spaceTime());
        Siren network = new Siren(List.of(1, 5, 4, 2), 3, Normalization.none(1));
        SplittableRandom random = new SplittableRandom(3);
        NeuralField before = new NeuralField(network, network.initialise(random));
        double[][] points = evolution.spaceTime().interior(40, random);
        JetResidual residual = evolution
        .new ThetaResidual(points, 0.2, 0.3, theta, new double[] {2, 1}, before.jets(points, evolution.basis()));
        List<Rows> rows = new ArrayList<>();
        rows.add(new PointRows("law", network, points, evolution.basis(), residual, 1));
        rows.addAll(conditions.rows(network, 0.3, 16, 10, random));
        FieldLeastSquares problem = new FieldLeastSquares(network.parameters().layout(), rows);
        int p = problem.parameters();
        int n = problem.residuals();
        assertThat(n).isEqualTo(2 * 40 + 1 + 2);
        double[] x = network.initialise(new Random(5));
        double[] r = new double[n];
        double[] jt = new double[n * p];
        problem.linearise(x, r, jt);
        double[] gradient = new double[p];
        double value = problem.valueAndGradient(x, gradient);
        double half = 0;
        for (double v : r) {
            half += 0.5 * v * v;
        }
        assertThat(value).isCloseTo(half, within(1e-12 * half));
        double h = 1e-5;
        for (int q = 0; q < p; q++) {
            double[] up = new double[n];
            double[] down = new double[n];
            double saved = x[q];
            x[q] = saved + h;
            problem.residuals(x, up);
            x[q] = saved - h;
            problem.residuals(x, down);
            x[q] = saved;
            double sum = 0;
            for (int i = 0; i < n; i++) {
                double slope = (up[i] - down[i]) / (2 * h);
                assertThat(jt[q * n + i]).isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
                sum += jt[q * n + i] * r[i];
            }
            assertThat(gradient[q]).isCloseTo(sum, within(1e-10 * (1 + Math.abs(sum))));
        }
    }
}
