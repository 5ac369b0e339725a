package org.ansatz.learn.sequence;

import java.util.Arrays;
import org.ansatz.tensor.RandomStream;

/**
 * Distinct random symbols, a separator, and the same symbols once more: in the second copy each has to be predicted from those
 * before it, the first excepted, which nothing announces. The number of symbols is drawn for every sequence, so that no fixed
 * distance leads to the answer. The separator is symbol {@code alphabet}; the last symbol is padding behind shorter sequences.
 *
 * @param alphabet symbols that are repeated
 * @param shortest fewest symbols of a copy, at least 2
 * @param longest most symbols of a copy
 */
public record RepeatedSequence(int alphabet, int shortest, int longest) implements SequenceTask {
    public RepeatedSequence {
        if (shortest < 2 || longest < shortest || longest > alphabet) {
            throw new IllegalArgumentException(
                    "a repeated sequence has between 2 symbols and as many as the alphabet, got " + shortest + " to "
                            + longest + " of " + alphabet);
        }
    }

    @Override
    public int symbols() {
        return alphabet + 2;
    }

    /** Places of a sequence. */
    public int length() {
        return 2 * longest + 1;
    }

    @Override
    public SequenceBatch draw(RandomStream random, int count) {
        long[][] tokens = new long[count][length()];
        int[] lengths = new int[count];
        long[] places = new long[count * (longest - 1)];
        long[] targets = new long[places.length];
        int counted = 0;
        for (int row = 0; row < count; row++) {
            int copy = (int) random.integer(shortest, longest + 1L);
            int[] symbols = random.permutation(alphabet);
            lengths[row] = 2 * copy + 1;
            Arrays.fill(tokens[row], alphabet + 1L);
            tokens[row][copy] = alphabet;
            for (int i = 0; i < copy; i++) {
                tokens[row][i] = symbols[i];
                tokens[row][copy + 1 + i] = symbols[i];
            }
            for (int i = 0; i + 1 < copy; i++) {
                places[counted] = (long) row * length() + copy + 1 + i;
                targets[counted++] = symbols[i + 1];
            }
        }
        return new SequenceBatch(
                tokens,
                Arrays.copyOf(places, counted),
                Arrays.copyOf(targets, counted),
                SequenceLayout.rightPadded(length(), lengths));
    }
}
