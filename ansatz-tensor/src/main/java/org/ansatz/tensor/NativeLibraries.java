package org.ansatz.tensor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The native libraries' way from their jars into a cache folder and from there into this process. */
final class NativeLibraries {
    private final Path folder;
    private final String binding;

    private NativeLibraries(Path folder, String binding) {
        this.folder = folder;
        this.binding = binding;
    }

    /** @throws EngineFailure if the cache folder or the version of the binding cannot be told */
    static NativeLibraries ofThisHost() {
        try {
            return new NativeLibraries(
                    Loader.getCacheDir().toPath(),
                    Loader.getVersion("org.bytedeco", "pytorch") + "-" + Loader.getPlatform());
        } catch (IOException failure) {
            throw new EngineFailure(
                    "the libtorch binding does not tell its version or folder: " + failure.getMessage(), failure);
        }
    }

    Path folder() {
        return folder;
    }

    /** Whether an earlier process has unpacked them. */
    boolean unpacked() {
        return Files.exists(stamp()) && holdsLibtorch();
    }

    private Path stamp() {
        return folder.resolve("ansatz-unpacked-" + binding);
    }

    private boolean holdsLibtorch() {
        String library = System.mapLibraryName("jnitorch");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(
                    file -> file.endsWith(library) && file.toString().contains("pytorch-" + binding));
        } catch (IOException failure) {
            return false;
        }
    }

    /**
     * Loads them. Processes that start for the first time at once wait for each other: one that maps a library which another
     * one is still writing dies of a bus error.
     *
     * @throws EngineFailure if there are none for this platform
     */
    void load() {
        if (unpacked()) {
            link();
            return;
        }
        Logger log = LoggerFactory.getLogger(Engine.class);
        try (FileChannel channel = FileChannel.open(
                        folder.resolve("ansatz.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!unpacked()) {
                log.info("unpacking native libraries into {}, about 5 s, once", folder);
            }
            link();
            Files.writeString(stamp(), "");
            log.debug("unpacked under {}", lock);
        } catch (IOException noLock) {
            log.debug("native libraries are loaded without a lock: {}", noLock.getMessage());
            link();
        }
    }

    private static void link() {
        try {
            Loader.load(openblas.class);
            Loader.load(torch.class);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError failure) {
            throw new EngineFailure(
                    "libtorch cannot be loaded on " + Loader.getPlatform() + ": " + failure.getMessage(), failure);
        }
    }
}
