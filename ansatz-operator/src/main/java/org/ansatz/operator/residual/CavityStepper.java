package org.ansatz.operator.residual;

import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * A network in the place of an implicit time step of {@link CavityStep}: it gives the increment of the stream function at
 * interior nodes, the walls are never its outputs. Its four input channels are the stream function and the vorticity at a
 * common size, log10 of the Reynolds number and the lid's speed, fading linearly towards the bottom.
 */
public final class CavityStepper implements TensorLayer {
    /** Channels of the network's input. */
    public static final int INPUTS = 4;

    // What brings a stream function of order 0.1 and a vorticity of order 20 to order 1.
    private static final double STREAM_SCALE = 10;
    private static final double VORTICITY_SCALE = 1.0 / 20;

    private final TensorLayer network;
    private final CavityStep equations;

    /** @param network from {@link #INPUTS} channels to the increment of the stream function */
    public CavityStepper(TensorLayer network, CavityStep equations) {
        this.network = network;
        this.equations = equations;
    }

    /** The stream function after the step, [batch, 1, x, y], from psi, omega and Re before it. */
    @Override
    public Tensor forward(Tensor state) {
        FieldChecks.shape("state", state, equations.dataChannels(), equations.grid());
        Tensor psi = state.narrow(1, 0, 1);
        long m = state.size(3);
        Tensor lid = Tensor.arange(1, m + 1, 1)
                .to(state.dtype())
                .mul(1.0 / (m + 1))
                .to(state.device())
                .reshape(1, 1, 1, m)
                .expand(psi.shape());
        Tensor input = Tensor.cat(
                1,
                psi.mul(STREAM_SCALE),
                state.narrow(1, 1, 1).mul(VORTICITY_SCALE),
                state.narrow(1, 2, 1).log10(),
                lid);
        return psi.add(network.forward(input));
    }

    /** The state whose stream function is given, with the Reynolds numbers of another one. */
    public Tensor successor(Tensor psi, Tensor state) {
        return Tensor.cat(1, psi, equations.vorticity(psi), state.narrow(1, 2, 1));
    }

    /** The state after some steps; nothing is recorded. */
    public Tensor rollout(Tensor state, int steps) {
        return Autograd.noGrad(() -> {
            Tensor current = state.copy();
            for (int k = 0; k < steps; k++) {
                Tensor before = current;
                current = Scope.compute(() -> successor(forward(before), before));
                before.close();
            }
            return current;
        });
    }
}
