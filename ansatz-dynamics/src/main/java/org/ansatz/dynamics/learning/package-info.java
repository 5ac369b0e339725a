/**
 * Hamiltonians learned from points of phase space: mechanical systems as data, a network on the graph of bodies, meta-learning over kinds of
 * systems, adaptation to one that was not seen, and its errors.
 *
 * <p>Points of phase space are {@code [bodies, 4]} features {@code (q_1, q_2, p_1, p_2)} of each body; motions along a line have
 * {@code q_2 = p_2 = 0}.
 */
package org.ansatz.dynamics.learning;
