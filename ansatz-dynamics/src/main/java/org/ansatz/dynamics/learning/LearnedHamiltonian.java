package org.ansatz.dynamics.learning;

import java.util.List;
import org.ansatz.physics.mechanics.HamiltonianSystem;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * A trained network as a mechanical system for any integrator. States are {@code [q, p]} of all bodies in the plane, two positions
 * each. It does not separate into kinetic and potential energy.
 */
public final class LearnedHamiltonian implements HamiltonianSystem, AutoCloseable {
    private final GraphHamiltonian model;
    private final List<Tensor> parameters;
    private final int bodies;

    /** @param parameters of one task, without the dimension of tasks; copied */
    public LearnedHamiltonian(GraphHamiltonian model, List<Tensor> parameters, int bodies) {
        this.model = model;
        this.bodies = bodies;
        this.parameters = parameters.stream()
                .map(parameter -> Scope.release(Scope.compute(
                        () -> parameter.detach().to(DType.FLOAT64).unsqueeze(0).copy())))
                .toList();
    }

    @Override
    public int degreesOfFreedom() {
        return 2 * bodies;
    }

    @Override
    public double energy(double[] state) {
        Scope scope = Scope.open();
        try {
            return Autograd.noGrad(() -> model.energy(parameters, features(state)))
                    .sum()
                    .item();
        } finally {
            scope.close();
        }
    }

    @Override
    public void gradient(double[] state, double[] gradient) {
        Scope scope = Scope.open();
        try {
            Tensor z = features(state).requiresGrad();
            double[] slope = Autograd.gradient(model.energy(parameters, z).sum(), z, false)
                    .contiguous()
                    .toDoubles();
            for (int i = 0; i < 2 * bodies; i++) {
                int at = PhaseSystem.FEATURES * (i / 2) + i % 2;
                gradient[i] = slope[at];
                gradient[2 * bodies + i] = slope[at + 2];
            }
        } finally {
            scope.close();
        }
    }

    private Tensor features(double[] state) {
        double[] features = new double[PhaseSystem.FEATURES * bodies];
        for (int i = 0; i < 2 * bodies; i++) {
            int at = PhaseSystem.FEATURES * (i / 2) + i % 2;
            features[at] = state[i];
            features[at + 2] = state[2 * bodies + i];
        }
        return Tensor.of(features, 1, 1, bodies, PhaseSystem.FEATURES);
    }

    @Override
    public void close() {
        parameters.forEach(Tensor::close);
    }
}
