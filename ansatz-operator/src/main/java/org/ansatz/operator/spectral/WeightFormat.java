package org.ansatz.operator.spectral;

import java.util.Locale;
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
 */
public record WeightFormat(Kind kind, double fraction, boolean separable, boolean joint, Contraction contraction) {
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
    public static final WeightFormat DENSE = new WeightFormat(Kind.DENSE, 1, false, false, Contraction.AUTOMATIC);

    /** @throws InvalidProblem if the fraction is not in (0, 1] */
    public WeightFormat {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new InvalidProblem("rank: " + fraction + " is not a fraction above 0 and at most 1");
        }
        if (kind == Kind.DENSE && joint) {
            throw new InvalidProblem("joint weights need a factorization: tucker, cp or tt");
        }
    }

    /** A format of one tensor per layer. */
    public static WeightFormat of(Kind kind, double fraction) {
        return new WeightFormat(kind, fraction, false, false, Contraction.AUTOMATIC);
    }

    public WeightFormat asSeparable() {
        return new WeightFormat(kind, fraction, true, joint, contraction);
    }

    public WeightFormat asJoint() {
        return new WeightFormat(kind, fraction, separable, true, contraction);
    }

    public WeightFormat with(Contraction other) {
        return new WeightFormat(kind, fraction, separable, joint, other);
    }

    /** Random complex factors whose dense tensor has entries of mean square {@code std^2}. */
    LowRankTensor random(long[] shape, double std, RandomStream random) {
        DType type = DType.COMPLEX128;
        return switch (kind) {
            case TUCKER -> TuckerTensor.random(shape, RankRule.tucker(shape, fraction), std, type, Device.CPU, random);
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
        return text + (separable ? " separable" : "") + (joint ? " joint" : "");
    }
}
