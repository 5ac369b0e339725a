package org.ansatz.learn.module;

import java.util.Arrays;
import java.util.List;
import org.ansatz.learn.module.Parameters.Block;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;
import org.ansatz.tensor.kernel.MlpJetKernel;

/**
 * The fast way for networks of tanh or sine units: the fused kernel, a tile of points at a time through all layers in cache.
 *
 * <p>The kernel keeps the sweep of one tile only. {@link #accumulate} finishes a tile before the next; after
 * {@link #evaluate}, {@link #backward} and {@link #jacobian} sweep every tile forward again, which costs a third more.
 * Tangents come from a {@link TapeDerivatives}, made when first asked for.
 */
final class FusedDerivatives extends Derivatives {
    private final MlpJetKernel.Worker worker;
    private final int tile;
    private final int coefficients;
    private final int outputs;
    /** Place in the module's parameter vector of every parameter of the kernel, which stores matrices transposed. */
    private final int[] place;
    /** Kernel parameter over module parameter: the kernel's units have no {@link Module#frequency}. */
    private final double[] factor;

    private final double[] theta;
    private final double[] thetaGradient;
    private final double[] features;
    private final double[] values;
    private final double[] adjoints;
    private final double[] tileAdjoint;
    private final double[] jet;
    private final double[] sensitivities;
    private double[] tileJacobian = new double[0];
    private double[] lastParameters = new double[0];
    private double[] lastPoints = new double[0];
    private TapeDerivatives tape;

    FusedDerivatives(Module module, MlpJetKernel kernel, JetBasis basis, int points) {
        super(module, basis, points);
        worker = kernel.worker(basis);
        tile = worker.points();
        coefficients = basis.size();
        outputs = module.outputs();
        place = places(kernel, module.parameters().blocks());
        factor = factors(kernel, module.frequency());
        theta = new double[place.length];
        thetaGradient = new double[place.length];
        features = new double[module.inputs() * coefficients * tile];
        values = new double[tiles() * outputs * coefficients * tile];
        adjoints = new double[values.length];
        tileAdjoint = new double[outputs * coefficients * tile];
        jet = new double[coefficients];
        sensitivities = new double[coefficients];
    }

    private static int[] places(MlpJetKernel kernel, List<Block> blocks) {
        int[] place = new int[kernel.parameterCount()];
        for (int l = 0; l < kernel.layers().size(); l++) {
            MlpJetKernel.Layer layer = kernel.layers().get(l);
            Block weight = blocks.get(2 * l);
            Block bias = blocks.get(2 * l + 1);
            for (int i = 0; i < layer.out(); i++) {
                for (int j = 0; j < layer.in(); j++) {
                    place[layer.weights() + i * layer.in() + j] = weight.offset() + j * layer.out() + i;
                }
                place[layer.biases() + i] = bias.offset() + i;
            }
        }
        return place;
    }

    private static double[] factors(MlpJetKernel kernel, double frequency) {
        double[] factor = new double[kernel.parameterCount()];
        Arrays.fill(factor, frequency);
        MlpJetKernel.Layer output = kernel.layers().get(kernel.layers().size() - 1);
        Arrays.fill(factor, output.weights(), factor.length, 1);
        return factor;
    }

    private int tiles() {
        return (points() + tile - 1) / tile;
    }

    /** Real points of a tile. */
    private int count(int t) {
        return Math.min(tile, points() - t * tile);
    }

    private void setParameters(double[] parameters) {
        for (int i = 0; i < place.length; i++) {
            theta[i] = factor[i] * parameters[place[i]];
        }
        worker.setParameters(theta);
    }

