/** Fields on lattices and Hamiltonian systems, and what they conserve. */
package org.ansatz.dynamics;
