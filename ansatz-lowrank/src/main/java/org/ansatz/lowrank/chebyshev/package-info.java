/**
 * Functions of several variables as Tucker tensors whose factors are Chebyshev series (arXiv 2503.01696), made from values at
 * Chebyshev nodes, from arrays on uniform grids, or from sums of Gaussians without any grid; and the kernels 1/r and
 * exp(-lambda r)/r as such sums.
 *
 * <pre>{@code
 * List<Interval> box = List.of(new Interval(-1, 1), new Interval(-1, 1), new Interval(-1, 1));
 * ChebyshevApproximation approximation = ChebyshevApproximation.on(box, 1e-7, System.err::println);
 *
 * ChebyshevTucker f = approximation.adaptive(x -> 1 / (1 + x[0] * x[0] + x[1] * x[2])).function();
 * double value = f.at(0.3, -0.2, 0.9);
 * double byX = f.derivative(0).at(0.3, -0.2, 0.9);
 * double integral = f.integrate();
 *
 * GaussianKernel smooth = NewtonKernel.sinc(40, 0.25).split(10).longRange();
 * ChebyshevTucker potential =
 *         approximation.gaussians(new ParticlePotential(smooth, centres, charges), 65, 65, 65).function();
 * ChebyshevTuckerFile.write(Path.of("potential.safetensors"), potential);
 * }</pre>
 *
 * <p>Only smooth functions are of low degree: a singular kernel is split first, and its sharp Gaussians are summed directly.
 */
package org.ansatz.lowrank.chebyshev;
