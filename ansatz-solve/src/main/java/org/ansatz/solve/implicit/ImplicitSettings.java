package org.ansatz.solve.implicit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ansatz.learn.module.Normalization;
import org.ansatz.learn.module.Siren;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;

/**
 * The settings of {@code method: implicit-field}, typed.
 *
 * @param steps equal time steps to the end of the time interval
 * @param theta of the time scheme: 0 explicit Euler, 1/2 Crank-Nicolson, 1 implicit Euler
 * @param inner of the time steps
 * @param initial of the fit of the initial values
 * @param residual rms relative to that of the initial fields at which Levenberg-Marquardt may stop
 */
record ImplicitSettings(
        Siren network,
        int steps,
        double theta,
        int samples,
        int conditionSamples,
        double conditionWeight,
        InnerSolver inner,
        InnerSolver initial,
        double residual,
        boolean extrapolate,
        NotConverged notConverged,
        int threads) {

    /** Residuals over unknowns that the least-squares steps ask for (arXiv 2210.00124's code has many more). */
    static final double LEAST_RATIO = 1.3;

    /** Smooth answers are fitted best well below the published frequency, which is for images and small pulses. */
    private static final double STANDARD_OMEGA = 8;

    private static final int MOST_STEPS = 1_000_000;
    private static final List<String> SCHEMES = List.of("crank-nicolson", "implicit-euler", "explicit-euler");

    static final List<Setting> DECLARED = List.of(
            new Setting(
                    "dt",
                    "a hundredth of the time",
                    "time step; made a little smaller where it does not divide the time"),
            new Setting("scheme", "crank-nicolson", "one of " + String.join(", ", SCHEMES)),
            new Setting("hidden", "[20, 20, 20]", "widths of the hidden layers of sine units"),
            new Setting(
                    "omega",
                    "8",
                    "frequency of the sine units over the box mapped to [-1, 1]; 30 (published) for fine detail"),
            new Setting(
                    "samples",
                    "1.33 residuals per weight (1000 of first order)",
                    "points inside the region, new in every step"),
            new Setting(
                    "inner",
                    "lm",
                    "lm (Levenberg-Marquardt), or adam or another optimizer of first order, with fresh points and the"
                            + " published plateaus"),
            new Setting("inner_steps", "6 (20000 of first order)", "largest number of inner steps per time step"),
            new Setting("tolerance", "1e-3", "lm stops when a step lowers the loss by less than this part of it"),
            new Setting("residual", "1e-6", "lm stops at this rms residual, relative to the rms of the initial fields"),
            new Setting("learning_rate", "1e-4", "of an inner optimizer of first order"),
            new Setting("initial_adam", "1000", "steps of adam that begin the fit of the initial values"),
            new Setting("initial_steps", "60", "largest number of lm steps after them"),
            new Setting(
                    "condition_weight",
                    "10",
                    "weight of boundary conditions against equations, in units of the fields"),
            new Setting("condition_samples", "auto", "points per boundary condition"),
            new Setting("start", "extrapolated", "extrapolated or previous: weights that a step begins with"),
            new Setting("not_converged", "continue", "continue or abort when lm reaches inner_steps and still gains"),
            new Setting("threads", "all", "number of threads"),
            new Setting("seed", "1", "of all random numbers"),
            new Setting("method", "implicit-field", "this method"));

    static ImplicitSettings of(Problem problem, Settings s) {
        SpaceTime spaceTime = SpaceTime.of(problem);
        Siren network = network(spaceTime, s);
        int unknowns = network.parameters().size();
        int equations = problem.equations().size();
        Optional<OptimizerChoice> firstOrder = firstOrder(s);
        boolean fresh = firstOrder.isPresent();
        int samples = s.has("samples")
                ? positive(s, "samples", 0)
                : fresh ? 1000 : (int) Math.ceil(1.33 * unknowns / equations);
        if (!fresh && samples * equations < LEAST_RATIO * unknowns) {
            throw s.invalid(
                    s.has("samples") ? "samples" : "hidden",
                    "fewer residuals than unknowns: " + samples + " points give " + samples * equations
                            + " residuals for "
                            + unknowns + " weights; lm needs at least "
                            + (int) Math.ceil(LEAST_RATIO * unknowns / equations)
                            + " points");
        }
        int innerSteps = positive(s, "inner_steps", fresh ? 20_000 : 6);
        double tolerance = positiveNumber(s, "tolerance", 1e-3);
        InnerSolver inner = fresh
                ? new InnerSolver.OnPlateaus(firstOrder.get(), innerSteps, positiveNumber(s, "learning_rate", 1e-4))
                : new InnerSolver.Damped(innerSteps, tolerance, 0);
        int initialSteps = positive(s, "initial_steps", 60);
        return new ImplicitSettings(
                network,
                steps(spaceTime.interval(), s),
                theta(s),
                samples,
                conditionSamples(spaceTime, samples, s),
                positiveNumber(s, "condition_weight", 10),
                inner,
                new InnerSolver.AdamThenDamped(positive(s, "initial_adam", 1000), 1e-3, initialSteps, 1e-20),
                positiveNumber(s, "residual", 1e-6),
                choose(s, "start", "extrapolated", List.of("extrapolated", "previous"))
                        .equals("extrapolated"),
                choose(s, "not_converged", "continue", List.of("continue", "abort"))
                                .equals("abort")
                        ? NotConverged.ABORT
                        : NotConverged.CONTINUE,
                s.text("threads", "all").equals("all")
                        ? Runtime.getRuntime().availableProcessors()
                        : positive(s, "threads", 1));
    }

    private static Siren network(SpaceTime spaceTime, Settings s) {
        List<Integer> hidden = s.integers("hidden", List.of(20, 20, 20));
        if (hidden.isEmpty() || hidden.stream().anyMatch(w -> w < 1 || w > 1000)) {
            throw s.invalid("hidden", "`" + s.text("hidden", "") + "`: expected widths between 1 and 1000");
        }
        int d = spaceTime.dimension();
        double[] mean = new double[d];
        double[] half = new double[d];
        for (int i = 0; i < d; i++) {
            Interval interval =
                    spaceTime.problem().inputs().get(spaceTime.space().get(i)).interval();
            mean[i] = interval.middle();
            half[i] = 0.5 * interval.length();
        }
        List<Integer> widths = new ArrayList<>();
        widths.add(d);
        widths.addAll(hidden);
        widths.add(spaceTime.problem().fields().size());
        double omega = positiveNumber(s, "omega", STANDARD_OMEGA);
        return new Siren(widths, omega, new Normalization(mean, half));
    }

    private static int steps(Interval time, Settings s) {
        double dt = s.number("dt", time.length() / 100);
        if (!(dt > 0)) {
            throw s.invalid("dt", dt + ": a time step must be positive");
        }
        // A step that divides the time up to round-off is not made smaller.
        double steps = Math.ceil(time.length() / dt * (1 - 1e-9));
        if (steps > MOST_STEPS) {
            throw s.invalid("dt", dt + " needs " + steps + " steps to t = " + time.max() + "; at most " + MOST_STEPS);
        }
        return (int) Math.max(1, steps);
    }

    private static double theta(Settings s) {
        return switch (choose(s, "scheme", "crank-nicolson", SCHEMES)) {
            case "implicit-euler" -> 1;
            case "explicit-euler" -> 0;
            default -> 0.5;
        };
    }

    /** The inner optimizer that works on fresh points, none for Levenberg-Marquardt. */
    private static Optional<OptimizerChoice> firstOrder(Settings s) {
        String inner = s.text("inner", "lm").trim();
        if (inner.equals("lm")) {
            return Optional.empty();
        }
        try {
            return Optional.of(OptimizerChoice.parse(inner).withRateFrom("learning_rate"));
        } catch (IllegalArgumentException e) {
            throw s.invalid("inner", e.getMessage());
        }
    }

    private static int conditionSamples(SpaceTime spaceTime, int samples, Settings s) {
        if (!s.text("condition_samples", "auto").trim().equals("auto")) {
            return positive(s, "condition_samples", 0);
        }
        return spaceTime.dimension() == 1 ? 16 : Math.max(64, samples / 8);
    }

    private static int positive(Settings s, String name, int otherwise) {
        int value = s.integer(name, otherwise);
        if (value < 1) {
            throw s.invalid(name, value + ": expected a whole number of at least 1");
        }
        return value;
    }

    private static double positiveNumber(Settings s, String name, double otherwise) {
        double value = s.number(name, otherwise);
        if (!(value > 0)) {
            throw s.invalid(name, value + ": expected a positive number");
        }
        return value;
    }

    private static String choose(Settings s, String name, String standard, List<String> valid) {
        String value = s.text(name, standard).trim();
        if (!valid.contains(value)) {
            throw s.invalid(name, "`" + value + "`" + Nearest.hint(value, valid));
        }
        return value;
    }

    /**
     * The inner solver for fields of a size.
     *
     * @param rms of the initial fields
     */
    InnerSolver innerFor(double rms) {
        return inner instanceof InnerSolver.Damped damped
                ? new InnerSolver.Damped(damped.steps(), damped.tolerance(), Math.pow(residual * rms, 2))
                : inner;
    }

    /** Random weights to begin with. */
    NeuralField randomField(RandomGenerator random) {
        return new NeuralField(network, network.initialise(random));
    }
}
