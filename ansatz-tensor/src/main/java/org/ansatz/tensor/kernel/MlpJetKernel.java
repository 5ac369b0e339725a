package org.ansatz.tensor.kernel;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.tensor.jet.JetBasis;

/**
 * A tanh network with the Taylor jets of its outputs, their gradients and Jacobians by the weights, fused per tile of
 * points in plain arrays.
 *
 * <p>Forward, every layer maps jets {@code Z = W A + b} and {@code Y = tanh(Z)} in the algebra of a {@link JetBasis};
 * backward uses that the differential of {@code tanh} on series is multiplication by the series {@code 1 - Y^2}, so the
 * adjoint is the transposed multiplication. A point costs about {@code 3 K P} multiply-adds for {@code K} coefficients
 * and {@code P} weights. With {@code gated} the hidden layers are those of the modified MLP of arXiv 2001.04536 (as in its
 * code): {@code H_l = V + tanh(W_l H_(l-1) + b_l) (U - V)} with encoders {@code U, V} of the input.
 *
 * <p>Inputs are the jets of features of the coordinates (normalised coordinates, Fourier features), made by the caller.
 */
public final class MlpJetKernel {
    /**
     * @param inputs number of features
     * @param hidden widths of the hidden layers; all equal if gated
     * @param outputs number of output functions
     */
    public record Shape(int inputs, List<Integer> hidden, int outputs, boolean gated) {
        public Shape {
            hidden = List.copyOf(hidden);
            if (hidden.isEmpty()) {
                throw new IllegalArgumentException("a network needs at least one hidden layer");
            }
            if (gated && hidden.stream().distinct().count() > 1) {
                throw new IllegalArgumentException("a gated network needs hidden layers of one width, given " + hidden);
            }
        }
    }

    /** A dense map: weights [out][in] at {@code weights} of the parameter vector, biases [out] at {@code biases}. */
    public record Layer(String name, int in, int out, int weights, int biases) {}

    private final Shape shape;
    private final List<Layer> layers = new ArrayList<>();
    private final int encoders;
    private final int parameterCount;
    private final TileOps ops;

    public MlpJetKernel(Shape shape) {
        this(shape, TileOps.best());
    }

    MlpJetKernel(Shape shape, TileOps ops) {
        this.shape = shape;
        this.ops = ops;
        int at = 0;
        if (shape.gated()) {
            at = add("encoder_u", shape.inputs(), shape.hidden().get(0), at);
            at = add("encoder_v", shape.inputs(), shape.hidden().get(0), at);
        }
        encoders = layers.size();
        int in = shape.inputs();
        for (int l = 0; l < shape.hidden().size(); l++) {
            int out = shape.hidden().get(l);
            at = add("hidden_" + l, in, out, at);
            in = out;
        }
        at = add("output", in, shape.outputs(), at);
        parameterCount = at;
    }

    private int add(String name, int in, int out, int at) {
        layers.add(new Layer(name, in, out, at, at + in * out));
        return at + in * out + out;
    }

    public Shape shape() {
        return shape;
    }

    /** All dense maps in the order in which they stand in the parameter vector: encoders (if gated), hidden, output. */
    public List<Layer> layers() {
        return List.copyOf(layers);
    }

    public int parameterCount() {
        return parameterCount;
    }

    /** Whether SIMD kernels are in use. */
    public boolean vectorised() {
        return ops.lanes() > 1;
    }

    /** Points per tile: enough columns for full registers, few enough for the tile to stay in cache. */
    public int tilePoints(JetBasis basis) {
        int wanted = basis.size() <= 6 ? 32 : basis.size() <= 12 ? 16 : 8;
        int lanes = Math.max(1, ops.lanes());
        return Math.max(lanes, wanted / lanes * lanes);
    }

    /** Scratch for one thread. */
    public Worker worker(JetBasis basis) {
        return new Worker(basis);
    }

