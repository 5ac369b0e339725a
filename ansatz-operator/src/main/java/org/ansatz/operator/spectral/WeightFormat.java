package org.ansatz.operator.spectral;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ansatz.lowrank.CanonicalTensor;
import org.ansatz.lowrank.LowRankTensor;
import org.ansatz.lowrank.RankRule;
import org.ansatz.lowrank.TensorTrain;
import org.ansatz.lowrank.TuckerTensor;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;

/**
 * How spectral weights are stored.
 *
 * @param kind of format
 * @param fraction of the dense tensor's entries that the factors may have; the ranks follow by {@link RankRule}
 * @param separable whether every channel is filtered by itself, without mixing
 * @param joint whether all layers share one tensor with an axis of layers
 * @param contraction how it is applied
 * @param fixed modes of {@code [inputs, outputs, m_1, ..]} (separable: {@code [channels, m_1, ..]}) that a Tucker tensor leaves
 *     as they are, such as both of the channels
 */
public record WeightFormat(
        Kind kind, double fraction, boolean separable, boolean joint, Contraction contraction, Set<Integer> fixed) {
    /** The formats. */
    public enum Kind {
        DENSE,
        TUCKER,
        /** Canonical polyadic. */
        CP,
        /** Tensor train. */
        TT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How factors are applied. */
    public enum Contraction {
        /** The cheaper of the others, by the count of multiplications. */
        AUTOMATIC,
        /** One factor after the other. */
        FACTORIZED,
        /** The dense tensor is formed first. */
        RECONSTRUCTED
    }

    /** One dense tensor per layer. */
    public static final WeightFormat DENSE =
            new WeightFormat(Kind.DENSE, 1, false, false, Contraction.AUTOMATIC, Set.of());

    /** @throws InvalidProblem if the fraction is not in (0, 1], or modes are fixed that cannot be */
    public WeightFormat {
        fixed = Set.copyOf(fixed);
        if (kind != Kind.TUCKER && !fixed.isEmpty()) {
            throw new InvalidProblem(
                    "fixed_modes: only a tucker factorization can leave modes as they are, not " + kind.word());
        }
        if (!(fraction > 0 && fraction <= 1)) {
            throw new InvalidProblem("rank: " + fraction + " is not a fraction above 0 and at most 1");
        }
        if (kind == Kind.DENSE && joint) {
            throw new InvalidProblem("joint weights need a factorization: tucker, cp or tt");
        }
    }

    /** A format of one tensor per layer. */
    public static WeightFormat of(Kind kind, double fraction) {
        return new WeightFormat(kind, fraction, false, false, Contraction.AUTOMATIC, Set.of());
    }

    public WeightFormat asSeparable() {
        return new WeightFormat(kind, fraction, true, joint, contraction, fixed);
    }

    public WeightFormat asJoint() {
        return new WeightFormat(kind, fraction, separable, true, contraction, fixed);
    }

    public WeightFormat with(Contraction other) {
        return new WeightFormat(kind, fraction, separable, joint, other, fixed);
    }

    /** Tucker factors for all modes but these. */
    public WeightFormat withFixed(Integer... modes) {
        return new WeightFormat(kind, fraction, separable, joint, contraction, Set.copyOf(List.of(modes)));
    }

    /** The fixed modes of a tensor, which has the axis of layers in front if it is a joint one. */
    Set<Integer> fixedOf() {
        return fixed.stream().map(k -> joint ? k + 1 : k).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether the fixed modes are some of a tensor's.
     *
     * @param order of a tensor of one layer
     * @throws InvalidProblem if not
     */
    public void checkOrder(int order) {
        if (fixed.size() >= order || fixed.stream().anyMatch(k -> k < 0 || k >= order)) {
            throw new InvalidProblem("fixed_modes: " + new TreeSet<>(fixed) + " must be some of the modes 0 to "
                    + (order - 1) + " of the weights, not all of them");
        }
    }

    /** Random complex factors whose dense tensor has entries of mean square {@code std^2}. */
    LowRankTensor random(long[] shape, double std, RandomStream random) {
        DType type = DType.COMPLEX128;
        return switch (kind) {
            case TUCKER -> {
                Set<Integer> whole = fixedOf();
                long[] ranks = RankRule.tucker(shape, fraction, whole);
                yield TuckerTensor.random(shape, ranks, whole, std, type, Device.CPU, random);
            }
            case CP ->
                CanonicalTensor.random(shape, RankRule.canonical(shape, fraction), std, type, Device.CPU, random);
            case TT -> TensorTrain.random(shape, RankRule.tensorTrain(shape, fraction), std, type, Device.CPU, random);
            case DENSE -> throw new IllegalStateException("a dense weight has no factors");
        };
    }

    /** Such as {@code tucker 0.1 joint}. */
    @Override
    public String toString() {
        String text = kind == Kind.DENSE ? kind.word() : kind.word() + " " + fraction;
        return text
                + (separable ? " separable" : "")
                + (joint ? " joint" : "")
                + (fixed.isEmpty() ? "" : " without modes " + new TreeSet<>(fixed));
    }
}
