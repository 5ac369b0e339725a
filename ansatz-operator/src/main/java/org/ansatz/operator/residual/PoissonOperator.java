package org.ansatz.operator.residual;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * {@code -Lap_h u = f} on the unit interval, square or cube by second differences (in the plane the five-point stencil). Grids
 * may have other numbers of points along other axes.
 */
public final class PoissonOperator implements DiscreteOperator {
    /** What holds at the boundary. */
    public enum Boundary {
        /** {@code u = 0} one spacing outside the grid, {@code h = 1/(n+1)}; other values by {@link DirichletLift}. */
        ZERO,
        /** Zero slope half a spacing outside the grid, {@code h = 1/n}: singular, constants are solutions of nothing. */
        NEUMANN,
        /** As {@link #NEUMANN}, with the mean of the source taken out and the mean of u required to be 0. */
        NEUMANN_ZERO_MEAN
    }

    private final long[] grid;
    private final Boundary boundary;

    /** @throws InvalidProblem if the equations are singular or an axis has no point */
    public PoissonOperator(Boundary boundary, long... grid) {
        if (boundary == Boundary.NEUMANN) {
            throw new InvalidProblem("-Lap u = f with zero slope on the whole boundary is singular: u is fixed up to a"
                    + " constant only; use NEUMANN_ZERO_MEAN, which requires the mean of u to be zero");
        }
        if (grid.length < 1 || grid.length > 3 || Arrays.stream(grid).anyMatch(n -> n < 1)) {
            throw new InvalidProblem("needs 1 to 3 axes with at least one point each, given " + Arrays.toString(grid));
        }
        this.boundary = boundary;
        this.grid = grid.clone();
    }

    /** With zero boundary values on interior nodes. */
    public static PoissonOperator dirichlet(long... grid) {
        return new PoissonOperator(Boundary.ZERO, grid);
    }

    @Override
    public long[] grid() {
        return grid.clone();
    }

    /** The distance of points along an axis. */
    public double spacing(int axis) {
        return 1.0 / (boundary == Boundary.ZERO ? grid[axis] + 1 : grid[axis]);
    }

    /**
     * The operator's smallest singular value, {@code sum over axes of (4/h^2) sin^2(pi h/2)} with zero boundary values.
     */
    public double smallestSingularValue() {
        double[] lowest = new double[grid.length];
        Arrays.setAll(lowest, axis -> {
            double h = spacing(axis);
            double s = 2 / h * Math.sin(0.5 * Math.PI * h);
            return s * s;
        });
        return boundary == Boundary.ZERO
                ? Arrays.stream(lowest).sum()
                // A grid of one point along an axis has constants only there.
                : Arrays.stream(lowest).min().orElseThrow();
    }

    /** The factor in {@code -Lap_h u} of the value at the point itself. */
    double diagonal() {
        double sum = 0;
        for (int axis = 0; axis < grid.length; axis++) {
            sum += 2 / (spacing(axis) * spacing(axis));
        }
        return sum;
    }

    /** {@code -Lap_h u} with the boundary condition, [batch, 1, grid...]. */
    public Tensor apply(Tensor u) {
        FieldChecks.shape("u", u, 1, grid);
        Tensor sum = null;
        for (int axis = 0; axis < grid.length; axis++) {
            Tensor term = minusSecondDifference(extended(u, axis + 2), axis + 2, spacing(axis));
            sum = sum == null ? term : sum.add(term);
        }
        return boundary == Boundary.ZERO ? sum : sum.add(mean(u).mul(smallestSingularValue()));
    }

    /** The operator as a matrix for {@link org.ansatz.physics.reference.grid.ConjugateGradients}, on nodes written row by row. */
    public UnaryOperator<double[]> toMatrix() {
        long[] one = new long[grid.length + 2];
        Arrays.fill(one, 1);
        System.arraycopy(grid, 0, one, 2, grid.length);
        return x -> {
            Scope scope = Scope.open();
            try {
                return apply(Tensor.of(x, one)).contiguous().toDoubles();
            } finally {
                scope.close();
            }
        };
    }

    private Tensor extended(Tensor u, int dim) {
        if (boundary == Boundary.ZERO) {
            return u.pad(dim, 1, 1, 0);
        }
        return Tensor.cat(dim, u.narrow(dim, 0, 1), u, u.narrow(dim, u.size(dim) - 1, 1));
    }

    /** {@code (2 v_i - v_(i-1) - v_(i+1)) / h^2} at all but the first and last place. */
    static Tensor minusSecondDifference(Tensor v, int dim, double h) {
        long inner = v.size(dim) - 2;
        Tensor neighbours = v.narrow(dim, 0, inner).add(v.narrow(dim, 2, inner));
        return v.narrow(dim, 1, inner).mul(2).sub(neighbours).mul(1 / (h * h));
    }

    private Tensor mean(Tensor field) {
        int[] space = new int[grid.length];
        Arrays.setAll(space, axis -> axis + 2);
        return field.mean(space, true);
    }

    @Override
    public Tensor residual(Tensor u, Tensor f) {
        FieldChecks.shape("f", f, 1, grid);
        return apply(u).sub(boundary == Boundary.ZERO ? f : f.sub(mean(f)));
    }

    /**
     * How wrong fields can be at most.
     *
     * @throws InvalidProblem if a number is not finite
     */
    public Certificate certify(Tensor u, Tensor f) {
        FieldChecks.finite("u", u);
        FieldChecks.finite("f", f);
        Scope scope = Scope.open();
        try {
            Tensor r = residual(u, f);
            double[] norms = r.reshape(r.size(0), -1).square().sum(1).sqrt().toDoubles();
            return new Certificate(norms, smallestSingularValue());
        } finally {
            scope.close();
        }
    }
}