    /** Forward and backward sweeps over tiles; not for use by two threads at a time. */
    public final class Worker {
        private final TileOps.JetTable table;
        private final int points;
        private final int columns;
        private final double[][] transposed;
        private final double[][] pre;
        private final double[][] post;
        private final double[][] slope;
        private final double[][] gate;
        private final double[][] adjoint;
        private final double[] difference;
        private final double[] differenceAdjoint;
        private final double[] encoderAdjoint;
        private final double[] gateAdjoint;
        private final double[] output;
        private final double[] gradient;
        private double[] theta = new double[0];
        private double[] features = new double[0];

        private Worker(JetBasis basis) {
            table = new TileOps.JetTable(basis);
            points = tilePoints(basis);
            columns = basis.size() * points;
            int n = layers.size();
            transposed = new double[n][];
            pre = new double[n][];
            post = new double[n][];
            slope = new double[n][];
            gate = new double[n][];
            adjoint = new double[n][];
            for (int l = 0; l < n; l++) {
                Layer layer = layers.get(l);
                int size = layer.out() * columns;
                transposed[l] = new double[layer.in() * layer.out()];
                pre[l] = new double[size];
                post[l] = new double[size];
                slope[l] = new double[size];
                gate[l] = shape.gated() && l >= encoders && l < n - 1 ? new double[size] : new double[0];
                adjoint[l] = new double[size];
            }
            int width = shape.gated() ? shape.hidden().get(0) * columns : 0;
            difference = new double[width];
            differenceAdjoint = new double[width];
            encoderAdjoint = new double[width];
            gateAdjoint = new double[width];
            output = pre[n - 1];
            gradient = new double[parameterCount * ops.lanes()];
        }

        /** Points of a tile. */
        public int points() {
            return points;
        }

        /** Coefficients times points: length of a row of a tile. */
        public int columns() {
            return columns;
        }

        /** Sets the parameters for the sweeps that follow; {@code theta} must stay unchanged until the next call. */
        public void setParameters(double[] theta) {
            this.theta = theta;
            for (int l = 0; l < layers.size(); l++) {
                Layer layer = layers.get(l);
                for (int i = 0; i < layer.out(); i++) {
                    for (int j = 0; j < layer.in(); j++) {
                        transposed[l][j * layer.out() + i] = theta[layer.weights() + i * layer.in() + j];
                    }
                }
            }
        }

        /**
         * @param features jets of the features, [inputs][coefficients][points]
         * @return jets of the outputs, [outputs][coefficients][points]; overwritten by the next call
         */
        public double[] forward(double[] features) {
            this.features = features;
            int last = layers.size() - 1;
            for (int e = 0; e < encoders; e++) {
                affine(e, features);
                ops.tanh(table, layers.get(e).out(), points, pre[e], post[e], slope[e]);
            }
            if (shape.gated()) {
                for (int c = 0; c < difference.length; c++) {
                    difference[c] = post[0][c] - post[1][c];
                }
            }
            double[] below = features;
            for (int l = encoders; l < last; l++) {
                affine(l, below);
                if (shape.gated()) {
                    ops.tanh(table, layers.get(l).out(), points, pre[l], gate[l], slope[l]);
                    System.arraycopy(post[1], 0, post[l], 0, post[l].length);
                    ops.seriesMultiply(table, layers.get(l).out(), points, gate[l], difference, post[l], true);
                } else {
                    ops.tanh(table, layers.get(l).out(), points, pre[l], post[l], slope[l]);
                }
                below = post[l];
            }
            affine(last, below);
            return output;
        }

        private void affine(int l, double[] below) {
            Layer layer = layers.get(l);
            ops.multiply(theta, layer.weights(), layer.out(), layer.in(), below, pre[l], columns);
            for (int i = 0; i < layer.out(); i++) {
                double bias = theta[layer.biases() + i];
                int at = i * columns;
                for (int p = 0; p < points; p++) {
                    pre[l][at + p] += bias;
                }
            }
        }

