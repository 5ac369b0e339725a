package org.ansatz.learn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.ansatz.learn.optim.MatrixMethods.Form;
import org.ansatz.learn.optim.MatrixRule.Matrices;
import org.ansatz.learn.optim.transform.KroneckerFisher.Scaling;
import org.ansatz.learn.optim.transform.KroneckerFisher.Settings;
import org.ansatz.learn.optim.transform.Matrix;
import org.ansatz.learn.optim.transform.Momentum;
import org.ansatz.learn.optim.transform.Polar;
import org.ansatz.learn.optim.transform.Svd;
import org.ansatz.learn.optim.transform.UpdateTransform;
import org.ansatz.learn.optim.transform.Whitened;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixRuleTest {
    private static final ParameterLayout TWO_BY_THREE = ParameterLayout.empty().matrix("w", 2, 3);

    private static MatrixRule rule(ParameterLayout layout, MatrixRule.Method method, double rate, double decay) {
        Schedule schedule = Schedule.constant(rate);
        return new MatrixRule(layout, Matrices.ALL, method, schedule, decay, n -> Adam.of(n, schedule));
    }

    /** Ten steps on {@code |W - C|^2 / 2}, C = 1 ... 6, from zero. */
    private static double[] towardsC(MatrixRule.Method method) {
        MatrixRule rule = rule(TWO_BY_THREE, method, 0.1, 0.01);
        double[] w = new double[6];
        double[] g = new double[6];
        for (int k = 0; k < 10; k++) {
            for (int i = 0; i < 6; i++) {
                g[i] = w[i] - (i + 1);
            }
            rule.step(w, g);
        }
        return w;
    }

    @Test
    void auonAndItsHybridFollowTheGoldenTraces() {
        assertThat(towardsC(MatrixMethods.auon(0.95, Form.PAPER)))
                .containsExactly(
                        new double[] {.0959634132, .1919268264, .2878902395, .3838536527, .4798170659, .5757804791},
                        within(1e-8));
        assertThat(towardsC(MatrixMethods.hybridAuon(0.95, Form.PAPER)))
                .containsExactly(
                        new double[] {-.0707484545, .1208697946, .3124880437, .3401271030, .3595672029, .3790073028},
                        within(1e-8));
        assertThat(towardsC(MatrixMethods.auon(0.95, Form.RELEASED)))
                .containsExactly(
                        new double[] {.2155711534, .4311423069, .6467134603, .8622846137, 1.0778557672, 1.2934269206},
                        within(1e-8));
    }

    private static final Matrix LS = Matrix.of(new double[] {1, .3}, new double[] {.3, 2});
    private static final Matrix C = Matrix.of(new double[] {1, 2, 3}, new double[] {4, 5, 7});
    private static final Matrix RD =
            Matrix.of(new double[] {1, .2, 0}, new double[] {.2, .5, .1}, new double[] {0, .1, .3});

    private static Matrix stiff(Matrix w) {
        return LS.times(w.combined(1, C, -1)).times(RD);
    }

    private static double[] fismo(MatrixRule rule, int steps) {
        double[] w = new double[6];
        for (int k = 0; k < steps; k++) {
            rule.step(w, stiff(new Matrix(2, 3, w.clone())).values());
        }
        return w;
    }

    private static MatrixRule.Method fismo(double gamma, Scaling scaling) {
        return MatrixMethods.fismo(0.9, Settings.of(gamma, 0.01, scaling), new Polar());
    }

    @Test
    void literalFismoFollowsTheGoldenTrace() {
        MatrixRule rule = rule(TWO_BY_THREE, fismo(0.95, Scaling.LITERAL), 0.05, 0);
        assertThat(fismo(rule, 5))
                .containsExactly(
                        new double[] {
                            -.36456284664, -.03706340055, .81813403609, .18969213886, .08637170155, -.20007402840
                        },
                        within(1e-8));
        Whitened whitened = (Whitened) rule.transform("w");
        Matrix p = whitened.fisher().left();
        Matrix q = whitened.fisher().right();
        assertThat(new double[] {p.get(0, 0), p.get(1, 1)})
                .containsExactly(new double[] {.2388986864, 1.7611013136}, within(1e-8));
        assertThat(new double[] {q.get(0, 0), q.get(1, 1), q.get(2, 2)})
                .containsExactly(new double[] {1.5129973804, 1.0153070328, .4716955867}, within(1e-8));
    }

    @Test
    void normalisedFismoFollowsTheGoldenTrace() {
        MatrixRule rule = rule(TWO_BY_THREE, fismo(0.95, Scaling.NORMALISED), 0.05, 0);
        double[] before = fismo(rule(TWO_BY_THREE, fismo(0.95, Scaling.NORMALISED), 0.05, 0), 4);
        double[] after = fismo(rule, 5);
        assertThat(after)
                .containsExactly(
                        new double[] {
                            -.14561580364, .15324939745, .19220943973, .19923243052, .08123127489, .02602643313
                        },
                        within(1e-8));
        Whitened whitened = (Whitened) rule.transform("w");
        assertThat(whitened.fisher().left().values())
                .containsExactly(new double[] {.81400363137, .12442837023, .12442837023, 1.18599636863}, within(1e-8));
        Matrix q = whitened.fisher().right();
        assertThat(new double[] {q.get(0, 0), q.get(1, 1), q.get(2, 2)})
                .containsExactly(new double[] {1.11599082640, 1.00693845465, .87707071895}, within(1e-8));
        Matrix direction = new Matrix(2, 3, before).combined(1 / 0.05, new Matrix(2, 3, after), -1 / 0.05);
        assertThat(Svd.of(direction).values()).containsExactly(new double[] {1.2882040157, .7513054979}, within(1e-8));
    }

    @Test
    void frozenFactorsLeaveThePolarFactorOfMomentumBitForBit() {
        double[] frozen = fismo(rule(TWO_BY_THREE, fismo(1, Scaling.LITERAL), 0.05, 0), 8);
        double[] muon = fismo(rule(TWO_BY_THREE, MatrixMethods.exactMuon(0.9, false), 0.05, 0), 8);
        assertThat(frozen).isEqualTo(muon);
    }

    @Test
    void fismoTurnsWithTheCoordinatesOfBothSides() {
        Random random = new Random(2);
        Matrix u = Svd.of(new Matrix(2, 2, random.doubles(4, -1, 1).toArray())).u();
        Matrix v = Svd.of(new Matrix(3, 3, random.doubles(9, -1, 1).toArray())).u();
        MatrixRule turnedRule = rule(TWO_BY_THREE, fismo(0.95, Scaling.NORMALISED), 0.05, 0);
        double[] turned = new double[6];
        for (int k = 0; k < 5; k++) {
            Matrix w = u.times(new Matrix(2, 3, turned.clone())).times(v);
            turnedRule.step(
                    turned, u.transposedTimes(stiff(w)).timesTransposed(v).values());
        }
        double[] straight = fismo(rule(TWO_BY_THREE, fismo(0.95, Scaling.NORMALISED), 0.05, 0), 5);
        assertThat(u.times(new Matrix(2, 3, turned)).times(v).values()).containsExactly(straight, within(1e-8));
    }

    @Test
    void auonIsNormalisedMomentumDescentAtARateCorrectedByCosh() {
        Random random = new Random(3);
        UpdateTransform momentum = new Momentum(2, 3, 0.95, true);
        MatrixRule auon = rule(TWO_BY_THREE, MatrixMethods.auon(0.95, Form.PAPER), 0.1, 0);
        double[] w = new double[6];
        double[] other = new double[6];
        for (int k = 0; k < 10; k++) {
            double[] g = random.doubles(6, -1, 1).toArray();
            auon.step(w, g);
            Matrix u = momentum.apply(new Matrix(2, 3, g));
            double length = u.norm() + 1e-7;
            double r = 0;
            for (double e : u.values()) {
                r += Math.pow(Math.cosh(e / length), 2) / 6;
            }
            for (int i = 0; i < 6; i++) {
                other[i] -= 0.1 / (Math.sqrt(r) + 1e-8) * u.values()[i] / length;
            }
        }
        assertThat(w).containsExactly(other, within(1e-12));
    }

    @Test
    void aZeroGradientLeavesDecayAlone() {
        double[] w = {1, 2, 3, 4, 5, 6};
        rule(TWO_BY_THREE, MatrixMethods.hybridAuon(0.95, Form.PAPER), 0.1, 0.5).step(w, new double[6]);
        assertThat(w).containsExactly(new double[] {.95, 1.9, 2.85, 3.8, 4.75, 5.7}, within(1e-14));
    }

    @Test
    void matricesStoredWithARowPerInputMoveLikeTheirTransposesAndBiasesByAdam() {
        Random random = new Random(4);
        ParameterLayout rows =
                ParameterLayout.empty().vector("b", 2).matrix("w", 3, 2).vector("c", 1);
        ParameterLayout columns = ParameterLayout.empty()
                .vector("b", 2)
                .transposedMatrix("w", 3, 2)
                .vector("c", 1);
        MatrixRule.Method muon = MatrixMethods.muon(0.95, 5);
        MatrixRule one = rule(rows, muon, 0.1, 0);
        MatrixRule two = rule(columns, muon, 0.1, 0);
        Adam adam = Adam.of(3, Schedule.constant(0.1));
        double[] x = new double[9];
        double[] y = new double[9];
        double[] z = new double[3];
        int[] turned = {0, 1, 2, 4, 6, 3, 5, 7, 8};
        for (int k = 0; k < 4; k++) {
            double[] g = random.doubles(9, -1, 1).toArray();
            one.step(x, g);
            two.step(y, Arrays.stream(turned).mapToDouble(i -> g[i]).toArray());
            adam.step(z, new double[] {g[0], g[1], g[8]});
        }
        assertThat(y)
                .containsExactly(Arrays.stream(turned).mapToDouble(i -> x[i]).toArray(), within(1e-14));
        assertThat(new double[] {x[0], x[1], x[8]}).isEqualTo(z);
    }

    @Test
    void parametersWithoutMatricesAreRefused() {
        assertThatThrownBy(() -> rule(ParameterLayout.flat(3), MatrixMethods.muon(0.95, 5), 0.1, 0))
                .hasMessageContaining("[parameters]")
                .hasMessageContaining("take adamw");
    }

    @Test
    void numbersThatAreNotFiniteAreToldWithMatrixAndStep() {
        MatrixRule rule = rule(TWO_BY_THREE, MatrixMethods.muon(0.95, 5), 0.1, 0);
        assertThatThrownBy(() -> rule.step(new double[6], new double[] {0, 0, 0, 0, 0, Double.POSITIVE_INFINITY}))
                .hasMessage("the gradient of w is not finite at step 0: entry 5 is Infinity");
    }

    static Stream<NamedOptimizer> firstOrder() {
        return Optimizers.all().stream().filter(NamedOptimizer::isFirstOrder);
    }

    @ParameterizedTest
    @MethodSource("firstOrder")
    void everyRuleGoesOnFromItsStateWithTheSameBits(NamedOptimizer named) {
        ParameterLayout layout =
                ParameterLayout.empty().matrix("w", 3, 4).vector("b", 3).matrix("v", 2, 3);
        for (int at : new int[] {1, 7, 11}) {
            UpdateRule whole = named.rule(layout, Map.of(), Schedule::constant);
            double[] x = new Random(1).doubles(layout.size(), -1, 1).toArray();
            Random random = new Random(2);
            for (int k = 0; k < at; k++) {
                whole.step(x, random.doubles(x.length, -1, 1).toArray());
            }
            UpdateRule resumed = named.rule(layout, Map.of(), Schedule::constant);
            resumed.restore(whole.state());
            double[] y = x.clone();
            for (int k = 0; k < 15; k++) {
                double[] g = random.doubles(x.length, -1, 1).toArray();
                whole.step(x, g);
                resumed.step(y, g.clone());
            }
            assertThat(y).isEqualTo(x);
            assertThat(resumed.state().keySet()).isEqualTo(whole.state().keySet());
        }
    }

    @Test
    void aChoiceIsReadAndWritten() {
        OptimizerChoice choice = OptimizerChoice.parse(" fismo(rate=0.05 scaling=literal) ");
        assertThat(choice.name()).isEqualTo("fismo");
        assertThat(choice).hasToString("fismo(rate=0.05 scaling=literal)");
        assertThat(OptimizerChoice.parse("muon")).hasToString("muon");
        assertThat(choice.over(Map.of("rate", "1", "decay", "0.5", "memory", "3"))
                        .given())
                .containsOnly(Map.entry("rate", "0.05"), Map.entry("decay", "0.5"), Map.entry("scaling", "literal"));
        assertThatThrownBy(() -> OptimizerChoice.parse("fismo(rate)")).hasMessageContaining("found \"rate\"");
        assertThatThrownBy(() -> OptimizerChoice.parse("fismo(rate=1")).hasMessageContaining("expected a name");
        assertThatThrownBy(() -> OptimizerChoice.parse("fismo(scaling=none)"))
                .hasMessage("optimizer fismo: scaling must be one of normalised, literal, got none");
        assertThatThrownBy(() -> OptimizerChoice.parse("am-sgd(beta_max=2)"))
                .hasMessage("beta_max must lie in [0, 1), got 2.0");
        assertThatThrownBy(() -> OptimizerChoice.parse("muon(rate=-1)"))
                .hasMessageContaining("rate must not be negative");
    }
}
