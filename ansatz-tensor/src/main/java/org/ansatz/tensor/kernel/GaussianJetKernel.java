package org.ansatz.tensor.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.ansatz.tensor.jet.JetBasis;

/**
 * Physics-informed Gaussians (arXiv 2412.05994): channels {@code phi_c(x) = sum_i w_ci exp(-1/2 (x - mu_ci)^T P_ci (x - mu_ci))}
 * with trainable means, widths and weights, and behind them a small tanh network. The Gaussians are not normalised.
 *
 * <p>Taylor coefficients of a Gaussian come from the recursion of Hermite polynomials ({@link GaussianPlan}). Its parameter
 * derivatives are again Gaussians times polynomials: {@code dg/dmu = P xi g} and {@code dg/dp = (xi^T C_p xi) g} with
 * {@code C_p = -1/2 dP/dp} for a width or rotation {@code p}, so that a backward sweep needs only the pairings of the
 * adjoint with {@code g}, {@code xi_i g} and {@code xi_i xi_j g}. A point costs about {@code 4 K} multiply-adds per
 * Gaussian, {@code K} coefficients, and one exponential.
 *
 * <p>Features must be affine images of one coordinate each. The parameter vector holds the head first, then
 * {@code gaussian.mean} [set][gaussian][input], {@code gaussian.width} likewise, {@code gaussian.rotation} if covariances
 * are full, and {@code gaussian.weight} [channel][gaussian], where there is one set for all channels or one for each.
 */
public final class GaussianJetKernel implements JetKernel {
    /** What stands behind the channels. */
    public enum Head {
        /** Output {@code o} is the mean of the channels {@code o, o + outputs...}. */
        MEAN(0),
        /** A linear map of the hyperbolic tangents of the channels. */
        TANH(1),
        /** One hidden layer of tanh units. */
        NETWORK(2);

        private final int layers;

        Head(int layers) {
            this.layers = layers;
        }

        /** Number of layers, the output's included. */
        public int layers() {
            return layers;
        }

        /**
         * The head with that number of layers.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Head of(int layers) {
            return Arrays.stream(values())
                    .filter(h -> h.layers == layers)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no head has " + layers + " layers"));
        }
    }

    /**
     * @param inputs number of features
     * @param gaussians per set
     * @param shared one set for all channels, otherwise one for each
     * @param full rotated covariances
     * @param hidden width of the head's hidden layer
     * @param leastWidth widths closer to zero count as this
     */
    public record Shape(
            int inputs,
            int channels,
            int gaussians,
            boolean shared,
            boolean full,
            Head head,
            int hidden,
            int outputs,
            double leastWidth) {
        public Shape {
            if (inputs < 1 || channels < 1 || gaussians < 1 || hidden < 1 || outputs < 1 || !(leastWidth > 0)) {
                throw new IllegalArgumentException("inputs, channels, Gaussians, hidden units, outputs and least width"
                        + " must be positive, given " + inputs + ", " + channels + ", " + gaussians + ", " + hidden
                        + ", "
                        + outputs + ", " + leastWidth);
            }
        }

        /** Number of sets of means and widths. */
        public int sets() {
            return shared ? 1 : channels;
        }

        int channelsPerSet() {
            return shared ? channels : 1;
        }
    }

    /**
     * One Gaussian, in feature coordinates.
     *
     * @param widths positive, along the axes
     * @param axes orthonormal, as columns [input][axis]
     */
    public record Gaussian(int channel, double[] mean, double[] widths, double[][] axes, double weight) {}

    private final Shape shape;
    private final HeadKernel head;
    private final TileOps ops;
    private final List<Block> blocks = new ArrayList<>();
    private final int rotationCount;
    private final int means;
    private final int widths;
    private final int rotations;
    private final int weights;
    private final int parameterCount;

    public GaussianJetKernel(Shape shape) {
        this(shape, TileOps.best());
    }

