package org.ansatz.operator.residual;

import java.util.Arrays;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Tensor;

/**
 * Boundary values of a rectangle of H x W interior nodes, taken into the source: with the field that has the values on the
 * boundary and zeros inside, {@code f' = f + Lap_h(lift)}, and the unknowns have zero boundary values. So boundary nodes are
 * never free outputs.
 */
public final class DirichletLift {
    private final PoissonOperator operator;
    private final Tensor lift;
    private final long rows;
    private final long columns;

    private DirichletLift(PoissonOperator operator, Tensor lift) {
        this.operator = operator;
        this.lift = lift;
        rows = lift.size(2);
        columns = lift.size(3);
        FieldChecks.finite("boundary values", lift);
    }

    /**
     * Boundary values around the rectangle: along the first row from (0, 0), down the last column, back along the last row, up
     * the first column; each corner once.
     *
     * @param values {@code 2 (H + W) + 4} numbers, or that many for each sample one after the other
     * @throws InvalidProblem if there are fewer or more, or one is not finite
     */
    public DirichletLift(PoissonOperator operator, double... values) {
        this(operator, placed(operator, values));
    }

    /**
     * Boundary values on a field.
     *
     * @param field [batch, 1, H + 2, W + 2], zero inside
     * @throws InvalidProblem if it has another shape, a number is not finite, or one inside is not zero
     */
    public static DirichletLift of(PoissonOperator operator, Tensor field) {
        long[] grid = plane(operator);
        FieldChecks.shape("boundary values", field, 1, new long[] {grid[0] + 2, grid[1] + 2});
        DirichletLift lift = new DirichletLift(operator, field);
        double inside =
                field.narrow(2, 1, grid[0]).narrow(3, 1, grid[1]).abs().max().item();
        if (inside != 0) {
            throw new InvalidProblem("boundary values must be zero at interior nodes, the largest there is " + inside);
        }
        return lift;
    }

    private static long[] plane(PoissonOperator operator) {
        long[] grid = operator.grid();
        if (grid.length != 2) {
            throw new InvalidProblem("boundary values are lifted on plane grids, given " + Arrays.toString(grid));
        }
        return grid;
    }

    private static Tensor placed(PoissonOperator operator, double[] values) {
        long[] grid = plane(operator);
        int rows = (int) grid[0] + 2;
        int columns = (int) grid[1] + 2;
        int length = 2 * (rows + columns) - 4;
        if (values.length == 0 || values.length % length != 0) {
            throw new InvalidProblem("boundary values around " + grid[0] + " x " + grid[1] + " interior nodes are "
                    + length + " numbers (or a multiple, for a batch), given " + values.length);
        }
        int batch = values.length / length;
        double[] field = new double[Math.toIntExact((long) batch * rows * columns)];
        for (int b = 0; b < batch; b++) {
            for (int k = 0; k < length; k++) {
                field[b * rows * columns + place(k, rows, columns)] = values[b * length + k];
            }
        }
        return Tensor.of(field, batch, 1, rows, columns);
    }

    private static int place(int k, int rows, int columns) {
        int right = columns - 1;
        int down = rows - 1;
        if (k <= right) {
            return k;
        }
        if (k <= right + down) {
            return (k - right) * columns + right;
        }
        if (k <= 2 * right + down) {
            return down * columns + right - (k - right - down);
        }
        return (down - (k - 2 * right - down)) * columns;
    }

    /** The boundary values with zeros inside, [batch, 1, H + 2, W + 2]: also the second input channel of a network. */
    public Tensor field() {
        return lift;
    }

    /** {@code f + Lap_h(lift)} on the interior nodes. */
    public Tensor source(Tensor f) {
        return f.sub(minusLaplacian(lift.to(f.dtype())));
    }

    /** The field on all nodes from its values on the interior nodes. */
    public Tensor assemble(Tensor interior) {
        return interior.pad(2, 1, 1, 0).pad(3, 1, 1, 0).add(lift.to(interior.dtype()));
    }

    /** {@code -Lap_h} on the interior nodes of a field on all nodes. */
    public Tensor minusLaplacian(Tensor full) {
        Tensor x = PoissonOperator.minusSecondDifference(full, 2, operator.spacing(0))
                .narrow(3, 1, columns - 2);
        Tensor y = PoissonOperator.minusSecondDifference(full, 3, operator.spacing(1))
                .narrow(2, 1, rows - 2);
        return x.add(y);
    }
}
