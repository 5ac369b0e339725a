package org.ansatz.operator.residual;

import java.util.Arrays;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Tensor;

/** What fields must fulfil before equations are evaluated on them. */
final class FieldChecks {
    private FieldChecks() {}

    /** @throws InvalidProblem if a field is not [batch, channels, grid...] */
    static void shape(String what, Tensor field, int channels, long[] grid) {
        long[] shape = field.shape();
        boolean fits = shape.length == grid.length + 2
                && shape[1] == channels
                && Arrays.equals(Arrays.copyOfRange(shape, 2, shape.length), grid);
        if (!fits) {
            throw new InvalidProblem(what + ": expected [batch, " + channels + "] on the grid " + Arrays.toString(grid)
                    + ", given shape " + Arrays.toString(shape));
        }
    }

    /** @throws InvalidProblem if a number is NaN or infinite, with its place */
    static void finite(String what, Tensor field) {
        Tensor good = field.isFinite();
        if (!good.all().toBooleans()[0]) {
            long flat = good.not().flatten().nonzero().toLongs()[0];
            throw new InvalidProblem(what + ": the number at " + place(flat, field.shape()) + " is not finite");
        }
    }

    /** The index of a number in a tensor written row by row. */
    static String place(long flat, long[] shape) {
        long[] index = new long[shape.length];
        long rest = flat;
        for (int d = shape.length - 1; d >= 0; d--) {
            index[d] = rest % shape[d];
            rest /= shape[d];
        }
        return Arrays.toString(index);
    }
}
