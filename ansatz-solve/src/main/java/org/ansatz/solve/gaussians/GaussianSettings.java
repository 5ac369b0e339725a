package org.ansatz.solve.gaussians;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.solve.collocation.FitSettings;
import org.ansatz.tensor.kernel.GaussianJetKernel.Head;

/**
 * The settings of {@code method: gaussians}, typed: those of the Gaussians and the network behind them.
 *
 * @param gaussians per set
 * @param leastWidth in the same coordinates
 * @param from run folder of an earlier fit to begin with
 * @param sigma first width in coordinates mapped to [-1, 1], NaN for the mean spacing
 * @param broad least first width at which the problem's highest derivative of a Gaussian is no more than 25 times
 *     its value: narrower ones can make no smooth solution of an equation of high order
 */
record GaussianSettings(
        int channels,
        int gaussians,
        boolean shared,
        boolean full,
        Head head,
        int hidden,
        double sigma,
        double broad,
        double leastWidth,
        Frozen frozen,
        Placement placement,
        Optional<Path> from) {
    /** What is not trained. */
    enum Frozen {
        NONE,
        MEANS,
        WIDTHS,
        BOTH
    }

    /** Where means begin. */
    enum Placement {
        RANDOM,
        GRID
    }

    private static final int LARGEST = 100_000;
    // A thousandth of the domain.
    private static final double LEAST_WIDTH = 2e-3;
    private static final double SHARE_OF_SPACING = 0.125;
    private static final double LARGEST_DERIVATIVE = 25;

    static final List<Setting> DECLARED = Stream.of(
                    List.of(
                            new Setting("gaussians", "auto", "Gaussians per channel, or of the one set if shared"),
                            new Setting("channels", "4", "sums of Gaussians that the network behind them sees"),
                            new Setting("sets", "own", "own: every channel has its Gaussians; shared: one set for all"),
                            new Setting(
                                    "sigma",
                                    "auto",
                                    "first width, in coordinates mapped to [-1, 1]; auto is the mean spacing of all"
                                            + " Gaussians, at least 0.2 for equations of second order and 0.45 for those"
                                            + " of fourth, and other values when that fails"),
                            new Setting(
                                    "least_width",
                                    "auto",
                                    "widths closer to zero count as this; auto is the mean spacing of the points over"
                                            + " eight"),
                            new Setting("covariance", "diagonal", "diagonal, or full: two or three inputs, rotated"),
                            new Setting(
                                    "layers",
                                    "2",
                                    "of the network: 2 (one hidden), 1 (tanh of the channels), 0 (mean)"),
                            new Setting("hidden", "16", "width of the hidden layer"),
                            new Setting("frozen", "none", "what is not trained: none, means, widths or both"),
                            new Setting("placement", "random", "first means: random (uniform), or grid"),
                            new Setting(
                                    "from",
                                    "none",
                                    "run folder of an earlier fit of the same size to begin with; diagonal covariances"
                                            + " may go on as full ones"),
                            new Setting("many_inputs", "false", "true to allow more than three inputs")),
                    FitSettings.DECLARED,
                    List.of(new Setting("method", "gaussians", "this method")))
            .flatMap(List::stream)
            .toList();

    static GaussianSettings of(Problem problem, Settings s) {
        int channels = count(s, "channels", 4);
        boolean shared =
                FitSettings.choose(s, "sets", "own", List.of("own", "shared")).equals("shared");
        int gaussians =
                FitSettings.auto(s, "gaussians") ? standard(problem, channels, shared) : count(s, "gaussians", 0);
        boolean full = FitSettings.choose(s, "covariance", "diagonal", List.of("diagonal", "full"))
                .equals("full");
        Head head = Head.of(Integer.parseInt(FitSettings.choose(s, "layers", "2", List.of("0", "1", "2"))));
        int fields = problem.fields().size();
        if (head == Head.MEAN && channels % fields != 0) {
            throw s.invalid("channels", channels + " with layers 0: expected a multiple of the " + fields + " fields");
        }
        if (full && problem.dimension() > 3) {
            throw s.invalid("covariance", "`full` is for two or three inputs, this problem has " + problem.dimension());
        }
        double sigma = FitSettings.auto(s, "sigma") ? Double.NaN : s.number("sigma", 0);
        if (!Double.isNaN(sigma) && !(sigma > 0)) {
            throw s.invalid("sigma", sigma + " is not positive");
        }
        return new GaussianSettings(
                channels,
                gaussians,
                shared,
                full,
                head,
                count(s, "hidden", 16),
                sigma,
                Math.pow(LARGEST_DERIVATIVE, -1.0 / Math.max(1, order(problem))),
                leastWidth(problem, s),
                Frozen.valueOf(FitSettings.choose(s, "frozen", "none", List.of("none", "means", "widths", "both"))
                        .toUpperCase(Locale.ROOT)),
                Placement.valueOf(FitSettings.choose(s, "placement", "random", List.of("random", "grid"))
                        .toUpperCase(Locale.ROOT)),
                s.text("from", "none").equals("none") ? Optional.empty() : Optional.of(Path.of(s.text("from", ""))));
    }

    /**
     * Gaussians that hide between the points cost nothing in any residual. At least a thousandth of the domain, so that no
     * width comes to zero.
     */
    private static double leastWidth(Problem problem, Settings s) {
        if (!FitSettings.auto(s, "least_width")) {
            double least = s.number("least_width", 0);
            if (!(least > 0)) {
                throw s.invalid("least_width", least + " is not positive");
            }
            return least;
        }
        int points = fit(problem, s).points();
        double spacing = 2 / Math.pow(points, 1.0 / problem.dimension());
        return Math.max(LEAST_WIDTH, SHARE_OF_SPACING * spacing);
    }

    /** Settings of the fit: more points than for networks by default, since Gaussians find the gaps between points. */
    static FitSettings fit(Problem problem, Settings s) {
        boolean own = FitSettings.auto(s, "points") && problem.dimension() > 1;
        return FitSettings.of(problem, own ? s.with("points", problem.dimension() == 2 ? 4000 : 6000) : s);
    }

    /** Highest order of a derivative in the equations. */
    static int order(Problem problem) {
        return problem.equations().stream()
                .flatMap(e -> e.fieldTerms().stream())
                .mapToInt(t -> t.orders().order())
                .max()
                .orElse(0);
    }

    private static int count(Settings s, String name, int otherwise) {
        int count = s.integer(name, otherwise);
        if (count < 1 || count > LARGEST) {
            throw s.invalid(name, count + ": expected between 1 and " + LARGEST);
        }
        return count;
    }

    /** So many that all parameters together are what a dense second-order method can take. */
    private static int standard(Problem problem, int channels, boolean shared) {
        int d = problem.dimension();
        int wanted = problem.isOrdinary() ? 200 : d == 1 ? 240 : d == 2 ? 1000 : 1400;
        int each = shared ? 2 * d + channels : channels * (2 * d + 1);
        return Math.max(4, wanted / each);
    }

    /** Mean spacing of the Gaussians of all channels, in coordinates mapped to [-1, 1]. */
    double spacing(int inputs) {
        double all = (double) gaussians * (shared ? 1 : channels);
        return 2 / Math.pow(all, 1.0 / inputs);
    }
}
