package org.ansatz.learn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleBiFunction;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DotProductAttentionTest {
    private static final int LENGTH = 6;

    private final RandomStream random = RandomStream.seeded(11);
    private final Tensor q = Tensor.randn(random, 2, 3, LENGTH, 4);
    private final Tensor k = Tensor.randn(random, 2, 3, LENGTH, 4);
    private final Tensor v = Tensor.randn(random, 2, 3, LENGTH, 4);

    private static MomentumAttention.Builder heads(int heads) {
        return MomentumAttention.builder().heads(heads);
    }

    private static Attended attend(MomentumAttention settings, Tensor q, Tensor k, Tensor v) {
        return DotProductAttention.of(settings).attend(q, k, v);
    }

    private static Tensor table(ToDoubleBiFunction<Integer, Integer> entry) {
        double[] values = new double[16];
        for (int t = 0; t < 4; t++) {
            for (int i = 0; i < 4; i++) {
                values[4 * t + i] = entry.applyAsDouble(t, i);
            }
        }
        return Tensor.of(values, 1, 1, 4, 4);
    }

    private static Attended golden(ShearPlacement placement) {
        return attend(
                heads(1).gamma(0.5).placement(placement).build(),
                table((t, i) -> Math.sin(t + i)),
                table((t, i) -> Math.cos(0.7 * t + i)),
                table((t, i) -> 0.1 * t + 0.01 * i));
    }

    @Test
    void outputsAndWeightsAgreeWithValuesComputedElsewhere() {
        Attended after = golden(ShearPlacement.POST_ROPE);
        double[] first = {0, 0.0541210773963, 0.0976224803158, 0.1558294721100};
        double[] output = after.output().toDoubles();
        for (int t = 0; t < 4; t++) {
            for (int i = 0; i < 4; i++) {
                assertThat(output[4 * t + i]).isCloseTo(first[t] + 0.01 * i, within(1e-9));
            }
        }
        double[] last = {.204985085, .2847203686, .2573092868, .2529852596};
        double[] weights = after.weights().toDoubles();
        for (int j = 0; j < 4; j++) {
            assertThat(weights[12 + j]).isCloseTo(last[j], within(1e-9));
        }
        assertThat(golden(ShearPlacement.PRE_ROPE).output().toDoubles()[12]).isCloseTo(.1602649095, within(1e-9));
    }

    @Test
    void gammaZeroIsStandardAttentionToTheLastBit() {
        Tensor hidden = Tensor.ones(LENGTH, LENGTH).triu(1).gt(0.5);
        RotaryPositions positions = new RotaryPositions(4, 10_000);
        double[] plain = positions
                .rotate(q, 0)
                .matmul(positions.rotate(k, 0).mT())
                .div(2)
                .maskedFill(hidden, Double.NEGATIVE_INFINITY)
                .softmax(-1)
                .matmul(v)
                .toDoubles();
        for (ShearPlacement placement : ShearPlacement.values()) {
            double gamma = placement == ShearPlacement.NONE ? 1 : 0;
            assertThat(attend(heads(3).gamma(gamma).placement(placement).build(), q, k, v)
                            .output()
                            .toDoubles())
                    .containsExactly(plain);
        }
    }

    @ParameterizedTest
    @EnumSource(ShearPlacement.class)
    void scoresDependOnTheSymbolsAtBothPlacesAndBeforeThemOnly(ShearPlacement placement) {
        MomentumAttention settings = heads(3).gamma(0.8).placement(placement).build();
        Tensor before = scores(settings, q, k);
        int changed = 2;
        Tensor noise = Tensor.zeros(2, 3, LENGTH, 4);
        noise.narrow(2, changed, 1).addInPlace(1.5);
        Tensor queriesMoved = scores(settings, q.add(noise), k).sub(before).abs();
        Tensor keysMoved = scores(settings, q, k.add(noise)).sub(before).abs();
        for (int t = 0; t < LENGTH; t++) {
            boolean touched = t == changed || t == changed + 1 && placement != ShearPlacement.NONE;
            assertThat(queriesMoved.select(2, t).max().item() > 1e-9).isEqualTo(touched);
            assertThat(keysMoved.select(3, t).max().item() > 1e-9).isEqualTo(touched);
        }
    }

    /** Before the mask and the softmax; from what the attention reports of its vectors. */
    private static Tensor scores(MomentumAttention settings, Tensor q, Tensor k) {
        Attended attended = attend(settings, q, k, k);
        RotaryPositions positions = new RotaryPositions(4, 10_000);
        boolean late = settings.placement() == ShearPlacement.PRE_ROPE;
        Tensor queries = late ? positions.rotate(attended.shearedQuery(), 0) : attended.shearedQuery();
        Tensor keys = late ? positions.rotate(attended.shearedKey(), 0) : attended.shearedKey();
        return queries.matmul(keys.mT());
    }

    @Test
    void outputsDoNotSeeLaterVectors() {
        MomentumAttention settings = heads(3).gamma(2).valueGamma(0.3).build();
        Tensor later = Tensor.zeros(2, 3, LENGTH, 4);
        later.narrow(2, 3, 3).addInPlace(0.7);
        Tensor one = attend(settings, q, k, v).output();
        Tensor other =
                attend(settings, q.add(later), k.add(later), v.add(later)).output();
        assertThat(other.narrow(2, 0, 3).toDoubles())
                .containsExactly(one.narrow(2, 0, 3).toDoubles());
        assertThat(other.narrow(2, 3, 1).allClose(one.narrow(2, 3, 1), 0, 1e-3)).isFalse();
    }

    @Test
    void onlyDistancesOfPlacesCount() {
        RotaryPositions positions = new RotaryPositions(4, 10_000);
        KinematicShear shear = KinematicShear.fixed(0.9);
        Tensor here = shear.apply(positions.rotate(q, 0), 2)
                .matmul(shear.apply(positions.rotate(k, 0), 2).mT());
        for (int offset : new int[] {1, 17, 1000}) {
            Tensor there = shear.apply(positions.rotate(q, offset), 2)
                    .matmul(shear.apply(positions.rotate(k, offset), 2).mT());
            assertThat(there.sub(here).abs().max().item()).isLessThan(1e-10);
        }
    }

    @Test
    void theSlopeByGammaAgreesWithDifferences() {
        TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
        DotProductAttention learned = DotProductAttention.of(
                heads(3).gamma(0.6).coupling(ShearCoupling.LEARNED).build(), parameters, "");
        Tensor raw = parameters.get("gamma");
        Tensor loss = learned.attend(q, k, v).output().square().mul(v).sum();
        double[] slopes = Autograd.gradient(loss, raw, false).toDoubles();
        double h = 1e-5;
        for (int head = 0; head < 3; head++) {
            // d gamma / d raw is the logistic function, 1 - exp(-gamma).
            double byGamma = slopes[head] / -Math.expm1(-0.6);
            double difference = (lossOfHead(head, 0.6 + h) - lossOfHead(head, 0.6 - h)) / (2 * h);
            assertThat(byGamma).isCloseTo(difference, within(1e-6 * Math.max(1, Math.abs(difference))));
            assertThat(Math.abs(difference)).isGreaterThan(1e-3);
        }
    }

    /** The part of the loss above of one head, with a fixed gamma. */
    private double lossOfHead(int head, double gamma) {
        Tensor[] own = {q.narrow(1, head, 1), k.narrow(1, head, 1), v.narrow(1, head, 1)};
        return attend(heads(1).gamma(gamma).build(), own[0], own[1], own[2])
                .output()
                .square()
                .mul(own[2])
                .sum()
                .item();
    }

    @Test
    void aSingleplaceHasNoMomentum() {
        Tensor one = q.narrow(2, 0, 1);
        Attended attended = attend(heads(3).gamma(3).build(), one, one, v.narrow(2, 0, 1));
        assertThat(attended.shearedQuery().toDoubles())
                .containsExactly(attended.query().toDoubles());
        assertThat(attended.output().toDoubles())
                .containsExactly(v.narrow(2, 0, 1).contiguous().toDoubles());
    }

    @Test
    void couplingsThatAreLearnedNeedParameters() {
        assertThatThrownBy(() -> DotProductAttention.of(
                        heads(1).coupling(ShearCoupling.LEARNED).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("need parameters");
    }
}
