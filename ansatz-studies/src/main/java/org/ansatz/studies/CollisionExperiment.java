package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.ansatz.dynamics.field.KinkCollision;
import org.ansatz.dynamics.field.KinkCollision.Setup;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Chart;
import org.ansatz.physics.report.Pictures.Curve;

/** Experiment B, collisions: bounces, exit speeds, the critical speed and the first window of two bounces. */
final class CollisionExperiment {
    private static final Setup QUICK = new Setup(1024, 200, 20, 0.04, 170);
    // Near the edges pairs need long to show whether they part, and the step shifts the edges by some 1e-4.
    private static final Setup LONG = new Setup(2048, 400, 20, 0.02, 370);
    private static final double EDGE = 2e-4;
    private static final double SCAN_FROM = 0.18;
    private static final double SCAN_STEP = 0.001;
    private static final int SCANNED = 121;
    // Campbell, Schonfeld, Wingate 1983.
    private static final double CRITICAL = 0.2598;
    private static final double[] WINDOW = {0.1926, 0.2034};

    private final Run run;
    private final int threads;
    private final List<Figure> figures = new ArrayList<>();

    CollisionExperiment(Run run, int threads) {
        this.run = run;
        this.threads = threads;
    }

    List<Figure> figures() throws IOException {
        KinkCollision fast = bounces(0.3, 1, QUICK);
        figures.add(error("B.collision.u0.3.bounce_time", fast.bounces().get(0), 30.6)
                .bar(0.1));
        figures.add(
                error("B.collision.u0.3.exit_speed", fast.exitSpeed(), 0.137).bar(0.01));
        KinkCollision twice = bounces(0.2, 2, QUICK);
        figures.add(error("B.collision.u0.2.first_bounce_time", twice.bounces().get(0), 43.8)
                .bar(0.1));
        figures.add(error("B.collision.u0.2.second_bounce_time", twice.bounces().get(1), 62.0)
                .bar(0.1));
        figures.add(
                error("B.collision.u0.2.exit_speed", twice.exitSpeed(), 0.156).bar(0.01));
        bounces(0.26, 1, QUICK);
        KinkCollision captured = KinkCollision.run(0.255, QUICK);
        figures.add(error(
                        "B.collision.u0.255.second_bounce_time",
                        captured.bounces().get(1),
                        94)
                .bar(1));
        for (double speed : new double[] {0.193, 0.1988, 0.203}) {
            KinkCollision found = bounces(speed, 2, LONG);
            figures.add(Figure.of("B.collision.u" + speed + ".exit_speed", found.exitSpeed(), Better.NEITHER));
        }
        for (double speed : new double[] {0.19, 0.206}) {
            boolean parted = KinkCollision.run(speed, QUICK).parted();
            figures.add(Figure.of("B.collision.u" + speed + ".parted", parted ? 1 : 0, Better.LOWER)
                    .bar(0));
        }
        edges();
        scan();
        return figures;
    }

    private static Figure error(String name, double value, double expected) {
        return Figure.of(name + "_error", Math.abs(value - expected), Better.LOWER);
    }

    private KinkCollision bounces(double speed, int expected, Setup setup) {
        KinkCollision found = KinkCollision.run(speed, setup);
        figures.add(error("B.collision.u" + speed + ".bounces", found.bounces().size(), expected)
                .bar(0));
        return found;
    }

    private void edges() throws IOException {
        Predicate<KinkCollision> partedAfterTwo =
                found -> found.parted() && found.bounces().size() == 2;
        List<Double> found = Trials.run(
                threads,
                List.of(
                        () -> KinkCollision.edge(
                                0.259,
                                0.2615,
                                LONG,
                                collision -> collision.bounces().size() == 1,
                                EDGE),
                        () -> KinkCollision.edge(0.1905, 0.1945, LONG, partedAfterTwo, EDGE),
                        () -> KinkCollision.edge(0.2025, 0.2045, LONG, partedAfterTwo, EDGE)));
        figures.add(Figure.of("B.critical_speed", found.get(0), Better.NEITHER).paper(CRITICAL));
        figures.add(error("B.critical_speed", found.get(0), CRITICAL).bar(3e-4));
        for (int end = 0; end < 2; end++) {
            String name = "B.window." + (end == 0 ? "from" : "to");
            figures.add(Figure.of(name, found.get(end + 1), Better.NEITHER).paper(WINDOW[end]));
            figures.add(error(name, found.get(end + 1), WINDOW[end]).bar(2e-3));
        }
    }

    private void scan() throws IOException {
        List<Trials.Trial<KinkCollision>> work = new ArrayList<>();
        AtomicInteger done = new AtomicInteger();
        double[] speeds = new double[SCANNED];
        for (int i = 0; i < SCANNED; i++) {
            double speed = SCAN_FROM + i * SCAN_STEP;
            speeds[i] = speed;
            work.add(() -> {
                KinkCollision found = KinkCollision.run(speed, QUICK);
                int count = done.incrementAndGet();
                run.progress((double) count / SCANNED, "collisions by speed", count, Map.of());
                return found;
            });
        }
        List<KinkCollision> found = Trials.run(threads, work);
        List<Curve> curves = new ArrayList<>();
        for (int bounces = 1; bounces <= 3; bounces++) {
            double[] exit = new double[SCANNED];
            for (int i = 0; i < SCANNED; i++) {
                int count = found.get(i).bounces().size();
                boolean counts = bounces == 3 ? count >= 3 : count == bounces;
                exit[i] = counts && found.get(i).parted() ? found.get(i).exitSpeed() : Double.NaN;
            }
            curves.add(new Curve(bounces == 3 ? "three bounces or more" : bounces + " bounces", speeds, exit));
        }
        double[] bound = new double[SCANNED];
        for (int i = 0; i < SCANNED; i++) {
            bound[i] = found.get(i).parted() ? Double.NaN : 0;
        }
        curves.add(new Curve("bound at t = 170", speeds, bound));
        new Pictures(run.folder())
                .dots(
                        "B-speeds.png",
                        new Chart("kink and antikink: exit speed by speed", "speed u", "exit speed", false, curves));
    }
}
