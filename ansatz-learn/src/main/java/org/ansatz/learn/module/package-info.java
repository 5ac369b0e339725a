/**
 * Networks on plain arrays with Taylor-mode derivatives: one forward pass gives the value and any set of partial
 * derivatives, one backward pass the gradient by all parameters.
 */
package org.ansatz.learn.module;
