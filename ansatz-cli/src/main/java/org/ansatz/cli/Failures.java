package org.ansatz.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.ansatz.learn.train.TrainingFailure;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever goes wrong into one message and an exit status; nobody sees a stack trace. */
final class Failures {
    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    /** The words on the command line are wrong. */
    int wrongArguments(ParameterException failure, String... args) {
        CommandSpec spec = failure.getCommandLine().getCommandSpec();
        String message = failure instanceof UnmatchedArgumentException unmatched
                ? unmatched(spec, unmatched.getUnmatched())
                : failure.getMessage();
        String hint = "`" + spec.qualifiedName() + " --help` shows what there is.";
        tell(spec.qualifiedName() + ": " + message + "\n" + hint, List.of(args).contains("--json"), 2);
        return ExitStatus.WRONG_INPUT;
    }

    private static String unmatched(CommandSpec spec, List<String> words) {
        String first = words.get(0).replaceFirst("=.*", "");
        if (first.startsWith("-")) {
            Collection<String> options = spec.optionsMap().keySet();
            return "unknown option `" + first + "`" + Nearest.hint(first, longNames(options));
        }
        if (!spec.subcommands().isEmpty()) {
            return "unknown command `" + first + "`"
                    + Nearest.hint(first, spec.subcommands().keySet());
        }
        return "unexpected word `" + first + "`";
    }

    private static List<String> longNames(Collection<String> options) {
        return options.stream().filter(name -> name.startsWith("--")).toList();
    }

    /** The command itself failed. */
    int failed(Throwable failure, boolean json, Path runFolder) {
        int status = statusOf(failure);
        tell(messageOf(failure, runFolder), json, status);
        return status;
    }

    private static int statusOf(Throwable failure) {
        return failure instanceof InvalidProblem ? ExitStatus.WRONG_INPUT : ExitStatus.FAILED;
    }

    private static String messageOf(Throwable failure, Path runFolder) {
        if (failure instanceof InvalidProblem) {
            return failure.getMessage();
        }
        if (failure instanceof NumericalFailure || failure instanceof TrainingFailure) {
            String kept = runFolder == null ? "" : "\nThe run folder is " + runFolder;
            return "the run failed: " + failure.getMessage() + kept;
        }
        if (failure instanceof OutOfMemoryError) {
            return "the run failed: out of memory (" + failure.getMessage() + "); fewer points, smaller networks, or"
                    + " more heap by ANSATZ_JAVA_OPTS=-Xmx...";
        }
        return "internal error: " + failure + "; " + log(failure, runFolder);
    }

    private static String log(Throwable failure, Path runFolder) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        try {
            Path log = runFolder != null && Files.isDirectory(runFolder)
                    ? runFolder.resolve("error.log")
                    : Files.createTempFile("ansatz-error-", ".log");
            Files.writeString(log, trace.toString(), StandardCharsets.UTF_8);
            return "where it arose is in " + log;
        } catch (IOException e) {
            return "where it arose could not be written down (" + e.getMessage() + ")";
        }
    }

    private void tell(String message, boolean json, int status) {
        console.err().println(message.startsWith("ansatz") ? message : "ansatz: " + message);
        if (json) {
            console.out()
                    .println(new JsonMapper()
                            .createObjectNode()
                            .put("error", message)
                            .put("exit_status", status)
                            .toPrettyString());
        }
    }

    /** Installs both kinds of handlers. */
    void guard(CommandLine commands) {
        commands.setParameterExceptionHandler(this::wrongArguments);
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            Path folder = command.getCommand() instanceof WritesRunFolder writer ? writer.runFolder() : null;
            return failed(failure, parsed != null && command.getParseResult().hasMatchedOption("--json"), folder);
        });
    }
}
