/** Optimizers: first-order on tensors, quasi-Newton and Levenberg-Marquardt on flat arrays. */
package org.ansatz.learn.optim;
