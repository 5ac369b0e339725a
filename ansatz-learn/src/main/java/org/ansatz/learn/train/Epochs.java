package org.ansatz.learn.train;

import org.ansatz.tensor.RandomStream;

/** Batches that take every sample once per epoch, in an order that depends on the stream and the epoch only. One thread at a time. */
public final class Epochs {
    private final int samples;
    private final int batch;
    private final RandomStream random;
    private long epoch = -1;
    private int[] order = new int[0];

    /**
     * @param batch samples per step, all if there are fewer; a batch may lie across two epochs
     * @throws IllegalArgumentException if there are no samples or batches are empty
     */
    public Epochs(int samples, int batch, RandomStream random) {
        if (samples < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    "epochs need samples and batches, got " + samples + " samples in batches of " + batch);
        }
        this.samples = samples;
        this.batch = Math.min(batch, samples);
        this.random = random;
    }

    /** The numbers of the samples of a step. */
    public long[] batch(long step) {
        long[] chosen = new long[batch];
        for (int k = 0; k < batch; k++) {
            long place = step * batch + k;
            if (place / samples != epoch) {
                epoch = place / samples;
                order = random.child(epoch).permutation(samples);
            }
            chosen[k] = order[(int) (place % samples)];
        }
        return chosen;
    }
}
