package org.ansatz.operator.conv;

import java.util.List;
import java.util.function.IntFunction;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/** The generator of {@link GeneratorShape} with kernels of one format. */
public final class BlockGenerator implements BlockModel<BlockGenerator> {
    private final GeneratorShape shape;
    private final TensorParameters parameters;
    private final BlockDecoder decoder;

    private BlockGenerator(
            GeneratorShape shape, DType precision, RandomStream random, IntFunction<ConvKernel> kernels) {
        this.shape = shape;
        parameters = new TensorParameters(precision, Device.CPU);
        decoder = new BlockDecoder(parameters, shape, random, kernels);
    }

    /** A network at random. Linear layers and the order of draws do not depend on the format. */
    public static BlockGenerator random(
            GeneratorShape shape, KernelFormat format, DType precision, RandomStream random) {
        Scope scope = Scope.open();
        try {
            return new BlockGenerator(
                    shape, precision, random, k -> format.drawHe(shape.kernels().get(k), random.child(2L + k)));
        } finally {
            scope.close();
        }
    }

    @Override
    public GeneratorShape shape() {
        return shape;
    }

    @Override
    public TensorParameters parameters() {
        return parameters;
    }

    @Override
    public boolean readsBlocks() {
        return false;
    }

    @Override
    public List<LowRankConv> convolutions() {
        return List.copyOf(decoder.convolutions());
    }

    @Override
    public BlockGenerator rebuilt(List<ConvKernel> kernels) {
        return new BlockGenerator(shape, parameters.precision(), RandomStream.seeded(0), kernels::get);
    }

    /**
     * The blocks.
     *
     * @param x [batch, parameters]
     * @return [batch, 1, block...]
     * @throws InvalidProblem if there is another number of parameters
     */
    @Override
    public Tensor forward(Tensor x) {
        return decoder.forward(x);
    }
}
