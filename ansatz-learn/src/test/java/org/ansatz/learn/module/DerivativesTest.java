package org.ansatz.learn.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ansatz.learn.module.ModifiedMlp.Gating;
import org.ansatz.learn.module.Parameters.Block;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DerivativesTest {
    private static final Normalization BOX = Normalization.uniform(new double[] {-1, 0}, new double[] {1, 3});

    static List<Module> modules() {
        List<Module> modules = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            modules.add(new Mlp(List.of(2, 7, 6, 2), activation, Initialisation.GLOROT_NORMAL, BOX));
            for (Gating gating : Gating.values()) {
                modules.add(
                        new ModifiedMlp(List.of(2, 6, 6, 2), activation, Initialisation.GLOROT_NORMAL, BOX, gating));
            }
        }
        modules.add(new Siren(List.of(2, 7, 6, 2), 2, BOX));
        return modules;
    }

    private static double[] parameters(Module module) {
        double[] theta = module.initialise(new Random(5));
        Random random = new Random(6);
        for (int i = 0; i < theta.length; i++) {
            theta[i] += 0.1 * random.nextGaussian();
        }
        return theta;
    }

    private static double derivative(Module module, double[] theta, MultiIndex index, double x, double y, int out) {
        JetBasis basis = JetBasis.of(2, List.of(index));
        Derivatives u = module.derivatives(basis, 1);
        u.evaluate(theta, new double[] {x, y});
        return u.get(basis.position(index), 0, out);
    }

    /** Central difference of order eight, error about 1e-12 for these smooth functions at h = 0.003. */
    private static double difference(java.util.function.DoubleUnaryOperator f, double h) {
        double[] c = {4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280};
        double sum = 0;
        for (int k = 1; k <= 4; k++) {
            sum += c[k - 1] * (f.applyAsDouble(k * h) - f.applyAsDouble(-k * h));
        }
        return sum / h;
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyMixedDerivativeUpToOrderFourIsTheSlopeOfTheOneBelow(Module module) {
        double[] theta = parameters(module);
        for (int i = 0; i <= 4; i++) {
            for (int j = 0; i + j <= 4; j++) {
                if (i + j == 0) {
                    continue;
                }
                MultiIndex index = MultiIndex.of(i, j);
                boolean inX = i > 0;
                MultiIndex below = index.minus(MultiIndex.unit(2, inX ? 0 : 1));
                double expected = difference(
                        h -> derivative(module, theta, below, 0.3 + (inX ? h : 0), 1.1 + (inX ? 0 : h), 1), 0.003);
                assertThat(derivative(module, theta, index, 0.3, 1.1, 1))
                        .as(index.toString())
                        .isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void theGradientByTheParametersAgreesWithDifferences(Module module) {
        double[] theta = parameters(module);
        JetBasis basis = JetBasis.of(2, List.of(MultiIndex.of(2, 1), MultiIndex.of(0, 3)));
        double[] x = {0.3, 1.1, -0.7, 2.5};
        Random random = new Random(9);
        double[] weights = random.doubles((long) basis.size() * 2 * 2).toArray();
        Derivatives u = module.derivatives(basis, 2);
        u.evaluate(theta, x);
        u.clear();
        int at = 0;
        for (int k = 0; k < basis.size(); k++) {
            for (int p = 0; p < 2; p++) {
                for (int o = 0; o < 2; o++) {
                    u.sensitivity(k, p, o, weights[at++]);
                }
            }
        }
        double[] gradient = new double[theta.length];
        u.backward(gradient);
        for (int i = 0; i < theta.length; i += 5) {
            int index = i;
            double expected = difference(
                    h -> {
                        double[] moved = theta.clone();
                        moved[index] += h;
                        u.evaluate(moved, x);
                        double sum = 0;
                        int w = 0;
                        for (int k = 0; k < basis.size(); k++) {
                            for (int p = 0; p < 2; p++) {
                                for (int o = 0; o < 2; o++) {
                                    sum += weights[w++] * u.get(k, p, o);
                                }
                            }
                        }
                        return sum;
                    },
                    0.01);
            assertThat(gradient[i]).isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
        }
    }

    /** Sensitivities that differ at every point, coefficient and output. */
    private static void setSensitivities(Derivatives u, int outputs) {
        u.clear();
        for (int k = 0; k < u.basis().size(); k++) {
            for (int p = 0; p < u.points(); p++) {
                for (int o = 0; o < outputs; o++) {
                    u.sensitivity(k, p, o, Math.sin(1 + k + 7.0 * p + 3.0 * o));
                }
            }
        }
    }

    private static final int MANY = 77;

    private static double[] manyPoints() {
        return new Random(3).doubles(2L * MANY).toArray();
    }

    @Test
    void theFusedKernelServesSirensAndPlainAndPublishedGatedTanhNetworksOnly() {
        for (Module module : modules()) {
            Derivatives u = module.derivatives(JetBasis.of(2, List.of(MultiIndex.of(2, 0))), 3);
            boolean known = module.kernelShape().isPresent();
            assertThat(u).isInstanceOf(known ? FusedDerivatives.class : TapeDerivatives.class);
        }
        assertThat(modules().stream().filter(m -> m.kernelShape().isPresent())).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void fusedAndRecordedDerivativesAgreeInValuesGradientJacobianAndTangent(Module module) {
        double[] theta = parameters(module);
        JetBasis basis = JetBasis.of(2, List.of(MultiIndex.of(2, 1), MultiIndex.of(0, 3)));
        Derivatives a = module.derivatives(basis, MANY);
        Derivatives b = module.recorded(basis, MANY);
        double[] direction = new Random(8).doubles(theta.length).toArray();
        double[][] gradients = new double[2][theta.length];
        double[][] jacobians = new double[2][theta.length * (MANY + 2)];
        int which = 0;
        for (Derivatives u : List.of(a, b)) {
            u.evaluate(theta, manyPoints());
            setSensitivities(u, 2);
            u.backward(gradients[which]);
            setSensitivities(u, 2);
            u.jacobian(jacobians[which++], MANY + 2, 1);
            u.tangent(direction);
        }
        assertThat(gradients[0]).containsExactly(gradients[1], within(1e-10));
        assertThat(jacobians[0]).containsExactly(jacobians[1], within(1e-11));
        for (int k = 0; k < basis.size(); k++) {
            for (int p = 0; p < MANY; p += 5) {
                assertThat(a.get(k, p, 1)).isCloseTo(b.get(k, p, 1), within(1e-12));
                assertThat(a.change(k, p, 1)).isCloseTo(b.change(k, p, 1), within(1e-11));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void theJacobianSumsToTheGradientAndTheTangentIsItsProductWithADirection(Module module) {
        double[] theta = parameters(module);
        JetBasis basis = JetBasis.of(2, List.of(MultiIndex.of(1, 1), MultiIndex.of(2, 0)));
        Derivatives u = module.derivatives(basis, MANY);
        double[] direction = new Random(8).doubles(theta.length).toArray();
        double[] gradient = new double[theta.length];
        double[] jt = new double[theta.length * MANY];
        u.evaluate(theta, manyPoints());
        setSensitivities(u, 2);
        u.jacobian(jt, MANY, 0);
        setSensitivities(u, 2);
        u.backward(gradient);
        double along = 0;
        for (int i = 0; i < theta.length; i++) {
            double sum = 0;
            for (int p = 0; p < MANY; p++) {
                sum += jt[i * MANY + p];
            }
            assertThat(sum).isCloseTo(gradient[i], within(1e-10));
            along += gradient[i] * direction[i];
        }
        u.tangent(direction);
        double change = 0;
        for (int k = 0; k < basis.size(); k++) {
            for (int p = 0; p < MANY; p++) {
                for (int o = 0; o < 2; o++) {
                    change += Math.sin(1 + k + 7.0 * p + 3.0 * o) * u.change(k, p, o);
                }
            }
        }
        assertThat(change).isCloseTo(along, within(1e-9 * Math.abs(along)));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void oneSweepOverALossGivesTheSameAsEvaluationAndBackward(Module module) {
        double[] theta = parameters(module);
        JetBasis basis = JetBasis.of(2, List.of(MultiIndex.of(2, 0)));
        int at = basis.position(MultiIndex.of(2, 0));
        Derivatives u = module.derivatives(basis, MANY);
        double[] swept = new double[theta.length];
        double sum = u.accumulate(
                theta,
                manyPoints(),
                (p, jet, s) -> {
                    s[at] = 2 * jet[at] * (p + 1);
                    s[0] = 1;
                    return jet[at] * jet[at] * (p + 1) + jet[0];
                },
                swept);
        double[] gradient = new double[theta.length];
        double expected = 0;
        u.evaluate(theta, manyPoints());
        u.clear();
        for (int p = 0; p < MANY; p++) {
            double uxx = u.get(at, p, 0);
            expected += uxx * uxx * (p + 1) + u.get(0, p, 0);
            u.sensitivity(at, p, 0, 2 * uxx * (p + 1));
            u.sensitivity(0, p, 0, 1);
        }
        u.backward(gradient);
        assertThat(sum).isCloseTo(expected, within(1e-11 * Math.abs(expected)));
        for (int i = 0; i < theta.length; i++) {
            assertThat(swept[i]).isCloseTo(gradient[i], within(1e-11 * (1 + Math.abs(gradient[i]))));
        }
    }

    @Test
    void aSingleTanhNeuronHasTheClosedFormDerivatives() {
        Mlp one = new Mlp(List.of(1, 1, 1), Activation.TANH, Initialisation.GLOROT_NORMAL, Normalization.none(1));
        double w = 1.3;
        double[] theta = {w, 0.2, 1, 0};
        double x = 0.4;
        double y = Math.tanh(w * x + 0.2);
        double s = 1 - y * y;
        double[] expected = {
            y,
            w * s,
            -2 * w * w * y * s,
            w * w * w * s * (6 * y * y - 2),
            Math.pow(w, 4) * s * (16 * y - 24 * y * y * y)
        };
        JetBasis basis = JetBasis.of(1, List.of(MultiIndex.of(4)));
        Derivatives u = one.derivatives(basis, 1);
        u.evaluate(theta, new double[] {x});
        for (int k = 0; k <= 4; k++) {
            assertThat(u.get(k, 0, 0)).isCloseTo(expected[k], within(1e-12));
        }
    }

    private static ModifiedMlp gated() {
        return new ModifiedMlp(
                List.of(2, 5, 5, 1),
                Activation.TANH,
                Initialisation.GLOROT_NORMAL,
                Normalization.none(2),
                Gating.PUBLISHED_CODE);
    }

    private static Block block(Module module, String name) {
        return module.parameters().blocks(b -> b.name().equals(name)).get(0);
    }

    private static double value(Module module, double[] theta) {
        return derivative(module, theta, MultiIndex.zero(2), 0.3, -0.2, 0);
    }

    @Test
    void equalEncodersMakeTheOutputIndependentOfHiddenWeights() {
        ModifiedMlp module = gated();
        double[] theta = parameters(module);
        Block u = block(module, "encoder.u.weight");
        Block v = block(module, "encoder.v.weight");
        System.arraycopy(theta, u.offset(), theta, v.offset(), u.size() + 5);
        double before = value(module, theta);
        for (int l = 0; l < 2; l++) {
            Block w = block(module, "layers." + l + ".weight");
            for (int i = 0; i < w.size(); i++) {
                theta[w.offset() + i] += 0.7;
            }
        }
        assertThat(value(module, theta)).isCloseTo(before, within(1e-14));
    }

    @Test
    void saturatedGatesGiveUOrTwoVMinusU() {
        ModifiedMlp module = gated();
        double[] theta = parameters(module);
        double[] u = encoder(module, theta, "u");
        double[] v = encoder(module, theta, "v");
        Block out = block(module, "layers.2.weight");
        for (double sign : new double[] {1, -1}) {
            Block bias = block(module, "layers.1.bias");
            for (int i = 0; i < bias.size(); i++) {
                theta[bias.offset() + i] = sign * 1000;
            }
            double expected = theta[block(module, "layers.2.bias").offset()];
            for (int i = 0; i < 5; i++) {
                expected += theta[out.offset() + i] * (sign > 0 ? u[i] : 2 * v[i] - u[i]);
            }
            assertThat(value(module, theta)).isCloseTo(expected, within(1e-12));
        }
    }

    private static double[] encoder(Module module, double[] theta, String which) {
        Block w = block(module, "encoder." + which + ".weight");
        Block b = block(module, "encoder." + which + ".bias");
        double[] h = new double[5];
        for (int i = 0; i < 5; i++) {
            h[i] = Math.tanh(0.3 * theta[w.offset() + i] - 0.2 * theta[w.offset() + 5 + i] + theta[b.offset() + i]);
        }
        return h;
    }

    @Test
    void physicalDerivativesCarryTheScaleOfTheNormalisation() {
        Module scaled = new Mlp(List.of(2, 6, 1), Activation.TANH, Initialisation.GLOROT_NORMAL, BOX);
        Module plain = new Mlp(List.of(2, 6, 1), Activation.TANH, Initialisation.GLOROT_NORMAL, Normalization.none(2));
        double[] theta = parameters(scaled);
        double sx = BOX.deviation()[0];
        double sy = BOX.deviation()[1];
        MultiIndex index = MultiIndex.of(2, 1);
        double expected = derivative(plain, theta, index, (0.3 - BOX.mean()[0]) / sx, (1.1 - BOX.mean()[1]) / sy, 0)
                / (sx * sx * sy);
        assertThat(derivative(scaled, theta, index, 0.3, 1.1, 0)).isCloseTo(expected, within(1e-13));
    }

    @Test
    void parametersSurviveTheFile(@TempDir Path folder) throws Exception {
        ModifiedMlp module = gated();
        double[] theta = parameters(module);
        module.parameters().save(folder.resolve("model.safetensors"), theta);
        assertThat(module.parameters().load(folder.resolve("model.safetensors")))
                .isEqualTo(theta);
    }

    @Test
    void aHiddenWidthThatDiffersFromTheEncodersIsRefusedNamingBoth() {
        assertThatThrownBy(() -> new ModifiedMlp(
                        List.of(2, 5, 6, 1),
                        Activation.TANH,
                        Initialisation.GLOROT_NORMAL,
                        Normalization.none(2),
                        Gating.PUBLISHED_CODE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hidden layer 2 of a gated network has width 6, its encoders have width 5");
    }

    @ParameterizedTest
    @EnumSource(Initialisation.class)
    void initialWeightsHaveMeanZeroAndTheStatedVariance(Initialisation initialisation) {
        Mlp wide = new Mlp(List.of(200, 300, 1), Activation.TANH, initialisation, Normalization.none(200));
        double[] theta = wide.initialise(new Random(1));
        double variance =
                switch (initialisation) {
                    case GLOROT_NORMAL, GLOROT_UNIFORM -> 2.0 / 500;
                    case HE_NORMAL, HE_UNIFORM -> 2.0 / 200;
                    case LECUN_NORMAL -> 1.0 / 200;
                    case ZEROS -> 0;
                };
        double sum = 0;
        double squares = 0;
        for (double w : wide.parameters().blocks().get(0).of(theta)) {
            sum += w;
            squares += w * w;
        }
        assertThat(squares / 60000).isCloseTo(variance, within(0.03 * variance));
        assertThat(sum / 60000).isCloseTo(0, within(5 * Math.sqrt(variance / 60000)));
        assertThat(wide.parameters().blocks().get(1).of(theta)).containsOnly(0);
    }
}
