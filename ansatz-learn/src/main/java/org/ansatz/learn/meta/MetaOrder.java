package org.ansatz.learn.meta;

/** What the gradient by the initial value takes into account. */
public enum MetaOrder {
    /** MAML: the query losses' gradient through all inner steps (Finn et al., arXiv 1703.03400, eq. 1). */
    SECOND,
    /** The same with the inner gradients held constant (ibid., section 5.2): half the cost. */
    FIRST,
    /**
     * The way back from adapted parameters to the initial value, {@code theta - theta'} (Nichol et al., arXiv 1803.02999,
     * algorithm 2); query losses are measured only.
     */
    REPTILE
}
