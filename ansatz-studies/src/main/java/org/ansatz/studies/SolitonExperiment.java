package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.dynamics.field.FieldEvolution;
import org.ansatz.dynamics.field.FieldHistory;
import org.ansatz.dynamics.field.FieldIntegrator;
import org.ansatz.dynamics.field.FieldMotion;
import org.ansatz.dynamics.field.FreeField;
import org.ansatz.dynamics.field.LinearPotential;
import org.ansatz.dynamics.field.QuarticPotential;
import org.ansatz.dynamics.field.ReleasedScenario;
import org.ansatz.dynamics.field.ReleasedSolver;
import org.ansatz.dynamics.field.ScalarFieldTheory;
import org.ansatz.dynamics.field.SineGordonPotential;
import org.ansatz.dynamics.field.Solitons;
import org.ansatz.dynamics.lattice.Boundary;
import org.ansatz.dynamics.lattice.FourierLine;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;

/** Experiment B: kink, breather and packet with correct data, against their closed forms. */
final class SolitonExperiment {
    private static final double[] STEPS = {0.04, 0.02, 0.01};
    // Errors of an independent double-precision run at these steps; the bars allow a hundredth more.
    private static final double[] MOVING_KINK = {1.146e-4, 2.864e-5, 7.161e-6};
    private static final double[] BREATHER = {2.556e-3, 6.326e-4, 1.577e-4};
    private static final double[] BREATHER_ENERGY = {3.39e-4, 8.47e-5, 2.12e-5};
    private static final double[] PACKET = {4.995e-4, 1.249e-4, 3.122e-5};
    private static final double[] YOSHIDA = {1.140e-5, 7.139e-7, 4.464e-8};
    // What a fourth of the time may add to the largest error of a conserved energy, where there is no trend.
    private static final double TREND = 1.1;
    private static final double SLACK = 1.01;

    private final boolean tiny;
    private final Pictures pictures;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Curve> byStep = new ArrayList<>();

    SolitonExperiment(Run run, boolean tiny) {
        this.tiny = tiny;
        pictures = new Pictures(run.folder());
    }

    List<Figure> figures() throws IOException {
        staticKink();
        movingKink();
        breather();
        packet();
        pictures.lines("B-steps.png", "errors by step", "log10 dt", "largest error", true, byStep);
        return figures;
    }

    private static ScalarFieldTheory kinks() {
        return new ScalarFieldTheory(QuarticPotential.UNIT, new FourierLine(512, -50, 100, Boundary.ANTIPERIODIC));
    }

    private void staticKink() {
        ScalarFieldTheory theory = kinks();
        FieldMotion kink = Solitons.kink(QuarticPotential.UNIT, 0, 0);
        double[] start = theory.sample(kink, 0);
        int every = tiny ? 25 : 250;
        double error = FieldHistory.evolve(theory, FieldIntegrator.LEAPFROG, start, 0.02, every, 10)
                .largestError(kink);
        FieldHistory released =
                ReleasedSolver.run(ReleasedScenario.KINK, tiny ? 5 : 50).history();
        figures.add(Figure.of("B.static_kink.error", error, Better.LOWER)
                .against("as released", released.largestError(kink))
                .bar(1e-12));
        figures.add(Figure.of(
                        "B.static_kink.energy_error",
                        Math.abs(theory.totalEnergy(start) - 0.9428090415820634),
                        Better.LOWER)
                .bar(1e-12));
    }

    private void movingKink() {
        ScalarFieldTheory theory = kinks();
        FieldMotion kink = Solitons.kink(QuarticPotential.UNIT, 0.3, -15);
        double end = tiny ? 4 : 50;
        double[] errors = new double[STEPS.length];
        for (int i = 0; i < STEPS.length; i++) {
            FieldHistory history = FieldHistory.evolve(
                    theory, FieldIntegrator.LEAPFROG, theory.sample(kink, 0), STEPS[i], steps(end, STEPS[i]), 1);
            errors[i] = history.error(kink, 1, 40);
            figures.add(Figure.of("B.moving_kink.dt" + STEPS[i] + ".error", errors[i], Better.LOWER)
                    .bar(SLACK * MOVING_KINK[i]));
        }
        byStep.add(new Curve("moving kink", logarithms(1), errors));
    }

