package org.ansatz.studies;

import org.ansatz.operator.residual.Certificate;
import org.ansatz.operator.residual.PoissonOperator;
import org.ansatz.operator.residual.ResidualLoss;
import org.ansatz.operator.residual.SineSeriesField;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/** {@code -Lap u = f} with u = 0 on the boundary of the square or cube, on interior nodes, for random sources. */
final class ZeroBoundaryTask implements PoissonTask {
    private final PoissonOperator operator;
    private final SineSeriesField sources;
    private final PoissonTruth truth;

    ZeroBoundaryTask(long... grid) {
        operator = PoissonOperator.dirichlet(grid);
        sources = new SineSeriesField(grid);
        truth = new PoissonTruth(operator);
    }

    @Override
    public PoissonOperator operator() {
        return operator;
    }

    @Override
    public PoissonOperator inside() {
        return operator;
    }

    @Override
    public ResidualLoss loss() {
        return ResidualLoss.meanSquare(operator);
    }

    @Override
    public Tensor sample(RandomStream random, int count) {
        return sources.sample(random, count, DType.FLOAT32);
    }

    @Override
    public PoissonTruth truth() {
        return truth;
    }

    @Override
    public Tensor solve(Tensor data) {
        return truth.solve(data);
    }

    @Override
    public Tensor unknowns(Tensor output) {
        return output;
    }

    @Override
    public Tensor field(Tensor unknowns, Tensor data) {
        return unknowns;
    }

    @Override
    public double firstNode() {
        return operator.spacing(0);
    }

    @Override
    public Certificate certify(Tensor output, Tensor data) {
        return operator.certify(output, data);
    }
}
