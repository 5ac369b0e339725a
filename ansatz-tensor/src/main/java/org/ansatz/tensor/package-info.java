/** Ansatz. */
package org.ansatz.tensor;
