package org.ansatz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ansatz.dynamics.simulation.Simulation;
import org.ansatz.dynamics.simulation.SimulationRun;
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

/** Evolves a field theory. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Evolves a field theory in time and writes a run folder with fields, observations and pictures.")
final class SimulateCommand implements Callable<Integer>, WritesRunFolder {
    private final Console console;
    private Path place;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE.yaml", description = "the simulation file (docs/simulations.md)")
    private Path file;

    @Option(names = "--resume", paramLabel = "RUN", description = "goes on with an interrupted run in its folder")
    private Path resume;

    @Mixin
    private SettingOptions options;

    @Mixin
    private OutputOptions output;

    SimulateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Path runFolder() {
        return place;
    }

    @Override
    public Integer call() throws IOException {
        if ((file == null) == (resume == null)) {
            throw new ParameterException(spec.commandLine(), "one of FILE.yaml and --resume RUN is needed");
        }
        Settings over = options.over(Settings.empty().under("simulate"));
        if (options.seed() != null) {
            over = over.with("seed", options.seed(), "--seed " + options.seed());
        }
        if (resume != null && (options.out() != null || !over.given().isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(), "--resume goes on in the run's own folder with its settings; it stands alone");
        }
        // Everything that can be wrong is found here, before a folder is made.
        RunFolder earlier = resume == null ? null : RunFolder.open(resume);
        Simulation simulation = earlier == null ? Simulation.read(file, over) : Simulation.ofRun(earlier);
        if (earlier == null) {
            Simulation.warning(file).ifPresent(warning -> console.err().println("ansatz: warning: " + warning));
        }
        RunFolder folder = earlier == null ? RunFolder.create(options.out(), simulation.name()) : earlier;
        place = folder.path();
        SimulationRun run = new SimulationRun(simulation, folder);
        if (earlier == null) {
            run.recordConfiguration(over);
        }
        return evolve(run, simulation, folder, earlier != null);
    }

    private int evolve(SimulationRun run, Simulation simulation, RunFolder folder, boolean resuming)
            throws IOException {
        console.interruption().listen(console.err());
        ProgressLine line = new ProgressLine(console);
        CommandRun commandRun =
                new CommandRun(simulation.seed(), folder.path(), resuming, line, console.interruption());
        boolean finished;
        Metrics metrics;
        try {
            finished = run.evolve(commandRun);
            metrics = run.report(commandRun);
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
        console.err().println("ansatz: interrupted; to go on: ansatz simulate --resume " + folder.path());
        return ExitStatus.INTERRUPTED;
    }
}
