package org.ansatz.learn.sequence;

/** Where attention adds the difference to the previous place. */
public enum ShearPlacement {
    /** To rotated queries and keys, the placement of arXiv 2602.04902. */
    POST_ROPE,
    /** Before the rotation: another model, in which the difference knows contents only. */
    PRE_ROPE,
    /** Nowhere: standard attention. */
    NONE
}
