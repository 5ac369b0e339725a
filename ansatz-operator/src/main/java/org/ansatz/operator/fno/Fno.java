package org.ansatz.operator.fno;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.learn.layer.ChannelMlp;
import org.ansatz.learn.layer.PointwiseLinear;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.operator.fno.FnoSettings.Backbone;
import org.ansatz.operator.spectral.SpectralWeights;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * A Fourier neural operator: grid coordinates appended, lifting, blocks with spectral convolutions, projection. Takes any
 * grid that has its modes.
 */
public final class Fno implements TensorLayer {
    private final FnoSettings settings;
    private final TensorLayer lifting;
    private final List<FnoBlock> blocks = new ArrayList<>();
    private final ChannelMlp projection;
    private final SpectralWeights weights;

    /** Registers all parameters with random initial values. */
    public Fno(TensorParameters parameters, FnoSettings settings, RandomStream random) {
        this.settings = settings;
        int dimension = settings.modes().dimension();
        int width = settings.width();
        int inputs = settings.inputs() + (settings.coordinates() ? dimension : 0);
        int lifted = (int) Math.round(settings.liftingRatio() * width);
        lifting = settings.backbone() == Backbone.PLAIN
                ? new PointwiseLinear(parameters, "lifting", inputs, width, true, random)
                : new ChannelMlp(parameters, "lifting", inputs, lifted, width, random);
        weights = SpectralWeights.create(
                parameters, "spectral", settings.layers(), width, width, settings.modes(), settings.weights(), random);
        for (int l = 0; l < settings.layers(); l++) {
            boolean last = l == settings.layers() - 1;
            blocks.add(new FnoBlock(
                    parameters, "blocks." + l, settings, weights.layers().get(l), last, random));
        }
        int projected = (int) Math.round(settings.projectionRatio() * width);
        projection = new ChannelMlp(parameters, "projection", width, projected, settings.outputs(), random);
    }

    public FnoSettings settings() {
        return settings;
    }

    /** The spectral weights, with their counts. */
    public SpectralWeights weights() {
        return weights;
    }

    /**
     * @throws InvalidProblem if the number of channels or axes is not the model's, or the grid has too few points
     */
    @Override
    public Tensor forward(Tensor x) {
        checkShape(x.shape());
        long[] grid = Arrays.copyOfRange(x.shape(), 2, x.dim());
        Tensor v = lifting.forward(settings.coordinates() ? GridCoordinates.append(x) : x);
        for (int i = 0; i < grid.length && settings.padding() > 0; i++) {
            v = v.pad(2 + i, 0, Math.round(settings.padding() * grid[i]), 0);
        }
        Tensor conditions = x.reshape(x.size(0), x.size(1), -1).mean(new int[] {2}, false);
        for (FnoBlock block : blocks) {
            v = block.forward(v, conditions);
        }
        for (int i = 0; i < grid.length && settings.padding() > 0; i++) {
            v = v.narrow(2 + i, 0, grid[i]);
        }
        return projection.forward(v);
    }

    private void checkShape(long[] shape) {
        int dimension = settings.modes().dimension();
        if (shape.length != dimension + 2 || shape[1] != settings.inputs()) {
            throw new InvalidProblem("the model takes fields [batch, " + settings.inputs() + ", " + dimension
                    + " axes], given shape " + Arrays.toString(shape));
        }
        settings.modes().checkGrid(Arrays.copyOfRange(shape, 2, shape.length));
    }
}
