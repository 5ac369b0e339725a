package org.ansatz.solve.collocation;

import org.ansatz.tensor.kernel.JetKernel;

/**
 * Trial functions as they were at some moment of a fit, or at the end of a window.
 *
 * @param when for the reader
 * @param theta parameters of the kernel, which unknown constants may follow
 */
public record Moment(String when, Features features, JetKernel kernel, double[] theta) {}
