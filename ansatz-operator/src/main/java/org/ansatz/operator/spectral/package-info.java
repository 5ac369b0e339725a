/** Convolutions by multiplication of Fourier coefficients, with dense and factorised weights. */
package org.ansatz.operator.spectral;
