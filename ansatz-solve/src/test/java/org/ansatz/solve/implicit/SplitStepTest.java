package org.ansatz.solve.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.reference.grid.TaylorGreen;
import org.ansatz.solve.collocation.ScriptedRun;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.kernel.Blas;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitStepTest {
    private static final FlowBox BOX = FlowBox.square(400);
    private static final InnerSolver TIGHT = new InnerSolver.Damped(40, 1e-3, 1e-9);
    private static final InnerSolver FROM_RANDOM = new InnerSolver.AdamThenDamped(300, 3e-3, 60, 1e-9);

    @BeforeAll
    static void oneThread() {
        Blas.setThreads(1);
    }

    private static double[][] places() {
        int n = 31;
        double[][] points = new double[2][n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                points[0][i * n + j] = -1 + (i + 0.5) * 2 / n;
                points[1][i * n + j] = -1 + (j + 0.5) * 2 / n;
            }
        }
        return points;
    }

    /** curl psi with psi = sin(pi (x + 1)) sin(pi (y + 1)) / 4, tangential on the walls. */
    private static double[][] swirl(double[][] points) {
        double[][] u = new double[2][points[0].length];
        for (int p = 0; p < u[0].length; p++) {
            double x = Math.PI * (points[0][p] + 1);
            double y = Math.PI * (points[1][p] + 1);
            u[0][p] = Math.PI / 4 * Math.sin(x) * Math.cos(y);
            u[1][p] = -Math.PI / 4 * Math.cos(x) * Math.sin(y);
        }
        return u;
    }

    /** The same and the gradient of cos(pi (x + 1) / 2) cos(pi (y + 1) / 2) / 5, whose normal part vanishes on the walls. */
    private static double[][] polluted(double[][] points) {
        double[][] u = swirl(points);
        for (int p = 0; p < u[0].length; p++) {
            double x = Math.PI / 2 * (points[0][p] + 1);
            double y = Math.PI / 2 * (points[1][p] + 1);
            u[0][p] -= Math.PI / 10 * Math.sin(x) * Math.cos(y);
            u[1][p] -= Math.PI / 10 * Math.cos(x) * Math.sin(y);
        }
        return u;
    }

    private static double distance(double[][] a, double[][] b) {
        double difference = 0;
        double size = 0;
        for (int c = 0; c < 2; c++) {
            for (int p = 0; p < a[c].length; p++) {
                difference += Math.pow(a[c][p] - b[c][p], 2);
                size += b[c][p] * b[c][p];
            }
        }
        return Math.sqrt(difference / size);
    }

    @Test
    void projectionLeavesTheSolenoidalPartAndDoesNothingASecondTime() {
        SplittableRandom random = new SplittableRandom(3);
        NeuralField start = new NeuralField(network(2), network(2).initialise(random));
        NeuralField velocity = SplitSimulation.fit(start, BOX, SplitStepTest::polluted, FROM_RANDOM, random);
        assertThat(distance(velocity.at(places()), polluted(places()))).isLessThan(3e-3);
        NeuralField pressure = new NeuralField(network(1), network(1).initialise(random));
        FieldState state = new FieldState(Map.of("velocity", velocity, "pressure", pressure));
        SplitStep solve = new PressureStep("velocity", "pressure", BOX, FROM_RANDOM);
        SplitStep again = new PressureStep("velocity", "pressure", BOX, TIGHT);
        SplitStep project = new ProjectionStep("velocity", "pressure", BOX, TIGHT);
        FieldState once = project.apply(solve.apply(state, 0.1, random, "test").state(), 0.1, random, "test")
                .state();
        double[][] first = once.field("velocity").at(places());
        assertThat(distance(first, swirl(places()))).isLessThan(1e-2);
        FieldState twice = project.apply(again.apply(once, 0.1, random, "test").state(), 0.1, random, "test")
                .state();
        assertThat(distance(twice.field("velocity").at(places()), first)).isLessThan(1e-2);
    }

    private static org.ansatz.learn.module.Siren network(int outputs) {
        return new org.ansatz.learn.module.Siren(
                java.util.List.of(2, 14, 14, outputs), 3, org.ansatz.learn.module.Normalization.none(2));
    }

    @Test
    void pointsThatLeaveTheBoxAreTracedToItsWall() {
        NeuralField field = new NeuralField(network(2), network(2).initialise(new SplittableRandom(1)));
        double[][] points = {{0.9, -0.3}, {0.2, 0.4}};
        double[][] far = AdvectionStep.traced(field, BOX, points, 1e6);
        double[][] speed = field.at(points);
        double[][] corners = new double[2][2];
        for (int i = 0; i < 2; i++) {
            for (int p = 0; p < 2; p++) {
                corners[i][p] = -Math.signum(speed[i][p]);
            }
        }
        assertThat(far).isDeepEqualTo(field.at(corners));
    }

    private static SplitSimulation vortices(EulerSplitting splitting, double dt) {
        SplittableRandom random = new SplittableRandom(5);
        NeuralField velocity = new NeuralField(network(2), network(2).initialise(random));
        NeuralField pressure = new NeuralField(network(1), network(1).initialise(random));
        return splitting.begin(velocity, pressure, TaylorGreen::velocity, dt, 1, Run.silent(1));
    }

    /** Taylor-Green vortices are steady, so that all change is error. */
    @Test
    void theErrorOfTheSplittingFallsWithTheFirstPowerOfTheStep() {
        EulerSplitting splitting = new EulerSplitting(BOX, 1.5, FROM_RANDOM, TIGHT, NotConverged.CONTINUE);
        double[] errors = new double[2];
        for (int k = 0; k < 2; k++) {
            double dt = 0.2 / (1 << k);
            SplitSimulation flow = vortices(splitting, dt);
            while (flow.time() < 0.4 - 1e-9) {
                flow.step();
            }
            errors[k] = distance(EulerSplitting.velocity(flow.state()).at(places()), TaylorGreen.velocity(places()));
        }
        assertThat(errors[0] / errors[1]).as(Arrays.toString(errors)).isCloseTo(2, within(0.3));
    }

    @Test
    void aStageThatDoesNotConvergeIsReportedWithItsStepOrEndsTheRun() {
        InnerSolver rough = new InnerSolver.Damped(3, 1e-3, 0);
        InnerSolver one = new InnerSolver.Damped(1, 1e-12, 0);
        SplitSimulation lenient = vortices(new EulerSplitting(BOX, 1.5, rough, one, NotConverged.CONTINUE), 0.05);
        lenient.step();
        assertThat(lenient.unconverged())
                .extracting(UnconvergedSolve::stage)
                .containsExactly("advect", "pressure", "project");
        assertThat(UnconvergedSolve.summary(lenient.unconverged()))
                .startsWith("3 ended at the largest number of inner steps (time step 1; largest loss");
        SplitSimulation strict = vortices(new EulerSplitting(BOX, 1.5, rough, one, NotConverged.ABORT), 0.05);
        assertThatThrownBy(strict::step)
                .isInstanceOf(NumericalFailure.class)
                .hasMessageContaining("time step 1, stage advect")
                .hasMessageContaining("after 1 iterations");
    }

    @Test
    void aRestartedFlowGoesOnWithTheSameBitsAndItsUnconvergedStages(@TempDir Path folder) {
        InnerSolver rough = new InnerSolver.Damped(3, 1e-3, 0);
        InnerSolver one = new InnerSolver.Damped(1, 1e-12, 0);
        EulerSplitting splitting = new EulerSplitting(BOX, 1.5, rough, one, NotConverged.CONTINUE);
        SplitSimulation whole = vortices(splitting, 0.05);
        whole.checkpoint(folder);
        for (int step = 1; step <= 3; step++) {
            whole.step();
            whole.checkpoint(folder);
        }
        NeuralField velocity = NeuralField.siren(2, 2, 14, 1, 3, new SplittableRandom(9));
        NeuralField pressure = NeuralField.siren(2, 1, 14, 1, 3, new SplittableRandom(9));
        SplitSimulation again = splitting.restart(velocity, pressure, 0.05, 1, folder, 1);
        assertThat(again.unconverged()).hasSize(3);
        again.step();
        again.step();
        assertThat(again.time()).isEqualTo(whole.time());
        for (String field : List.of("velocity", "pressure")) {
            assertThat(again.state().field(field).weights())
                    .isEqualTo(whole.state().field(field).weights());
        }
        assertThat(again.unconverged()).isEqualTo(whole.unconverged());
        assertThatThrownBy(() -> splitting.restart(velocity, pressure, 0.1, 1, folder, 1))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("has dt 0.05, this simulation has 0.1");
    }

    @Test
    void aStepInWhichTheFlowCrossesMoreThanAQuarterOfTheBoxIsWarnedOf() {
        InnerSolver rough = new InnerSolver.Damped(5, 1e-3, 0);
        EulerSplitting splitting = new EulerSplitting(BOX, 1.5, rough, rough, NotConverged.CONTINUE);
        ScriptedRun run = ScriptedRun.listening(1);
        SplittableRandom random = new SplittableRandom(5);
        NeuralField velocity = new NeuralField(network(2), network(2).initialise(random));
        NeuralField pressure = new NeuralField(network(1), network(1).initialise(random));
        splitting.begin(velocity, pressure, TaylorGreen::velocity, 0.2, 1, run);
        assertThat(run.said()).isEmpty();
        splitting.begin(velocity, pressure, TaylorGreen::velocity, 3, 1, run);
        assertThat(run.said()).isNotEmpty().allMatch(s -> s.contains("crosses more than a quarter of the box"));
    }

    @Test
    void fewerResidualsThanUnknownsAreRefused() {
        assertThatThrownBy(() -> new EulerSplitting(BOX, 1.2, FROM_RANDOM, TIGHT, NotConverged.ABORT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fewer residuals than unknowns");
    }

    @Test
    void stepsOnFreshPointsFitAFieldAndEndWhenNewPointsShowNoGain() {
        NeuralField start = NeuralField.siren(2, 2, 14, 1, 3, new SplittableRandom(2));
        StepProblem problem = random -> {
            double[][] points = BOX.interior(random);
            LinearResidual target = LinearResidual.values(TaylorGreen.velocity(points));
            JetBasis values = JetBasis.of(2, List.of());
            return new FieldLeastSquares(
                    start.layout(), List.of(new PointRows("fit", start.network(), points, values, target, 1)));
        };
        InnerSolver.Fit fit = new InnerSolver.FreshDamped(500, 1e-3, 1e-2, 0)
                .minimise(problem, start.weights(), new SplittableRandom(3), "fit");
        assertThat(fit.converged()).isTrue();
        assertThat(fit.iterations()).isBetween(5, 499);
        double error = distance(start.with(fit.weights()).at(places()), TaylorGreen.velocity(places()));
        assertThat(error).isLessThan(3e-2);
    }

    @Test
    void aZeroOutputLayerMakesAFieldOfZeros() {
        NeuralField zero =
                NeuralField.siren(2, 2, 8, 1, new SplittableRandom(1)).zero();
        assertThat(zero.at(places())).isDeepEqualTo(new double[2][places()[0].length]);
    }
}
