/**
 * Tensors on libtorch: a small fluent face with the method names of PyTorch and NumPy, native memory with a lifetime that
 * code can see ({@link org.ansatz.tensor.Scope}), derivatives of any module ({@link org.ansatz.tensor.Autograd}), linear
 * algebra, Fourier transforms, and seeded random streams.
 *
 * <p>libtorch is loaded by the first tensor, not before. Fixed networks on plain arrays ({@code kernel}), jets
 * ({@code jet}) and array files ({@code io}) never load it. The default type is float64.
 */
package org.ansatz.tensor;
