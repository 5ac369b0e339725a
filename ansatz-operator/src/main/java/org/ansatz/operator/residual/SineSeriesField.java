package org.ansatz.operator.residual;

import java.util.Arrays;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Gaussian random fields on the interior nodes of the unit interval, square or cube: products of sines with coefficients
 * {@code N(0, 1) * 25 / (pi^2 (k^2 + l^2 + m^2) + 25)}, each field divided by its standard deviation.
 */
public final class SineSeriesField {
    private static final double CUTOFF = 25;

    private final long[] grid;

    /** @throws InvalidProblem if there are not 1 to 3 axes, or an axis has less than two nodes */
    public SineSeriesField(long... grid) {
        if (grid.length < 1 || grid.length > 3 || Arrays.stream(grid).anyMatch(n -> n < 2)) {
            throw new InvalidProblem(
                    "random fields need 1 to 3 axes with at least 2 nodes each, given " + Arrays.toString(grid));
        }
        this.grid = grid.clone();
    }

    /** Some fields, [count, 1, grid...]. */
    public Tensor sample(RandomStream random, int count, DType precision) {
        long[] shape = new long[grid.length + 2];
        shape[0] = count;
        shape[1] = 1;
        System.arraycopy(grid, 0, shape, 2, grid.length);
        int[] space = new int[grid.length];
        Arrays.setAll(space, axis -> axis + 2);
        return Scope.compute(() -> {
            Tensor field = Tensor.randn(random, shape).mul(decay());
            for (int axis = 0; axis < grid.length; axis++) {
                field = inSines(field, axis);
            }
            field = field.reshape(shape);
            return field.div(field.var(0, space, true).sqrt()).to(precision);
        });
    }

    /** {@code 25 / (pi^2 (k^2 + l^2 + m^2) + 25)}, [grid...]. */
    private Tensor decay() {
        Tensor sum = null;
        for (int axis = 0; axis < grid.length; axis++) {
            long[] alongAxis = new long[grid.length];
            Arrays.fill(alongAxis, 1);
            alongAxis[axis] = grid[axis];
            Tensor square = wave(grid[axis]).square().reshape(alongAxis);
            sum = sum == null ? square : sum.add(square);
        }
        return sum.mul(Math.PI * Math.PI).add(CUTOFF).reciprocal().mul(CUTOFF);
    }

    /** Values along an axis from coefficients. */
    private Tensor inSines(Tensor coefficients, int axis) {
        Tensor sines = sines(grid[axis]);
        if (axis == grid.length - 1) {
            return coefficients.reshape(coefficients.size(0), 1, -1, grid[axis]).matmul(sines);
        }
        long before = Arrays.stream(grid, 0, axis).reduce(1, (a, b) -> a * b);
        return sines.matmul(coefficients.reshape(coefficients.size(0), before, grid[axis], -1));
    }

    private static Tensor wave(long n) {
        return Tensor.arange(1, n + 1L, 1).to(DType.FLOAT64);
    }

    /** {@code sin(k pi i / (n+1))}, symmetric. */
    private static Tensor sines(long n) {
        Tensor k = wave(n);
        return k.outer(k).mul(Math.PI / (n + 1)).sin();
    }
}
