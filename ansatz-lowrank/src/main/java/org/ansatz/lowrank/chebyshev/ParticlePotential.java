package org.ansatz.lowrank.chebyshev;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.ansatz.lowrank.CanonicalTensor;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Scope;
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
                        + Arrays.toString(centres[p]) + ": all must be finite, with "
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
                    throw new InvalidProblem("particle " + p + " at " + Arrays.toString(centres[p])
                            + " is outside the box: coordinate " + k + " must be in ["
                            + axes.get(k).interval().min() + ", "
                            + axes.get(k).interval().max() + "]");
                }
            }
        }
    }

    /**
     * The sum on the product of given coordinates, row by row, the last axis fastest: Gaussians are separable, so that this costs two
     * operations per term and value.
     *
     * @param coordinates [coordinates][..]
     */
    public double[] onGrid(double[]... coordinates) {
        if (coordinates.length != dimension()) {
            throw new InvalidProblem(
                    "a grid with " + coordinates.length + " axes for particles with " + dimension() + " coordinates");
        }
        double[] sum =
                new double[Arrays.stream(coordinates).mapToInt(x -> x.length).reduce(1, Math::multiplyExact)];
        for (int from = 0; from < charges.length; from += group()) {
            int start = from;
            Scope.run(() -> {
                List<Tensor> matrices = IntStream.range(0, coordinates.length)
                        .mapToObj(k -> matrix(coordinates[k], rows(coordinates[k], k, start, end(start))))
                        .toList();
                double[] part = new CanonicalTensor(weights(start), matrices)
                        .reconstruct()
                        .toDoubles();
                for (int p = 0; p < sum.length; p++) {
                    sum[p] += part[p];
                }
            });
        }
        return sum;
    }

    /** The canonical tensors of Chebyshev coefficients of groups of particles, made when asked for. */
    Iterable<CanonicalTensor> coefficients(List<ChebyshevAxis> axes) {
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
                next = end(from);
                List<Tensor> matrices = IntStream.range(0, axes.size())
                        .mapToObj(k -> matrix(axes.get(k).nodes(), coefficients(axes.get(k), k, from, end(from))))
                        .toList();
                return new CanonicalTensor(weights(from), matrices);
            }
        };
    }

    private int group() {
        return Math.max(1, TERMS_AT_ONCE / kernel.terms());
    }

    private int end(int from) {
        return Math.min(charges.length, from + group());
    }

    private Tensor weights(int from) {
        int gaussians = kernel.terms();
        double[] weights = new double[(end(from) - from) * gaussians];
        for (int r = 0; r < weights.length; r++) {
            weights[r] = charges[from + r / gaussians] * kernel.weights()[r % gaussians];
        }
        return Tensor.of(weights);
    }

    private static Tensor matrix(double[] coordinates, double[] rows) {
        return Tensor.of(rows, rows.length / coordinates.length, coordinates.length)
                .mT();
    }

    /** Chebyshev coefficients of {@code exp(-t^2 (x - c)^2)} for some particles and all t, [terms][points]. */
    double[] coefficients(ChebyshevAxis axis, int coordinate, int from, int to) {
        double[] rows = rows(axis.nodes(), coordinate, from, to);
        ChebyshevTransform transform = new ChebyshevTransform(axis.points());
        for (int start = 0; start < rows.length; start += axis.points()) {
            transform.coefficients(rows, start, 1);
        }
        return rows;
    }

    private double[] rows(double[] x, int coordinate, int from, int to) {
        double[] rows = new double[(to - from) * kernel.terms() * x.length];
        int at = 0;
        for (int nu = from; nu < to; nu++) {
            for (double rate : kernel.rates()) {
                for (double place : x) {
                    double scaled = rate * (place - centres[nu][coordinate]);
                    rows[at++] = Math.exp(-scaled * scaled);
                }
            }
        }
        return rows;
    }
}
