/** Ansatz. */
package org.ansatz.learn;
