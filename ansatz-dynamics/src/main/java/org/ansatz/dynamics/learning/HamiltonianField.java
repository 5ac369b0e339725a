package org.ansatz.dynamics.learning;

import java.util.List;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.Tensor;

/** The motion that a learned Hamiltonian causes: {@code q' = dH/dp, p' = -dH/dq} by reverse accumulation. */
public final class HamiltonianField {
    // Rows (dH/dq1, dH/dq2, dH/dp1, dH/dp2) times this are the rates of change.
    private static final double[] SYMPLECTIC = {0, 0, -1, 0, 0, 0, 0, -1, 1, 0, 0, 0, 0, 1, 0, 0};

    private HamiltonianField() {}

    /**
     * Rates of change.
     *
     * @param parameters [tasks, ...] each
     * @param z [tasks, points, bodies, 4], not recorded
     * @param differentiable whether the result can be differentiated by the parameters
     * @return of the shape of {@code z}
     */
    public static Tensor of(GraphHamiltonian model, List<Tensor> parameters, Tensor z, boolean differentiable) {
        Tensor at = z.detach().requiresGrad();
        Tensor slope = Autograd.gradient(model.energy(parameters, at).sum(), at, differentiable);
        return slope.matmul(Tensor.of(SYMPLECTIC, 4, 4).to(z.dtype()));
    }
}
