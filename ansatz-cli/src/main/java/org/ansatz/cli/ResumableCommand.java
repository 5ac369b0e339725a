package org.ansatz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ansatz.physics.report.Metrics;
import org.ansatz.physics.report.RunFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What commands share that work in a run folder, can be interrupted, and go on with {@code --resume}. */
abstract class ResumableCommand implements Callable<Integer>, WritesRunFolder {
    private final Console console;
    private Path place;

    @Spec
    private CommandSpec spec;

    @Option(names = "--resume", paramLabel = "RUN", description = "goes on with an interrupted run in its folder")
    private Path resume;

    @Mixin
    private SettingOptions options;

    @Mixin
    private OutputOptions output;

    /** Work in a run folder. */
    interface Piece {
        /** Whether it got to its end. */
        boolean run(CommandRun run) throws IOException;

        /** Writes what there is, after an interruption too. */
        Metrics report(CommandRun run) throws IOException;
    }

    ResumableCommand(Console console) {
        this.console = console;
    }

    @Override
    public final Path runFolder() {
        return place;
    }

    final Console console() {
        return console;
    }

    final SettingOptions options() {
        return options;
    }

    /** The interrupted run to go on with, null for a new one. */
    final Path resume() {
        return resume;
    }

    final ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Either a file or {@code --resume}, which goes on in its own folder. */
    final void checkSource(Path file, String label) {
        if ((file == null) == (resume == null)) {
            throw mistake("one of " + label + " and --resume RUN is needed");
        }
        if (resume != null && options.out() != null) {
            throw mistake("--resume goes on in the run's own folder; leave out --out");
        }
    }

    /** The folder of the earlier run, or a new one for a name. */
    final RunFolder claim(RunFolder earlier, String name) {
        RunFolder folder = earlier == null ? RunFolder.create(options.out(), name) : earlier;
        place = folder.path();
        return folder;
    }

    /** Runs, reports, and prints the metrics or what to do after an interruption. */
    final int execute(Piece piece, RunFolder folder, long seed) throws IOException {
        console.interruption().listen(console.err());
        ProgressLine line = new ProgressLine(console);
        CommandRun run = new CommandRun(seed, folder.path(), resume != null, line, console.interruption());
        boolean finished;
        Metrics metrics;
        try {
            finished = piece.run(run);
            metrics = piece.report(run);
        } finally {
            line.clear();
        }
        if (output.json()) {
            console.out().println(RunJson.of(metrics, folder));
        } else {
            console.out().print(metrics.table());
            console.out().println("report  " + folder.report());
        }
        if (finished) {
            return ExitStatus.DONE;
        }
        console.err().println("ansatz: interrupted; to go on: ansatz " + spec.name() + " --resume " + folder.path());
        return ExitStatus.INTERRUPTED;
    }
}
