/** Ansatz. */
package org.ansatz.solve;
