package org.ansatz.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.ansatz.operator.train.ModelFile;
import org.ansatz.operator.train.OperatorRun;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.report.Metrics;
import org.ansatz.physics.report.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Trains an operator. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains an operator on a file of fields and writes a run folder with the model and its errors.")
final class TrainCommand extends ResumableCommand {
    @Parameters(arity = "0..1", paramLabel = "MODEL.yaml", description = "the model file (docs/operators.md)")
    private Path file;

    @Mixin
    private MonitorOption monitor;

    TrainCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException {
        checkSource(file, "MODEL.yaml");
        RunFolder earlier = resume() == null ? null : RunFolder.open(resume());
        Settings over = monitor.over(options().over(Settings.empty().under("train")));
        if (options().seed() != null) {
            over = over.with("seed", options().seed(), "--seed " + options().seed());
        }
        ModelFile model = earlier == null ? ModelFile.read(file, over) : ModelFile.ofRun(earlier);
        // Everything about data and model that can be wrong is found here, before a folder is made.
        try (OperatorRun run = OperatorRun.prepare(model)) {
            RunFolder folder = claim(earlier, model.name());
            run.recordConfiguration(folder, over);
            Piece piece = new Piece() {
                @Override
                public boolean run(CommandRun place) throws IOException {
                    return run.train(place);
                }

                @Override
                public Metrics report(CommandRun place) throws IOException {
                    return run.report(folder);
                }
            };
            return execute(piece, folder, model.plan().seed());
        }
    }
}
