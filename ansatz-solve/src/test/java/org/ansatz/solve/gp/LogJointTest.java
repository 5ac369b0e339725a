package org.ansatz.solve.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemBuilder;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.solve.gp.LogJoint.Weighting;
import org.junit.jupiter.api.Test;

class LogJointTest {
    private static final double CONDITION_WEIGHT = 200;

    private static Problem poisson(String source, String left, String right) {
        return Problem.named("poisson")
                .coordinate("x", 0, 1)
                .fields("u")
                .equation("u_xx + 2*u_x = " + source)
                .condition("x = 0", "u", left)
                .condition("x = 1", "u_n", right)
                .build();
    }

    private static Problem plane() {
        return Problem.named("plane")
                .coordinate("x", 0, 1)
                .coordinate("t", 0, 2)
                .fields("u")
                .equation("u_t + 0.5*u_x - 0.1*u_xx + x*u = sin(3*x)*t")
                .condition("t = 0", "u", "x^2")
                .condition("x = 1", "equation", "u_n + u = t")
                .periodic("t")
                .build();
    }

    private static Problem twoFields() {
        return Problem.named("pair")
                .coordinate("x", 0, 1)
                .fields("u", "v")
                .equation("u_xx + v_x = sin(3*x)")
                .equation("v_xx - u = x")
                .condition("boundary", "u", "0")
                .condition("boundary", "v", "x")
                .build();
    }

    private static Problem nonlinear() {
        return Problem.named("cubic")
                .coordinate("x", 0, 1)
                .fields("u")
                .equation("u_xx + u*u_x + u^3 = 3*cos(4*x)")
                .condition("boundary", "u", "1")
                .build();
    }

    private record Case(CollocationSystem system, Hyperparameters hyper, Weighting weighting) {
        static Case of(Problem problem, String grid) {
            GpSettings settings = GpSettings.of(
                    problem,
                    Settings.empty().with("grid", grid).with("components", 2).with("frequency", 1.5));
            CollocationSystem system = CollocationSystem.of(problem, settings.grid());
            SpectralMixture[][] kernels =
                    new SpectralMixture[problem.fields().size()][settings.grid().inputs()];
            SplittableRandom random = new SplittableRandom(11);
            for (SpectralMixture[] own : kernels) {
                for (int axis = 0; axis < own.length; axis++) {
                    double[] parameters = settings.beginning(axis).parameters();
                    for (int i = 0; i < parameters.length; i++) {
                        parameters[i] += 0.4 * random.nextDouble();
                    }
                    own[axis] = settings.beginning(axis).with(parameters, 0);
                }
            }
            Hyperparameters hyper = new Hyperparameters(system, kernels, 1e-3, 0);
            double[] precisions = hyper.logPrecisions();
            Arrays.setAll(precisions, g -> 0.3 + 0.2 * g);
            hyper.setLogPrecisions(precisions);
            Units units = Units.none(system);
            units.fields()[0] = 1.7;
            units.rows()[0] = 0.8;
            double[][] offset = new double[system.terms().size()][system.grid().size()];
            offset[0][1] = 0.2;
            return new Case(system, hyper, new Weighting(units, CONDITION_WEIGHT, offset));
        }

        Matrix[] zero() {
            Matrix[] values = new Matrix[system.problem().fields().size()];
            Arrays.setAll(
                    values,
                    f -> Matrix.zero(
                            system.grid().first().points(),
                            system.grid().second().points()));
            return values;
        }

        /** Fields that maximise the objective; enough iterations for nonlinear rows. */
        Matrix[] profiled() {
            ProfiledFields profile = new ProfiledFields(system, weighting, 10, Run.silent(0));
            Matrix[] values = zero();
            for (int k = 0; k < (system.linear() ? 1 : 25); k++) {
                values = profile.accurately(hyper.priors(), values, hyper.logPrecisions());
            }
            return values;
        }

        LogJoint joint(Matrix[] values) {
            return new LogJoint(system, hyper.priors(), values, hyper.logPrecisions(), weighting);
        }

        Matrix[] some() {
            Matrix[] values = zero();
            SplittableRandom random = new SplittableRandom(5);
            for (Matrix u : values) {
                Arrays.setAll(u.values(), i -> Math.sin(0.3 * i) + 0.1 * random.nextDouble());
            }
            return values;
        }
    }

    private static void checkGradientByValues(Case c) {
        Matrix[] values = c.some();
        LogJoint joint = c.joint(values);
        double h = 1e-5;
        for (int f = 0; f < values.length; f++) {
            Matrix gradient = joint.byValues(f);
            double size = Arrays.stream(gradient.values()).map(Math::abs).max().orElseThrow();
            for (int i = 0; i < values[f].values().length; i += 3) {
                double before = values[f].values()[i];
                values[f].values()[i] = before + h;
                double up = c.joint(values).value();
                values[f].values()[i] = before - h;
                double down = c.joint(values).value();
                values[f].values()[i] = before;
                assertThat(gradient.values()[i]).isCloseTo((up - down) / (2 * h), within(1e-5 * size));
            }
        }
    }

