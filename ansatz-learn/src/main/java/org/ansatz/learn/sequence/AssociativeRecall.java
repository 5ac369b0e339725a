package org.ansatz.learn.sequence;

import org.ansatz.tensor.RandomStream;

/**
 * Distinct keys, each followed by a value, then the keys once more in random order, at which their values have to be named. Symbols
 * 0 to {@code keys - 1} are keys, the next {@code keys} are values, and the last one separates pairs from questions if there is a separator.
 * Values of a sequence are distinct: who cannot tell which pair is asked for is right once in {@code pairs} times and has a loss of
 * {@code log(pairs)} at least.
 *
 * @param keys size of the alphabet of keys, and of that of values
 * @param pairs of a sequence
 * @param separated whether a separator stands before the questions
 */
public record AssociativeRecall(int keys, int pairs, boolean separated) implements SequenceTask {
    public AssociativeRecall {
        if (pairs < 1 || pairs > keys) {
            throw new IllegalArgumentException(
                    "associative recall needs between 1 pair and as many as there are keys, got " + pairs
                            + " pairs and " + keys + " keys");
        }
    }

    /** Without separator. */
    public AssociativeRecall(int keys, int pairs) {
        this(keys, pairs, false);
    }

    @Override
    public int symbols() {
        return 2 * keys + (separated ? 1 : 0);
    }

    /** Places of a sequence. */
    public int length() {
        return 3 * pairs + (separated ? 1 : 0);
    }

    /** The first place of the questions. */
    public int firstQuestion() {
        return length() - pairs;
    }

    @Override
    public SequenceBatch draw(RandomStream random, int count) {
        long[][] tokens = new long[count][length()];
        long[] places = new long[count * pairs];
        long[] targets = new long[count * pairs];
        int first = firstQuestion();
        for (int row = 0; row < count; row++) {
            int[] key = random.permutation(keys);
            int[] value = random.permutation(keys);
            int[] asked = random.permutation(pairs);
            for (int i = 0; i < pairs; i++) {
                tokens[row][2 * i] = key[i];
                tokens[row][2 * i + 1] = (long) keys + value[i];
                tokens[row][first + i] = key[asked[i]];
                places[row * pairs + i] = (long) row * length() + first + i;
                targets[row * pairs + i] = (long) keys + value[asked[i]];
            }
            if (separated) {
                tokens[row][first - 1] = 2L * keys;
            }
        }
        return new SequenceBatch(tokens, places, targets, SequenceLayout.whole());
    }
}
