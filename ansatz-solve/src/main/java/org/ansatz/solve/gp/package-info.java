/**
 * Gaussian processes with a learned power spectrum (GP-HM, arXiv 2311.04465): stationary spectral-mixture covariances on
 * uniform grids, Toeplitz and Kronecker algebra, the field eliminated exactly or optimised together with the spectrum.
 */
package org.ansatz.solve.gp;
