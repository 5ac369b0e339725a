package org.ansatz.learn.module;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ansatz.learn.module.JetTape.Node;
import org.ansatz.learn.module.Parameters.Block;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.kernel.MlpJetKernel;

/** A network: maps points [inputs] to [outputs], with parameters in one flat vector. */
public sealed interface Module permits DenseNetwork, ModifiedMlp {
    int inputs();

    int outputs();

    Normalization normalization();

    Parameters parameters();

    /** A flat vector of initial parameters. */
    double[] initialise(RandomGenerator random);

    /** Records the network on a tape. */
    Node record(JetTape tape, Node normalizedInput);

    /** The same network in terms of the fused kernel, empty if the kernel does not know this architecture. */
    Optional<MlpJetKernel.Shape> kernelShape();

    /** Factor of every hidden unit's sum, bias included, before its function: {@code f(frequency (x W + b))}. */
    default double frequency() {
        return 1;
    }

    /**
     * Buffers for {@code points} points that carry the derivatives of {@code basis}: by the fused kernel where it knows
     * the architecture and its SIMD form is available, else by {@link #recorded}.
     */
    default Derivatives derivatives(JetBasis basis, int points) {
        Optional<MlpJetKernel> kernel = kernelShape().map(MlpJetKernel::new).filter(MlpJetKernel::vectorised);
        return kernel.isPresent() ? new FusedDerivatives(this, kernel.get(), basis, points) : recorded(basis, points);
    }

    /** The same by recording the network's operations, which every architecture allows. */
    default Derivatives recorded(JetBasis basis, int points) {
        return new TapeDerivatives(this, basis, points);
    }

    /**
     * The weight matrices from the first hidden layer to the output: no biases, no encoders. These take part in gradient
     * balancing.
     */
    static boolean isLayerWeight(Block block) {
        return block.name().startsWith("layers.") && block.name().endsWith(".weight");
    }
}
