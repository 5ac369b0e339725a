package org.ansatz.physics.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemFile;
import org.ansatz.physics.problem.Settings;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The content of {@code config.yaml}: all that is needed to repeat a run. Data files that the problem names are copied to
 * {@code inputs/} beside it.
 *
 * @param problemFile name of the problem file, without folders
 * @param problemFolder where it lay, for files that could not be copied because their names lead out of that folder
 * @param problemText its text
 * @param settings given by the user
 * @param effective all settings in force
 */
public record RunConfig(
        String problemFile,
        String problemFolder,
        String problemText,
        String method,
        Map<String, String> settings,
        Map<String, String> effective,
        long seed,
        String device,
        Map<String, String> versions) {
    private static final Pattern DATA_FILE = Pattern.compile("[^\\s\"'\\[\\]{},:]+\\.(?:csv|npz|msh)\\b");

    public static RunConfig of(Problem problem, RunFacts facts) {
        Path file = problem.source().file();
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        return new RunConfig(
                file == null ? problem.name() + ".yaml" : file.getFileName().toString(),
                folder == null ? "" : folder.toString(),
                problem.source().text(),
                facts.method(),
                facts.given().given(),
                facts.effective(),
                facts.seed(),
                facts.device(),
                facts.versions());
    }

    /** Writes {@code config.yaml} and copies data files. Write it before work starts: an interrupted run needs it. */
    public void write(RunFolder folder) throws IOException {
        writeWithoutData(folder);
        for (String name : dataFiles()) {
            Path from = Path.of(problemFolder).resolve(name);
            Path to = folder.inputs().resolve(name);
            if (Files.isRegularFile(from) && to.normalize().startsWith(folder.inputs())) {
                Files.createDirectories(to.getParent());
                Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Writes {@code config.yaml} only: for files whose data are too large to be copied. */
    public void writeWithoutData(RunFolder folder) throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("method", method);
        root.put("seed", seed);
        root.put("device", device);
        root.put("settings", settings);
        root.put("effective", effective);
        root.put("versions", versions);
        root.put("problem_file", problemFile);
        root.put("problem_folder", problemFolder);
        root.put("problem", problemText);
        DumpSettings style = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setSplitLines(false)
                .build();
        Files.writeString(folder.config(), new Dump(style).dumpToString(root));
    }

    private List<String> dataFiles() {
        List<String> names = new ArrayList<>();
        Matcher matcher = DATA_FILE.matcher(problemText);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    /**
     * Reads a run's configuration.
     *
     * @throws InvalidProblem if there is none or it is not of this form
     */
    public static RunConfig read(RunFolder folder) {
        try {
            Object root = new Load(
                            LoadSettings.builder().setLabel("config.yaml").build())
                    .loadFromString(Files.readString(folder.config()));
            if (!(root instanceof Map<?, ?> map) || !map.containsKey("problem") || !map.containsKey("method")) {
                throw new InvalidProblem(folder.config() + ": expected the configuration of a run");
            }
            return new RunConfig(
                    text(map, "problem_file"),
                    text(map, "problem_folder"),
                    text(map, "problem"),
                    text(map, "method"),
                    texts(map.get("settings")),
                    texts(map.get("effective")),
                    Long.parseLong(text(map, "seed")),
                    text(map, "device"),
                    texts(map.get("versions")));
        } catch (IOException | YamlEngineException | NumberFormatException e) {
            throw new InvalidProblem(folder.config() + ": cannot be read (" + e.getMessage() + ")");
        }
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? "" : value.toString();
    }

    private static Map<String, String> texts(Object node) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        }
        return texts;
    }

    /**
     * The problem as it was solved; data files are taken from the run folder if all of them were copied, else from where
     * they lay.
     */
    public Problem problem(RunFolder folder) {
        boolean copied =
                dataFiles().stream().allMatch(f -> Files.exists(folder.inputs().resolve(f)));
        Path place = copied || problemFolder.isEmpty() ? folder.inputs() : Path.of(problemFolder);
        return ProblemFile.parse(problemText, place.resolve(problemFile)).withSettings(new Settings(settings));
    }
}
