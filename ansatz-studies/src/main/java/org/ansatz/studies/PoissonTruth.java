package org.ansatz.studies;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.ansatz.operator.residual.PoissonOperator;
import org.ansatz.physics.reference.grid.ConjugateGradients;
import org.ansatz.physics.reference.periodic.DirichletPoisson;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Tensor;

/**
 * A solver that counts how often it is asked, which training on residuals must not do: discrete sines on squares, otherwise
 * conjugate gradients.
 */
final class PoissonTruth {
    private static final double TOLERANCE = 1e-12;
    private static final int LIMIT = 1000;

    private final int nodes;
    private final UnaryOperator<double[]> solver;
    private long calls;

    PoissonTruth(PoissonOperator operator) {
        long[] grid = operator.grid();
        nodes = (int) Arrays.stream(grid).reduce(1, (a, b) -> a * b);
        if (grid.length == 2 && grid[0] == grid[1]) {
            solver = new DirichletPoisson((int) grid[0])::solve;
        } else {
            ConjugateGradients method = ConjugateGradients.plain(operator.toMatrix(), TOLERANCE, LIMIT);
            solver = f -> method.solve(f, new double[nodes]).x();
        }
    }

    long calls() {
        return calls;
    }

    /** The solutions of a batch of sources, [batch, 1, grid...]. */
    Tensor solve(Tensor f) {
        double[] flat = f.to(DType.FLOAT64).contiguous().toDoubles();
        for (int from = 0; from < flat.length; from += nodes) {
            calls++;
            double[] u = solver.apply(Arrays.copyOfRange(flat, from, from + nodes));
            System.arraycopy(u, 0, flat, from, nodes);
        }
        return Tensor.of(flat, f.shape());
    }
}
