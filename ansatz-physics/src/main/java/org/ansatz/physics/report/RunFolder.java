package org.ansatz.physics.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.ansatz.physics.problem.InvalidProblem;

/** The one folder that a run writes, and where in it everything lies. */
public record RunFolder(Path path) {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    // What a small run writes; a disk that cannot hold this is full.
    private static final int PROBE_BYTES = 1 << 20;

    /**
     * Makes the folder of a new run and writes a trial file there, so that a full disk shows before work starts.
     *
     * @param requested the folder wanted, or null for {@code runs/<name>-<timestamp>}
     * @throws InvalidProblem if it is not empty or cannot be written, with path and reason
     */
    public static RunFolder create(Path requested, String name) {
        return requested == null
                ? create(Path.of("runs"), name, LocalDateTime.now(ZoneId.systemDefault()))
                : claim(requested);
    }

    static RunFolder create(Path parent, String name, LocalDateTime time) {
        String base = name.replaceAll("[^\\p{L}\\p{Nd}._-]+", "-") + "-" + STAMP.format(time);
        Path path = parent.resolve(base);
        for (int k = 2; Files.exists(path); k++) {
            path = parent.resolve(base + "-" + k);
        }
        return claim(path);
    }

    private static RunFolder claim(Path path) {
        boolean existed = Files.exists(path);
        try {
            if (existed && !Files.isDirectory(path)) {
                throw new InvalidProblem(path + ": is a file, a run needs a folder");
            }
            if (existed && !isEmpty(path)) {
                throw new InvalidProblem(path + ": the folder is not empty; a run writes into a new or empty one");
            }
            Files.createDirectories(path);
            probe(path);
            return new RunFolder(path);
        } catch (IOException e) {
            if (!existed) {
                discard(path);
            }
            throw new InvalidProblem(path + ": the run folder cannot be written (" + reason(e) + ")");
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void probe(Path path) throws IOException {
        Path trial = path.resolve(".trial");
        try {
            Files.write(trial, new byte[PROBE_BYTES]);
        } finally {
            Files.deleteIfExists(trial);
        }
    }

    private static void discard(Path path) {
        try {
            if (Files.isDirectory(path) && isEmpty(path)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // The reason why it cannot be written is told anyway; an empty folder does no harm.
            return;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof DirectoryNotEmptyException) {
            return "a file is in the way";
        }
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        return e.getMessage();
    }

    /**
     * The folder of an earlier run.
     *
     * @throws InvalidProblem if there is none
     */
    public static RunFolder open(Path path) {
        RunFolder folder = new RunFolder(path);
        if (!Files.isDirectory(path)) {
            throw new InvalidProblem(path + ": there is no such run folder");
        }
        if (!Files.exists(folder.config()) && !Files.exists(folder.metrics())) {
            throw new InvalidProblem(path + ": not a run folder, it holds neither config.yaml nor metrics.json");
        }
        return folder;
    }

    /** Everything needed to repeat the run. */
    public Path config() {
        return path.resolve("config.yaml");
    }

    /** Data files that the problem names, copied. */
    public Path inputs() {
        return path.resolve("inputs");
    }

    public Path metrics() {
        return path.resolve("metrics.json");
    }

    public Path history() {
        return path.resolve("history.csv");
    }

    public Path figures() {
        return path.resolve("figures");
    }

    public Path solution() {
        return path.resolve("solution.npz");
    }

    public Path model() {
        return path.resolve("model.safetensors");
    }

    public Path report() {
        return path.resolve("report.html");
    }

    /** Where solvers keep what {@code --resume} continues. */
    public Path checkpoint() {
        return path.resolve("checkpoint");
    }

    /** The files for ParaView, in order: {@code .vti}, {@code .vtu} or a {@code .pvd} series with its parts. */
    public List<Path> fieldFiles() throws IOException {
        return filesEnding(path, ".vti", ".vtu", ".pvd");
    }

    /** The pictures, in order. */
    public List<Path> pictures() throws IOException {
        return Files.isDirectory(figures()) ? filesEnding(figures(), ".png") : List.of();
    }

    private static List<Path> filesEnding(Path folder, String... endings) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(
                            p -> Stream.of(endings).anyMatch(e -> p.toString().endsWith(e)))
                    .sorted()
                    .toList();
        }
    }
}
