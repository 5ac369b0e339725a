package org.ansatz.studies;

import java.util.Arrays;
import org.ansatz.physics.reference.periodic.DirichletPoisson;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Tensor;

/** The direct solver, which counts how often it is asked: training on residuals must not ask it. */
final class PoissonTruth {
    private final int n;
    private final DirichletPoisson solver;
    private long calls;

    PoissonTruth(int n) {
        this.n = n;
        solver = new DirichletPoisson(n);
    }

    long calls() {
        return calls;
    }

    /** The solutions of a batch of sources, [batch, 1, n, n]. */
    Tensor solve(Tensor f) {
        double[] flat = f.to(DType.FLOAT64).contiguous().toDoubles();
        int nodes = n * n;
        for (int from = 0; from < flat.length; from += nodes) {
            calls++;
            double[] u = solver.solve(Arrays.copyOfRange(flat, from, from + nodes));
            System.arraycopy(u, 0, flat, from, nodes);
        }
        return Tensor.of(flat, f.shape());
    }
}
