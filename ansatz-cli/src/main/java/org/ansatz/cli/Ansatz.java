package org.ansatz.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code ansatz}. */
@Command(
        name = "ansatz",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Physics-informed learning and field simulation: states a physical problem once, solves it by any of"
                        + " several methods, and says how good the answer is.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "ansatz COMMAND --help tells more about a command.",
            "Exit status: 0 done, 1 the run failed or missed a bar asked for with --check, 2 wrong input, 130 interrupted."
        })
public final class Ansatz implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private Ansatz() {}

    public static void main(String[] args) {
        PrintStream err = standardError();
        System.setErr(err);
        PrintStream out = utf8(new FileOutputStream(FileDescriptor.out));
        System.setOut(out);
        int columns = Integer.getInteger("ansatz.terminal.columns", 0);
        int status = run(args, new Console(out, err, columns, new Interruption()));
        out.flush();
        err.flush();
        System.exit(status);
    }

    /** Runs the command inside this process and returns its exit status. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, new Console(out, err, 0, new Interruption()));
    }

    static int run(String[] args, Console console) {
        CommandLine commands = new CommandLine(new Ansatz());
        commands.addSubcommand("solve", new SolveCommand(console));
        commands.addSubcommand("compare", new CompareCommand(console));
        commands.addSubcommand("check", new CheckCommand(console));
        commands.addSubcommand("eval", new EvalCommand(console));
        commands.addSubcommand("methods", new MethodsCommand(console));
        commands.addSubcommand("list", new ListCommand(console));
        commands.addSubcommand("run", new RunCommand(console));
        commands.addSubcommand("data", new DataCommand(console));
        commands.addSubcommand("train", new TrainCommand(console));
        commands.addSubcommand("simulate", new SimulateCommand(console));
        commands.addSubcommand("predict", new PredictCommand(console));
        commands.addSubcommand("show", new ShowCommand(console));
        commands.addSubcommand("doctor", new DoctorCommand(console));
        commands.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        commands.setUsageHelpWidth(100);
        Failures failures = new Failures(console);
        failures.guard(commands);
        try {
            return commands.execute(eachWithItsOption(args));
        } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
            return failures.failed(e, List.of(args).contains("--json"), null);
        }
    }

    /** Lets several assignments follow one {@code --set} without swallowing a file name behind them. */
    private static String[] eachWithItsOption(String[] args) {
        List<String> words = new ArrayList<>();
        boolean assigning = false;
        for (String word : args) {
            boolean assignment = word.matches("[A-Za-z]\\w*=.*");
            if (assigning && assignment && !words.get(words.size() - 1).equals("--set")) {
                words.add("--set");
            }
            words.add(word);
            assigning = word.equals("--set") || assigning && assignment;
        }
        return words.toArray(String[]::new);
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }

    private static PrintStream utf8(OutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    /** Standard error, which the start script may have moved to another descriptor (property {@code ansatz.stderr}). */
    private static PrintStream standardError() {
        Integer moved = Integer.getInteger("ansatz.stderr");
        FileDescriptor descriptor = moved == null ? FileDescriptor.err : descriptor(moved);
        return utf8(new FileOutputStream(descriptor));
    }

    private static FileDescriptor descriptor(int number) {
        FileDescriptor descriptor = new FileDescriptor();
        try {
            Object access = Class.forName("jdk.internal.access.SharedSecrets")
                    .getMethod("getJavaIOFileDescriptorAccess")
                    .invoke(null);
            Class.forName("jdk.internal.access.JavaIOFileDescriptorAccess")
                    .getMethod("set", FileDescriptor.class, int.class)
                    .invoke(access, descriptor, number);
            return descriptor;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return FileDescriptor.err;
        }
    }
}
