package org.ansatz.dynamics.walls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.LatticeSweep;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.tensor.Parallel;

/**
 * A network of walls, and the gravitational waves of it if wanted, stepped in conformal time by the leapfrog in the form of
 * kick, drift, kick: second order, time-reversible in flat space. Kicks take the scale factor at whole steps, drifts at half
 * steps. Neighbouring half kicks are one, so that a step is one pass over the fields; the number of threads does not change
 * a bit of the result, the calls into which a run is divided change its rounding.
 */
public final class WallEvolution {
    private final WallModel model;
    private final ScalarNetwork network;
    private final Optional<TensorModes> waves;
    private final double start;
    private final double step;
    private final LatticeSweep sweep;
    private long steps;

    /**
     * A network at a time.
     *
     * @param start conformal time of the fields
     * @param step of conformal time, at most {@code dx / sqrt(3)}; negative to go back
     * @throws InvalidProblem if the step is too long to be stable
     */
    public WallEvolution(
            WallModel model,
            ScalarNetwork network,
            Optional<TensorModes> waves,
            double start,
            double step,
            Parallel parallel) {
        double limit = network.lattice().spacing() / Math.sqrt(3);
        if (!(Math.abs(step) <= limit) || step == 0) {
            throw new InvalidProblem("time step " + step + ": expected at most dx / sqrt(3) = " + limit
                    + ", beyond which the leapfrog is unstable");
        }
        this.model = model;
        this.network = network;
        this.waves = waves;
        this.start = start;
        this.step = step;
        sweep = new LatticeSweep(network.lattice().n(), parallel);
    }

    public WallModel model() {
        return model;
    }

    public Lattice3D lattice() {
        return network.lattice();
    }

    public ScalarNetwork network() {
        return network;
    }

    public Optional<TensorModes> waves() {
        return waves;
    }

    /** The same after so many steps, which its fields have done already. */
    WallEvolution resumedAt(long done) {
        steps = done;
        return this;
    }

    /** Conformal time of the first step. */
    public double start() {
        return start;
    }

    /** Conformal time of the fields. */
    public double time() {
        return start + steps * step;
    }

    public double step() {
        return step;
    }

    /** Steps done since {@code start}. */
    public long steps() {
        return steps;
    }

    /**
     * Goes on by so many steps.
     *
     * @throws NumericalFailure if the field is not finite afterwards
     */
    public void advance(int count) {
        if (count < 1) {
            return;
        }
        for (int k = 0; k < count; k++) {
            sweep.kickAndDrift(fields(k == 0 ? 0.5 * step : step));
            steps++;
        }
        sweep.kick(fields(0.5 * step));
        refuseInfinity();
    }

    private List<LatticeSweep.Field> fields(double kick) {
        double tau = time();
        double middle = tau + 0.5 * step;
        List<LatticeSweep.Field> fields = new ArrayList<>();
        waves.ifPresent(
                modes -> fields.addAll(modes.sweep(network.field(), model.background(), tau, kick, middle, step)));
        // Last, since the waves' kicks read the field where it was.
        fields.add(network.sweep(model, tau, kick, middle, step));
        return fields;
    }

    private void refuseInfinity() {
        double sum = 0;
        for (double value : network.field()) {
            sum += value;
        }
        if (!Double.isFinite(sum)) {
            throw new NumericalFailure(
                    "the scalar field is not finite at step " + steps + ", conformal time " + time());
        }
    }
}