    /** Sweeps a tile forward; places beyond the last point repeat it. */
    private double[] forward(int t, double[] x) {
        int d = module().inputs();
        double[] mean = module().normalization().mean();
        double[] deviation = module().normalization().deviation();
        for (int i = 0; i < d; i++) {
            int row = i * coefficients * tile;
            for (int p = 0; p < tile; p++) {
                int point = Math.min(t * tile + p, points() - 1);
                features[row + p] = (x[point * d + i] - mean[i]) / deviation[i];
            }
            MultiIndex unit = MultiIndex.unit(d, i);
            if (basis().holds(unit)) {
                int at = row + basis().position(unit) * tile;
                Arrays.fill(features, at, at + tile, 1 / deviation[i]);
            }
        }
        return worker.forward(features);
    }

    @Override
    public double accumulate(double[] parameters, double[] x, PointLoss loss, double[] gradient) {
        checkPoints(x);
        setParameters(parameters);
        Arrays.fill(tileAdjoint, 0);
        double sum = 0;
        for (int t = 0; t < tiles(); t++) {
            double[] output = forward(t, x);
            int count = count(t);
            if (count < tile) {
                Arrays.fill(tileAdjoint, 0);
            }
            for (int p = 0; p < count; p++) {
                for (int k = 0; k < coefficients; k++) {
                    jet[k] = factorial(k) * output[k * tile + p];
                }
                Arrays.fill(sensitivities, 0);
                sum += loss.at(t * tile + p, jet, sensitivities);
                for (int k = 0; k < coefficients; k++) {
                    tileAdjoint[k * tile + p] = factorial(k) * sensitivities[k];
                }
            }
            worker.accumulateGradient(tileAdjoint);
        }
        takeGradient(gradient);
        return sum;
    }

    private void takeGradient(double[] gradient) {
        Arrays.fill(thetaGradient, 0);
        worker.takeGradient(thetaGradient);
        for (int i = 0; i < place.length; i++) {
            gradient[place[i]] += factor[i] * thetaGradient[i];
        }
    }

    @Override
    public void evaluate(double[] parameters, double[] x) {
        checkPoints(x);
        setParameters(parameters);
        lastParameters = parameters.clone();
        lastPoints = x.clone();
        for (int t = 0; t < tiles(); t++) {
            System.arraycopy(forward(t, x), 0, values, t * tileAdjoint.length, tileAdjoint.length);
        }
    }

    private int at(int index, int point, int out) {
        return ((point / tile * outputs + out) * coefficients + index) * tile + point % tile;
    }

    @Override
    public double get(int index, int point, int out) {
        return factorial(index) * values[at(index, point, out)];
    }

    @Override
    public void clear() {
        Arrays.fill(adjoints, 0);
    }

    @Override
    public void sensitivity(int index, int point, int out, double value) {
        adjoints[at(index, point, out)] += factorial(index) * value;
    }

    @Override
    public void backward(double[] gradient) {
        setParameters(lastParameters);
        for (int t = 0; t < tiles(); t++) {
            forward(t, lastPoints);
            System.arraycopy(adjoints, t * tileAdjoint.length, tileAdjoint, 0, tileAdjoint.length);
            worker.accumulateGradient(tileAdjoint);
        }
        takeGradient(gradient);
    }

    @Override
    public void jacobian(double[] jt, int rowLength, int row) {
        if (tileJacobian.length == 0) {
            tileJacobian = new double[place.length * tile];
        }
        setParameters(lastParameters);
        for (int t = 0; t < tiles(); t++) {
            forward(t, lastPoints);
            System.arraycopy(adjoints, t * tileAdjoint.length, tileAdjoint, 0, tileAdjoint.length);
            int count = count(t);
            worker.jacobian(tileAdjoint, tileJacobian, tile, 0, count);
            for (int i = 0; i < place.length; i++) {
                int target = place[i] * rowLength + row + t * tile;
                for (int p = 0; p < count; p++) {
                    jt[target + p] = factor[i] * tileJacobian[i * tile + p];
                }
            }
        }
    }

    @Override
    public void tangent(double[] direction) {
        if (tape == null) {
            tape = new TapeDerivatives(module(), basis(), points());
        }
        tape.evaluate(lastParameters, lastPoints);
        tape.tangent(direction);
    }

    @Override
    public double change(int index, int point, int out) {
        return tape.change(index, point, out);
    }
}
