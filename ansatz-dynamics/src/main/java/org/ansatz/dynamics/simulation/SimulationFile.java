package org.ansatz.dynamics.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ansatz.dynamics.field.FieldIntegrator;
import org.ansatz.dynamics.lattice.Boundary;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.problem.Entry;
import org.ansatz.physics.problem.Input;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Section;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.YamlFile;
import org.ansatz.physics.report.RunConfig;
import org.ansatz.physics.report.RunFolder;

/**
 * What a simulation file says (docs/simulations.md): fields in a box, their potential or Lagrangian, the background, the state
 * at the start, observables and how to evolve.
 *
 * @param potentialPlace where the potential or Lagrangian stands
 * @param effective settings in force
 */
record SimulationFile(
        String name,
        YamlFile yaml,
        List<Input> box,
        List<Boundary> boundaries,
        List<String> fields,
        Expr potential,
        Entry potentialPlace,
        PowerLawBackground background,
        Map<String, Start> fieldStarts,
        Map<String, Start> rateStarts,
        Map<String, Watched> observables,
        Plan plan,
        Map<String, String> effective) {
    /** What stands in {@code config.yaml} as the method. */
    static final String METHOD = "simulate";

    /** The coordinate that is not of the box. */
    static final String TIME = "t";

    /**
     * A field or its rate at the start.
     *
     * @param formula in coordinates
     * @param rms and {@code length}: a random field on top of it, zero for none
     */
    record Start(Expr formula, double rms, double length, Entry place) {}

    /** An observable as it is written. */
    record Watched(Observable.Reduction reduction, Expr formula, Entry place) {}

    /**
     * How to evolve.
     *
     * @param dt step, 0 where {@code cfl} gives it
     * @param frames fields kept after the first
     * @param samples observations per frame
     * @param estimate whether a second run with half the step estimates the error
     */
    record Plan(
            double until,
            double dt,
            double cfl,
            int[] points,
            FieldIntegrator method,
            int frames,
            int samples,
            long seed,
            boolean estimate,
            Section section) {}

    /** @throws InvalidProblem at the first mistake, with its place */
    static SimulationFile read(Path file, Settings over) {
        YamlFile yaml = isScenario(file)
                ? YamlFile.parse(ScenarioFile.simulation(file, text(file)), file)
                : YamlFile.read(file);
        return new SimulationReader(yaml, over).read();
    }

    /** What should be said about a file that can be simulated. */
    static Optional<String> warning(Path file) {
        return isScenario(file) ? ScenarioFile.warning(file, text(file)) : Optional.empty();
    }

    /** A mistake that was found in the simulation of a scenario, whose lines the user never saw, without a line. */
    static InvalidProblem inWordsOf(Path file, InvalidProblem mistake) {
        String message = mistake.getMessage();
        String placed = message.replaceFirst("^([^:]*):\\d+:\\d+: ", "$1: ").replaceFirst("(?s)\n.*", "");
        return isScenario(file) && !placed.equals(message) ? new InvalidProblem(placed) : mistake;
    }

    private static boolean isScenario(Path file) {
        return !String.valueOf(file.getFileName()).matches(".*\\.ya?ml");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidProblem(file + ": cannot be read (" + e.getMessage() + ")");
        }
    }

    /**
     * The simulation of a run.
     *
     * @throws InvalidProblem if the run simulated nothing
     */
    static SimulationFile ofRun(RunFolder folder) {
        RunConfig config = RunConfig.read(folder);
        if (!config.method().equals(METHOD)) {
            throw new InvalidProblem(folder.path() + ": the run is no simulation, its method is " + config.method());
        }
        Path place = Path.of(config.problemFolder()).resolve(config.problemFile());
        return new SimulationReader(YamlFile.parse(config.problemText(), place), new Settings(config.settings()))
                .read();
    }

    /** The names of the box's coordinates, then time. */
    List<String> inputs() {
        List<String> names = new ArrayList<>(coordinates());
        names.add(TIME);
        return names;
    }

    /** The names of the box's coordinates. */
    List<String> coordinates() {
        return box.stream().map(Input::name).toList();
    }
}
