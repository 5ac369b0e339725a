/** Losses of tensors, point by point. */
package org.ansatz.learn.loss;
