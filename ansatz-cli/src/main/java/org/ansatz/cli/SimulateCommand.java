package org.ansatz.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.ansatz.dynamics.simulation.Simulation;
import org.ansatz.dynamics.simulation.SimulationRun;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.report.Metrics;
import org.ansatz.physics.report.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Evolves a field theory. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Evolves a field theory in time and writes a run folder with fields, observations and pictures.")
final class SimulateCommand extends ResumableCommand {
    @Parameters(arity = "0..1", paramLabel = "FILE.yaml", description = "the simulation file (docs/simulations.md)")
    private Path file;

    SimulateCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException {
        checkSource(file, "FILE.yaml");
        Settings over = options().over(Settings.empty().under("simulate"));
        if (options().seed() != null) {
            over = over.with("seed", options().seed(), "--seed " + options().seed());
        }
        if (resume() != null && !over.given().isEmpty()) {
            throw mistake("--resume goes on with the settings of the run; leave out --set and --seed");
        }
        // Everything that can be wrong is found here, before a folder is made.
        RunFolder earlier = resume() == null ? null : RunFolder.open(resume());
        Simulation simulation = earlier == null ? Simulation.read(file, over) : Simulation.ofRun(earlier);
        RunFolder folder = claim(earlier, simulation.name());
        SimulationRun run = new SimulationRun(simulation, folder);
        if (earlier == null) {
            Simulation.warning(file).ifPresent(warning -> console().err().println("ansatz: warning: " + warning));
            run.recordConfiguration(over);
        }
        Piece piece = new Piece() {
            @Override
            public boolean run(CommandRun place) throws IOException {
                return run.evolve(place);
            }

            @Override
            public Metrics report(CommandRun place) throws IOException {
                return run.report(place);
            }
        };
        return execute(piece, folder, simulation.seed());
    }
}
