/** Ansatz. */
package org.ansatz.cli;
