package org.ansatz.studies;

import java.util.List;
import java.util.Locale;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Settings;

/**
 * A manufactured problem of arXiv 2311.04465 with values given on the whole boundary.
 *
 * @param frequencies of the exact solution along the first input, in cycles per unit length
 * @param settings of the Gaussian process, without steps
 */
record HighFrequencyProblem(Problem problem, List<Double> frequencies, Settings settings) {
    private static final double CYCLE = 2 * Math.PI;

    /** The published setting: nothing is rescaled, boundary weight 200, jitter 1e-6, 30 components. */
    private static Settings published(int points, double topFrequency) {
        return Settings.empty()
                .with("grid", points)
                .with("frequency", topFrequency)
                .with("scaling", "none")
                .with("learning_rate", 2e-2)
                .with("cooling", 0)
                .with("jitter", 1e-6)
                .with("time", 3600);
    }

    private static Problem line(String name, String length, String law, String exact) {
        return Problem.named(name)
                .coordinate("x", "0", length)
                .fields("u")
                .function("ue", exact)
                .equation(law)
                .condition("boundary", "u", "ue")
                .exact("u", "ue")
                .build();
    }

    private static final String POISSON = "u_xx = ue_xx";
    private static final String ALLEN_CAHN = "u_xx + u*(u^2 - 1) = ue_xx + ue*(ue^2 - 1)";

    /** {@code sin(100 x)} on {@code [0, length]}. */
    static HighFrequencyProblem single(String length, int points) {
        return new HighFrequencyProblem(
                line("single", length, POISSON, "sin(100*x)"), List.of(100 / CYCLE), published(points, 20));
    }

    /** {@code sin(6 x) cos(100 x)}: the frequencies are those of sum and difference. */
    static HighFrequencyProblem two(String length, int points, double topFrequency) {
        return new HighFrequencyProblem(
                line("two", length, POISSON, "sin(6*x)*cos(100*x)"),
                List.of(94 / CYCLE, 106 / CYCLE),
                published(points, topFrequency));
    }

    /**
     * {@code sin x + 0.1 sin 20 x + 0.05 f(100 x)} on [0, 1].
     *
     * @param fast {@code cos} as in the text of the paper or {@code sin} as in its code
     */
    static HighFrequencyProblem multiScale(String fast, int points) {
        return new HighFrequencyProblem(
                line("multi-scale", "1", POISSON, "sin(x) + 0.1*sin(20*x) + 0.05*" + fast + "(100*x)"),
                List.of(1 / CYCLE, 20 / CYCLE, 100 / CYCLE),
                published(points, 30));
    }

    /** Allen-Cahn with {@code sin(100 x)}. */
    static HighFrequencyProblem allenCahn(String length, int points) {
        return new HighFrequencyProblem(
                line("allen-cahn", length, ALLEN_CAHN, "sin(100*x)"), List.of(100 / CYCLE), published(points, 20));
    }

    /** {@code x sin(200 x)} on {@code [0, length]}, whose amplitude grows. */
    static HighFrequencyProblem growing(String length, int points) {
        return new HighFrequencyProblem(
                line("growing", length, POISSON, "x*sin(200*x)"), List.of(200 / CYCLE), published(points, 50));
    }

    /** {@code sin x + 0.1 sin 20 x + 0.05 sin 100 x} with a second process on top. */
    static HighFrequencyProblem multiScaleInTwoStages(int points) {
        HighFrequencyProblem single = multiScale("sin", points);
        return new HighFrequencyProblem(
                single.problem(), single.frequencies(), single.settings().with("extra", "matern"));
    }

    /** {@code sin(500 x) - 2 (x - 0.5)^2} on [0, 1] with a second process on top. */
    static HighFrequencyProblem onParabola(int points) {
        return new HighFrequencyProblem(
                line("on-parabola", "1", POISSON, "sin(500*x) - 2*(x - 0.5)^2"),
                List.of(500 / CYCLE),
                published(points, 100).with("extra", "matern"));
    }

    private static Problem plane(String name, String law, String exact) {
        return Problem.named(name)
                .coordinate("x", 0, 1)
                .coordinate("y", 0, 1)
                .fields("u")
                .function("ue", exact)
                .equation(law)
                .condition("boundary", "u", "ue")
                .exact("u", "ue")
                .build();
    }

    private static Settings published(int pointsX, int pointsY, String topFrequencies) {
        return published(pointsX, 1)
                .with("grid", "[" + pointsX + ", " + pointsY + "]")
                .with("frequency", topFrequencies);
    }

    private static String product(double angular) {
        return String.format(Locale.ROOT, "sin(%1$s*x)*sin(%1$s*y)", angular);
    }

    /** Poisson's equation in the square with {@code sin(w x) sin(w y)}. */
    static HighFrequencyProblem square(double angular, int points, double topFrequency) {
        return new HighFrequencyProblem(
                plane("square", "u_xx + u_yy = ue_xx + ue_yy", product(angular)),
                List.of(angular / CYCLE),
                published(points, points, Double.toString(topFrequency)));
    }

    /** Allen-Cahn in the square with {@code sin(w x) sin(w y)}. */
    static HighFrequencyProblem allenCahnSquare(double angular, int points, double topFrequency) {
        return new HighFrequencyProblem(
                plane(
                        "allen-cahn-square",
                        "u_xx + u_yy + u*(u^2 - 1) = ue_xx + ue_yy + ue*(ue^2 - 1)",
                        product(angular)),
                List.of(angular / CYCLE),
                published(points, points, Double.toString(topFrequency)));
    }

    /** {@code 200 u_x + u_y = 0} with {@code sin(x - 200 y)}, values on all four edges as in the published code. */
    static HighFrequencyProblem advection(int pointsX, int pointsY) {
        return new HighFrequencyProblem(
                plane("advection", "200*u_x + u_y = 0", "sin(x - 200*y)"),
                List.of(1 / CYCLE),
                published(pointsX, pointsY, "[1, 40]").with("condition_weight", 500));
    }

    /** A problem of the catalogue with the steps that it takes. */
    record Row(HighFrequencyProblem posed, int steps) {}

    /**
     * The problems of the paper's catalogue beyond E1 to E3.
     *
     * @param full on as many points as published, else on two to four per period
     */
    static List<Row> catalogue(boolean full) {
        return full
                ? List.of(
                        new Row(two("2*pi", 400, 20), 300),
                        new Row(growing("2*pi", 900), 300),
                        new Row(multiScaleInTwoStages(900), 300),
                        new Row(onParabola(400), 300),
                        new Row(allenCahn("2*pi", 400), 300),
                        new Row(square(30, 100, 10), 100))
                : List.of(
                        new Row(growing("1", 128), 200),
                        new Row(multiScaleInTwoStages(100), 300),
                        new Row(onParabola(220), 200),
                        new Row(advection(10, 80), 100),
                        new Row(allenCahnSquare(30, 24, 10), 100));
    }
}
