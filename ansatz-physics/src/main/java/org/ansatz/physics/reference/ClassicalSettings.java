package org.ansatz.physics.reference;

import java.util.List;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Settings;

/** What the classical solvers can be told. */
record ClassicalSettings(double tolerance, int first, int last, double seconds) {
    static final List<Settings.Setting> ALL = List.of(
            new Settings.Setting("method", "mlp", "the method's name"),
            new Settings.Setting("seed", "0", "not used: classical solvers draw no random numbers"),
            new Settings.Setting("time", "150", "seconds after which no finer resolution is begun"),
            new Settings.Setting("tolerance", "1e-9", "relative L2 change at which the answer stands still"),
            new Settings.Setting(
                    "resolution", "16 (12 in two dimensions)", "collocation points per axis of the first run"),
            new Settings.Setting(
                    "max_resolution", "1024 (100 in two dimensions)", "most collocation points per axis"));

    static ClassicalSettings of(Settings settings) {
        try {
            double tolerance = settings.number("tolerance", 1e-9);
            if (!(tolerance > 0 && tolerance < 1)) {
                throw new InvalidProblem("solve: tolerance: " + tolerance + " does not lie between 0 and 1");
            }
            int first = settings.integer("resolution", 0);
            if (settings.has("resolution") && first < 4) {
                throw new InvalidProblem("solve: resolution: " + first + " is less than 4");
            }
            int last = settings.integer("max_resolution", 0);
            if (settings.has("max_resolution") && last < Math.max(4, first)) {
                throw new InvalidProblem("solve: max_resolution: " + last + " is less than the resolution");
            }
            double seconds = settings.number("time", 150);
            if (!(seconds > 0)) {
                throw new InvalidProblem("solve: time: " + seconds + " is not positive");
            }
            return new ClassicalSettings(tolerance, first, last, seconds);
        } catch (IllegalArgumentException e) {
            throw new InvalidProblem(e.getMessage());
        }
    }

    int resolution(int axes) {
        int own = first > 0 ? first : axes == 1 ? 16 : 12;
        return last > 0 ? Math.min(own, last) : own;
    }

    int maximumResolution(int axes) {
        return last > 0 ? last : axes == 1 ? 1024 : 100;
    }

    /** The local tolerance of time steps: below that of the whole, above rounding. */
    double timeTolerance() {
        return Math.max(1e-12, 0.03 * tolerance);
    }
}
