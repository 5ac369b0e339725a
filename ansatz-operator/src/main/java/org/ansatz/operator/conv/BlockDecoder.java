package org.ansatz.operator.conv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.ansatz.learn.layer.PointwiseLinear;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/** Makes the block of a {@link GeneratorShape} from a few numbers. GELU after every layer but the last. */
final class BlockDecoder implements TensorLayer {
    private final GeneratorShape shape;
    private final PointwiseLinear lift;
    private final PointwiseLinear seed;
    private final List<LowRankConv> convolutions = new ArrayList<>();
    private final List<UpsampledConv> doublings = new ArrayList<>();

    /**
     * Registers parameters {@code lift}, {@code seed} and {@code conv0}, {@code conv1}, ...
     *
     * @param kernels of the convolutions, in order
     */
    BlockDecoder(
            TensorParameters parameters, GeneratorShape shape, RandomStream random, IntFunction<ConvKernel> kernels) {
        this.shape = shape;
        lift = new PointwiseLinear(parameters, "lift", shape.parameters(), shape.hidden(), true, random.child(0));
        seed = new PointwiseLinear(parameters, "seed", shape.hidden(), shape.seedSize(), true, random.child(1));
        for (int k = 0; k < shape.kernels().size(); k++) {
            LowRankConv conv = LowRankConv.of(parameters, "conv" + k, kernels.apply(k), Window.same(shape.taps()));
            convolutions.add(conv);
            if (k < shape.doublings()) {
                doublings.add(new UpsampledConv(conv, parameters));
            }
        }
    }

    List<LowRankConv> convolutions() {
        return convolutions;
    }

    /**
     * @param x [batch, parameters]
     * @return [batch, 1, block...]
     * @throws InvalidProblem if there is another number of parameters
     */
    @Override
    public Tensor forward(Tensor x) {
        if (x.dim() != 2 || x.size(1) != shape.parameters()) {
            throw new InvalidProblem(
                    "the generator takes [batch, " + shape.parameters() + "], given " + Arrays.toString(x.shape()));
        }
        long[] start = shape.seed();
        start[0] = x.size(0);
        Tensor y = seed.forward(lift.forward(x).gelu()).gelu().reshape(start);
        for (UpsampledConv doubling : doublings) {
            y = doubling.forward(y).gelu();
        }
        return convolutions.get(convolutions.size() - 1).forward(y);
    }
}
