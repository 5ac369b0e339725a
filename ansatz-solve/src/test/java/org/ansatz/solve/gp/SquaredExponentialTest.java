package org.ansatz.solve.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.solve.gp.LogJoint.Weighting;
import org.junit.jupiter.api.Test;

/**
 * The baseline without frequencies on sin(100 x) and 64 points, against figures of an independent implementation (dense
 * matrices, orthogonal factors, gradients by differences at fixed fields).
 */
class SquaredExponentialTest {
    private static final Problem PROBLEM = Problem.named("line")
            .coordinate("x", 0, 1)
            .fields("u")
            .function("ue", "sin(100*x)")
            .equation("u_xx = ue_xx")
            .condition("boundary", "u", "ue")
            .exact("u", "ue")
            .build();
    private static final Settings PUBLISHED = Settings.empty()
            .with("grid", 64)
            .with("kernel", "se")
            .with("scaling", "none")
            .with("learning_rate", 2e-2)
            .with("cooling", 0)
            .with("jitter", 1e-6)
            .with("steps", 400);

    private static double error(double[] found, double[][] points) {
        double[] exact = PROBLEM.values(PROBLEM.exact().get("u"), points);
        double above = 0;
        double below = 0;
        for (int p = 0; p < exact.length; p++) {
            above += Math.pow(found[p] - exact[p], 2);
            below += exact[p] * exact[p];
        }
        return Math.sqrt(above / below);
    }

    private static double[][] points() {
        double[][] points = new double[1][300];
        Arrays.setAll(points[0], p -> p / 299.0);
        return points;
    }

    /** Error and objective of the fields that are best for one squared exponential. */
    private static double[] atLength(double logWeight, double logInverseSquare, double logPrecision) {
        CollocationSystem system =
                CollocationSystem.of(PROBLEM, GpSettings.of(PROBLEM, PUBLISHED).grid());
        SpectralMixture kernel = SpectralMixture.of(
                SpectralMixture.Kind.SQUARED_EXPONENTIAL, new double[] {logWeight, logInverseSquare});
        Hyperparameters hyper = new Hyperparameters(system, new SpectralMixture[][] {{kernel}}, 1e-6, 0);
        hyper.setLogPrecisions(new double[] {logPrecision, 9});
        double[][] none = new double[system.terms().size()][system.grid().size()];
        Weighting weighting = new Weighting(Units.none(system), 200, none);
        FieldPrior[] priors = hyper.priors();
        Matrix[] values = new ProfiledFields(system, weighting, 0, Run.silent(0))
                .accurately(priors, Fit.zero(system), hyper.logPrecisions());
        LogJoint joint = new LogJoint(system, priors, values, hyper.logPrecisions(), weighting);
        GaussianField mean = new GaussianField(system.grid(), new SpectralMixture[] {kernel}, joint.alpha(0));
        double[] found = mean.evaluate(points(), PROBLEM.term("u").orders());
        return new double[] {error(found, points()), joint.value()};
    }

    @Test
    void aSingleLengthOfTheRightSizeSolvesAHighFrequencyAndIsTheMaximiser() {
        double[] right = atLength(Math.log(1e4), 5.5, 3);
        assertThat(right[0]).isCloseTo(8.512e-4, within(2e-5));
        assertThat(right[1]).isCloseTo(1767.2, within(1.0));
        for (double logInverseSquare : new double[] {0, 1.5, 3, 4}) {
            double[] longer = atLength(Math.log(1e4), logInverseSquare, 0);
            assertThat(longer[0]).isGreaterThan(0.5);
            assertThat(longer[1]).isLessThan(-1e9);
        }
        double[] shorter = atLength(0, 10, 9);
        assertThat(shorter[0]).isCloseTo(0.8502, within(5e-3));
        assertThat(shorter[1]).isLessThan(-1e5);
    }

    @Test
    void thePublishedBeginningNeedsThreeHundredStepsToClimbToThatLength() {
        Map<Long, Double> errors = new TreeMap<>();
        new GpSolver().solve(PROBLEM, PUBLISHED, Run.silent(0), (step, seconds, solution) -> {
            if (step % 20 == 0) {
                double[] found = solution.get().evaluate(points(), List.of(PROBLEM.term("u")))[0];
                errors.put(step, error(found, points()));
            }
        });
        Map<Long, Double> independent = Map.of(
                0L, 11.135, 100L, 7.7515, 200L, 2.1705, 240L, 2.1046, 280L, 5.8193, 300L, 0.39865, 320L, 0.089185, 400L,
                0.069276);
        independent.forEach((step, error) ->
                assertThat(errors.get(step)).as("step %d", step).isCloseTo(error, within(2e-3 * error)));
    }
}
