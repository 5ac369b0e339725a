package org.ansatz.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ansatz.dynamics.field.FieldEvolution;
import org.ansatz.dynamics.field.FieldIntegrator;
import org.ansatz.dynamics.field.FormulaPotential;
import org.ansatz.dynamics.field.LinearPotential;
import org.ansatz.dynamics.field.QuarticPotential;
import org.ansatz.dynamics.field.ScalarFieldTheory;
import org.ansatz.dynamics.field.ScalarPotential;
import org.ansatz.dynamics.field.SineGordonPotential;
import org.ansatz.dynamics.field.Solitons;
import org.ansatz.dynamics.lattice.Boundary;
import org.ansatz.dynamics.lattice.FourierLine;
import org.jtransforms.fft.DoubleFFT_1D;

/** Leapfrog steps of fields on a line beside the two real transforms that each of them needs; one thread. */
final class KleinGordonSteps {
    private static final int POINTS = 1024;
    private static final int STEPS = 2000;
    private static final double HALF = 100;
    private static final double DT = 0.02;

    private KleinGordonSteps() {}

    static void run(int rounds, PrintStream out) {
        Map<String, ScalarPotential> potentials = new LinkedHashMap<>();
        potentials.put("phi four", QuarticPotential.UNIT);
        potentials.put("linear", new LinearPotential(1));
        potentials.put("sine-Gordon", new SineGordonPotential());
        potentials.put("phi four by formula", FormulaPotential.of("(phi^2 - 1)^2/4", "phi"));
        FourierLine line = new FourierLine(POINTS, -HALF, 2 * HALF, Boundary.PERIODIC);
        Map<String, Double> times = new LinkedHashMap<>();
        potentials.forEach((name, potential) -> {
            ScalarFieldTheory theory = new ScalarFieldTheory(potential, line);
            double[] start = theory.sample(Solitons.packet(1, 2, 0), 0);
            FieldEvolution evolution = new FieldEvolution(theory, FieldIntegrator.LEAPFROG, start, DT);
            times.put(name, median(rounds, () -> evolution.advance(STEPS)));
        });
        out.printf(Locale.ROOT, "%nLeapfrog steps of a field on %d points, double, one thread%n", POINTS);
        out.printf(Locale.ROOT, "%-24s %8s%n", "", "us/step");
        times.put("two real transforms", median(rounds, KleinGordonSteps::transforms));
        times.forEach((name, seconds) -> out.printf(Locale.ROOT, "%-24s %8.2f%n", name, 1e6 * seconds / STEPS));
    }

    private static void transforms() {
        DoubleFFT_1D fft = new DoubleFFT_1D(POINTS);
        double[] data = new double[POINTS];
        Arrays.setAll(data, j -> Math.sin(j));
        for (int step = 0; step < STEPS; step++) {
            fft.realForward(data);
            fft.realInverse(data, true);
        }
    }

    /** The median of the seconds that a work takes, the first third of the rounds left out as warm-up. */
    private static double median(int rounds, Runnable work) {
        double[] seconds = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long begin = System.nanoTime();
            work.run();
            seconds[round] = (System.nanoTime() - begin) * 1e-9;
        }
        List<Double> warm =
                Arrays.stream(seconds).skip(rounds / 3).sorted().boxed().toList();
        return warm.get(warm.size() / 2);
    }
}
