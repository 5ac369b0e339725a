/** Scalar field theories on a line: potentials, evolution, conserved quantities, exact solutions. */
package org.ansatz.dynamics.field;
