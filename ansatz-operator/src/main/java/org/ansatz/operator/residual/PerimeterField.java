package org.ansatz.operator.residual;

import java.util.Arrays;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Smooth random boundary values of the unit square, periodic along its perimeter: {@code sum_m (a_m cos(2 pi m s) + b_m sin(2
 * pi m s)) / m} with m from 1, s from 0 to 1 around the square, and normal {@code a_m, b_m}; each sample has a given standard
 * deviation over the boundary nodes.
 */
public final class PerimeterField {
    private final PoissonOperator operator;
    private final int modes;
    private final double deviation;

    /**
     * Boundary values around a plane grid.
     *
     * @param operator of the interior nodes
     * @param modes Fourier modes besides the constant, which there is none of
     * @throws InvalidProblem if the grid is not plane, or a number is not positive
     */
    public PerimeterField(PoissonOperator operator, int modes, double deviation) {
        if (operator.grid().length != 2 || modes < 1 || !(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new InvalidProblem("random boundary values need a plane grid, a mode and a positive deviation, given "
                    + Arrays.toString(operator.grid()) + ", " + modes + " and " + deviation);
        }
        this.operator = operator;
        this.modes = modes;
        this.deviation = deviation;
    }

    /** Some fields that have the values on the boundary and zeros inside, [count, 1, H + 2, W + 2]. */
    public Tensor sample(RandomStream random, int count, DType precision) {
        return Scope.compute(() -> {
            Tensor values = Tensor.randn(random, count, 2L * modes).matmul(waves());
            Tensor scaled =
                    values.mul(values.var(0, new int[] {1}, true).rsqrt().mul(deviation));
            return new DirichletLift(operator, scaled.contiguous().toDoubles())
                    .field()
                    .to(precision);
        });
    }

    /** Cosines and sines at the boundary nodes in the order of {@link DirichletLift}, [2 modes, nodes]. */
    private Tensor waves() {
        Tensor angle = Tensor.of(turns()).mul(2 * Math.PI);
        Tensor[] rows = new Tensor[2 * modes];
        for (int m = 1; m <= modes; m++) {
            rows[2 * m - 2] = angle.mul(m).cos().mul(1.0 / m);
            rows[2 * m - 1] = angle.mul(m).sin().mul(1.0 / m);
        }
        return Tensor.stack(0, rows);
    }

    /** The part of the way around the square at every boundary node: a quarter per side, whatever its number of nodes. */
    private double[] turns() {
        int down = (int) operator.grid()[0] + 1;
        int right = (int) operator.grid()[1] + 1;
        double[] turns = new double[2 * (down + right)];
        Arrays.setAll(turns, k -> {
            int rest = k % (right + down);
            double sides = rest <= right ? (double) rest / right : 1 + (double) (rest - right) / down;
            return (sides + (k < right + down ? 0 : 2)) / 4;
        });
        return turns;
    }
}
