/** Comparisons of what networks compute inside. */
package org.ansatz.learn.representation;
