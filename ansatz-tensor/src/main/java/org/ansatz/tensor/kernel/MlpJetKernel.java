package org.ansatz.tensor.kernel;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.tensor.jet.JetBasis;

/**
 * A network of tanh or sine units with the Taylor jets of its outputs, their gradients and Jacobians by the weights, fused
 * per tile of points in plain arrays.
 *
 * <p>Forward, every layer maps jets {@code Z = W A + b} and {@code Y = f(Z)} in the algebra of a {@link JetBasis};
 * backward uses that the differential of {@code f} on series is multiplication by the series {@code f'(Z)}, which is
 * {@code 1 - Y^2} for tanh and the cosine for the sine, so the adjoint is the transposed multiplication. A point costs about {@code 3 K P} multiply-adds for {@code K} coefficients
 * and {@code P} weights. With {@code gated} the hidden layers are those of the modified MLP of arXiv 2001.04536 (as in its
 * code): {@code H_l = V + tanh(W_l H_(l-1) + b_l) (U - V)} with encoders {@code U, V} of the input.
 *
 * <p>Inputs are the jets of features of the coordinates (normalised coordinates, Fourier features), made by the caller.
 */
public final class MlpJetKernel implements HeadKernel {
    /** What a hidden unit does to its sum. */
    public enum Unit {
        TANH,
        SINE
    }

    /**
     * @param inputs number of features
     * @param hidden widths of the hidden layers; all equal if gated
     * @param outputs number of output functions
     * @param unit function of the hidden units
     */
    public record Shape(int inputs, List<Integer> hidden, int outputs, boolean gated, Unit unit) {
        /** Of tanh units. */
        public Shape(int inputs, List<Integer> hidden, int outputs, boolean gated) {
            this(inputs, hidden, outputs, gated, Unit.TANH);
        }

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

    @Override
    public int inputs() {
        return shape.inputs();
    }

    @Override
    public int outputs() {
        return shape.outputs();
    }

    /** Per layer {@code name.weight} [out][in] and {@code name.bias} [out]. */
    @Override
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (Layer layer : layers) {
            blocks.add(new Block(layer.name() + ".weight", List.of(layer.out(), layer.in()), layer.weights()));
            blocks.add(new Block(layer.name() + ".bias", List.of(layer.out()), layer.biases()));
        }
        return blocks;
    }

    @Override
    public int parameterCount() {
        return parameterCount;
    }

    /** Whether SIMD kernels are in use. */
    public boolean vectorised() {
        return ops.lanes() > 1;
    }

    /** The same for every basis. */
    @Override
    public int tilePoints(JetBasis basis) {
        return TileOps.POINTS;
    }

    @Override
    public Worker worker(JetBasis basis) {
        return new Worker(basis);
    }

    /** Takes the adjoint of each layer's pre-activation as the backward sweep meets it, last layer first. */
    private interface LayerAdjoint {
        void accept(int layer, double[] adjoint, double[] below);
    }

    /** Forward and backward sweeps over tiles. */
    public final class Worker implements HeadKernel.Worker {
        private final TileOps.JetTable table;
        private final int coefficients;
        private final double[][] packed;
        private final double[][] packedTransposed;
        private final double[][] post;
        private final double[][] slope;
        private final double[][] gate;
        private final double[] features;
        private final double[] pre;
        private final double[] adjoint;
        private final double[] difference;
        private final double[] differenceAdjoint;
        private final double[] encoderAdjoint;
        private final double[] gateAdjoint;
        private final double[] result;
        private final double[] output;
        private final double[] gradient;
        private final LayerAdjoint gradientOfLayer = this::addGradient;
        private double[] theta = new double[0];
        private double[] byFeature = new double[0];
        private double[] featureAdjoint = new double[0];

        private Worker(JetBasis basis) {
            table = new TileOps.JetTable(basis);
            coefficients = basis.size();
            int n = layers.size();
            packed = new double[n][];
            packedTransposed = new double[n][];
            post = new double[n][];
            slope = new double[n][];
            gate = new double[n][];
            int widest = 0;
            for (int l = 0; l < n; l++) {
                Layer layer = layers.get(l);
                int size = l < n - 1 ? tile(layer.out()) : 0;
                packed[l] = new double[layer.in() * layer.out()];
                packedTransposed[l] = new double[layer.in() * layer.out()];
                post[l] = new double[size];
                slope[l] = new double[size];
                gate[l] = new double[shape.gated() && l >= encoders ? size : 0];
                widest = Math.max(widest, layer.out());
            }
            features = new double[tile(shape.inputs())];
            pre = new double[tile(widest)];
            adjoint = new double[tile(widest)];
            int width = shape.gated() ? tile(shape.hidden().get(0)) : 0;
            difference = new double[width];
            differenceAdjoint = new double[width];
            encoderAdjoint = new double[width];
            gateAdjoint = new double[width];
            result = new double[tile(shape.outputs())];
            output = new double[tile(shape.outputs())];
            gradient = new double[parameterCount * ops.lanes()];
        }

        private int tile(int units) {
            return units * coefficients * TileOps.POINTS;
        }

        @Override
        public int points() {
            return TileOps.POINTS;
        }

        @Override
        public int columns() {
            return coefficients * TileOps.POINTS;
        }

        @Override
        public void setParameters(double[] theta) {
            this.theta = theta;
            for (int l = 0; l < layers.size(); l++) {
                Layer layer = layers.get(l);
                int in = layer.in();
                int out = layer.out();
                ops.pack(theta, layer.weights(), in, 1, out, in, packed[l]);
                ops.pack(theta, layer.weights(), 1, in, in, out, packedTransposed[l]);
            }
        }

