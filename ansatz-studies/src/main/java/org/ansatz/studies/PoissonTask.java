package org.ansatz.studies;

import org.ansatz.operator.residual.Certificate;
import org.ansatz.operator.residual.DiscreteOperator;
import org.ansatz.operator.residual.PoissonOperator;
import org.ansatz.operator.residual.ResidualLoss;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/** A family of Poisson problems that networks learn to solve: random data, equations, and the truth to be compared with. */
interface PoissonTask {
    DiscreteOperator operator();

    /** The equations of the unknowns alone. */
    PoissonOperator inside();

    /** What is minimised without knowing solutions. */
    ResidualLoss loss();

    /** Random data in single precision, [count, data channels, grid...]; sources are the first channel. */
    Tensor sample(RandomStream random, int count);

    /** The solver, for monitoring and tests. */
    PoissonTruth truth();

    /** The true unknowns by the solver, in double precision. */
    Tensor solve(Tensor data);

    /** The values at the interior nodes in a network's output. */
    Tensor unknowns(Tensor output);

    /** The field on all nodes of the operator's grid from the unknowns. */
    Tensor field(Tensor unknowns, Tensor data);

    /** The coordinate of the grid's first node along every axis. */
    double firstNode();

    /** What the residual promises about the errors of a network's outputs. */
    Certificate certify(Tensor output, Tensor data);
}