    private static void checkEnvelopeGradient(Case c) {
        double[] gradient = c.hyper().gradient(c.joint(c.profiled()));
        double[] vector = c.hyper().vector();
        double size = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        double h = 1e-4;
        for (int i = 0; i < vector.length; i++) {
            double before = vector[i];
            vector[i] = before + h;
            double up = c.joint(c.profiled()).value();
            vector[i] = before - h;
            double down = c.joint(c.profiled()).value();
            vector[i] = before;
            assertThat(gradient[i])
                    .as("hyperparameter " + i)
                    .isCloseTo((up - down) / (2 * h), within(1e-5 * Math.abs(gradient[i]) + 1e-7 * size));
        }
    }

    @Test
    void gradientsByFieldsAreThoseOfDifferencesForEveryKindOfCondition() {
        checkGradientByValues(Case.of(poisson("sin(5*x)", "1", "2"), "9"));
        checkGradientByValues(Case.of(plane(), "[6, 5]"));
        checkGradientByValues(Case.of(twoFields(), "8"));
        checkGradientByValues(Case.of(nonlinear(), "8"));
    }

    @Test
    void theGradientAtFixedFieldsIsThatOfTheProfiledObjective() {
        checkEnvelopeGradient(Case.of(poisson("sin(5*x)", "1", "2"), "9"));
        checkEnvelopeGradient(Case.of(plane(), "[6, 5]"));
        checkEnvelopeGradient(Case.of(twoFields(), "8"));
        checkEnvelopeGradient(Case.of(nonlinear(), "8"));
    }

    @Test
    void theGradientByTheFieldsVanishesAtTheProfiledOnes() {
        for (Case c : new Case[] {
            Case.of(poisson("sin(5*x)", "1", "2"), "9"), Case.of(plane(), "[6, 5]"), Case.of(twoFields(), "8")
        }) {
            double free = norm(c.joint(c.zero()).byValues(0));
            assertThat(norm(c.joint(c.profiled()).byValues(0))).isLessThan(1e-8 * free);
        }
    }

    private static double norm(Matrix a) {
        return Math.sqrt(a.dot(a));
    }

    @Test
    void conjugateGradientsAndTheCholeskyFactorAgreeWithOrthogonalFactors() {
        Case c = Case.of(plane(), "[6, 5]");
        WhitenedRows rows = new WhitenedRows(
                c.system(), c.hyper().priors(), c.zero(), c.hyper().logPrecisions(), c.weighting());
        Matrix a = rows.transposed();
        double[] x = new double[rows.unknowns()];
        Arrays.setAll(x, i -> Math.sin(i + 1.0));
        double[] y = new double[rows.size()];
        Arrays.setAll(y, i -> Math.cos(i + 0.5));
        assertThat(rows.times(x))
                .containsExactly(a.transposedTimes(new Matrix(x.length, 1, x)).values(), within(1e-9));
        assertThat(rows.transposedTimes(y))
                .containsExactly(a.times(new Matrix(y.length, 1, y)).values(), within(1e-9));
        ProfiledFields profile = new ProfiledFields(c.system(), c.weighting(), 10, Run.silent(0));
        Matrix byCholesky = profile.next(c.hyper().priors(), c.zero(), c.hyper().logPrecisions())[0];
        Matrix accurate = c.profiled()[0];
        ProfiledFields patient = new ProfiledFields(c.system(), c.weighting(), 400, Run.silent(0));
        Matrix iterated = rows.colour(patient.byConjugateGradients(rows, new double[rows.unknowns()]))[0];
        iterated.add(-1, accurate);
        assertThat(norm(iterated)).isLessThan(1e-6 * norm(accurate));
        byCholesky.add(-1, accurate);
        assertThat(norm(byCholesky)).isLessThan(1e-8 * norm(accurate));
    }

    @Test
    void theDiagonalOfTheNormalMatrixNeedsNoMatrix() {
        Problem square = Problem.named("square")
                .coordinate("x", 0, 1)
                .coordinate("y", 0, 2)
                .fields("u", "v")
                .equation("u_xx + x*u_yy - v = 1")
                .equation("v_x + y*v + u_x = 0")
                .condition("boundary", "u", "x*y")
                .condition("x = 0", "equation", "v + 2*v_y = y")
                .build();
        for (Case c : List.of(Case.of(square, "[5, 6]"), Case.of(twoFields(), "8"))) {
            WhitenedRows rows = new WhitenedRows(
                    c.system(), c.hyper().priors(), c.zero(), c.hyper().logPrecisions(), c.weighting());
            Matrix a = rows.transposed();
            double[] diagonal = rows.diagonal();
            for (int i = 0; i < a.rows(); i++) {
                double sum = 1;
                for (int r = 0; r < a.columns(); r++) {
                    sum += a.get(i, r) * a.get(i, r);
                }
                assertThat(diagonal[i]).isCloseTo(sum, within(1e-9 * sum));
            }
        }
    }

