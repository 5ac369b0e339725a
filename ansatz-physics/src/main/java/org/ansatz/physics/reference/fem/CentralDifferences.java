package org.ansatz.physics.reference.fem;

import java.util.Locale;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * Explicit steps of the wave equation with lumped mass: {@code M (u^{n+1} - 2 u^n + u^{n-1}) / dt^2 + c^2 K u^n = 0} from rest,
 * first step {@code u^1 = u^0 + dt^2 a^0 / 2}. Second order in time; conserves {@link #energy} to round-off while the
 * boundary rests at zero.
 */
public final class CentralDifferences {
    // A step at the very limit, computed otherwise, is not refused.
    private static final double SLACK = 1 + 1e-12;

    private final WaveModel model;
    private final double dt;
    private final double[] inverseMass;
    private double[] before;
    private double[] now;
    private long steps;

    /**
     * Starts from rest.
     *
     * @param start [nodes] initial values
     * @throws InvalidProblem if the step is longer than {@link WaveModel#stableStep}, or a value is not finite
     */
    public CentralDifferences(WaveModel model, double dt, double[] start) {
        model.checkStart(start);
        if (!(dt > 0)) {
            throw new InvalidProblem("the time step must be positive, given " + dt);
        }
        if (dt > model.stableStep() * SLACK) {
            double h = model.mesh().shortestSide();
            throw new InvalidProblem(String.format(
                    Locale.ROOT,
                    "central differences: c dt/h = %.6g is above the stability bound %.6g (c = %g, dt = %g, h = %g); take dt"
                            + " <= %.6g",
                    model.speed() * dt / h,
                    model.speed() * model.stableStep() / h,
                    model.speed(),
                    dt,
                    h,
                    model.stableStep()));
        }
        this.model = model;
        this.dt = dt;
        inverseMass = model.lumpedMass();
        for (int k = 0; k < inverseMass.length; k++) {
            inverseMass[k] = 1 / inverseMass[k];
        }
        now = start.clone();
        before = now;
    }

    /** One step with the boundary at zero. */
    public void step() {
        step(new double[model.mesh().boundary().length]);
    }

    /**
     * One step with given boundary values at its end.
     *
     * @param trace one value per boundary node, in the order of {@link PlaneMesh#boundary}
     * @throws InvalidProblem if there are fewer or more, or one is not finite
     */
    public void step(double[] trace) {
        int[] boundary = model.mesh().boundary();
        if (trace.length != boundary.length) {
            throw new InvalidProblem(
                    "the trace has " + trace.length + " values, the boundary " + boundary.length + " nodes");
        }
        double[] force = model.stiffnessTimes(now);
        double factor = model.speed() * model.speed() * dt * dt * (steps == 0 ? 0.5 : 1);
        double[] next = new double[now.length];
        for (int k = 0; k < next.length; k++) {
            double kept = steps == 0 ? now[k] : 2 * now[k] - before[k];
            next[k] = kept - factor * inverseMass[k] * force[k];
        }
        for (int b = 0; b < boundary.length; b++) {
            if (!Double.isFinite(trace[b])) {
                throw new InvalidProblem("the trace at boundary node " + boundary[b] + " is " + trace[b] + " in step "
                        + steps + ", not a finite number");
            }
            next[boundary[b]] = trace[b];
        }
        before = now;
        now = next;
        steps++;
    }

    /** Values at all nodes, a copy. */
    public double[] values() {
        return now.clone();
    }

    public double time() {
        return steps * dt;
    }

    /** {@code (u^{n+1} - u^n)^T M (u^{n+1} - u^n) / dt^2 + c^2 u^{n+1}^T K u^n}, twice the energy, of the last two times. */
    public double energy() {
        double[] mass = model.lumpedMass();
        double[] force = model.stiffnessTimes(before);
        double sum = 0;
        for (int k = 0; k < now.length; k++) {
            double rate = (now[k] - before[k]) / dt;
            sum += mass[k] * rate * rate + model.speed() * model.speed() * now[k] * force[k];
        }
        return sum;
    }
}
