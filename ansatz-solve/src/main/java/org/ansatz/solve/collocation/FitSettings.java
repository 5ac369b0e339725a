package org.ansatz.solve.collocation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ansatz.learn.optim.NamedOptimizer;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.learn.optim.Optimizers;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.monitor.MonitorChoice;
import org.ansatz.physics.problem.Input;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.Engine;

/**
 * The settings of a least-squares fit, whatever its trial functions are.
 *
 * @param hard values on whole faces of a box are imposed exactly
 * @param closedCorners singular parts in corners are added in closed form
 * @param points collocation points inside the domain
 * @param time budget of wall time in seconds
 * @param tolerance NaN for the standard one
 * @param grow whether an ansatz that can do no more is enlarged or begun anew; if not, it goes on until its budget ends
 * @param rates learning rate and its decay as far as the user gives them, as optimizers take them
 * @param device of libtorch, empty for the kernels on plain arrays
 * @param monitor of the first-order optimizer's steps
 */
public record FitSettings(
        boolean hard,
        boolean closedCorners,
        int points,
        double time,
        OptimizerChoice optimizer,
        String windows,
        double tolerance,
        double conditionWeight,
        double adaptive,
        int resampleEvery,
        long adamSteps,
        Map<String, String> rates,
        long steps,
        boolean grow,
        Optional<Device> device,
        int threads,
        Optional<MonitorChoice> monitor) {

    /** Names of settings here, and of those of optimizers. */
    private static final Map<String, String> RATES =
            Map.of("learning_rate", "rate", "decay", "decay", "decay_every", "decay_every");

    private static final double SHORT_TIME = 150;
    private static final double LONG_TIME = 280;

    /** What every method of this kind declares, beside its own settings. */
    public static final List<Setting> DECLARED = List.of(
            new Setting("constraints", "soft", "soft, or hard: values on whole faces of a box are imposed exactly"),
            new Setting(
                    "corners",
                    "closed",
                    "closed: singular parts in corners where given values jump are added in closed form where they are"
                            + " known (with soft constraints), and mlp sees the leading powers in re-entrant corners; or"
                            + " plain"),
            new Setting("points", "auto", "collocation points inside the domain"),
            new Setting("time", "150 (280 for ODEs and three or more coordinates)", "budget of wall time in seconds"),
            new Setting(
                    "optimizer",
                    "lm (ssbroyden on other devices than cpu)",
                    "one of " + String.join(", ", optimizers())
                            + "; with settings as in muon(rate=0.05 momentum=0.9), see ansatz methods OPTIMIZER"),
            new Setting("adam_steps", "0", "steps of adam before the optimizer"),
            MonitorChoice.SETTING,
            new Setting("windows", "auto", "auto, off, or a number of windows in time solved one after the other"),
            new Setting("tolerance", "auto", "stop when the answer changes less than this, relative to its norm"),
            new Setting("condition_weight", "20", "weight of conditions against equations, after both are normalised"),
            new Setting("adaptive", "0.4", "share of points drawn where the residual is large"),
            new Setting("resample", "10", "steps between fresh collocation points"),
            new Setting("learning_rate", "the optimizer's own", "of first-order optimizers"),
            new Setting("decay", "1", "factor on the learning rate every decay_every steps, applied continuously"),
            new Setting("decay_every", "1000", "steps over which decay acts once"),
            new Setting("steps", "unlimited", "largest number of steps of each fit"),
            new Setting(
                    "grow",
                    "true",
                    "whether an ansatz whose residuals come to rest is enlarged or begun anew; false keeps its size, as in"
                            + " comparisons on equal terms"),
            new Setting("threads", "all", "number of threads"),
            new Setting("seed", "1", "of all random numbers"),
            new Setting("precision", "double", "double"));

    /** The setting {@code device}, for methods whose trial functions have a {@link TensorForm}. */
    public static final Setting DEVICE = new Setting(
            "device",
            "cpu",
            "cpu (fused kernel), cuda, or torch-cpu: the network's jets through libtorch, not with lm");

    /**
     * Reads the settings.
     *
     * @throws InvalidProblem if a value is not one that its setting takes
     */
    public static FitSettings of(Problem problem, Settings s) {
        int inputs = problem.dimension();
        boolean ordinary = problem.isOrdinary();
        double standardTime = standardTime(problem);
        Optional<Device> device = device(s);
        OptimizerChoice optimizer = optimizer(s, device.isPresent() ? "ssbroyden" : "lm");
        if (device.isPresent() && optimizer.name().equals("lm")) {
            throw s.invalid(
                    "optimizer",
                    "lm works on the processor only; with device " + s.text("device", "") + " take ssbroyden, l-bfgs or"
                            + " adam");
        }
        choose(s, "precision", "double", List.of("double"));
        int points = auto(s, "points") ? (ordinary ? 200 : inputs == 2 ? 2000 : 3000) : s.integer("points", 0);
        positive("points", points);
        double time = s.number("time", standardTime);
        positive("time", time);
        String windows = s.text("windows", "auto");
        if (!windows.matches("auto|off|[1-9][0-9]*")) {
            throw new InvalidProblem("solve: windows: `" + windows + "`: expected auto, off or a number");
        }
        return new FitSettings(
                choose(s, "constraints", "soft", List.of("soft", "hard")).equals("hard"),
                choose(s, "corners", "closed", List.of("closed", "plain")).equals("closed"),
                points,
                time,
                optimizer,
                windows,
                auto(s, "tolerance") ? Double.NaN : s.number("tolerance", 0),
                s.number("condition_weight", 20),
                s.number("adaptive", 0.4),
                s.integer("resample", 10),
                s.integer("adam_steps", 0),
                rates(s),
                s.text("steps", "unlimited").equals("unlimited") ? Long.MAX_VALUE : s.integer("steps", 0),
                s.flag("grow", true),
                device,
                s.text("threads", "all").equals("all")
                        ? Runtime.getRuntime().availableProcessors()
                        : s.integer("threads", 1),
                monitor(s, optimizer));
    }

    /** The budget of wall time in seconds where the user gives none. */
    public static double standardTime(Problem problem) {
        long coordinates = problem.inputs().stream()
                .filter(input -> input.kind() != Input.Kind.RANGING)
                .count();
        return problem.isOrdinary() || coordinates >= 3 ? LONG_TIME : SHORT_TIME;
    }

    /** The same with more points by a factor. */
    FitSettings wider(double factor) {
        return new FitSettings(
                hard,
                closedCorners,
                (int) (points * factor),
                time,
                optimizer,
                windows,
                tolerance,
                conditionWeight,
                adaptive,
                resampleEvery,
                adamSteps,
                rates,
                steps,
                grow,
                device,
                threads,
                monitor);
    }

    private static OptimizerChoice optimizer(Settings s, String standard) {
        String text = s.text("optimizer", standard).trim();
        String name = text.replaceFirst("\\s*\\(.*", "");
        if (!optimizers().contains(name)) {
            throw new InvalidProblem("solve: optimizer: `" + name + "`" + Nearest.hint(name, optimizers()));
        }
        try {
            return OptimizerChoice.parse(text);
        } catch (IllegalArgumentException e) {
            throw s.invalid("optimizer", e.getMessage());
        }
    }

    private static Optional<MonitorChoice> monitor(Settings s, OptimizerChoice optimizer) {
        try {
            Optional<MonitorChoice> choice = MonitorChoice.parse(s.text("monitor", "none"));
            if (choice.isPresent()) {
                MonitorChoice.requireFirstOrder(optimizer.optimizer());
            }
            return choice;
        } catch (InvalidProblem e) {
            throw s.invalid("monitor", e.getMessage());
        }
    }

    private static Map<String, String> rates(Settings s) {
        Map<String, String> rates = new TreeMap<>();
        RATES.forEach((name, own) -> {
            if (s.has(name)) {
                double value = s.number(name, 0);
                positive(name, value);
                rates.put(own, Double.toString(value));
            }
        });
        return rates;
    }

    /** All but the matrix-free method, which needs products that residual systems do not offer. */
    private static List<String> optimizers() {
        return Optimizers.all().stream()
                .map(NamedOptimizer::name)
                .filter(name -> !name.equals("lm-cg"))
                .toList();
    }

    /** The device of libtorch that carries the kernel, empty for plain arrays. */
    private static Optional<Device> device(Settings s) {
        return switch (choose(s, "device", "cpu", List.of("cpu", "cuda", "torch-cpu"))) {
            case "cpu" -> Optional.empty();
            case "torch-cpu" -> Optional.of(Device.CPU);
            default -> {
                Device cuda = Device.cuda(0);
                if (!Engine.isAvailable(cuda)) {
                    throw s.invalid("device", "no CUDA device was found; `ansatz doctor` tells what there is");
                }
                yield Optional.of(cuda);
            }
        };
    }

    /** Whether a setting is left to the method. */
    public static boolean auto(Settings s, String name) {
        return s.text(name, "auto").trim().equals("auto");
    }

    /**
     * Refuses what is not positive.
     *
     * @throws InvalidProblem if so
     */
    public static void positive(String name, double value) {
        if (!(value > 0)) {
            throw new InvalidProblem("solve: " + name + ": " + value + " is not positive");
        }
    }

    /**
     * A setting that takes one of some words.
     *
     * @throws InvalidProblem if it is none of them, with the nearest
     */
    public static String choose(Settings s, String name, String standard, List<String> valid) {
        String value = s.text(name, standard).trim();
        if (!valid.contains(value)) {
            throw new InvalidProblem("solve: " + name + ": `" + value + "`" + Nearest.hint(value, valid));
        }
        return value;
    }
}