    @Test
    void theObjectiveEqualsTheDenseOne() {
        Case c = Case.of(plane(), "[5, 7]");
        Matrix u = c.some()[0];
        FieldPrior prior = c.hyper().priors()[0];
        Matrix first = prior.first().derivative(0);
        Matrix second = prior.second().derivative(0);
        Matrix k = AxisCovarianceTest.kronecker(first, second);
        double[] alpha = DenseOracle.solve(k, u.values());
        double quadratic = 0;
        for (int i = 0; i < alpha.length; i++) {
            quadratic += alpha[i] * u.values()[i];
        }
        double expected = -0.5 * (DenseOracle.logDeterminant(k) + quadratic);
        double[][] jets = new double[c.system().terms().size()][];
        for (int t = 0; t < jets.length; t++) {
            var orders = c.system().terms().get(t).orders();
            Matrix dense = AxisCovarianceTest.kronecker(
                    prior.first().derivative(orders.get(0)), prior.second().derivative(orders.get(1)));
            jets[t] = dense.times(new Matrix(alpha.length, 1, alpha)).values();
            for (int p = 0; p < jets[t].length; p++) {
                jets[t][p] = 1.7 * jets[t][p] + c.weighting().offset()[t][p];
            }
        }
        double[] precisions = c.hyper().logPrecisions();
        for (int g = 0; g < precisions.length; g++) {
            ResidualRows rows = c.system().rows().get(g);
            double squares = 0;
            for (double r : rows.at(jets).residual()) {
                squares += Math.pow(r / c.weighting().units().rows()[g], 2);
            }
            double weight = rows.law() ? 1 : CONDITION_WEIGHT;
            expected += weight * (rows.size() * precisions[g] / 2 - Math.exp(precisions[g]) * squares / 2);
        }
        assertThat(c.joint(new Matrix[] {u}).value()).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }

    @Test
    void withoutDataTheGradientByALogWeightIsThatOfTheGaussianDensity() {
        Case c = Case.of(poisson("0", "0", "0"), "9");
        double[] silent = c.hyper().logPrecisions();
        Arrays.fill(silent, -200);
        c.hyper().setLogPrecisions(silent);
        Matrix u = c.some()[0];
        double[] gradient = c.hyper().gradient(c.joint(new Matrix[] {u}));
        AxisCovariance covariance = c.hyper().priors()[0].first();
        double[] parameters = covariance.kernel().parameters();
        double[] alpha = c.hyper().priors()[0].alpha(u).values();
        for (int q = 0; q < 2; q++) {
            double[] alone = parameters.clone();
            alone[1 - q] = -700;
            double[] part = covariance
                    .kernel()
                    .with(alone, 0)
                    .derivatives(covariance.axis().lags(), 0)[0];
            Matrix inverse = covariance.inverse();
            double trace = 0;
            double quadratic = 0;
            for (int i = 0; i < 9; i++) {
                for (int j = 0; j < 9; j++) {
                    trace += inverse.get(i, j) * part[Math.abs(i - j)];
                    quadratic += alpha[i] * part[Math.abs(i - j)] * alpha[j];
                }
            }
            assertThat(gradient[q]).isCloseTo(-0.5 * trace + 0.5 * quadratic, within(1e-8 * Math.abs(trace)));
        }
    }

    @Test
    void theFieldsOfTwoSourcesTogetherAreTheSumOfTheirFields() {
        Matrix one = free(poisson("sin(5*x)", "1", "0"));
        Matrix other = free(poisson("x^2", "-3", "2"));
        Matrix both = free(poisson("sin(5*x) + x^2", "-2", "2"));
        one.add(1, other);
        one.add(-1, both);
        assertThat(norm(one)).isLessThan(1e-8 * norm(both));
    }

    private static Matrix free(Problem problem) {
        Case c = Case.of(problem, "16");
        c.weighting().offset()[0][1] = 0;
        return c.profiled()[0];
    }

    @Test
    void derivativeAndPeriodicConditionsEnterAsTheyAreWritten() {
        ProblemBuilder problem = Problem.named("kinds")
                .coordinate("x", 0, 1)
                .fields("u")
                .equation("u_xx = 0")
                .condition("x = 0", "u_x", "3")
                .condition("x = 1", "equation", "u_n + 2*u = 5");
        CollocationSystem system = CollocationSystem.of(
                problem.build(),
                new Grid(new GridAxis("x", new org.ansatz.physics.problem.Interval(0, 1), 4), GridAxis.none()));
        double[][] jets = new double[system.terms().size()][4];
        for (int t = 0; t < jets.length; t++) {
            Arrays.fill(jets[t], 1 + system.terms().get(t).orders().order());
        }
        assertThat(system.rows().get(1).at(jets).residual()).containsExactly(2 - 3.0);
        assertThat(system.rows().get(2).at(jets).residual()).containsExactly(2 + 2 * 1 - 5.0);
    }
}
