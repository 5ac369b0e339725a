/**
 * Kernels on plain arrays: small dense networks with Taylor jets fused per tile of points, and BLAS/LAPACK on arrays.
 * With {@code --add-modules jdk.incubator.vector} they use SIMD, otherwise scalar loops.
 */
package org.ansatz.tensor.kernel;
