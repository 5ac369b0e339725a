/** Maps between functions, learned from data and from equations. */
package org.ansatz.operator;
