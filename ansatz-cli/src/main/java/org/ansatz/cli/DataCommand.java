package org.ansatz.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.ansatz.operator.data.DatasetGenerator;
import org.ansatz.operator.data.FieldProblem;
import org.ansatz.operator.data.FieldProblems;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Generates training data. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Writes pairs of input and output fields, made by the library's own solvers, to an NPZ file."
                + " Without NAME it lists what there is.")
final class DataCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "which problem")
    private String name;

    @Option(names = "--out", paramLabel = "FILE.npz", description = "the file to write")
    private Path out;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "setting; several may follow")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "seed of all random numbers (default 1)")
    private long seed = 1;

    @Mixin
    private OutputOptions output;

    DataCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (name == null) {
            list();
            return ExitStatus.DONE;
        }
        List<String> names =
                FieldProblems.all().stream().map(FieldProblem::name).toList();
        FieldProblem problem = FieldProblems.named(name)
                .orElseThrow(() -> new InvalidProblem("unknown data `" + name + "`" + Nearest.hint(name, names)));
        if (out == null) {
            throw new InvalidProblem("--out FILE.npz is needed: where the fields shall be written");
        }
        checkPlace();
        Settings settings = SettingOptions.assigned(assignments, Settings.empty());
        List<Setting> declared = new ArrayList<>(DatasetGenerator.COMMON);
        declared.addAll(problem.settings());
        settings.checkNames("the data " + problem.name(), declared);
        console.interruption().listen(console.err());
        ProgressLine line = new ProgressLine(console);
        try {
            DatasetGenerator.write(
                    problem, settings, out, new CommandRun(seed, out, false, line, console.interruption()));
        } catch (CancellationException stopped) {
            console.err().println("ansatz: " + stopped.getMessage() + "; no file was written");
            return ExitStatus.INTERRUPTED;
        } finally {
            line.clear();
        }
        if (output.json()) {
            console.out()
                    .println(new JsonMapper()
                            .createObjectNode()
                            .put("data", problem.name())
                            .put("seed", seed)
                            .put("file", out.toString())
                            .put("bytes", Files.size(out))
                            .toPrettyString());
        } else {
            console.out().println(problem.title() + ", seed " + seed + ", written to " + out);
        }
        return ExitStatus.DONE;
    }

    private void checkPlace() {
        Path folder = out.toAbsolutePath().getParent();
        if (!String.valueOf(out.getFileName()).endsWith(".npz")) {
            throw new InvalidProblem("--out " + out + ": expected a name ending in .npz");
        }
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(out)) {
            throw new InvalidProblem("--out " + out + ": cannot be written there");
        }
    }

    private void list() {
        for (FieldProblem problem : FieldProblems.all()) {
            console.out().println(problem.name() + ": " + problem.title());
            List<Setting> declared = new ArrayList<>(problem.settings());
            declared.addAll(DatasetGenerator.COMMON);
            declared.forEach(setting -> console.out()
                    .println(String.format(
                            "  %-12s %-8s %s", setting.name(), setting.defaultValue(), setting.meaning())));
        }
    }
}
