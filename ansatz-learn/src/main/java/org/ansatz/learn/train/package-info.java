/** Objectives of named terms, the weights that balance them, and the loop that minimises them. */
package org.ansatz.learn.train;
