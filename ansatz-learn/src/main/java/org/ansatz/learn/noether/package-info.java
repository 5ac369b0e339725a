/**
 * Noether's learning dynamics (Tanaka and Kunin, arXiv 2105.02716): symmetries of a loss in its parameters, checks that a model
 * has them, and the laws that its charges, such as squared norms of weights in front of a normalisation, obey under gradient
 * descent with momentum and decay.
 *
 * <p>Convention: {@code v <- beta v + g + k q}, {@code q <- q - eta v}, time {@code t = eta n}. To second order in eta this is a
 * particle of mass {@code m = eta (1 + beta) / 2} with friction {@code mu = 1 - beta} in the potential {@code f + k |q|^2 / 2}.
 *
 * <p>Which law: {@link org.ansatz.learn.noether.DiscreteLaw} holds to round-off at every step, with any schedule of rates; {@link
 * org.ansatz.learn.noether.NoetherLaw} is the differential equation of the charge, good while eta is small; {@link
 * org.ansatz.learn.noether.RmsPropForm} leaves out inertia as well and needs to know how gradients of successive steps are
 * correlated.
 */
package org.ansatz.learn.noether;