    private void breather() throws IOException {
        ScalarFieldTheory theory = new ScalarFieldTheory(
                new SineGordonPotential(), new FourierLine(tiny ? 256 : 512, -40, 80, Boundary.PERIODIC));
        FieldMotion breather = Solitons.breather(0.5, 0);
        double[] start = theory.sample(breather, 0);
        int frames = tiny ? 25 : 200;
        double[] errors = new double[STEPS.length];
        List<Curve> energy = new ArrayList<>();
        for (int i = 0; i < STEPS.length; i++) {
            FieldHistory history = FieldHistory.evolve(
                    theory, FieldIntegrator.LEAPFROG, start, STEPS[i], steps(0.4, STEPS[i]), frames);
            String prefix = "B.breather.dt" + STEPS[i];
            errors[i] = history.largestError(breather);
            figures.add(Figure.of(prefix + ".error", errors[i], Better.LOWER).bar(SLACK * BREATHER[i]));
            figures.add(Figure.of(prefix + ".energy_error", history.relativeEnergyError(), Better.LOWER)
                    .bar(SLACK * BREATHER_ENERGY[i]));
            double[] energyErrors = relative(history.energies());
            if (!tiny) {
                double trend = largestQuarter(energyErrors, 3) / largestQuarter(energyErrors, 0);
                figures.add(
                        Figure.of(prefix + ".energy_trend", trend, Better.LOWER).bar(TREND));
            }
            energy.add(new Curve("dt = " + STEPS[i], history.times(), energyErrors));
        }
        byStep.add(new Curve("breather", logarithms(1), errors));
        pictures.lines("B-energy.png", "breather: error of the energy", "t", "relative", true, energy);
        double[] fourth = new double[STEPS.length];
        for (int i = 0; i < STEPS.length; i++) {
            fourth[i] = FieldHistory.evolve(
                            theory, FieldIntegrator.YOSHIDA4, start, STEPS[i], steps(tiny ? 10 : 80, STEPS[i]), 1)
                    .error(breather, 1, 100);
            figures.add(Figure.of("B.breather.yoshida4.dt" + STEPS[i] + ".error", fourth[i], Better.LOWER)
                    .bar(SLACK * YOSHIDA[i]));
        }
        byStep.add(new Curve("breather, Yoshida 4", logarithms(1), fourth));
    }

    private void packet() {
        FourierLine line = new FourierLine(512, -30, 60, Boundary.PERIODIC);
        ScalarFieldTheory theory = new ScalarFieldTheory(new LinearPotential(1), line);
        double[] start = theory.sample(Solitons.packet(1, 2, 0), 0);
        double end = tiny ? 5 : 50;
        double[] exact = new FreeField(line, 1).at(start, end);
        double[] errors = new double[STEPS.length];
        for (int i = 0; i < STEPS.length; i++) {
            double dt = STEPS[i] / 2;
            FieldEvolution evolution = new FieldEvolution(theory, FieldIntegrator.LEAPFROG, start, dt);
            evolution.advance(steps(end, dt));
            for (int j = 0; j < exact.length; j++) {
                errors[i] = Math.max(errors[i], Math.abs(evolution.state()[j] - exact[j]));
            }
            figures.add(Figure.of("B.packet.dt" + dt + ".error", errors[i], Better.LOWER)
                    .bar(SLACK * PACKET[i]));
        }
        byStep.add(new Curve("packet", logarithms(0.5), errors));
    }

    private static double[] logarithms(double factor) {
        return Arrays.stream(STEPS).map(dt -> Math.log10(factor * dt)).toArray();
    }

    private static int steps(double time, double dt) {
        return (int) Math.round(time / dt);
    }

    private static double largestQuarter(double[] errors, int quarter) {
        int length = errors.length / 4;
        return Arrays.stream(errors, quarter * length, (quarter + 1) * length)
                .max()
                .orElseThrow();
    }

    private static double[] relative(double[] energies) {
        double[] errors = new double[energies.length];
        for (int f = 0; f < errors.length; f++) {
            errors[f] = Math.abs(energies[f] / energies[0] - 1);
        }
        return errors;
    }
}