        /** From [function][coefficient][point] to [coefficient][function][point] or back. */
        private static void exchange(double[] from, int outer, int inner, double[] to) {
            for (int i = 0; i < outer; i++) {
                for (int j = 0; j < inner; j++) {
                    System.arraycopy(
                            from,
                            (i * inner + j) * TileOps.POINTS,
                            to,
                            (j * outer + i) * TileOps.POINTS,
                            TileOps.POINTS);
                }
            }
        }

        @Override
        public double[] forward(double[] tile) {
            exchange(tile, shape.inputs(), coefficients, features);
            int last = layers.size() - 1;
            for (int e = 0; e < encoders; e++) {
                affine(e, features, pre);
                activate(layers.get(e).out(), post[e], slope[e]);
            }
            for (int c = 0; c < difference.length; c++) {
                difference[c] = post[0][c] - post[1][c];
            }
            for (int l = encoders; l < last; l++) {
                affine(l, below(l), pre);
                int units = layers.get(l).out();
                if (shape.gated()) {
                    activate(units, gate[l], slope[l]);
                    System.arraycopy(post[1], 0, post[l], 0, post[l].length);
                    ops.seriesMultiply(table, units, gate[l], difference, post[l], true);
                } else {
                    activate(units, post[l], slope[l]);
                }
            }
            affine(last, below(last), result);
            exchange(result, coefficients, shape.outputs(), output);
            return output;
        }

        private void affine(int l, double[] below, double[] z) {
            Layer layer = layers.get(l);
            ops.multiply(packed[l], theta, layer.biases(), layer.out(), layer.in(), below, z, coefficients);
        }

        private void activate(int units, double[] y, double[] slopes) {
            switch (shape.unit()) {
                case TANH -> ops.tanh(table, units, pre, y, slopes);
                case SINE -> ops.sine(table, units, pre, y, slopes);
            }
        }

        private double[] below(int l) {
            return l <= encoders ? features : post[l - 1];
        }

        /** @throws IllegalStateException if the network is gated */
        @Override
        public double[] featureAdjoint() {
            if (shape.gated()) {
                throw new IllegalStateException("a gated network gives no adjoint of its features");
            }
            int units = layers.get(0).out();
            if (featureAdjoint.length == 0) {
                byFeature = new double[features.length];
                featureAdjoint = new double[features.length];
            }
            ops.multiply(packedTransposed[0], shape.inputs(), units, adjoint, byFeature, coefficients);
            exchange(byFeature, coefficients, shape.inputs(), featureAdjoint);
            return featureAdjoint;
        }

        /** Sweeps from the adjoint of the outputs of the last forward sweep back through all layers. */
        private void backward(double[] outputAdjoint, LayerAdjoint sink) {
            int last = layers.size() - 1;
            exchange(outputAdjoint, shape.outputs(), coefficients, adjoint);
            sink.accept(last, adjoint, below(last));
            java.util.Arrays.fill(differenceAdjoint, 0);
            java.util.Arrays.fill(encoderAdjoint, 0);
            for (int l = last - 1; l >= encoders; l--) {
                Layer above = layers.get(l + 1);
                int units = above.in();
                ops.multiply(packedTransposed[l + 1], units, above.out(), adjoint, pre, coefficients);
                if (shape.gated()) {
                    ops.seriesMultiplyAdjoint(table, units, pre, gate[l], differenceAdjoint, true);
                    for (int c = 0; c < encoderAdjoint.length; c++) {
                        encoderAdjoint[c] += pre[c];
                    }
                    ops.seriesMultiplyAdjoint(table, units, pre, difference, gateAdjoint, false);
                    ops.seriesMultiplyAdjoint(table, units, gateAdjoint, slope[l], adjoint, false);
                } else {
                    ops.seriesMultiplyAdjoint(table, units, pre, slope[l], adjoint, false);
                }
                sink.accept(l, adjoint, below(l));
            }
            if (shape.gated()) {
                for (int c = 0; c < encoderAdjoint.length; c++) {
                    encoderAdjoint[c] -= differenceAdjoint[c];
                }
                int units = layers.get(0).out();
                ops.seriesMultiplyAdjoint(table, units, differenceAdjoint, slope[0], adjoint, false);
                sink.accept(0, adjoint, features);
                ops.seriesMultiplyAdjoint(table, units, encoderAdjoint, slope[1], adjoint, false);
                sink.accept(1, adjoint, features);
            }
        }

        @Override
        public void accumulateGradient(double[] outputAdjoint) {
            backward(outputAdjoint, gradientOfLayer);
        }

        private void addGradient(int l, double[] zbar, double[] below) {
            Layer layer = layers.get(l);
            int lanes = ops.lanes();
            ops.accumulateOuter(zbar, layer.out(), below, layer.in(), coefficients, gradient, layer.weights() * lanes);
            ops.accumulateBias(zbar, layer.out(), gradient, layer.biases() * lanes);
        }

        @Override
        public void takeGradient(double[] total) {
            ops.reduce(gradient, parameterCount, total);
        }

        @Override
        public void jacobian(double[] outputAdjoint, double[] jt, int rowLength, int row, int count) {
            backward(outputAdjoint, (l, zbar, below) -> {
                Layer layer = layers.get(l);
                ops.jacobianOuter(
                        zbar, layer.out(), below, layer.in(), coefficients, jt, layer.weights(), rowLength, row, count);
                for (int i = 0; i < layer.out(); i++) {
                    System.arraycopy(zbar, i * TileOps.POINTS, jt, (layer.biases() + i) * rowLength + row, count);
                }
            });
        }
    }
}
