package org.ansatz.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.problem.Solver;
import org.ansatz.solve.Solvers;

/**
 * The method for a problem with the settings in force.
 *
 * @param setAside names of the file's settings that belong to the method named there and that this one does not have
 */
record Choice(Problem problem, Solver solver, Settings settings, long seed, List<String> setAside) {
    private static final long STANDARD_SEED = 1;

    /** What the command line says over the file; null where it says nothing. */
    record Wishes(String method, String optimizer, String device, MonitorOption monitor, SettingOptions options) {}

    /**
     * Settings of the file hold for the method named there; another method takes over those that it has as well.
     *
     * @throws InvalidProblem for names that do not exist, values that cannot be read, and problems that the method refuses
     */
    static Choice of(Problem problem, Wishes wishes) {
        Settings file = problem.settings();
        Solver ofFile = methodOfFile(file);
        file.checkNames("the method " + ofFile.name(), ofFile.settings());
        Solver solver = wishes.method() == null ? ofFile : Methods.named(wishes.method());
        Settings settings = file.only(name -> declares(solver, name));
        List<String> setAside = file.given().keySet().stream()
                .filter(name -> !name.equals("method") && !declares(solver, name))
                .toList();
        settings = wishes.options().over(settings);
        if (wishes.optimizer() != null) {
            settings = withOptimizer(solver, settings, wishes.optimizer());
        }
        settings = withDevice(solver, settings, wishes.device());
        settings = withMonitor(solver, settings, wishes.monitor());
        settings.checkNames("the method " + solver.name(), solver.settings());
        settings = settings.with("method", solver.name());
        long seed = wishes.options().seed() != null ? wishes.options().seed() : seedOf(settings);
        if (declares(solver, "seed")) {
            settings = settings.with("seed", seed);
        }
        Choice choice = new Choice(problem.withSettings(settings), solver, settings, seed, setAside);
        choice.refuse();
        return choice;
    }

    private static Solver methodOfFile(Settings file) {
        if (!file.has("method")) {
            return Solvers.all().get(0);
        }
        String name = file.text("method", "");
        return Solvers.named(name)
                .orElseThrow(() ->
                        file.invalid("method", "unknown method `" + name + "`" + Nearest.hint(name, Methods.names())));
    }

    boolean declares(String name) {
        return declares(solver, name);
    }

    private static boolean declares(Solver solver, String name) {
        return solver.settings().stream().map(Setting::name).anyMatch(name::equals);
    }

    private static Settings withOptimizer(Solver solver, Settings settings, String optimizer) {
        if (!declares(solver, "optimizer")) {
            throw new InvalidProblem(
                    "--optimizer " + optimizer + ": the method " + solver.name() + " has no optimizer");
        }
        return settings.with("optimizer", optimizer, "--optimizer " + optimizer);
    }

    private static Settings withDevice(Solver solver, Settings settings, String device) {
        if (device == null) {
            return settings;
        }
        if (!List.of("cpu", "cuda").contains(device)) {
            throw new InvalidProblem("--device " + device + ": expected cpu or cuda");
        }
        if (declares(solver, "device")) {
            return settings.with("device", device, "--device " + device);
        }
        if (device.equals("cuda")) {
            throw new InvalidProblem("--device cuda: the method " + solver.name() + " computes on the CPU only");
        }
        return settings;
    }

    private static Settings withMonitor(Solver solver, Settings settings, MonitorOption monitor) {
        if (monitor.given() && !declares(solver, "monitor")) {
            throw new InvalidProblem(
                    monitor.words() + ": the method " + solver.name() + " has no training that can be watched");
        }
        return monitor.over(settings);
    }

    private static long seedOf(Settings settings) {
        String text = settings.text("seed", Long.toString(STANDARD_SEED)).trim();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw settings.invalid("seed", "`" + text + "` is not a whole number");
        }
    }

    private void refuse() {
        try {
            Optional<String> reason = solver.refuses(problem, settings);
            if (reason.isPresent()) {
                throw new InvalidProblem(reason.get());
            }
            // A forecast reads all settings: what is wrong with their values shows here, before any work.
            Optional<Solver.Cost> forecast = solver.cost(problem, settings);
            if (forecast.isPresent()
                    && forecast.get().bytes() > Runtime.getRuntime().maxMemory()) {
                throw new InvalidProblem(String.format(
                        Locale.ROOT,
                        "%s needs about %.1f GB of memory here (%s), and Java may use %.1f GB; fewer points or smaller"
                                + " networks, or ANSATZ_JAVA_OPTS=-Xmx...",
                        solver.name(),
                        forecast.get().bytes() * 1e-9,
                        forecast.get().basis(),
                        Runtime.getRuntime().maxMemory() * 1e-9));
            }
        } catch (InvalidProblem e) {
            throw settings.placed(e);
        }
    }

    /** The same with other settings. */
    Choice with(Settings other) {
        return new Choice(problem.withSettings(other), solver, other, seed, setAside);
    }
}
