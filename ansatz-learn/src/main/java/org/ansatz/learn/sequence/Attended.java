package org.ansatz.learn.sequence;

import org.ansatz.tensor.Tensor;

/**
 * What attention computed, all [batch, heads, places, ...].
 *
 * @param query as it was before the shear, rotated if the shear comes after the rotation
 * @param shearedQuery {@code query + gamma p}
 * @param key as it was before the shear
 * @param shearedKey {@code key + gamma p}
 * @param weights [batch, heads, queries, keys], rows of sum 1
 * @param output [batch, heads, queries, width]
 */
public record Attended(
        Tensor query, Tensor shearedQuery, Tensor key, Tensor shearedKey, Tensor weights, Tensor output) {}
