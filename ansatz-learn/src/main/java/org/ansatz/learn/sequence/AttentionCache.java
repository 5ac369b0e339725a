package org.ansatz.learn.sequence;

import java.util.Optional;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * What one layer remembers of the places before. Differences need un-sheared vectors: those of the last place are kept as they were
 * before the shear, beside the sheared keys of all places, which no later place changes.
 */
final class AttentionCache implements AutoCloseable {
    private static final int TIME = 2;

    private Tensor lastQuery;
    private Tensor lastKey;
    private Tensor lastValue;
    private Tensor keys;
    private Tensor values;

    Optional<Tensor> lastQuery() {
        return Optional.ofNullable(lastQuery);
    }

    Optional<Tensor> lastKey() {
        return Optional.ofNullable(lastKey);
    }

    Optional<Tensor> lastValue() {
        return Optional.ofNullable(lastValue);
    }

    /** Remembers un-sheared vectors of new places. */
    void remember(Tensor query, Tensor key, Tensor value) {
        lastQuery = replaced(lastQuery, last(query));
        lastKey = replaced(lastKey, last(key));
        lastValue = replaced(lastValue, last(value));
    }

    /** The keys of all places, those of new ones behind. */
    Tensor keys(Tensor fresh) {
        keys = replaced(keys, keys == null ? fresh.detach().copy() : Tensor.cat(TIME, keys, fresh.detach()));
        return keys;
    }

    /** The values of all places, those of new ones behind. */
    Tensor values(Tensor fresh) {
        values = replaced(values, values == null ? fresh.detach().copy() : Tensor.cat(TIME, values, fresh.detach()));
        return values;
    }

    private static Tensor last(Tensor x) {
        return x.detach().narrow(TIME, x.size(TIME) - 1, 1).copy();
    }

    private static Tensor replaced(Tensor old, Tensor fresh) {
        if (old != null) {
            old.close();
        }
        return Scope.release(fresh);
    }

    @Override
    public void close() {
        for (Tensor tensor : new Tensor[] {lastQuery, lastKey, lastValue, keys, values}) {
            if (tensor != null) {
                tensor.close();
            }
        }
    }
}
