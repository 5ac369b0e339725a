package org.ansatz.operator.conv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * A format of kernels with its ranks: how many weights it has, and kernels at random. Factors are normal with a spread such that
 * the entries of the materialised kernels have the wanted variance; none begins at zero, which would keep the gradients of
 * the others at zero.
 */
public sealed interface KernelFormat {
    /** The name with ranks, for tables: {@code R = 2}. */
    String label();

    /** Number of weights, without bias. */
    long parameterCount(KernelShape shape);

    /**
     * Random kernels in double precision.
     *
     * @param variance of the entries of the materialised kernels
     * @throws InvalidProblem if the format does not exist for the shape
     */
    ConvKernel draw(KernelShape shape, double variance, RandomStream random);

    /**
     * By how much a step of the factors is to be longer than a step of dense kernels, so that both change kernels by the same part
     * of what they are at first: {@code sigma / (s sqrt(m))} for m factors of spread sigma, kernels of spread s. Adam moves every
     * number by about its rate; entries of a dense kernel are small against those of its factors, which would learn several
     * times as slowly at the same rate.
     */
    default double stepScale(KernelShape shape) {
        return 1;
    }

    private static double stepScale(KernelShape shape, double terms, int factors) {
        double variance = shape.heVariance();
        return spread(variance, terms, factors) / Math.sqrt(variance * factors);
    }

    /** Kernels at random with He's variance. */
    default ConvKernel drawHe(KernelShape shape, RandomStream random) {
        return draw(shape, shape.heVariance(), random);
    }

    /** Dense kernels. */
    static KernelFormat dense() {
        return new Dense();
    }

    /** {@link CanonicalKernel} of rank R. */
    static KernelFormat canonical(int rank) {
        return new Canonical(rank);
    }

    /** {@link HierarchicalKernel} of ranks R and Q. */
    static KernelFormat hierarchical(int rank, int inner) {
        return new Hierarchical(rank, inner);
    }

    /** {@link SharedInputKernel} of rank R. */
    static KernelFormat sharedInput(int rank) {
        return new SharedInput(rank);
    }

    /** {@link FullCanonicalKernel} of rank R. */
    static KernelFormat fullCanonical(int rank) {
        return new FullCanonical(rank);
    }

    /** {@link TuckerKernel} with so many channels behind and before its core. */
    static KernelFormat tucker(int outputs, int inputs) {
        return new Tucker(outputs, inputs);
    }

    /** This format with ranks no larger than it can have for a shape. */
    default KernelFormat within(KernelShape shape) {
        return this;
    }

    /** A sentence with both counts if the format has no fewer weights than dense kernels. */
    default Optional<String> warning(KernelShape shape) {
        long own = parameterCount(shape);
        boolean saves = this instanceof Dense || own < shape.denseCount();
        return saves
                ? Optional.empty()
                : Optional.of(label() + " saves nothing: " + own + " weights, dense " + shape.denseCount() + " ("
                        + shape.inputs() + " to " + shape.outputs() + " channels, " + shape.taps() + " taps along "
                        + shape.axes() + " axes)");
    }

    private static void positive(String format, int... ranks) {
        for (int rank : ranks) {
            if (rank < 1) {
                throw new InvalidProblem("the ranks of a " + format + " kernel must be at least 1, given " + rank);
            }
        }
    }

    private static Tensor normal(RandomStream random, double std, long... shape) {
        return Tensor.randn(random, shape).mul(std);
    }

    /** The spread of each of some factors whose product, summed over terms, has a variance. */
    private static double spread(double variance, double terms, int factors) {
        return Math.pow(variance / terms, 0.5 / factors);
    }

    /** One filter per axis, each of a shape that ends with the taps. */
    private static List<Tensor> filters(KernelShape shape, double std, RandomStream random, long... lead) {
        List<Tensor> filters = new ArrayList<>();
        long[] each = java.util.Arrays.copyOf(lead, lead.length + 1);
        each[lead.length] = shape.taps();
        for (int axis = 0; axis < shape.axes(); axis++) {
            filters.add(normal(random, std, each));
        }
        return filters;
    }

    /** See {@link DenseKernel}. */
    record Dense() implements KernelFormat {
        @Override
        public String label() {
            return "dense";
        }

        @Override
        public long parameterCount(KernelShape shape) {
            return shape.denseCount();
        }

        @Override
        public ConvKernel draw(KernelShape shape, double variance, RandomStream random) {
            return new DenseKernel(normal(random, Math.sqrt(variance), shape.dense()));
        }
    }

    /** See {@link CanonicalKernel}. */
    record Canonical(int rank) implements KernelFormat {
        public Canonical {
            positive("canonical", rank);
        }

        @Override
        public String label() {
            return "R = " + rank;
        }

        @Override
        public long parameterCount(KernelShape shape) {
            return (long) shape.outputs() * shape.inputs() * rank * shape.axes() * shape.taps();
        }

