package org.ansatz.physics.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solver;

/**
 * How a solution came about.
 *
 * @param method the solver's name
 * @param given settings that the user gave, in file or on the command line
 * @param effective all settings with the values in force
 * @param versions of this library, Java, and the system
 * @param wallSeconds time of the whole run
 * @param device {@code cpu} or {@code cuda}
 * @param warnings sentences for the reader of the report
 */
public record RunFacts(
        String method,
        Settings given,
        Map<String, String> effective,
        long seed,
        Map<String, String> versions,
        double wallSeconds,
        String device,
        List<String> warnings) {
    public RunFacts {
        effective = new LinkedHashMap<>(effective);
        versions = new LinkedHashMap<>(versions);
        warnings = List.copyOf(warnings);
    }

    /** Facts with the solver's declared defaults where nothing was given, and this machine's versions. */
    public static RunFacts of(Solver solver, Settings given, long seed, double wallSeconds, String device) {
        Map<String, String> effective = new LinkedHashMap<>();
        for (Settings.Setting setting : solver.settings()) {
            effective.put(setting.name(), given.text(setting.name(), setting.defaultValue()));
        }
        effective.put("seed", Long.toString(seed));
        return new RunFacts(solver.name(), given, effective, seed, ofThisMachine(), wallSeconds, device, List.of());
    }

    /** The same with one more warning. */
    public RunFacts warn(String sentence) {
        List<String> more = new ArrayList<>(warnings);
        more.add(sentence);
        return new RunFacts(method, given, effective, seed, versions, wallSeconds, device, more);
    }

    /** Versions of this library, Java and the system. */
    public static Map<String, String> ofThisMachine() {
        Map<String, String> versions = new LinkedHashMap<>();
        String own = RunFacts.class.getPackage().getImplementationVersion();
        versions.put("ansatz", own == null ? "development" : own);
        versions.put("java", System.getProperty("java.version"));
        versions.put("jvm", System.getProperty("java.vm.name"));
        versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        versions.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return versions;
    }
}
