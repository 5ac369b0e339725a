package org.ansatz.learn.module;

/** Activations that solve a first-order differential equation, so that their Taylor series follow by recursion. */
public enum Activation {
    /** {@code y' = 1 - y^2}. */
    TANH,
    /** {@code y' = c, c' = -y}. */
    SIN
}
