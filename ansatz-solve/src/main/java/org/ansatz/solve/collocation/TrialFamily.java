package org.ansatz.solve.collocation;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.kernel.JetKernel;

/** A kind of trial functions: how they are built for a problem, where their parameters begin, and how they grow. */
public interface TrialFamily {
    /** How kernels of this family stand in a model file. */
    KernelForm form();

    /**
     * What the kernel sees of a point.
     *
     * @param bounds [inputs][2], of the part of the domain that is to be covered
     */
    Features features(Problem problem, double[][] bounds, RandomGenerator random);

    /**
     * The kernel.
     *
     * @param features number of features
     * @param fields number of outputs
     * @param widening factor in size against the user's settings, at least 1
     */
    JetKernel kernel(int features, int fields, double widening);

    /** Number of different beginnings that are worth a try when one leads into a trap. */
    int beginnings();

    /** Parameters at the start of the {@code beginning}-th try. */
    double[] initial(JetKernel kernel, int beginning, RandomGenerator random);

    /**
     * Parameters of a wider kernel of this family that is the same function.
     *
     * @param theta parameters of {@code kernel}; unknown constants that may follow them are left out of the result
     */
    double[] grown(JetKernel kernel, double[] theta, JetKernel wider, RandomGenerator random);

    /** The kernel on a device of libtorch, empty if the family cannot. */
    Optional<TensorForm> onDevice(JetKernel kernel);
}
