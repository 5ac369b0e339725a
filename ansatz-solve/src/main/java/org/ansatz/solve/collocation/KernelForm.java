package org.ansatz.solve.collocation;

import org.ansatz.tensor.kernel.JetKernel;

/** How a kernel's architecture is written as numbers beside its parameters, so that a model file is complete in itself. */
public interface KernelForm {
    /** Names the family in model files. */
    String name();

    /** The architecture of a kernel of this family. */
    double[] numbers(JetKernel kernel);

    /** The kernel that has these {@link #numbers}. */
    JetKernel kernel(int features, int fields, double[] numbers);
}
