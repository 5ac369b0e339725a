/** Steps from the gradient of a matrix to the direction it is moved in; optimizers are chains of them. */
package org.ansatz.learn.optim.transform;
