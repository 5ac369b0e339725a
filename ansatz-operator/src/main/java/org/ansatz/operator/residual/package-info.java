/** Discrete equations as residuals of batches of fields, losses made of them, and training without solved examples. */
package org.ansatz.operator.residual;
