package org.ansatz.learn.sequence;

import org.ansatz.tensor.RandomStream;

/** A source of sequences with predictions to be made. */
public interface SequenceTask {
    /** Size of the alphabet. */
    int symbols();

    /** Draws sequences; the same stream gives the same ones. */
    SequenceBatch draw(RandomStream random, int count);
}
