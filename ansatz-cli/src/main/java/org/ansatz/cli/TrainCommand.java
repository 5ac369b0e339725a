package org.ansatz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ansatz.operator.train.ModelFile;
import org.ansatz.operator.train.OperatorRun;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.report.Metrics;
import org.ansatz.physics.report.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains an operator. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains an operator on a file of fields and writes a run folder with the model and its errors.")
final class TrainCommand implements Callable<Integer>, WritesRunFolder {
    private final Console console;
    private Path place;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "MODEL.yaml", description = "the model file (docs/operators.md)")
    private Path file;

    @Option(names = "--resume", paramLabel = "RUN", description = "goes on with an interrupted run in its folder")
    private Path resume;

    @Mixin
    private SettingOptions options;

    @Mixin
    private OutputOptions output;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Path runFolder() {
        return place;
    }

    @Override
    public Integer call() throws IOException {
        if ((file == null) == (resume == null)) {
            throw new ParameterException(spec.commandLine(), "one of MODEL.yaml and --resume RUN is needed");
        }
        if (resume != null && options.out() != null) {
            throw new ParameterException(
                    spec.commandLine(), "--resume goes on in the run's own folder; leave out --out");
        }
        RunFolder earlier = resume == null ? null : RunFolder.open(resume);
        Settings over = options.over(Settings.empty().under("train"));
        if (options.seed() != null) {
            over = over.with("seed", options.seed(), "--seed " + options.seed());
        }
        ModelFile model = earlier == null ? ModelFile.read(file, over) : ModelFile.ofRun(earlier);
        // Everything about data and model that can be wrong is found here, before a folder is made.
        try (OperatorRun run = OperatorRun.prepare(model)) {
            RunFolder folder = earlier == null ? RunFolder.create(options.out(), model.name()) : earlier;
            place = folder.path();
            run.recordConfiguration(folder, over);
            return train(run, model, folder, earlier != null);
        }
    }

    private int train(OperatorRun run, ModelFile model, RunFolder folder, boolean resuming) throws IOException {
        console.interruption().listen(console.err());
        ProgressLine line = new ProgressLine(console);
        CommandRun commandRun =
                new CommandRun(model.plan().seed(), folder.path(), resuming, line, console.interruption());
        boolean finished;
        Metrics metrics;
        try {
            finished = run.train(commandRun);
            metrics = run.report(folder);
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
        console.err().println("ansatz: interrupted; to go on: ansatz train --resume " + folder.path());
        return ExitStatus.INTERRUPTED;
    }
}
