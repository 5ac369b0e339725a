package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.ansatz.lowrank.chebyshev.ChebyshevApproximation.Result;
import org.ansatz.lowrank.chebyshev.ChebyshevTucker;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.tensor.RandomStream;

/** Functions in closed form: ranks and errors against those of an independent computation, and errors over the degree. */
final class FunctionExperiment {
    /** A function of three variables. */
    private static final Map<String, ToDoubleFunction<double[]>> FUNCTIONS = functions();

    /** What an independent computation of the same approximation found. */
    private record Case(String function, int points, double tolerance, int[] ranks, double error) {}

    private static final List<Case> CASES = List.of(
            new Case("runge", 17, 1e-7, new int[] {8, 8, 8}, 4.0e-2),
            new Case("runge", 33, 1e-7, new int[] {10, 10, 10}, 1.3e-3),
            new Case("runge", 65, 1e-7, new int[] {11, 11, 11}, 1.4e-6),
            new Case("runge", 97, 1e-7, new int[] {11, 11, 11}, 9.9e-9),
            new Case("runge", 129, 1e-7, new int[] {11, 11, 11}, 1.0e-8),
            new Case("runge", 97, 1e-4, new int[] {7, 7, 7}, 7e-6),
            new Case("runge", 97, 1e-10, new int[] {14, 14, 14}, 2.9e-9),
            new Case("tanh", 97, 1e-7, new int[] {36, 2, 36}, 1.7e-7),
            new Case("wave", 49, 1e-7, new int[] {2, 2, 2}, 8e-15),
            new Case("bell", 49, 1e-7, new int[] {1, 1, 1}, 1e-15),
            new Case("pole", 49, 1e-7, new int[] {8, 8, 8}, 5e-9),
            new Case("cusp", 65, 1e-7, new int[] {7, 7, 7}, 7e-8));
    private static final int[] DEGREES = {9, 17, 25, 33, 49, 65, 97, 129};
    private static final int TEST_POINTS = 2000;
    /** The factor within which errors must agree; they are maxima over other random points. */
    private static final double FACTOR = 3;

    private final Run run;
    private final ChebyshevTuckerPictures pictures;
    private final double[][] points;

    FunctionExperiment(Run run, ChebyshevTuckerPictures pictures) {
        this.run = run;
        this.pictures = pictures;
        points = UnitCube.points(TEST_POINTS, 1, RandomStream.seeded(run.seed()));
    }

    private static Map<String, ToDoubleFunction<double[]>> functions() {
        Map<String, ToDoubleFunction<double[]>> all = new LinkedHashMap<>();
        all.put("runge", x -> 1 / (1 + 25 * square(x)));
        all.put("tanh", x -> Math.tanh(5 * (x[0] + x[2])) + Math.exp(x[1]));
        all.put("wave", x -> Math.cos(10 * (x[0] + x[1] + x[2])));
        all.put("bell", x -> Math.exp(-4 * square(x)));
        all.put("pole", x -> 1 / (x[0] + x[1] + x[2] + 3.5));
        all.put("cusp", x -> Math.exp(-Math.sqrt(square(x) + 0.1)));
        return all;
    }

    private static double square(double[] x) {
        return x[0] * x[0] + x[1] * x[1] + x[2] * x[2];
    }

    /** All figures; at tiny scale those of 33 points only. */
    List<Figure> figures(boolean tiny) throws IOException {
        List<Figure> figures = new ArrayList<>();
        int mismatches = 0;
        double ratio = 0;
        for (Case given : CASES) {
            if (tiny && given.points() != 33) {
                continue;
            }
            ChebyshevTucker found = approximate(given.function(), given.points(), given.tolerance());
            double error = error(found, given.function());
            mismatches += Arrays.equals(found.ranks(), given.ranks()) ? 0 : 1;
            ratio = Math.max(ratio, error / given.error());
            String name = String.format(
                    Locale.ROOT, "E1.%s.n%d.tol%.0e.max_error", given.function(), given.points(), given.tolerance());
            figures.add(Figure.of(name, error, Better.LOWER).bar(FACTOR * given.error()));
            run.say(given.function() + ", " + given.points() + " points, tolerance " + given.tolerance() + ": ranks "
                    + UnitCube.ranks(found.ranks()) + ", error " + error);
        }
        figures.add(Figure.of("E1.rank_mismatches", mismatches, Better.LOWER).bar(0));
        figures.add(Figure.of("E1.error_ratio", ratio, Better.LOWER).bar(FACTOR));
        if (!tiny) {
            figures.addAll(uncompressed());
            figures.addAll(adaptive());
            pictures.errorsOverDegree(curves());
        }
        return figures;
    }

    private ChebyshevTucker approximate(String function, int n, double tolerance) {
        return UnitCube.approximation(tolerance, run)
                .of(FUNCTIONS.get(function), n, n, n)
                .function();
    }

    private double error(ChebyshevTucker found, String function) {
        return UnitCube.largestDifference(found.evaluate(points), UnitCube.values(FUNCTIONS.get(function), points));
    }

    /** The same interpolation with full ranks: what the compression costs in accuracy and saves in storage. */
    private List<Figure> uncompressed() {
        int n = 97;
        ChebyshevTucker full = UnitCube.approximation(1e-7, run)
                .withRanks(n, n, n)
                .of(FUNCTIONS.get("runge"), n, n, n)
                .function();
        ChebyshevTucker found = approximate("runge", n, 1e-7);
        double coefficients = (double) n * n * n;
        return List.of(
                Figure.of("E1.runge.max_error", error(found, "runge"), Better.LOWER)
                        .against("uncompressed", error(full, "runge")),
                Figure.of("E1.runge.numbers", (double) found.parameterCount(), Better.LOWER)
                        .against("uncompressed", coefficients));
    }

    /** Points chosen by the tolerance, against the fixed number that the publication takes. */
    private List<Figure> adaptive() {
        Result result = UnitCube.approximation(1e-7, run).adaptive(FUNCTIONS.get("runge"));
        return List.of(
                Figure.of("E1.adaptive.samples", (double) result.samples(), Better.LOWER)
                        .against("129^3", 129.0 * 129 * 129),
                Figure.of("E1.adaptive.max_error", error(result.function(), "runge"), Better.LOWER)
                        .against("129^3", error(approximate("runge", 129, 1e-7), "runge")));
    }

    private List<Curve> curves() {
        List<Curve> curves = new ArrayList<>();
        for (String function : FUNCTIONS.keySet()) {
            double[] errors = Arrays.stream(DEGREES)
                    .mapToDouble(n -> error(silently(function, n), function))
                    .toArray();
            double[] degrees = Arrays.stream(DEGREES).mapToDouble(n -> n - 1).toArray();
            curves.add(new Curve(function, degrees, errors));
        }
        return curves;
    }

    /** Curves show by themselves where the points do not suffice. */
    private ChebyshevTucker silently(String function, int n) {
        return UnitCube.approximation(1e-10, Run.silent(run.seed()))
                .of(FUNCTIONS.get(function), n, n, n)
                .function();
    }
}
