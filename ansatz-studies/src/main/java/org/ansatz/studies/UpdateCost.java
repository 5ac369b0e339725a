package org.ansatz.studies;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.ansatz.learn.optim.MatrixMethods;
import org.ansatz.learn.optim.MatrixMethods.Form;
import org.ansatz.learn.optim.MatrixRule;
import org.ansatz.learn.optim.transform.AdamScaling;
import org.ansatz.learn.optim.transform.KroneckerFisher;
import org.ansatz.learn.optim.transform.KroneckerFisher.Scaling;
import org.ansatz.learn.optim.transform.Matrix;
import org.ansatz.learn.optim.transform.NewtonSchulz;
import org.ansatz.learn.optim.transform.Polar;
import org.ansatz.learn.optim.transform.UpdateTransform;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.tensor.ThreadPolicy;

/**
 * Seconds per update of an n x n matrix, n from 64 up by factors of two, on one thread in double precision: processor time of
 * that thread, so that other work on the machine does not count. Methods that decompose every tenth step count a tenth of
 * such a step.
 *
 * @param seconds by method and order
 */
record UpdateCost(Map<String, Map<Integer, Double>> seconds, Run run) {
    private static final int SMALLEST = 64;
    private static final int REPEATS = 5;
    /** Measurements are repeated until they took so many seconds. */
    private static final double LONG = 0.5;

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private static final int REFRESH = 10;

    /** @param refreshEvery steps between two expensive ones, 1 if all are alike */
    private record Method(MatrixRule.Method on, int refreshEvery) {}

    private static Map<String, Method> methods() {
        KroneckerFisher.Settings every = KroneckerFisher.Settings.of(0.95, 1, Scaling.NORMALISED);
        KroneckerFisher.Settings tenth = new KroneckerFisher.Settings(
                0.95, 1, Scaling.NORMALISED, REFRESH, KroneckerFisher.Form.FULL, KroneckerFisher.Form.FULL, false);
        Map<String, Method> methods = new LinkedHashMap<>();
        methods.put("adamw", new Method((m, n) -> new AdamScaling(m, n, 0.9, 0.999, 1e-8), 1));
        methods.put("auon", new Method(MatrixMethods.auon(0.95, Form.PAPER), 1));
        methods.put("hybrid-auon", new Method(MatrixMethods.hybridAuon(0.95, Form.PAPER), 1));
        methods.put("muon", new Method(MatrixMethods.muon(0.95, 5), 1));
        methods.put("shampoo / 10", new Method(MatrixMethods.shampoo(0.9, 0.95, 1e-6, REFRESH), REFRESH));
        methods.put("soap / 10", new Method(MatrixMethods.soap(0.95, 0.95, 1e-8, REFRESH), REFRESH));
        methods.put("fismo, NS / 10", new Method(MatrixMethods.fismo(0.9, tenth, NewtonSchulz.quintic(5)), REFRESH));
        methods.put("fismo, exact", new Method(MatrixMethods.fismo(0.9, every, new Polar()), 1));
        return methods;
    }

    /** Measures all methods up to an order. */
    static UpdateCost measure(int largest, Run run) {
        Map<String, Map<Integer, Double>> seconds = new LinkedHashMap<>();
        ThreadPolicy.withBlas(1, () -> {
            for (int n = SMALLEST; n <= largest; n *= 2) {
                for (Map.Entry<String, Method> entry : methods().entrySet()) {
                    if (run.stopRequested()) {
                        throw new CancellationException("the timings were stopped");
                    }
                    double cost = cost(entry.getValue(), n);
                    seconds.computeIfAbsent(entry.getKey(), name -> new LinkedHashMap<>())
                            .put(n, cost);
                    run.progress((double) n / largest, "C " + entry.getKey(), n, Map.of("ms", 1e3 * cost));
                }
            }
            return null;
        });
        return new UpdateCost(seconds, run);
    }

    private static double cost(Method method, int n) {
        Random random = new Random(n);
        Matrix g = Matrix.zeros(n, n).map(zero -> random.nextGaussian());
        double first = Double.POSITIVE_INFINITY;
        double further = Double.POSITIVE_INFINITY;
        double spent = 0;
        for (int k = 0; spent < LONG || k < REPEATS && spent < REPEATS * LONG; k++) {
            UpdateTransform transform = method.on().on(n, n);
            double once = seconds(transform, g);
            first = Math.min(first, once);
            spent += once;
            if (method.refreshEvery() > 1) {
                double again = seconds(transform, g);
                further = Math.min(further, again);
                spent += again;
            }
        }
        double share = 1.0 / method.refreshEvery();
        return method.refreshEvery() == 1 ? first : share * first + (1 - share) * further;
    }

    private static double seconds(UpdateTransform transform, Matrix g) {
        long begin = CLOCK.getCurrentThreadCpuTime();
        transform.apply(g);
        return (CLOCK.getCurrentThreadCpuTime() - begin) * 1e-9;
    }

    /** The exponent of n between two orders, by least squares in the logarithms. */
    double exponent(String name, int from, int to) {
        int[] orders = seconds.get(name).keySet().stream()
                .mapToInt(n -> n)
                .filter(n -> n >= from && n <= to)
                .toArray();
        return StiffnessExperiment.logSlope(
                Arrays.stream(orders).asDoubleStream().toArray(),
                Arrays.stream(orders).mapToDouble(n -> seconds.get(name).get(n)).toArray());
    }

    List<Figure> figures() throws IOException {
        List<Figure> figures = new ArrayList<>();
        List<Curve> curves = new ArrayList<>();
        for (String name : seconds.keySet()) {
            double[] orders = seconds.get(name).keySet().stream()
                    .mapToDouble(n -> Math.log(n) / Math.log(2))
                    .toArray();
            double[] costs = seconds.get(name).values().stream()
                    .mapToDouble(s -> 1e3 * s)
                    .toArray();
            double slope = exponent(name, 128, Integer.MAX_VALUE);
            curves.add(new Curve(String.format(Locale.ROOT, "%s, n^%.2f", name, slope), orders, costs));
            figures.add(Figure.of("C." + name.replaceAll("[ ,/]+", "_") + ".exponent", slope, Better.NEITHER));
        }
        new Pictures(run.folder())
                .lines("update-cost.png", "Processor time per update, n x n, one thread", "log2 n", "ms", true, curves);
        double auon = exponent("auon", 128, 1024);
        double ratio =
                seconds.get("hybrid-auon").get(1024) / seconds.get("muon").get(1024);
        figures.add(Figure.of("C.auon.exponent_off_two", Math.abs(auon - 2), Better.LOWER)
                .bar(0.3));
        figures.add(Figure.of("C.muon.exponent_from_512", exponent("muon", 512, 1024), Better.HIGHER)
                .bar(2.5));
        figures.add(
                Figure.of("C.hybrid-auon.time_over_muon", ratio, Better.LOWER).bar(0.4));
        figures.add(Figure.of(
                "C.auon.time_over_muon",
                seconds.get("auon").get(1024) / seconds.get("muon").get(1024),
                Better.LOWER));
        return figures;
    }
}