        @Override
        public double stepScale(KernelShape shape) {
            return KernelFormat.stepScale(shape, rank, shape.axes());
        }

        @Override
        public ConvKernel draw(KernelShape shape, double variance, RandomStream random) {
            double std = spread(variance, rank, shape.axes());
            return new CanonicalKernel(filters(shape, std, random, shape.outputs(), shape.inputs(), rank));
        }
    }

    /** See {@link HierarchicalKernel}. */
    record Hierarchical(int rank, int inner) implements KernelFormat {
        public Hierarchical {
            positive("hierarchical", rank, inner);
        }

        @Override
        public String label() {
            return "R = " + rank + ", Q = " + inner;
        }

        @Override
        public long parameterCount(KernelShape shape) {
            return (long) shape.outputs() * shape.inputs() * rank * shape.taps() * (1 + 2L * inner);
        }

        @Override
        public double stepScale(KernelShape shape) {
            return KernelFormat.stepScale(shape, (double) rank * inner, 3);
        }

        @Override
        public ConvKernel draw(KernelShape shape, double variance, RandomStream random) {
            if (shape.axes() != 3) {
                throw new InvalidProblem("the hierarchical format is for three axes, given " + shape.axes()
                        + "; with two, the canonical format is the singular value decomposition");
            }
            double std = spread(variance, (double) rank * inner, 3);
            long[] pair = {shape.outputs(), shape.inputs(), rank, inner, shape.taps()};
            return new HierarchicalKernel(
                    normal(random, std, pair[0], pair[1], rank, shape.taps()),
                    normal(random, std, pair),
                    normal(random, std, pair));
        }
    }

    /** See {@link SharedInputKernel}. */
    record SharedInput(int rank) implements KernelFormat {
        public SharedInput {
            positive("shared-input", rank);
        }

        @Override
        public String label() {
            return "shared R = " + rank;
        }

        @Override
        public long parameterCount(KernelShape shape) {
            return (long) shape.inputs() * rank * (shape.axes() * shape.taps() + shape.outputs());
        }

        @Override
        public double stepScale(KernelShape shape) {
            return KernelFormat.stepScale(shape, rank, shape.axes() + 1);
        }

        @Override
        public ConvKernel draw(KernelShape shape, double variance, RandomStream random) {
            double std = spread(variance, rank, shape.axes() + 1);
            return new SharedInputKernel(
                    normal(random, std, shape.outputs(), shape.inputs(), rank),
                    filters(shape, std, random, shape.inputs(), rank));
        }
    }

    /** See {@link FullCanonicalKernel}. */
    record FullCanonical(int rank) implements KernelFormat {
        public FullCanonical {
            positive("full canonical", rank);
        }

        @Override
        public String label() {
            return "full R = " + rank;
        }

        @Override
        public long parameterCount(KernelShape shape) {
            return (long) rank * (shape.outputs() + shape.inputs() + shape.axes() * shape.taps());
        }

        @Override
        public double stepScale(KernelShape shape) {
            return KernelFormat.stepScale(shape, rank, shape.axes() + 2);
        }

        @Override
        public ConvKernel draw(KernelShape shape, double variance, RandomStream random) {
            double std = spread(variance, rank, shape.axes() + 2);
            return new FullCanonicalKernel(
                    normal(random, std, shape.outputs(), rank),
                    normal(random, std, shape.inputs(), rank),
                    filters(shape, std, random, rank));
        }
    }

    /** See {@link TuckerKernel}. */
    record Tucker(int outputs, int inputs) implements KernelFormat {
        public Tucker {
            positive("Tucker", outputs, inputs);
        }

        @Override
        public KernelFormat within(KernelShape shape) {
            return new Tucker(Math.min(outputs, shape.outputs()), Math.min(inputs, shape.inputs()));
        }

        @Override
        public String label() {
            return "Tucker " + outputs + " x " + inputs;
        }

        @Override
        public long parameterCount(KernelShape shape) {
            return (long) shape.outputs() * outputs
                    + (long) shape.inputs() * inputs
                    + (long) outputs * inputs * shape.kernelSize();
        }

        @Override
        public double stepScale(KernelShape shape) {
            return KernelFormat.stepScale(shape, (double) outputs * inputs, 3);
        }

        @Override
        public ConvKernel draw(KernelShape shape, double variance, RandomStream random) {
            if (outputs > shape.outputs() || inputs > shape.inputs()) {
                throw new InvalidProblem("Tucker ranks " + outputs + " and " + inputs + " are above the channels "
                        + shape.outputs() + " and " + shape.inputs());
            }
            double std = spread(variance, (double) outputs * inputs, 3);
            long[] core = shape.dense();
            core[0] = outputs;
            core[1] = inputs;
            return new TuckerKernel(
                    normal(random, std, shape.outputs(), outputs),
                    normal(random, std, core),
                    normal(random, std, shape.inputs(), inputs));
        }
    }
}
