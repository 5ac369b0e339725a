package org.ansatz.tensor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.LoggerFactory;

/**
 * The native engine: what is loaded, with which threads, on which devices.
 *
 * <p>libtorch is loaded by the first tensor (1 to 2 s; about 5 s once, when its libraries are unpacked into a cache folder).
 * {@link ThreadPolicy} says how its threads and those of OpenBLAS are shared out.
 */
public final class Engine {
    private static final NativeLibraries LIBRARIES = NativeLibraries.ofThisHost();

    private Engine() {}

    /** Loads libtorch exactly once, in the class initialiser, and sets the thread policy. */
    private static final class Loaded {
        static final String VERSION;

        static {
            LIBRARIES.load();
            ThreadPolicy.enterTensors();
            torch.set_num_threads(ThreadPolicy.cores());
            torch.set_default_dtype(torch.scalarTypeToTypeMeta(torch.ScalarType.Double));
            String config = torch.show_config().getString();
            int at = config.indexOf("TORCH_VERSION=");
            VERSION = at < 0 ? "unknown" : config.substring(at + 14).split("[,\\s]", 2)[0];
            LoggerFactory.getLogger(Engine.class)
                    .debug(
                            "libtorch {} loaded, {} threads, OpenBLAS {}",
                            VERSION,
                            torch.get_num_threads(),
                            ThreadPolicy.blas());
        }

        private Loaded() {}
    }

    /**
     * What was found.
     *
     * @param libtorch version of libtorch
     * @param blas name of the linear algebra library and the thread model it was built for
     * @param threads threads of libtorch's own pool (OpenMP)
     * @param blasThreads threads of OpenBLAS
     * @param devices all devices, the processor first
     * @param nativesFolder where unpacked native libraries lie
     */
    public record Description(
            String libtorch, String blas, int threads, int blasThreads, List<Device> devices, Path nativesFolder) {
        public Description {
            devices = List.copyOf(devices);
        }

        /** One line per fact, for people. */
        @Override
        public String toString() {
            return "libtorch " + libtorch + "\nBLAS     " + blas + "\nthreads  " + threads + " (OpenMP), " + blasThreads
                    + " (OpenBLAS)\ndevices  " + devices + (devices.size() == 1 ? " (CUDA is not available)" : "")
                    + "\nnatives  " + nativesFolder;
        }
    }

    /**
     * Loads libtorch if that has not happened.
     *
     * @throws EngineFailure if there are no native libraries for this platform
     */
    static void load() {
        if (Loaded.VERSION.isEmpty()) {
            throw new EngineFailure("libtorch has no version");
        }
    }

    /** Version, threads and devices; loads libtorch. */
    public static Description describe() {
        load();
        return new Description(
                Loaded.VERSION,
                "OpenBLAS" + (Loader.getPlatform().startsWith("macosx") ? " / Accelerate" : ""),
                threads(),
                ThreadPolicy.blas(),
                devices(),
                nativesFolder());
    }

    /** The folder into which native libraries are unpacked. Does not load libtorch. */
    public static Path nativesFolder() {
        return LIBRARIES.folder();
    }

    /** Whether libtorch's libraries have been unpacked before; if not, the first tensor takes about 5 s. */
    public static boolean nativesUnpacked() {
        return LIBRARIES.unpacked();
    }

    /** Threads of libtorch's own pool. */
    public static int threads() {
        load();
        return torch.get_num_threads();
    }

    /**
     * Sets the threads of libtorch's own pool (elementwise operations, reductions, convolutions).
     *
     * @throws IllegalArgumentException if fewer than one
     */
    public static void setThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("libtorch needs at least one thread, given " + threads);
        }
        load();
        torch.set_num_threads(threads);
    }

    /** All devices, the processor first. */
    public static List<Device> devices() {
        load();
        List<Device> devices = new ArrayList<>(List.of(Device.CPU));
        if (torch.cuda_is_available()) {
            int count = torch.cuda_device_count();
            for (int i = 0; i < count; i++) {
                devices.add(Device.cuda(i));
            }
        }
        return devices;
    }

    /** Whether tensors can live on the device. */
    public static boolean isAvailable(Device device) {
        return devices().contains(device);
    }
}
