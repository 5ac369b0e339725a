/** Truncated Taylor series in several variables: multi-indices and the algebra of jets. */
package org.ansatz.tensor.jet;
