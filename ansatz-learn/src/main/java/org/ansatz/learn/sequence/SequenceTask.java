package org.ansatz.learn.sequence;

import org.ansatz.tensor.RandomStream;

/** A source of sequences with predictions to be made. */
public interface SequenceTask {
    /** Size of the alphabet. */
    int symbols();

    /** Draws sequences; the same stream gives the same ones. */
    SequenceBatch draw(RandomStream random, int count);

    /** The same sequences in another layout. */
    default SequenceTask laidOut(SequenceLayout layout) {
        SequenceTask task = this;
        return new SequenceTask() {
            @Override
            public int symbols() {
                return task.symbols();
            }

            @Override
            public SequenceBatch draw(RandomStream random, int count) {
                SequenceBatch batch = task.draw(random, count);
                return new SequenceBatch(batch.tokens(), batch.places(), batch.targets(), layout);
            }
        };
    }
}
