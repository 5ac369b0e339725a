/** Ansatz. */
package org.ansatz.physics;
