package org.ansatz.operator.conv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.ansatz.learn.layer.PointwiseLinear;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Puts a block into a code of a few numbers and makes the block from the code: the mirror of a {@link GeneratorShape}'s network, its
 * doublings undone by convolutions of stride two, in front of that network. The parameters of the shape are the code. GELU after
 * every layer but the code and the last.
 */
public final class BlockAutoencoder implements BlockModel<BlockAutoencoder> {
    private final GeneratorShape shape;
    private final TensorParameters parameters;
    private final BlockDecoder decoder;
    private final List<LowRankConv> halvings = new ArrayList<>();
    private final PointwiseLinear squeeze;
    private final PointwiseLinear code;

    private BlockAutoencoder(
            GeneratorShape shape, DType precision, RandomStream random, IntFunction<ConvKernel> kernels) {
        this.shape = shape;
        parameters = new TensorParameters(precision, Device.CPU);
        decoder = new BlockDecoder(parameters, shape, random, kernels);
        int before = shape.kernels().size();
        Window same = Window.same(shape.taps());
        for (int k = 0; k < shape.mirroredKernels().size(); k++) {
            Window window = k == 0 ? same : same.every(2);
            halvings.add(LowRankConv.of(parameters, "encoder" + k, kernels.apply(before + k), window));
        }
        squeeze = new PointwiseLinear(parameters, "squeeze", shape.seedSize(), shape.hidden(), true, random.child(-1));
        code = new PointwiseLinear(parameters, "code", shape.hidden(), shape.parameters(), true, random.child(-2));
    }

    /** A network at random. Linear layers do not depend on the format. */
    public static BlockAutoencoder random(
            GeneratorShape shape, KernelFormat format, DType precision, RandomStream random) {
        Scope scope = Scope.open();
        try {
            List<KernelShape> all = new ArrayList<>(shape.kernels());
            all.addAll(shape.mirroredKernels());
            return new BlockAutoencoder(shape, precision, random, k -> format.drawHe(all.get(k), random.child(2L + k)));
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
        return true;
    }

    /** Those of the decoder, then those of the encoder. */
    @Override
    public List<LowRankConv> convolutions() {
        List<LowRankConv> all = new ArrayList<>(decoder.convolutions());
        all.addAll(halvings);
        return List.copyOf(all);
    }

    @Override
    public BlockAutoencoder rebuilt(List<ConvKernel> kernels) {
        return new BlockAutoencoder(shape, parameters.precision(), RandomStream.seeded(0), kernels::get);
    }

    /**
     * The codes of blocks.
     *
     * @param blocks [batch, 1, block...]
     * @return [batch, code]
     * @throws InvalidProblem if the blocks have other sizes
     */
    public Tensor encode(Tensor blocks) {
        long[] expected = BlockData.shape((int) blocks.size(0), shape.block());
        if (!Arrays.equals(blocks.shape(), expected)) {
            throw new InvalidProblem(
                    "the encoder takes " + Arrays.toString(expected) + ", given " + Arrays.toString(blocks.shape()));
        }
        Tensor y = blocks;
        for (LowRankConv halving : halvings) {
            y = halving.forward(y).gelu();
        }
        return code.forward(
                squeeze.forward(y.reshape(blocks.size(0), shape.seedSize())).gelu());
    }

    /**
     * The blocks of codes.
     *
     * @param codes [batch, code]
     * @return [batch, 1, block...]
     */
    public Tensor decode(Tensor codes) {
        return decoder.forward(codes);
    }

    /**
     * Blocks as their codes tell them.
     *
     * @param x [batch, 1, block...]
     * @return [batch, 1, block...]
     */
    @Override
    public Tensor forward(Tensor x) {
        return decode(encode(x));
    }
}
