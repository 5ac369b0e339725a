package org.ansatz.cli;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.report.RunFolder;
import org.ansatz.studies.Catalogue;
import org.ansatz.studies.Scale;
import org.ansatz.studies.Study;
import org.ansatz.studies.StudyReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Repeats a published system. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the study of a published system and sets its figures beside the paper's.")
final class RunCommand implements Callable<Integer>, WritesRunFolder {
    private final Console console;
    private Path place;

    @Parameters(paramLabel = "STUDY", description = "a name from ansatz list")
    private String name;

    @Option(names = "--scale", paramLabel = "SCALE", description = "tiny, standard (the default) or paper")
    private String scale = "standard";

    @Option(names = "--check", description = "exit with status 1 if a figure misses its bar")
    private boolean check;

    @Mixin
    private SettingOptions options;

    @Mixin
    private OutputOptions output;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Path runFolder() {
        return place;
    }

    @Override
    public Integer call() throws IOException {
        Study study = study();
        Scale size = size();
        Settings settings = options.over(Settings.empty());
        settings.checkNames("the study " + study.name(), study.settings());
        boolean fresh = options.out() == null || !Files.exists(options.out());
        RunFolder folder = RunFolder.create(options.out(), study.name());
        place = folder.path();
        console.interruption().listen(console.err());
        ProgressLine line = new ProgressLine(console);
        // Specifications of published systems count their seeds from zero.
        long seed = options.seed() == null ? 0 : options.seed();
        StudyReport report;
        try {
            report = study.run(size, settings, new CommandRun(seed, place, false, line, console.interruption()));
        } catch (CancellationException stopped) {
            return interrupted(stopped.getMessage());
        } catch (InvalidProblem refused) {
            if (fresh) {
                deleteIfEmpty(place);
            }
            throw refused;
        } finally {
            line.clear();
        }
        if (console.interruption().requested()) {
            // Whatever was going on has ended early, and nobody could tell its figures from finished ones.
            return interrupted("the study was stopped");
        }
        report.write(place);
        if (output.json()) {
            console.out().println(report.json());
        } else {
            console.out().print(report.table());
            console.out().println("run folder  " + place);
        }
        return check && !report.missed().isEmpty() ? ExitStatus.FAILED : ExitStatus.DONE;
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException kept) {
            // Something had been written before the mistake was found.
            return;
        }
    }

    private int interrupted(String what) {
        console.err().println("ansatz: " + what + "; no figures are written, the run folder is " + place);
        return ExitStatus.INTERRUPTED;
    }

    private Study study() {
        Catalogue catalogue = Catalogue.load();
        Optional<Study> found = catalogue.study(name);
        if (found.isPresent()) {
            return found.get();
        }
        if (catalogue.system(name).isPresent()) {
            throw new InvalidProblem("the system `" + name + "` has no study in this version; studies: "
                    + String.join(", ", names(catalogue)));
        }
        throw new InvalidProblem("unknown study `" + name + "`" + Nearest.hint(name, names(catalogue)));
    }

    private static List<String> names(Catalogue catalogue) {
        return catalogue.studies().stream().map(Study::name).toList();
    }

    private Scale size() {
        List<String> words = Arrays.stream(Scale.values()).map(Scale::word).toList();
        if (!words.contains(scale)) {
            throw new InvalidProblem("--scale " + scale + ": unknown scale" + Nearest.hint(scale, words));
        }
        return Scale.named(scale);
    }
}
