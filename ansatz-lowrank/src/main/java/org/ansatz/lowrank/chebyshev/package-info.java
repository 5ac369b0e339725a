/**
 * Functions of several variables as Tucker tensors whose factors are Chebyshev series (arXiv 2503.01696), made from values at
 * Chebyshev nodes, from arrays on uniform grids, or from sums of Gaussians without any grid; and the kernels 1/r and
 * exp(-lambda r)/r as such sums.
 */
package org.ansatz.lowrank.chebyshev;
