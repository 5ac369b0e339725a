/** Least-squares fits of trial functions to a problem: shared by the methods {@code mlp} and {@code gaussians}. */
package org.ansatz.solve.collocation;
