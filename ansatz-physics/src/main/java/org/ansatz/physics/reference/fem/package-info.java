/** Finite elements on triangles for scalar second-order elliptic problems in the plane, on tetrahedra for elastic bodies. */
package org.ansatz.physics.reference.fem;
