package org.ansatz.tensor;

import java.util.function.Supplier;
import org.bytedeco.openblas.global.openblas;

/**
 * How many threads OpenBLAS uses: the one place that sets it, for tensors and for BLAS on plain arrays alike.
 *
 * <p>libtorch computes with an OpenMP pool, its matrix products with OpenBLAS, which brings a pool of its own. Idle
 * workers of both pools spin, so that with both at the number of cores they take the cores from each other. A step of
 * nested autograd through an MLP 2-50-50-50-50-1 at 10,000 points on 2 cores took, in one run on a quiet machine,
 * 580 ms with both pools at 2, 195 ms with both at 1, 154 ms with OpenMP 2 and OpenBLAS 1; on a busy machine 4300, 136
 * and 810 ms. Hence the policy:
 *
 * <ul>
 *   <li>as long as libtorch is not loaded, OpenBLAS has all cores (dense factorisations on plain arrays);
 *   <li>once libtorch is loaded, OpenMP has all cores and OpenBLAS one;
 *   <li>a large factorisation or product (a matrix order of 1000 and more, where OpenBLAS on two cores is twice as fast as
 *       on one) is run inside {@link #withBlas};
 *   <li>work that calls OpenBLAS from threads of its own does so inside {@link #withBlas} with one thread: OpenBLAS'
 *       workers spin while they wait, and on a busy machine every call lasts many times as long.
 * </ul>
 *
 * <p>The count is a property of the process, not of a thread. Does not load libtorch.
 */
public final class ThreadPolicy {
    private ThreadPolicy() {}

    /** Cores of this machine, as the virtual machine sees them. */
    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Threads of OpenBLAS. */
    public static synchronized int blas() {
        int threads = openblas.blas_get_num_threads();
        // The binding answers -1 until the count has been set once; OpenBLAS itself then starts with all cores.
        return threads < 0 ? cores() : threads;
    }

    /**
     * Sets the threads of OpenBLAS until the next call.
     *
     * @throws IllegalArgumentException if fewer than one
     */
    public static synchronized void setBlas(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("OpenBLAS needs at least one thread, given " + threads);
        }
        openblas.blas_set_num_threads(threads);
    }

    /** Computes with this many threads of OpenBLAS and restores the count. */
    public static <T> T withBlas(int threads, Supplier<T> work) {
        int before = blas();
        setBlas(threads);
        try {
            return work.get();
        } finally {
            setBlas(before);
        }
    }

    /** The counts for tensors; called once, when libtorch is loaded. */
    static void enterTensors() {
        setBlas(1);
    }
}
