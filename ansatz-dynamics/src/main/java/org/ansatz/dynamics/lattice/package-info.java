/** Periodic lattices and their spectral derivatives. */
package org.ansatz.dynamics.lattice;
