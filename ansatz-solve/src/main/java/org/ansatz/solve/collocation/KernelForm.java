package org.ansatz.solve.collocation;

import java.util.List;
import org.ansatz.physics.problem.Exhibit;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.kernel.JetKernel;

/** How a kernel's architecture is written as numbers beside its parameters, so that a model file is complete in itself, and how it is shown. */
public interface KernelForm {
    /** Names the family in model files. */
    String name();

    /** The architecture of a kernel of this family. */
    double[] numbers(JetKernel kernel);

    /** The kernel that has these {@link #numbers}. */
    JetKernel kernel(int features, int fields, double[] numbers);

    /**
     * What kernels of this family have to show of their workings.
     *
     * @param moments in order; the last is that of the solution
     */
    default List<Exhibit> exhibits(Problem problem, List<Moment> moments) {
        return List.of();
    }
}
