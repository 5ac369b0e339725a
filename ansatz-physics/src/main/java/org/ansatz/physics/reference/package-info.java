/**
 * Classical solvers on the same problems as every other method, sharing no numerics with them: integrators for ordinary
 * differential equations, and Chebyshev or Fourier collocation with Newton's method on boxes.
 */
package org.ansatz.physics.reference;
