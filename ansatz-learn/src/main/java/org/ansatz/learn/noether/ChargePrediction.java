package org.ansatz.learn.noether;

import org.ansatz.learn.noether.RmsPropForm.Gradients;
import org.ansatz.learn.noether.SymmetryGenerator.Charged;
import org.ansatz.learn.noether.SymmetryGenerator.Scale;

/** What the continuous laws say of one charge, carried along from its value before the first step. */
final class ChargePrediction {
    private final int degree;
    private final boolean norm;
    private final NoetherLaw law;
    private final RmsPropForm form;
    private final NoetherLaw.Motion motion;
    private final double first;
    private double smooth;
    private double white;
    private long steps;

    ChargePrediction(Charged generator, double charge, NoetherLaw law) {
        degree = generator.degree();
        norm = generator instanceof Scale;
        this.law = law;
        form = new RmsPropForm(law.rate(), law.momentum(), law.decay());
        motion = law.start(degree, charge);
        first = charge;
        smooth = norm ? charge : Double.NaN;
        white = smooth;
    }

    /** The charge by the differential equation. */
    double inertial() {
        return motion.charge();
    }

    /** The charge by gradient flow. */
    double massless() {
        return law.massless(degree, first, steps);
    }

    /** The squared norm by RMSProp's form with smooth gradients; NaN if the charge is none. */
    double smooth() {
        return smooth;
    }

    /** The same with white noise. */
    double white() {
        return white;
    }

    /** One step on, with the charge measured before it. */
    void step(double charge, double moveSquare, double gradientSquare) {
        motion.step(moveSquare);
        if (norm) {
            smooth = form.step(smooth, charge * gradientSquare, Gradients.SMOOTH);
            white = form.step(white, charge * gradientSquare, Gradients.WHITE);
        }
        steps++;
    }
}
