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

        private int channelsPerSet() {
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

    private static final int POINTS = TileOps.POINTS;
    // Gaussians that are treated together: long loops, and all arrays of a block in the first cache.
    private static final int BLOCK = 4;
    private static final int LANES = BLOCK * POINTS;
    // Below the logarithm of the least normal number nothing is left of a Gaussian.
    private static final double LEAST_EXPONENT = -700;

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
        return POINTS;
    }

    @Override
    public JetKernel.Worker worker(JetBasis basis) {
        return new Sweep(basis);
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

    /** Takes the derivative by a parameter at the points of a tile, {@code values[from + p]}. */
    private interface Rows {
        void put(int parameter, double[] values, int from);
    }

    private final class Sweep implements JetKernel.Worker {
        private final JetBasis basis;
        private final int coefficients;
        private final HeadKernel.Worker network;
        private final GaussianPrecision precision = GaussianPrecision.of(shape.inputs(), shape.full());
        private final double[] precisions;
        private final double[] slopes;
        private final double[] exponentials = new double[shape.sets() * shape.gaussians() * POINTS];
        private final double[] features;
        private final double[][] x;
        private final double[][] xi;
        private final double[][] t;
        private final double[][] p;
        private final double[][] g;
        private final double[][] weight;
        private final double[][][] sum;
        private final double[][] combined;
        private final double[][] byMean;
        private final double[][] moments;
        private final double[] total = new double[LANES];
        private final double[] row = new double[LANES];
        private final double[] factor = new double[LANES];
        private final double[] gradient = new double[parameterCount];
        private GaussianPlan plan;
        private double[] theta = new double[0];

        Sweep(JetBasis basis) {
            this.basis = basis;
            coefficients = basis.size();
            network = head.worker(basis);
            int d = shape.inputs();
            int all = shape.sets() * shape.gaussians();
            precisions = new double[all * precision.pairs()];
            slopes = new double[all * (d + rotationCount) * precision.pairs()];
            features = new double[shape.channels() * coefficients * POINTS];
            x = new double[d][LANES];
            xi = new double[d][LANES];
            t = new double[d][LANES];
            p = new double[precision.pairs()][LANES];
            g = new double[coefficients][LANES];
            weight = new double[shape.channelsPerSet()][LANES];
            sum = new double[shape.channelsPerSet()][coefficients][LANES];
            combined = new double[coefficients][LANES];
            byMean = new double[d][LANES];
            moments = new double[precision.pairs()][LANES];
        }

        @Override
        public int points() {
            return POINTS;
        }

        @Override
        public int columns() {
            return coefficients * POINTS;
        }

        @Override
        public void setParameters(double[] theta) {
            this.theta = theta;
            network.setParameters(theta);
            int d = shape.inputs();
            int pairs = precision.pairs();
            double[] own = new double[pairs];
            double[] ownSlopes = new double[(d + rotationCount) * pairs];
            for (int i = 0; i < shape.sets() * shape.gaussians(); i++) {
                precision.evaluate(
                        theta, widths + i * d, rotations + i * rotationCount, shape.leastWidth(), own, ownSlopes);
                System.arraycopy(own, 0, precisions, i * pairs, pairs);
                System.arraycopy(ownSlopes, 0, slopes, i * ownSlopes.length, ownSlopes.length);
            }
        }

        /** {@code out[j * POINTS + p] = values[at + j * stride]}. */
        private static void spread(double[] values, int at, int stride, int n, double[] out) {
            for (int j = 0; j < n; j++) {
                Arrays.fill(out, j * POINTS, (j + 1) * POINTS, values[at + j * stride]);
            }
        }

        private static void repeat(double[] from, int at, double[] out) {
            for (int j = 0; j < BLOCK; j++) {
                System.arraycopy(from, at, out, j * POINTS, POINTS);
            }
        }

        private static void addProduct(double scale, double[] a, double[] b, double[] out, int n) {
            for (int q = 0; q < n; q++) {
                out[q] += scale * a[q] * b[q];
            }
        }

        private static void setProduct(double scale, double[] a, double[] b, double[] out, int n) {
            for (int q = 0; q < n; q++) {
                out[q] = scale * a[q] * b[q];
            }
        }

        /** Distances to the means and their images under P, for Gaussians {@code first, first + 1...} of all sets. */
        private void place(int first, int n) {
            int d = shape.inputs();
            int lanes = n * POINTS;
            for (int i = 0; i < d; i++) {
                spread(theta, means + first * d + i, d, n, factor);
                double[] out = xi[i];
                double[] at = x[i];
                for (int q = 0; q < lanes; q++) {
                    out[q] = at[q] - factor[q];
                }
            }
            for (int pair = 0; pair < precision.pairs(); pair++) {
                spread(precisions, first * precision.pairs() + pair, precision.pairs(), n, p[pair]);
            }
            for (int i = 0; i < d; i++) {
                boolean begun = false;
                for (int j = 0; j < d; j++) {
                    int pair = precision.pair(i, j);
                    if (pair >= 0 && begun) {
                        addProduct(1, p[pair], xi[j], t[i], lanes);
                    } else if (pair >= 0) {
                        setProduct(1, p[pair], xi[j], t[i], lanes);
                        begun = true;
                    }
                }
            }
        }

        /** Taylor coefficients of the Gaussians that were placed, from their values in {@code g[0]}. */
        private void expand(int lanes) {
            for (GaussianPlan.Step step : plan.steps) {
                GaussianPlan.Term first = step.first();
                double[] out = g[first.target()];
                setProduct(first.scale(), t[first.by()], g[first.source()], out, lanes);
                for (GaussianPlan.Term term : step.second()) {
                    addProduct(term.scale(), p[term.by()], g[term.source()], out, lanes);
                }
            }
        }

        @Override
        public double[] forward(double[] tile) {
            if (plan == null || !plan.fits(tile, POINTS)) {
                plan = GaussianPlan.of(basis, precision, tile, POINTS);
                for (int k : plan.zero) {
                    Arrays.fill(g[k], 0);
                }
            }
            for (int i = 0; i < shape.inputs(); i++) {
                repeat(tile, i * coefficients * POINTS, x[i]);
            }
            int perSet = shape.channelsPerSet();
            int n = shape.gaussians();
            for (int set = 0; set < shape.sets(); set++) {
                for (double[][] channel : sum) {
                    for (double[] coefficient : channel) {
                        Arrays.fill(coefficient, 0);
                    }
                }
                for (int i = 0; i < n; i += BLOCK) {
                    addBlock(set, i, Math.min(BLOCK, n - i));
                }
                for (int c = 0; c < perSet; c++) {
                    for (int k = 0; k < coefficients; k++) {
                        fold(sum[c][k], features, ((set * perSet + c) * coefficients + k) * POINTS);
                    }
                }
            }
            return network.forward(features);
        }

        private static void fold(double[] from, double[] out, int at) {
            for (int q = 0; q < POINTS; q++) {
                double total = 0;
                for (int j = 0; j < BLOCK; j++) {
                    total += from[j * POINTS + q];
                }
                out[at + q] = total;
            }
        }

        private void addBlock(int set, int i, int count) {
            int first = set * shape.gaussians() + i;
            int lanes = count * POINTS;
            place(first, count);
            setProduct(-0.5, xi[0], t[0], row, lanes);
            for (int j = 1; j < shape.inputs(); j++) {
                addProduct(-0.5, xi[j], t[j], row, lanes);
            }
            for (int q = 0; q < lanes; q++) {
                row[q] = Math.max(row[q], LEAST_EXPONENT);
            }
            ops.exp(row, g[0], lanes);
            System.arraycopy(g[0], 0, exponentials, first * POINTS, lanes);
            expand(lanes);
            for (int c = 0; c < weight.length; c++) {
                int channel = set * weight.length + c;
                spread(theta, weights + channel * shape.gaussians() + i, 1, count, weight[c]);
                for (int k = 0; k < coefficients; k++) {
                    addProduct(1, weight[c], g[k], sum[c][k], lanes);
                }
            }
        }

        /** Derivatives of all Gaussians' parameters from the adjoint of the channels. */
        private void backward(Rows rows) {
            double[] adjoint = network.featureAdjoint();
            int perSet = shape.channelsPerSet();
            int n = shape.gaussians();
            for (int set = 0; set < shape.sets(); set++) {
                for (int c = 0; c < perSet; c++) {
                    for (int k = 0; k < coefficients; k++) {
                        repeat(adjoint, ((set * perSet + c) * coefficients + k) * POINTS, sum[c][k]);
                    }
                }
                for (int i = 0; i < n; i += BLOCK) {
                    backwardBlock(set, i, Math.min(BLOCK, n - i), rows);
                }
            }
        }

        private void backwardBlock(int set, int i, int count, Rows rows) {
            int first = set * shape.gaussians() + i;
            int lanes = count * POINTS;
            int d = shape.inputs();
            place(first, count);
            System.arraycopy(exponentials, first * POINTS, g[0], 0, lanes);
            expand(lanes);
            byWeights(set, i, count, rows);
            for (int j = 0; j < d; j++) {
                setProduct(1, xi[j], total, byMean[j], lanes);
                pair(plan.linear.get(j), byMean[j], lanes);
            }
            quadraticMoments(lanes);
            for (int j = 0; j < d; j++) {
                Arrays.fill(row, 0, lanes, 0);
                for (int m = 0; m < d; m++) {
                    if (precision.pair(j, m) >= 0) {
                        addProduct(1, p[precision.pair(j, m)], byMean[m], row, lanes);
                    }
                }
                deliver(means + first * d + j, d, count, rows);
            }
            for (int raw = 0; raw < d + rotationCount; raw++) {
                byRaw(raw, first, count, rows);
            }
        }

        /** Adds pairings of the adjoint with shifted coefficients. */
        private void pair(List<GaussianPlan.Term> terms, double[] out, int lanes) {
            for (GaussianPlan.Term term : terms) {
                addProduct(term.scale(), combined[term.target()], g[term.source()], out, lanes);
            }
        }

        /** Derivatives by the weights; then the adjoint of the Gaussians and its pairing with them. */
        private void byWeights(int set, int i, int count, Rows rows) {
            int lanes = count * POINTS;
            Arrays.fill(total, 0, lanes, 0);
            for (int c = 0; c < weight.length; c++) {
                int at = weights + (set * weight.length + c) * shape.gaussians() + i;
                setProduct(1, sum[c][0], g[0], row, lanes);
                for (int k = 1; k < coefficients; k++) {
                    addProduct(1, sum[c][k], g[k], row, lanes);
                }
                deliver(at, 1, count, rows);
                spread(theta, at, 1, count, weight[c]);
                addProduct(1, weight[c], row, total, lanes);
                for (int k = 0; k < coefficients; k++) {
                    if (c == 0) {
                        setProduct(1, weight[c], sum[c][k], combined[k], lanes);
                    } else {
                        addProduct(1, weight[c], sum[c][k], combined[k], lanes);
                    }
                }
            }
        }

        /**
         * {@code moments_ij = xi_i M_j + xi_j D_i + D_ij} with {@code M_j = xi_j N + D_j}: the adjoint with {@code xi_i xi_j g}.
         */
        private void quadraticMoments(int lanes) {
            for (int i = 0; i < shape.inputs(); i++) {
                for (int j = i; j < shape.inputs(); j++) {
                    int pair = precision.pair(i, j);
                    if (pair < 0) {
                        continue;
                    }
                    double[] out = moments[pair];
                    double[] a = xi[i];
                    double[] b = xi[j];
                    double[] ma = byMean[i];
                    double[] mb = byMean[j];
                    for (int q = 0; q < lanes; q++) {
                        out[q] = a[q] * mb[q] + b[q] * (ma[q] - a[q] * total[q]);
                    }
                    pair(plan.quadratic.get(pair), out, lanes);
                }
            }
        }

        /** Derivative by a width or a rotation. */
        private void byRaw(int raw, int first, int count, Rows rows) {
            int d = shape.inputs();
            int pairs = precision.pairs();
            int lanes = count * POINTS;
            int stride = (d + rotationCount) * pairs;
            Arrays.fill(row, 0, lanes, 0);
            for (int pair = 0; pair < pairs; pair++) {
                if (precision.depends(raw, pair)) {
                    spread(slopes, first * stride + raw * pairs + pair, stride, count, factor);
                    addProduct(1, factor, moments[pair], row, lanes);
                }
            }
            if (raw < d) {
                deliver(widths + first * d + raw, d, count, rows);
            } else {
                deliver(rotations + first * rotationCount + raw - d, rotationCount, count, rows);
            }
        }

        private void deliver(int parameter, int stride, int count, Rows rows) {
            for (int j = 0; j < count; j++) {
                rows.put(parameter + j * stride, row, j * POINTS);
            }
        }

        @Override
        public void accumulateGradient(double[] outputAdjoint) {
            network.accumulateGradient(outputAdjoint);
            backward((parameter, values, from) -> gradient[parameter] += sum(values, from));
        }

        /** Four chains, since additions may not be reordered. */
        private static double sum(double[] values, int from) {
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            for (int q = from; q < from + POINTS; q += 4) {
                a += values[q];
                b += values[q + 1];
                c += values[q + 2];
                d += values[q + 3];
            }
            return a + b + (c + d);
        }

        @Override
        public void takeGradient(double[] into) {
            network.takeGradient(into);
            for (int i = means; i < parameterCount; i++) {
                into[i] += gradient[i];
                gradient[i] = 0;
            }
        }

        @Override
        public void jacobian(double[] outputAdjoint, double[] jt, int rowLength, int at, int count) {
            network.jacobian(outputAdjoint, jt, rowLength, at, count);
            backward(
                    (parameter, values, from) -> System.arraycopy(values, from, jt, parameter * rowLength + at, count));
        }
    }
}
