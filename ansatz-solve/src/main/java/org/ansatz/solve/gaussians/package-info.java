/** Physics-informed Gaussians: {@code method: gaussians}. */
package org.ansatz.solve.gaussians;
