package org.ansatz.learn.sequence;

/** Whether the coupling gamma of a {@link KinematicShear} is learned. */
public enum ShearCoupling {
    FIXED,
    /** One positive number per head, for queries and keys alike. */
    LEARNED,
    /** Positive numbers per head, one for queries and another for keys. */
    LEARNED_SEPARATELY
}
