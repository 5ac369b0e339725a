/** Entropies, densities and rank tests of field values. */
package org.ansatz.dynamics.statistics;
