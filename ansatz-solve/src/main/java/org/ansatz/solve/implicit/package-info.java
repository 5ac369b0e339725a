/**
 * Implicit neural fields in time, arXiv 2210.00124: the field of each time lives in the weights of a small network of sines,
 * and a time step is the least-squares or energy problem that ordinary time integration poses for the next weights.
 */
package org.ansatz.solve.implicit;
