/** Low-rank tensor formats. */
package org.ansatz.lowrank;
