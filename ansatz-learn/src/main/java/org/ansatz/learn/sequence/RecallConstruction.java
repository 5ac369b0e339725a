package org.ansatz.learn.sequence;

import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * One attention layer with hand-made weights that recalls without training: vectors of symbols are unit vectors, queries and values
 * are those, keys are {@code -c} times those, positions are not coded, and keys are sheared. The score of place j seen from t is, up
 * to the softmax's scale, {@code -c (1 + gamma) [x_t = x_j] + c gamma [x_t = x_(j-1)]}: largest at successors of the symbol asked for. With
 * gamma 0 it depends on {@code x_j} alone and all values of a recall are alike.
 *
 * @param symbols size of the alphabet
 * @param sharpness the factor c, positive
 * @param attention the shear; {@link #keysOnly} is the construction
 */
public record RecallConstruction(int symbols, double sharpness, MomentumAttention attention) {
    public RecallConstruction {
        if (symbols < 1 || !(sharpness > 0 && Double.isFinite(sharpness))) {
            throw new IllegalArgumentException(
                    "a construction needs symbols and a positive sharpness, got " + symbols + " and " + sharpness);
        }
    }

    /** The construction with a gamma. */
    public static RecallConstruction keysOnly(int symbols, double sharpness, double gamma) {
        MomentumAttention attention = MomentumAttention.builder()
                .queryGamma(0)
                .keyGamma(gamma)
                .withoutPositions()
                .build();
        return new RecallConstruction(symbols, sharpness, attention);
    }

    /** The mixture of symbols that every place attends to, [batch, length, symbols], float64. */
    public Tensor mixture(Tensor tokens) {
        Tensor unit = Tensor.eye(symbols)
                .indexSelect(0, tokens.reshape(-1))
                .reshape(tokens.size(0), 1, tokens.size(1), symbols);
        return DotProductAttention.of(attention)
                .attend(unit, unit.mul(-sharpness), unit)
                .output()
                .squeeze(1);
    }

    /**
     * Share of the questions of a recall at which the heaviest value of the mixture is the right one.
     *
     * @param firstValue values are the symbols from here on
     */
    public double accuracy(SequenceBatch batch, int firstValue, int values) {
        Scope scope = Scope.open();
        try {
            Tensor mixture = Autograd.noGrad(() -> mixture(batch.tensor()))
                    .reshape(-1, symbols)
                    .indexSelect(0, Tensor.of(batch.places()));
            Tensor named = mixture.narrow(1, firstValue, values).argmax(1).add((long) firstValue);
            Tensor right = named.eq(Tensor.of(batch.targets()));
            return right.to(DType.FLOAT64).mean().item();
        } finally {
            scope.close();
        }
    }
}
