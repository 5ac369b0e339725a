/** Learned low-rank products of dense matrices along the axes of a grid (Lord layers, arXiv 2206.09418). */
package org.ansatz.operator.lord;
