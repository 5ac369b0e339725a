/**
 * Solvers for whole families of input fields on uniform grids, made to generate training data: pseudo-spectral on periodic
 * domains, finite volumes and sine transforms on the unit square. Independent of everything that learns.
 */
package org.ansatz.physics.reference.periodic;
