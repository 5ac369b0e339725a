package org.ansatz.tensor.kernel;

import org.ansatz.tensor.jet.JetBasis;

/** A kernel that can stand behind another one, since it also gives the adjoint of its inputs. */
interface HeadKernel extends JetKernel {
    @Override
    Worker worker(JetBasis basis);

    /** Sweeps that reach the inputs. */
    interface Worker extends JetKernel.Worker {
        /**
         * The adjoint of the features from the last backward sweep, [inputs][coefficients][points]; overwritten by the next
         * call.
         */
        double[] featureAdjoint();
    }
}