    GaussianJetKernel(Shape shape, TileOps ops) {
        this.shape = shape;
        this.ops = ops;
        head = head(shape, ops);
        rotationCount = GaussianPrecision.of(shape.inputs(), shape.full()).rotationCount();
        int sets = shape.sets();
        int n = shape.gaussians();
        for (Block block : head.blocks()) {
            blocks.add(new Block("head." + block.name(), block.shape(), block.offset()));
        }
        means = head.parameterCount();
        widths = add("gaussian.mean", List.of(sets, n, shape.inputs()), means);
        rotations = add("gaussian.width", List.of(sets, n, shape.inputs()), widths);
        weights = rotationCount == 0 ? rotations : add("gaussian.rotation", List.of(sets, n, rotationCount), rotations);
        parameterCount = add("gaussian.weight", List.of(shape.channels(), n), weights);
    }

    private int add(String name, List<Integer> dimensions, int at) {
        Block block = new Block(name, dimensions, at);
        blocks.add(block);
        return at + block.size();
    }

    private static HeadKernel head(Shape shape, TileOps ops) {
        int k = shape.channels();
        return switch (shape.head()) {
            case MEAN -> new MeanHead(k, shape.outputs());
            case NETWORK ->
                new MlpJetKernel(new MlpJetKernel.Shape(k, List.of(shape.hidden()), shape.outputs(), false), ops);
            case TANH -> {
                MlpJetKernel network =
                        new MlpJetKernel(new MlpJetKernel.Shape(k, List.of(k), shape.outputs(), false), ops);
                double[] identity = new double[network.parameterCount()];
                for (int c = 0; c < k; c++) {
                    identity[c * k + c] = 1;
                }
                yield new FrozenJetKernel(network, Set.of("hidden_0.weight", "hidden_0.bias"), identity);
            }
        };
    }

    public Shape shape() {
        return shape;
    }

    @Override
    public int inputs() {
        return shape.inputs();
    }

    @Override
    public int outputs() {
        return shape.outputs();
    }

    @Override
    public List<Block> blocks() {
        return List.copyOf(blocks);
    }

    /**
     * The block of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Block block(String name) {
        return blocks.stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no block " + name + " in " + blocks));
    }

    @Override
    public int parameterCount() {
        return parameterCount;
    }

    @Override
    public int tilePoints(JetBasis basis) {
        return TileOps.POINTS;
    }

    @Override
    public JetKernel.Worker worker(JetBasis basis) {
        GaussianSweep.Offsets offsets = new GaussianSweep.Offsets(means, widths, rotations, weights, parameterCount);
        return new GaussianSweep(shape, offsets, head.worker(basis), ops, basis);
    }

    @Override
    public String suspect(double[] theta) {
        double least = Double.POSITIVE_INFINITY;
        int infinite = 0;
        for (int i = widths; i < rotations; i++) {
            if (Double.isFinite(theta[i])) {
                least = Math.min(least, Math.abs(theta[i]));
            } else {
                infinite++;
            }
        }
        return infinite > 0
                ? infinite + " of " + (rotations - widths) + " widths are not finite"
                : "the smallest |sigma| is " + least;
    }

    /** How many widths are closer to zero than the least. */
    public int clampedWidths(double[] theta) {
        int count = 0;
        for (int i = widths; i < rotations; i++) {
            if (Math.abs(theta[i]) < shape.leastWidth()) {
                count++;
            }
        }
        return count;
    }

    /** The raw numbers of a rotation by nothing. */
    public double[] identityRotation() {
        return GaussianPrecision.of(shape.inputs(), shape.full()).identity();
    }

    /** All Gaussians of all channels. */
    public List<Gaussian> gaussians(double[] theta) {
        GaussianPrecision precision = GaussianPrecision.of(shape.inputs(), shape.full());
        List<Gaussian> all = new ArrayList<>();
        int d = shape.inputs();
        for (int c = 0; c < shape.channels(); c++) {
            for (int i = 0; i < shape.gaussians(); i++) {
                int at = (shape.shared() ? 0 : c) * shape.gaussians() + i;
                double[] own = new double[d];
                for (int j = 0; j < d; j++) {
                    own[j] = Math.abs(GaussianPrecision.clamped(theta[widths + at * d + j], shape.leastWidth()));
                }
                all.add(new Gaussian(
                        c,
                        Arrays.copyOfRange(theta, means + at * d, means + (at + 1) * d),
                        own,
                        precision.axes(theta, rotations + at * rotationCount),
                        theta[weights + c * shape.gaussians() + i]));
            }
        }
        return all;
    }
}
