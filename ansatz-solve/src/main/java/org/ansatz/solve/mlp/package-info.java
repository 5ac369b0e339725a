/** Physics-informed networks: {@code method: mlp}. */
package org.ansatz.solve.mlp;
