/** Convolutions whose kernels are low-rank products of one-dimensional filters, and networks of them (arXiv 2304.04964). */
package org.ansatz.operator.conv;
