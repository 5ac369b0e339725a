package org.ansatz.learn.module;

import java.util.random.RandomGenerator;
import org.ansatz.learn.module.JetTape.Node;
import org.ansatz.learn.module.Parameters.Block;
import org.ansatz.tensor.jet.JetBasis;

/** A network: maps points [inputs] to [outputs], with parameters in one flat vector. */
public sealed interface Module permits Mlp, ModifiedMlp {
    int inputs();

    int outputs();

    Normalization normalization();

    Parameters parameters();

    /** A flat vector of initial parameters. */
    double[] initialise(RandomGenerator random);

    /** Records the network on a tape. */
    Node record(JetTape tape, Node normalizedInput);

    /** Buffers for {@code points} points that carry the derivatives of {@code basis}. Used by one thread at a time. */
    default Derivatives derivatives(JetBasis basis, int points) {
        return new Derivatives(this, basis, points);
    }

    /**
     * The weight matrices from the first hidden layer to the output: no biases, no encoders. These take part in gradient
     * balancing.
     */
    static boolean isLayerWeight(Block block) {
        return block.name().startsWith("layers.") && block.name().endsWith(".weight");
    }
}
