package org.ansatz.lowrank.chebyshev;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.ansatz.lowrank.CanonicalTensor;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Tensor;

/**
 * The potential of many particles, {@code sum_nu z_nu K(|x - x_nu|)} with a kernel K of Gaussians: a canonical tensor of functions
 * with one term per particle and Gaussian.
 *
 * @param centres [particles][coordinates]; several may be at one place
 * @param charges z_nu
 */
public record ParticlePotential(GaussianKernel kernel, double[][] centres, double[] charges) {
    private static final int TERMS_AT_ONCE = 4096;

    /**
     * @throws InvalidProblem if there is no particle, their numbers differ, or a number is not finite
     */
    public ParticlePotential {
        if (charges.length == 0 || charges.length != centres.length) {
            throw new InvalidProblem("a potential needs as many charges as centres, at least one; given "
                    + charges.length + " and " + centres.length);
        }
        for (int p = 0; p < charges.length; p++) {
            boolean finite = Double.isFinite(charges[p]) && centres[p].length == centres[0].length;
            for (double x : centres[p]) {
                finite &= Double.isFinite(x);
            }
            if (!finite) {
                throw new InvalidProblem("particle " + p + " has charge " + charges[p] + " and centre "
                        + java.util.Arrays.toString(centres[p]) + ": all must be finite, with "
                        + centres[0].length + " coordinates");
            }
        }
    }

    public int dimension() {
        return centres[0].length;
    }

    /** Number of terms of the canonical representation. */
    public long terms() {
        return (long) charges.length * kernel.terms();
    }

    /**
     * The sum itself, Gaussian by Gaussian.
     *
     * @param points [coordinates][n]
     */
    public double[] evaluate(double[][] points) {
        double[] values = new double[points[0].length];
        for (int p = 0; p < values.length; p++) {
            double sum = 0;
            for (int nu = 0; nu < charges.length; nu++) {
                double square = 0;
                for (int k = 0; k < points.length; k++) {
                    double difference = points[k][p] - centres[nu][k];
                    square += difference * difference;
                }
                sum += charges[nu] * kernel.atSquare(square);
            }
            values[p] = sum;
        }
        return values;
    }

    /** Refuses particles outside a box. */
    void checkInside(List<ChebyshevAxis> axes) {
        if (axes.size() != dimension()) {
            throw new InvalidProblem("particles with " + dimension() + " coordinates in a box with " + axes.size());
        }
        for (int p = 0; p < centres.length; p++) {
            for (int k = 0; k < axes.size(); k++) {
                if (Math.abs(axes.get(k).unit(centres[p][k])) > 1) {
                    throw new InvalidProblem("particle " + p + " at " + java.util.Arrays.toString(centres[p])
                            + " is outside the box: coordinate " + k + " must be in ["
                            + axes.get(k).interval().min() + ", "
                            + axes.get(k).interval().max() + "]");
                }
            }
        }
    }

    /** The canonical tensors of Chebyshev coefficients of groups of particles, made when asked for. */
    Iterable<CanonicalTensor> coefficients(List<ChebyshevAxis> axes) {
        int group = Math.max(1, TERMS_AT_ONCE / kernel.terms());
        return () -> new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < charges.length;
            }

            @Override
            public CanonicalTensor next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int from = next;
                next = Math.min(charges.length, next + group);
                return coefficients(axes, from, next);
            }
        };
    }

    private CanonicalTensor coefficients(List<ChebyshevAxis> axes, int from, int to) {
        int gaussians = kernel.terms();
        double[] weights = new double[(to - from) * gaussians];
        for (int r = 0; r < weights.length; r++) {
            weights[r] = charges[from + r / gaussians] * kernel.weights()[r % gaussians];
        }
        List<Tensor> matrices = IntStream.range(0, axes.size())
                .mapToObj(k -> Tensor.of(
                                rows(axes.get(k), k, from, to),
                                weights.length,
                                axes.get(k).points())
                        .mT())
                .toList();
        return new CanonicalTensor(Tensor.of(weights), matrices);
    }

    /** Coefficients of {@code exp(-t^2 (x - c)^2)} for all particles of a group and all t, [terms][points]. */
    double[] rows(ChebyshevAxis axis, int coordinate, int from, int to) {
        int n = axis.points();
        double[] nodes = axis.nodes();
        ChebyshevTransform transform = new ChebyshevTransform(n);
        double[] rows = new double[(to - from) * kernel.terms() * n];
        int start = 0;
        for (int nu = from; nu < to; nu++) {
            for (double rate : kernel.rates()) {
                for (int j = 0; j < n; j++) {
                    double scaled = rate * (nodes[j] - centres[nu][coordinate]);
                    rows[start + j] = Math.exp(-scaled * scaled);
                }
                transform.coefficients(rows, start, 1);
                start += n;
            }
        }
        return rows;
    }
}
