package org.ansatz.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ansatz.operator.train.FilePrediction;
import org.ansatz.physics.problem.InvalidProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Applies a trained operator to a file of fields. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = "Applies a trained operator to the input fields of an NPZ or HDF5 file.")
final class PredictCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "RUN", description = "a run folder of ansatz train")
    private Path run;

    @Option(names = "--input", required = true, paramLabel = "FILE", description = "input fields, .npz or .h5")
    private Path input;

    @Option(names = "--out", required = true, paramLabel = "FILE.npz", description = "the file to write")
    private Path out;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "applies the operator N times to its own result and writes all of them (default 1)")
    private int steps = 1;

    @Mixin
    private OutputOptions output;

    PredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = out.toAbsolutePath().getParent();
        if (!String.valueOf(out.getFileName()).endsWith(".npz")) {
            throw new InvalidProblem("--out " + out + ": expected a name ending in .npz");
        }
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(out)) {
            throw new InvalidProblem("--out " + out + ": cannot be written there");
        }
        FilePrediction done = FilePrediction.write(run, input, out, steps);
        done.warning().ifPresent(warning -> console.err().println("ansatz: " + warning));
        if (output.json()) {
            console.out()
                    .println(new JsonMapper()
                            .createObjectNode()
                            .put("samples", done.samples())
                            .put("outputs", String.join(",", done.outputs()))
                            .put("file", out.toString())
                            .put("warning", done.warning().orElse(null))
                            .toPrettyString());
        } else {
            console.out()
                    .println(
                            String.join(", ", done.outputs()) + " of " + done.samples() + " samples written to " + out);
        }
        return ExitStatus.DONE;
    }
}
