package org.ansatz.operator.lord;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.learn.layer.PointwiseLinear;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * A network of low-rank decompositions (after arXiv 2206.09418, whose layout is known from its abstract only): channels are
 * lifted, pass residual blocks in which dense matrices along the axes couple all points, and are projected and scaled.
 */
public final class LordNet implements TensorLayer {
    private final LordSettings settings;
    private final PointwiseLinear lifting;
    private final List<LordBlock> blocks = new ArrayList<>();
    private final PointwiseLinear projection;

    /** Registers all parameters with random initial values. */
    public LordNet(TensorParameters parameters, LordSettings settings, RandomStream random) {
        this.settings = settings;
        int channels = settings.spatial().channels();
        lifting = new PointwiseLinear(parameters, "lifting", settings.inputs(), channels, true, random);
        for (int l = 0; l < settings.blocks(); l++) {
            blocks.add(new LordBlock(parameters, "blocks." + l, settings, random));
        }
        projection = new PointwiseLinear(parameters, "projection", channels, settings.outputs(), true, random);
    }

    public LordSettings settings() {
        return settings;
    }

    /** The spatial map of a block. */
    public KroneckerLayer spatial(int block) {
        return blocks.get(block).spatial();
    }

    /**
     * @throws org.ansatz.physics.problem.InvalidProblem if the number of channels or the grid is not the network's
     */
    @Override
    public Tensor forward(Tensor x) {
        settings.spatial().checkShape(x.shape(), settings.inputs());
        Tensor v = lifting.forward(x);
        for (LordBlock block : blocks) {
            v = block.forward(v);
        }
        return projection.forward(v).mul(settings.scale());
    }
}
