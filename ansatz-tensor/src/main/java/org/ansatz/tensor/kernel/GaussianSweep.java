package org.ansatz.tensor.kernel;

import java.util.Arrays;
import java.util.List;
import org.ansatz.tensor.jet.JetBasis;

/**
 * Forward and backward sweeps of a {@link GaussianJetKernel} over tiles of points. Gaussians are treated a few at a time, and
 * the backward sweep expands them once more instead of keeping all of their coefficients.
 */
final class GaussianSweep implements JetKernel.Worker {
    /** Where the arrays of the Gaussians begin in the parameter vector, and where it ends. */
    record Offsets(int means, int widths, int rotations, int weights, int end) {}

    /** Takes the derivative by a parameter at the points of a tile, {@code values[from + p]}. */
    private interface Rows {
        void put(int parameter, double[] values, int from);
    }

    static final int POINTS = TileOps.POINTS;
    // Gaussians that are treated together: long loops, and all arrays of a block in the first cache.
    private static final int BLOCK = 4;
    private static final int LANES = BLOCK * POINTS;
    // Below the logarithm of the least normal number nothing is left of a Gaussian.
    private static final double LEAST_EXPONENT = -700;

    private final GaussianJetKernel.Shape shape;
    private final int means;
    private final int widths;
    private final int rotations;
    private final int weights;
    private final int parameterCount;
    private final int rotationCount;
    private final TileOps ops;
    private final JetBasis basis;
    private final int coefficients;
    private final HeadKernel.Worker network;
    private final GaussianPrecision precision;
    private final double[] precisions;
    private final double[] slopes;
    private final double[] exponentials;
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
    private final double[] gradient;
    private GaussianPlan plan;
    private double[] theta = new double[0];

    GaussianSweep(
            GaussianJetKernel.Shape shape, Offsets offsets, HeadKernel.Worker network, TileOps ops, JetBasis basis) {
        this.shape = shape;
        this.ops = ops;
        this.basis = basis;
        this.network = network;
        means = offsets.means();
        widths = offsets.widths();
        rotations = offsets.rotations();
        weights = offsets.weights();
        parameterCount = offsets.end();
        precision = GaussianPrecision.of(shape.inputs(), shape.full());
        rotationCount = precision.rotationCount();
        coefficients = basis.size();
        gradient = new double[parameterCount];
        int d = shape.inputs();
        int all = shape.sets() * shape.gaussians();
        exponentials = new double[all * POINTS];
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
        backward((parameter, values, from) -> System.arraycopy(values, from, jt, parameter * rowLength + at, count));
    }
}
