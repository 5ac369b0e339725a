package org.ansatz.operator.residual;

import java.util.function.BinaryOperator;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Tensor;

/** What is minimised over the outputs of a network: no solution is needed, but by {@link #label} everybody sees what it is. */
public interface ResidualLoss {
    /** {@code mean squared residual} or what stands in its place. */
    String label();

    /**
     * The loss of a batch.
     *
     * @param u unknowns [batch, 1, grid...]
     * @return without dimensions
     */
    Tensor of(Tensor u, Tensor data);

    /** {@code mean_j R_j^2} over batch and nodes (arXiv 2206.09418). */
    static ResidualLoss meanSquare(DiscreteOperator operator) {
        return labelled(
                "mean squared residual",
                (u, data) -> operator.residual(u, data).square().mean());
    }

    /**
     * The mean squared residual over some of the nodes.
     *
     * @param weight [grid...], 1 at nodes that count and 0 elsewhere
     */
    static ResidualLoss meanSquare(DiscreteOperator operator, Tensor weight) {
        double share = weight.mean().item();
        if (!(share > 0)) {
            throw new InvalidProblem("no node counts in the mean squared residual");
        }
        return labelled("mean squared residual", (u, data) -> operator.residual(u, data)
                .square()
                .mul(weight.to(u.dtype()))
                .mean()
                .mul(1 / share));
    }

    /**
     * {@code r^T P^-1 r / N} with some sweeps of damped Jacobi (factor 2/3) for {@code P^-1}: better conditioned, and another loss.
     *
     * @throws InvalidProblem if there is no sweep
     */
    static ResidualLoss jacobi(PoissonOperator operator, int sweeps) {
        if (sweeps < 1) {
            throw new InvalidProblem("at least one Jacobi sweep, given " + sweeps);
        }
        double step = 2.0 / 3 / operator.diagonal();
        return labelled("residual preconditioned by " + sweeps + " Jacobi sweeps", (u, f) -> {
            Tensor r = operator.residual(u, f);
            Tensor z = r.mul(step);
            for (int k = 1; k < sweeps; k++) {
                z = z.add(r.sub(operator.apply(z)).mul(step));
            }
            return r.mul(z).mean();
        });
    }

    /**
     * {@code r^T P^-1 r / N} with a given symmetric positive linear map, such as a linear Lord layer with the factors of an
     * inverse: another loss than the mean square, in which slow and smooth errors count for more.
     *
     * @param weight [grid...], 1 at nodes that count and 0 elsewhere
     */
    static ResidualLoss preconditioned(DiscreteOperator operator, Tensor weight, TensorLayer inverse) {
        return labelled("preconditioned residual", (u, data) -> {
            Tensor r = operator.residual(u, data).mul(weight.to(u.dtype()));
            return r.mul(inverse.forward(r)).mean();
        });
    }

    /** The discrete energy {@code (u^T A u / 2 - u^T f) / N} (Ritz), whose minimum is the solution but not zero. */
    static ResidualLoss ritz(PoissonOperator operator) {
        return labelled(
                "Ritz energy",
                (u, f) -> operator.apply(u).mul(0.5).sub(f).mul(u).mean());
    }

    /** A formula with its label. */
    static ResidualLoss labelled(String label, BinaryOperator<Tensor> formula) {
        return new ResidualLoss() {
            @Override
            public String label() {
                return label;
            }

            @Override
            public Tensor of(Tensor u, Tensor data) {
                return formula.apply(u, data);
            }
        };
    }
}
