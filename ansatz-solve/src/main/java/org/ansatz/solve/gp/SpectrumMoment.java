package org.ansatz.solve.gp;

/**
 * The covariances of the first process at one step.
 *
 * @param step updates done
 * @param kernels [fields][axes that are there]
 */
record SpectrumMoment(int step, SpectralMixture[][] kernels) {}
