package org.ansatz.solve.mlp;

import java.util.List;
import java.util.Optional;
import org.ansatz.learn.optim.NamedOptimizer;
import org.ansatz.learn.optim.Optimizers;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.Engine;

/** The settings of {@code method: mlp}, typed. */
record MlpSettings(
        List<Integer> hidden,
        boolean gated,
        boolean hard,
        int fourier,
        double fourierScale,
        int points,
        double time,
        String optimizer,
        String windows,
        double tolerance,
        double conditionWeight,
        double adaptive,
        int resampleEvery,
        long adamSteps,
        double learningRate,
        double gain,
        long steps,
        Optional<Device> device,
        int threads) {

    static final List<Setting> DECLARED = List.of(
            new Setting("hidden", "auto", "widths of the hidden layers, such as [32, 32, 32]"),
            new Setting("architecture", "plain", "plain, or gated (modified MLP, arXiv 2001.04536)"),
            new Setting("constraints", "soft", "soft, or hard: values on whole faces of a box are imposed exactly"),
            new Setting("fourier", "0", "number of random Fourier features sin(2 pi b.x), cos(2 pi b.x) of the inputs"),
            new Setting("fourier_scale", "1", "standard deviation of b, in waves across the domain"),
            new Setting("points", "auto", "collocation points inside the domain"),
            new Setting("time", "150 (280 for ODEs and three or more inputs)", "budget of wall time in seconds"),
            new Setting(
                    "optimizer",
                    "lm (ssbroyden on other devices than cpu)",
                    "one of " + String.join(", ", optimizers())),
            new Setting("adam_steps", "0", "steps of adam before the optimizer"),
            new Setting("windows", "auto", "auto, off, or a number of windows in time solved one after the other"),
            new Setting("tolerance", "auto", "stop when the answer changes less than this, relative to its norm"),
            new Setting("condition_weight", "20", "weight of conditions against equations, after both are normalised"),
            new Setting("adaptive", "0.4", "share of points drawn where the residual is large"),
            new Setting("resample", "10", "steps between fresh collocation points"),
            new Setting("learning_rate", "1e-3", "of adam, adamw and sgd"),
            new Setting(
                    "gain",
                    "auto",
                    "slope of the first layer's units across the domain; auto is 1.5, other values when that fails"),
            new Setting("steps", "unlimited", "largest number of steps of each fit"),
            new Setting(
                    "device",
                    "cpu",
                    "cpu (fused kernel), cuda, or torch-cpu: the network's jets through libtorch, not with lm"),
            new Setting("threads", "all", "number of threads"),
            new Setting("seed", "1", "of all random numbers"),
            new Setting("precision", "double", "double"),
            new Setting("method", "mlp", "this method"));

    static MlpSettings of(Problem problem, Settings s) {
        int inputs = problem.dimension();
        boolean ordinary = problem.isOrdinary();
        double standardTime = ordinary || inputs >= 3 ? 280 : 150;
        String architecture = choose(s, "architecture", "plain", List.of("plain", "gated"));
        Optional<Device> device = device(s);
        String optimizer = choose(s, "optimizer", device.isPresent() ? "ssbroyden" : "lm", optimizers());
        if (device.isPresent() && optimizer.equals("lm")) {
            throw s.invalid(
                    "optimizer",
                    "lm works on the processor only; with device " + s.text("device", "") + " take ssbroyden, l-bfgs or"
                            + " adam");
        }
        choose(s, "precision", "double", List.of("double"));
        int fields = problem.fields().size();
        List<Integer> hidden =
                auto(s, "hidden") ? standardWidths(ordinary, fields, inputs) : s.integers("hidden", List.of());
        if (hidden.isEmpty() || hidden.stream().anyMatch(w -> w < 1 || w > 1000)) {
            throw new InvalidProblem("solve: hidden: " + s.text("hidden", "") + ": expected widths between 1 and 1000");
        }
        int points = auto(s, "points") ? (ordinary ? 200 : inputs == 2 ? 2000 : 3000) : s.integer("points", 0);
        positive("points", points);
        double time = s.number("time", standardTime);
        positive("time", time);
        String windows = s.text("windows", "auto");
        if (!windows.matches("auto|off|[1-9][0-9]*")) {
            throw new InvalidProblem("solve: windows: `" + windows + "`: expected auto, off or a number");
        }
        return new MlpSettings(
                hidden,
                architecture.equals("gated"),
                choose(s, "constraints", "soft", List.of("soft", "hard")).equals("hard"),
                s.integer("fourier", 0),
                s.number("fourier_scale", 1),
                points,
                time,
                optimizer,
                windows,
                auto(s, "tolerance") ? Double.NaN : s.number("tolerance", 0),
                s.number("condition_weight", 20),
                s.number("adaptive", 0.4),
                s.integer("resample", 10),
                s.integer("adam_steps", 0),
                s.number("learning_rate", 1e-3),
                auto(s, "gain") ? Double.NaN : s.number("gain", 1),
                s.text("steps", "unlimited").equals("unlimited") ? Long.MAX_VALUE : s.integer("steps", 0),
                device,
                s.text("threads", "all").equals("all")
                        ? Runtime.getRuntime().availableProcessors()
                        : s.integer("threads", 1));
    }

    /** The same with hidden layers wider by a factor. */
    MlpSettings wider(double factor) {
        return new MlpSettings(
                hidden.stream().map(w -> (int) Math.ceil(w * factor)).toList(),
                gated,
                hard,
                fourier,
                fourierScale,
                (int) (points * factor),
                time,
                optimizer,
                windows,
                tolerance,
                conditionWeight,
                adaptive,
                resampleEvery,
                adamSteps,
                learningRate,
                gain,
                steps,
                device,
                threads);
    }

    /** All but the matrix-free method, which needs products that the network solver does not offer. */
    private static List<String> optimizers() {
        return Optimizers.all().stream()
                .map(NamedOptimizer::name)
                .filter(name -> !name.equals("lm-cg"))
                .toList();
    }

    /** The device of libtorch that carries the network, empty for the fused kernel. */
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

    private static List<Integer> standardWidths(boolean ordinary, int fields, int inputs) {
        if (ordinary) {
            return List.of(20, 20);
        }
        int width = fields > 2 ? 28 : fields > 1 || inputs > 2 ? 24 : 20;
        return List.of(width, width, width);
    }

    private static boolean auto(Settings s, String name) {
        return s.text(name, "auto").trim().equals("auto");
    }

    private static void positive(String name, double value) {
        if (!(value > 0)) {
            throw new InvalidProblem("solve: " + name + ": " + value + " is not positive");
        }
    }

    private static String choose(Settings s, String name, String standard, List<String> valid) {
        String value = s.text(name, standard).trim();
        if (!valid.contains(value)) {
            throw new InvalidProblem(
                    "solve: " + name + ": `" + value + "`" + org.ansatz.physics.expr.Nearest.hint(value, valid));
        }
        return value;
    }
}
