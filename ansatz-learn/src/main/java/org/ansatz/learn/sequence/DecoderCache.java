package org.ansatz.learn.sequence;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a {@link TransformerDecoder} remembers of the places that it has decoded, so that a further one costs no second look at them:
 * per layer the keys and values of all places, and the un-sheared query and key of the last. Holds native memory until closed.
 */
public final class DecoderCache implements AutoCloseable {
    private final SequenceLayout layout;
    private final List<AttentionCache> layers;
    private long batch = -1;
    private int length;

    DecoderCache(int layers, SequenceLayout layout) {
        if (!layout.isOrdered()) {
            throw new IllegalArgumentException(
                    "places in another order than that of time cannot be decoded one after the other");
        }
        this.layout = layout;
        this.layers = Stream.generate(AttentionCache::new).limit(layers).toList();
    }

    /** Places decoded so far. */
    public int length() {
        return length;
    }

    AttentionCache layer(int index) {
        return layers.get(index);
    }

    /** The layout of all places, new ones included. */
    SequenceLayout layout(int total) {
        return layout.extended(total);
    }

    /** @throws IllegalArgumentException if the rows are not as many as before */
    void check(long rows) {
        if (batch >= 0 && batch != rows) {
            throw new IllegalArgumentException("the cache is of " + batch + " sequences, given " + rows);
        }
    }

    void grown(long rows, int total) {
        batch = rows;
        length = total;
    }

    @Override
    public void close() {
        layers.forEach(AttentionCache::close);
    }
}
