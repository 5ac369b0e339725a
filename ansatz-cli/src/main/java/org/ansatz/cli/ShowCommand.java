package org.ansatz.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.report.RunFolder;
import org.ansatz.physics.report.RunSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A run's report as text. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows the report of a run as text.")
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "RUN", description = "a run folder")
    private Path run;

    @Mixin
    private OutputOptions output;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        RunFolder folder = RunFolder.open(run);
        if (!output.json()) {
            console.out().print(RunSummary.text(folder));
            return ExitStatus.DONE;
        }
        if (!Files.exists(folder.metrics())) {
            throw new InvalidProblem(run + ": the run has no metrics.json; it did not finish");
        }
        JsonNode root = new JsonMapper().readTree(Files.readString(folder.metrics()));
        if (!(root instanceof ObjectNode object)) {
            throw new InvalidProblem(folder.metrics() + ": expected a JSON object");
        }
        console.out().println(object.put("folder", run.toString()).toPrettyString());
        return ExitStatus.DONE;
    }
}
