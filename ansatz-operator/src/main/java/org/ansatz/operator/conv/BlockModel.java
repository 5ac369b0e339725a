package org.ansatz.operator.conv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.io.Safetensors;

/**
 * A network that makes blocks of space and time {@code [batch, 1, block...]}, from the parameters of a draw {@code [batch,
 * parameters]} or from the block itself {@code [batch, 1, block...]}.
 *
 * @param <M> its own type
 */
public interface BlockModel<M extends BlockModel<M>> extends ConvModel<M>, TensorLayer, AutoCloseable {
    /** All that is trained. */
    TensorParameters parameters();

    /** What it makes. */
    GeneratorShape shape();

    /** Whether it is given blocks, as an autoencoder is; otherwise it is given parameters. */
    boolean readsBlocks();

    /** The same architecture with other kernels, in the order of {@link #convolutions}; other parameters are drawn. */
    M rebuilt(List<ConvKernel> kernels);

    @Override
    default M withKernels(UnaryOperator<ConvKernel> change) {
        Scope scope = Scope.open();
        try {
            M copy = rebuilt(convolutions().stream()
                    .map(conv -> change.apply(conv.kernel()))
                    .toList());
            LowRankConv.copyOthers(this, copy);
            return copy;
        } finally {
            scope.close();
        }
    }

    /** Writes the parameters as {@code .safetensors}. */
    default void save(Path file) throws IOException {
        Safetensors.write(file, parameters().arrays(), Map.of());
    }

    @Override
    default void close() {
        parameters().close();
    }
}
