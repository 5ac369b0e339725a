package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ansatz.physics.mechanics.ChargeBalance;
import org.ansatz.physics.mechanics.FormulaFlow;
import org.ansatz.physics.mechanics.FormulaLagrangian;
import org.ansatz.physics.mechanics.NoetherCharge;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Chart;
import org.ansatz.physics.report.Pictures.Curve;

/**
 * D of {@link NoetherLearningDynamics}: angular momentum in a round quartic potential with round and with anisotropic kinetic
 * energy, and with friction.
 */
record OrbitExperiment(Run run) {
    private static final List<String> PLANE = List.of("x", "y");
    private static final List<String> VELOCITIES = List.of("vx", "vy");
    private static final String POTENTIAL = "(x^2 + y^2)^2/4";
    private static final String ROUND = "0.5*vx^2 + 0.5*vy^2";
    private static final String ANISOTROPIC = "0.5*vx^2 + vy^2";
    private static final double STEP = 1e-3;
    private static final int STEPS = 20_000;
    private static final int KEPT_EVERY = 20;

    private static NoetherCharge charge(String lagrangian, Optional<String> time) {
        return new NoetherCharge(
                FormulaLagrangian.of(lagrangian, PLANE, VELOCITIES, time), FormulaFlow.of(List.of("-y", "x"), PLANE));
    }

    List<Figure> figures() throws IOException {
        double[] start = {1, 0, 0.3, 1.1};
        ChargeBalance kept = ChargeBalance.along(
                charge(ROUND + " - " + POTENTIAL, Optional.empty()), start, STEP, STEPS, KEPT_EVERY);
        ChargeBalance broken = ChargeBalance.along(
                charge(ANISOTROPIC + " - " + POTENTIAL, Optional.empty()),
                charge(ANISOTROPIC, Optional.empty()),
                start,
                STEP,
                STEPS,
                KEPT_EVERY);
        ChargeBalance damped = ChargeBalance.along(
                charge("exp(0.2*t)*(" + ROUND + " - " + POTENTIAL + ")", Optional.of("t")),
                new double[] {1, 0, 0.3, 1.1, 0},
                STEP,
                STEPS,
                KEPT_EVERY);
        pictures(kept, broken);
        double[] end = damped.states()[damped.states().length - 1];
        double momentum = end[0] * end[3] - end[1] * end[2];
        return List.of(
                Figure.of("D.symmetric.charge_drift", kept.drift(), Better.LOWER)
                        .against("anisotropic kinetic energy", broken.drift())
                        .bar(1e-10),
                Figure.of("D.broken.charge_at_20", broken.last(), Better.NEITHER),
                Figure.of("D.broken.charge_error", Math.abs(broken.last() + 0.1611173), Better.LOWER)
                        .bar(1e-6),
                Figure.of("D.broken.law_residual", broken.residual(), Better.LOWER)
                        .against("change of the charge", broken.drift())
                        .bar(1e-6),
                Figure.of("D.friction.charge_error", Math.abs(momentum - 1.1 * Math.exp(-4)), Better.LOWER)
                        .bar(1e-9));
    }

    private void pictures(ChargeBalance kept, ChargeBalance broken) throws IOException {
        List<Chart> charts = new ArrayList<>();
        charts.add(orbit("orbit, T = (vx^2 + vy^2)/2", kept));
        charts.add(orbit("orbit, T = (vx^2 + 2 vy^2)/2", broken));
        charts.add(new Chart(
                "charge",
                "t",
                "x p_y - y p_x",
                false,
                List.of(
                        new Curve("symmetric", kept.times(), kept.charges()),
                        new Curve("broken by T", broken.times(), broken.charges())),
                Optional.of(new Curve("law, broken", broken.times(), broken.balance()))));
        charts.add(new Chart(
                "charge minus law",
                "t",
                "difference",
                true,
                List.of(
                        new Curve("symmetric", kept.times(), differences(kept)),
                        new Curve("broken by T", broken.times(), differences(broken)))));
        new Pictures(run.folder()).charts("orbits.png", "A charge with and without symmetry breaking", 2, charts);
    }

    private static double[] differences(ChargeBalance balance) {
        return IntStream.range(0, balance.times().length)
                .mapToDouble(k -> Math.abs(balance.charges()[k] - balance.balance()[k]))
                .toArray();
    }

    private static Chart orbit(String title, ChargeBalance balance) {
        double[][] path = new double[2][balance.times().length];
        for (int k = 0; k < path[0].length; k++) {
            path[0][k] = balance.states()[k][0];
            path[1][k] = balance.states()[k][1];
        }
        return new Chart(title, "x", "y", false, List.of(new Curve("orbit", path[0], path[1])));
    }
}
