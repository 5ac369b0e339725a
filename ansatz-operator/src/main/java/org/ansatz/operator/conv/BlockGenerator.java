package org.ansatz.operator.conv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ansatz.learn.layer.PointwiseLinear;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.Safetensors;

/** The generator of {@link GeneratorShape} with kernels of one format. GELU after every layer but the last. */
public final class BlockGenerator implements TensorLayer, ConvModel<BlockGenerator>, AutoCloseable {
    private final GeneratorShape shape;
    private final TensorParameters parameters;
    private final PointwiseLinear lift;
    private final PointwiseLinear seed;
    private final List<LowRankConv> convolutions = new ArrayList<>();
    private final List<UpsampledConv> doublings = new ArrayList<>();

    private BlockGenerator(
            GeneratorShape shape, DType precision, RandomStream random, Function<Integer, ConvKernel> kernels) {
        this.shape = shape;
        parameters = new TensorParameters(precision, Device.CPU);
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

    /** A network at random. Linear layers and the order of draws do not depend on the format. */
    public static BlockGenerator random(
            GeneratorShape shape, KernelFormat format, DType precision, RandomStream random) {
        Scope scope = Scope.open();
        try {
            return new BlockGenerator(shape, precision, random, k -> {
                KernelShape kernel = shape.kernels().get(k);
                return format.draw(kernel, kernel.heVariance(), random.child(2L + k));
            });
        } finally {
            scope.close();
        }
    }

    public GeneratorShape shape() {
        return shape;
    }

    public TensorParameters parameters() {
        return parameters;
    }

    @Override
    public List<LowRankConv> convolutions() {
        return List.copyOf(convolutions);
    }

    @Override
    public BlockGenerator withKernels(UnaryOperator<ConvKernel> change) {
        Scope scope = Scope.open();
        try {
            BlockGenerator copy = new BlockGenerator(
                    shape,
                    parameters.precision(),
                    RandomStream.seeded(0),
                    k -> change.apply(convolutions.get(k).kernel()));
            List<String> names = copy.parameters.names();
            org.ansatz.tensor.Autograd.noGrad(() -> names.stream()
                    .filter(name -> name.startsWith("lift.") || name.startsWith("seed.") || name.endsWith(".bias"))
                    .forEach(name -> copy.parameters.get(name).copyFrom(parameters.get(name))));
            return copy;
        } finally {
            scope.close();
        }
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
        if (x.dim() != 2 || x.size(1) != shape.parameters()) {
            throw new InvalidProblem("the generator takes [batch, " + shape.parameters() + "], given "
                    + java.util.Arrays.toString(x.shape()));
        }
        long[] start = shape.seed();
        start[0] = x.size(0);
        Tensor y = seed.forward(lift.forward(x).gelu()).gelu().reshape(start);
        for (UpsampledConv doubling : doublings) {
            y = doubling.forward(y).gelu();
        }
        return convolutions.get(convolutions.size() - 1).forward(y);
    }

    /** Writes the parameters as {@code .safetensors}. */
    public void save(Path file) throws IOException {
        Safetensors.write(file, parameters.arrays(), Map.of());
    }

    @Override
    public void close() {
        parameters.close();
    }
}
