package org.ansatz.solve.gp;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;

/**
 * The settings of {@code method: gp}, typed.
 *
 * @param topFrequencies by axis that is there, in cycles per unit length
 * @param extra covariance of a second stage, null for none
 * @param extraFrom share of the steps after which it begins
 */
record GpSettings(
        SpectralMixture.Kind kernel,
        int components,
        double[] topFrequencies,
        Grid grid,
        boolean joint,
        int steps,
        OptimizerChoice optimizer,
        double learningRate,
        double cooling,
        double jitter,
        double conditionWeight,
        double precisionCap,
        boolean scaled,
        SpectralMixture.Kind extra,
        double extraFrom,
        double time,
        int threads) {
    private static final int ORDINARY_POINTS = 128;
    private static final int PLANE_UNKNOWNS = 1024;
    private static final double HIGHEST_STANDARD_FREQUENCY = 20;
    /** A standard spectrum reaches up to a quarter of a wave per point. */
    private static final double POINTS_PER_PERIOD = 4;

    static final List<Setting> DECLARED = List.of(
            new Setting(
                    "kernel",
                    "student-t",
                    "student-t or gaussian peaks in the power spectrum; matern or se without frequencies, as baselines."
                            + " Derivatives: student-t and matern up to order 4, gaussian and se up to 8"),
            new Setting("components", "30", "number of peaks"),
            new Setting(
                    "frequency",
                    "min(20, N/(4 L)) per axis",
                    "top frequency at the beginning, in cycles per unit length; a number, or one per axis"),
            new Setting(
                    "points",
                    "128 for one input, 1024 / fields for two",
                    "grid points in all, shared evenly by the axes"),
            new Setting("grid", "from points", "grid points per axis, such as [48, 32]"),
            new Setting(
                    "mode",
                    "profiled",
                    "profiled (fields eliminated exactly), or joint (published: Adam, or optimizer, on fields and spectrum)"),
            new Setting("steps", "300 for one input, 100 for two; 20000 in joint mode", "steps on the spectrum"),
            new Setting("optimizer", "adam", "of first order; its rate is learning_rate"),
            new Setting("learning_rate", "5e-2 for one input, 0.1 for two; 1e-2 in joint mode", "of the optimizer"),
            new Setting(
                    "cooling",
                    "0.3 (0 in joint mode)",
                    "share of the steps, at the end, in which the learning rate falls to a tenth; 0 as published"),
            new Setting("jitter", "1e-8", "added to the diagonal of each axis' covariance; 1e-6 as published"),
            new Setting("condition_weight", "200", "weight of the conditions' log likelihood against the equations'"),
            new Setting("precision_cap", "9", "largest logarithm of a precision"),
            new Setting(
                    "scaling",
                    "auto",
                    "auto: fields and residuals in units found from a first solution; none: as published"),
            new Setting("extra", "none", "none, or matern or se: covariance of a second process on top of the first"),
            new Setting(
                    "extra_from", "0.5", "share of the steps after which the first process is frozen for the second"),
            new Setting("time", "150", "budget of wall time in seconds"),
            new Setting(
                    "threads",
                    "1",
                    "threads of the linear algebra; more pay for thousands of unknowns on an idle machine only"),
            new Setting("seed", "1", "of random numbers, of which this method draws none"),
            new Setting("method", "gp", "this method"));

    /**
     * @throws org.ansatz.physics.problem.InvalidProblem for a value that cannot be read or is out of range
     */
    static GpSettings of(Problem problem, Settings s) {
        List<String> kernels = Arrays.stream(SpectralMixture.Kind.values())
                .map(SpectralMixture.Kind::word)
                .toList();
        boolean joint =
                choose(s, "mode", "profiled", List.of("profiled", "joint")).equals("joint");
        Grid grid = grid(problem, s);
        String extra = choose(s, "extra", "none", List.of("none", "matern", "se"));
        int standardSteps = joint ? 20_000 : grid.inputs() == 1 ? 300 : 100;
        int components = s.integer("components", 30);
        if (components < 1) {
            throw s.invalid("components", components + " is not a number of peaks; at least 1 is needed");
        }
        double extraFrom = s.number("extra_from", 0.5);
        if (!(extraFrom > 0 && extraFrom < 1)) {
            throw s.invalid("extra_from", extraFrom + " does not lie between 0 and 1");
        }
        double cooling = s.number("cooling", joint ? 0 : 0.3);
        if (!(cooling >= 0 && cooling <= 1)) {
            throw s.invalid("cooling", cooling + " does not lie between 0 and 1");
        }
        return new GpSettings(
                SpectralMixture.Kind.named(choose(s, "kernel", "student-t", kernels)),
                components,
                topFrequencies(grid, s),
                grid,
                joint,
                (int) positive(s, "steps", s.integer("steps", standardSteps)),
                optimizer(s),
                positive(s, "learning_rate", s.number("learning_rate", joint ? 1e-2 : grid.inputs() == 1 ? 5e-2 : 0.1)),
                cooling,
                positive(s, "jitter", s.number("jitter", 1e-8)),
                positive(s, "condition_weight", s.number("condition_weight", 200)),
                positive(s, "precision_cap", s.number("precision_cap", 9)),
                choose(s, "scaling", "auto", List.of("auto", "none")).equals("auto"),
                extra.equals("none") ? null : SpectralMixture.Kind.named(extra),
                extraFrom,
                positive(s, "time", s.number("time", 150)),
                s.text("threads", "1").equals("all")
                        ? Runtime.getRuntime().availableProcessors()
                        : (int) positive(s, "threads", s.integer("threads", 1)));
    }

    private static String choose(Settings s, String name, String standard, List<String> valid) {
        String value = s.text(name, standard).trim();
        if (!valid.contains(value)) {
            throw s.invalid(name, "`" + value + "`" + Nearest.hint(value, valid));
        }
        return value;
    }

    private static double positive(Settings s, String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw s.invalid(name, s.text(name, "") + " is not positive");
        }
        return value;
    }

    private static Grid grid(Problem problem, Settings s) {
        int inputs = problem.dimension();
        List<Integer> counts = s.integers("grid", List.of());
        if (!s.has("grid")) {
            int standard = inputs == 1
                    ? ORDINARY_POINTS
                    : PLANE_UNKNOWNS / problem.fields().size();
            int total = s.integer("points", standard);
            int each = inputs == 1 ? total : (int) Math.round(Math.sqrt(total));
            counts = java.util.Collections.nCopies(inputs, each);
        } else if (counts.size() != inputs) {
            throw s.invalid(
                    "grid", s.text("grid", "") + ": expected one number of points for each of " + problem.inputNames());
        }
        GridAxis[] axes = {GridAxis.none(), GridAxis.none()};
        for (int i = 0; i < inputs; i++) {
            if (counts.get(i) < GridAxis.FEWEST_POINTS) {
                throw s.invalid(
                        s.has("grid") ? "grid" : "points",
                        counts.get(i) + " points along " + problem.inputNames().get(i) + " are too few; at least "
                                + GridAxis.FEWEST_POINTS + " are needed");
            }
            axes[i] = new GridAxis(
                    problem.inputNames().get(i), problem.inputs().get(i).interval(), counts.get(i));
        }
        return new Grid(axes[0], axes[1]);
    }

    private static OptimizerChoice optimizer(Settings s) {
        try {
            return OptimizerChoice.parse(s.text("optimizer", "adam")).withRateFrom("learning_rate");
        } catch (IllegalArgumentException e) {
            throw s.invalid("optimizer", e.getMessage());
        }
    }

    private static double[] topFrequencies(Grid grid, Settings s) {
        double[] top = new double[grid.inputs()];
        for (int a = 0; a < top.length; a++) {
            GridAxis axis = grid.axis(a);
            top[a] = Math.min(
                    HIGHEST_STANDARD_FREQUENCY,
                    axis.points() / (POINTS_PER_PERIOD * axis.interval().length()));
        }
        if (s.has("frequency")) {
            String[] parts =
                    s.text("frequency", "").replaceAll("[\\[\\]\\s]", "").split(",", -1);
            if (parts.length != 1 && parts.length != top.length) {
                throw s.invalid("frequency", s.text("frequency", "") + ": expected one number, or one for each axis");
            }
            for (int a = 0; a < top.length; a++) {
                top[a] = frequency(s, parts[parts.length == 1 ? 0 : a]);
            }
        }
        return top;
    }

    private static double frequency(Settings s, String text) {
        try {
            return positive(s, "frequency", Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw s.invalid("frequency", "`" + text + "` is not a number of cycles per unit length");
        }
    }

    /** What must agree for a run to go on from a checkpoint: it gives the numbers there their meaning. */
    Map<String, String> identity(Problem problem) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("problem", problem.name());
        identity.put("kernel", kernel.word());
        identity.put("components", Integer.toString(components));
        identity.put(
                "grid",
                grid.first().points()
                        + (grid.inputs() == 1 ? "" : " x " + grid.second().points()));
        identity.put("mode", joint ? "joint" : "profiled");
        identity.put("optimizer", optimizer.toString());
        identity.put("scaling", scaled ? "auto" : "none");
        identity.put("extra", extra == null ? "none" : extra.word());
        return identity;
    }

    /** The covariance of one axis at the beginning. */
    SpectralMixture beginning(int axis) {
        return SpectralMixture.spread(kernel, components, width(grid.axis(axis).interval()), topFrequencies[axis]);
    }

    /** The covariance of one axis at the beginning of the extra stage: a single broad component. */
    SpectralMixture extraBeginning(int axis) {
        return SpectralMixture.spread(extra, 1, width(grid.axis(axis).interval()), 0);
    }

    /**
     * Inverse length at the beginning: one, as published for intervals of length 1 to 2 pi; on shorter or longer ones as
     * on the nearest of these.
     */
    private static double width(Interval interval) {
        if (interval.length() < 1) {
            return 1 / interval.length();
        }
        return Math.min(1, 2 * Math.PI / interval.length());
    }
}
