/**
 * Low-rank tensor formats on {@link org.ansatz.tensor.Tensor} factors, real or complex, on any device: Tucker, canonical
 * polyadic, tensor train; rules for their ranks, random beginnings, and decompositions of dense tensors.
 *
 * <p>Everything that a format computes is recorded where its factors require a gradient, so that factors can be trained.
 * Factors belong to the scope in which they were made, as all tensors do; {@link org.ansatz.lowrank.LowRankTensor#map}
 * keeps, moves, converts or marks them all at once.
 */
package org.ansatz.lowrank;
