package org.ansatz.operator.residual;

import org.ansatz.tensor.Tensor;

/**
 * {@code -Lap_h u = f} inside and {@code u = g} on the boundary of the unit square, on all (H + 2) x (W + 2) nodes. Channels of
 * the data are f, of which boundary nodes are not read, and g, zero inside. Boundary nodes are no unknowns: whatever a
 * network gives there, the field has the values of g, and the residual is zero.
 */
public final class BoundaryValuePoisson implements DiscreteOperator {
    private final PoissonOperator inside;

    /**
     * The equations on a rectangle of interior nodes.
     *
     * @throws org.ansatz.physics.problem.InvalidProblem if a side has none
     */
    public BoundaryValuePoisson(long rows, long columns) {
        inside = PoissonOperator.dirichlet(rows, columns);
    }

    /** The equations of the interior nodes with zero boundary values, to which {@link #source} belongs. */
    public PoissonOperator inside() {
        return inside;
    }

    @Override
    public long[] grid() {
        long[] interior = inside.grid();
        return new long[] {interior[0] + 2, interior[1] + 2};
    }

    /** f and g. */
    @Override
    public int dataChannels() {
        return 2;
    }

    /** Data from sources on the interior nodes [batch, 1, H, W] and boundary values [batch, 1, H + 2, W + 2]. */
    public Tensor data(Tensor f, Tensor g) {
        FieldChecks.shape("f", f, 1, inside.grid());
        FieldChecks.shape("g", g, 1, grid());
        return Tensor.cat(1, f.pad(2, 1, 1, 0).pad(3, 1, 1, 0), g);
    }

    private DirichletLift lift(Tensor data) {
        FieldChecks.shape("data", data, dataChannels(), grid());
        return DirichletLift.of(inside, data.narrow(1, 1, 1));
    }

    /** The interior nodes of fields on all nodes. */
    public Tensor interior(Tensor field) {
        long[] interior = inside.grid();
        return field.narrow(2, 1, interior[0]).narrow(3, 1, interior[1]);
    }

    /** {@code f + Lap_h(g)} on the interior nodes: the source with which {@link #inside} has the same solution there. */
    public Tensor source(Tensor data) {
        return lift(data).source(interior(data.narrow(1, 0, 1)));
    }

    /** The field on all nodes: u inside, g on the boundary. */
    public Tensor field(Tensor u, Tensor data) {
        FieldChecks.shape("u", u, 1, grid());
        return lift(data).assemble(interior(u));
    }

    @Override
    public Tensor residual(Tensor u, Tensor data) {
        FieldChecks.shape("u", u, 1, grid());
        return inside.residual(interior(u), source(data)).pad(2, 1, 1, 0).pad(3, 1, 1, 0);
    }

    /** A loss of the equations of {@link #inside} as one of these: what the network gives on the boundary does not count. */
    public ResidualLoss lifted(ResidualLoss loss) {
        return ResidualLoss.labelled(loss.label(), (u, data) -> loss.of(interior(u), source(data)));
    }

    /**
     * How wrong the interior nodes can be at most.
     *
     * @throws org.ansatz.physics.problem.InvalidProblem if a number is not finite
     */
    public Certificate certify(Tensor u, Tensor data) {
        FieldChecks.shape("u", u, 1, grid());
        return inside.certify(interior(u), source(data));
    }
}
