/** Finite elements on triangles for scalar second-order elliptic problems in the plane. */
package org.ansatz.physics.reference.fem;