        /** Adjoints of all pre-activations from the adjoint of the outputs of the last forward sweep. */
        private void backward(double[] outputAdjoint) {
            int last = layers.size() - 1;
            System.arraycopy(outputAdjoint, 0, adjoint[last], 0, adjoint[last].length);
            if (shape.gated()) {
                java.util.Arrays.fill(differenceAdjoint, 0);
                java.util.Arrays.fill(encoderAdjoint, 0);
            }
            for (int l = last - 1; l >= encoders; l--) {
                Layer above = layers.get(l + 1);
                // post[l] is not needed once the layer above has used it for its weights; pre[l] is free scratch.
                ops.multiply(transposed[l + 1], 0, above.in(), above.out(), adjoint[l + 1], pre[l], columns);
                int units = layers.get(l).out();
                if (shape.gated()) {
                    ops.seriesMultiplyAdjoint(table, units, points, pre[l], gate[l], differenceAdjoint, true);
                    for (int c = 0; c < encoderAdjoint.length; c++) {
                        encoderAdjoint[c] += pre[l][c];
                    }
                    ops.seriesMultiplyAdjoint(table, units, points, pre[l], difference, gateAdjoint, false);
                    ops.seriesMultiplyAdjoint(table, units, points, gateAdjoint, slope[l], adjoint[l], false);
                } else {
                    ops.seriesMultiplyAdjoint(table, units, points, pre[l], slope[l], adjoint[l], false);
                }
            }
            if (shape.gated()) {
                for (int c = 0; c < encoderAdjoint.length; c++) {
                    encoderAdjoint[c] -= differenceAdjoint[c];
                }
                int units = layers.get(0).out();
                ops.seriesMultiplyAdjoint(table, units, points, differenceAdjoint, slope[0], adjoint[0], false);
                ops.seriesMultiplyAdjoint(table, units, points, encoderAdjoint, slope[1], adjoint[1], false);
            }
        }

        private double[] below(int l) {
            return l <= encoders ? features : post[l - 1];
        }

        /** Adds to the gradient the pull-back of {@code outputAdjoint} [outputs][coefficients][points]. */
        public void accumulateGradient(double[] outputAdjoint) {
            backward(outputAdjoint);
            int lanes = ops.lanes();
            for (int l = 0; l < layers.size(); l++) {
                Layer layer = layers.get(l);
                ops.accumulateOuter(
                        adjoint[l], layer.out(), below(l), layer.in(), columns, gradient, layer.weights() * lanes);
                for (int i = 0; i < layer.out(); i++) {
                    double sum = 0;
                    for (int p = 0; p < points; p++) {
                        sum += adjoint[l][i * columns + p];
                    }
                    gradient[(layer.biases() + i) * lanes] += sum;
                }
            }
        }

        /** Adds the accumulated gradient to {@code total} [parameters] and clears it. */
        public void takeGradient(double[] total) {
            ops.reduce(gradient, 0, parameterCount, total, 0);
        }

        /**
         * Writes one row of the Jacobian per point, transposed: {@code jt[parameter * rowLength + row + p]}.
         *
         * @param outputAdjoint derivative of the residual of each point by the outputs' jets
         * @param count number of real points in the tile
         */
        public void jacobian(double[] outputAdjoint, double[] jt, int rowLength, int row, int count) {
            backward(outputAdjoint);
            int coefficients = table.size;
            for (int l = 0; l < layers.size(); l++) {
                Layer layer = layers.get(l);
                ops.jacobianOuter(
                        adjoint[l],
                        layer.out(),
                        below(l),
                        layer.in(),
                        coefficients,
                        points,
                        jt,
                        layer.weights(),
                        rowLength,
                        row,
                        count);
                for (int i = 0; i < layer.out(); i++) {
                    System.arraycopy(adjoint[l], i * columns, jt, (layer.biases() + i) * rowLength + row, count);
                }
            }
        }
    }
}
