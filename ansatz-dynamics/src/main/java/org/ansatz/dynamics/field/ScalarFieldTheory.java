package org.ansatz.dynamics.field;

import java.util.Arrays;
import org.ansatz.dynamics.lattice.Boundary;
import org.ansatz.dynamics.lattice.FourierLine;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * The field {@code phi_tt = phi_xx - V'(phi)} on a line, as the separable Hamiltonian system of its values at the points. A
 * state is {@code [phi_1 .. phi_n, pi_1 .. pi_n]}. The Hamiltonian of these pairs is the field's energy divided by the
 * lattice spacing, {@code sum_j (pi^2 - phi phi_xx) / 2 + V}; {@link #totalEnergy} is the energy itself. Holds scratch
 * memory: one thread at a time.
 */
public final class ScalarFieldTheory implements FieldSystem {
    // A larger jump at the seam is a mistake, not the tail of something local.
    private static final double SEAM = 1e-2;

    private final ScalarPotential potential;
    private final FourierLine line;
    private final int n;
    private final double[] scratch;

    public ScalarFieldTheory(ScalarPotential potential, FourierLine line) {
        this.potential = potential;
        this.line = line;
        n = line.n();
        scratch = new double[n];
    }

    public ScalarPotential fieldPotential() {
        return potential;
    }

    public FourierLine line() {
        return line;
    }

    @Override
    public int degreesOfFreedom() {
        return n;
    }

    /**
     * The values of a motion and of its time derivative at a time.
     *
     * @throws InvalidProblem if the motion does not go on beyond the right end as the boundary says, such as a single kink on a
     *     periodic line
     */
    public double[] sample(FieldMotion motion, double t) {
        refuseSeam(motion, t);
        double[] x = line.points();
        double[] state = new double[2 * n];
        for (int j = 0; j < n; j++) {
            state[j] = motion.field(x[j], t);
            state[n + j] = motion.rate(x[j], t);
        }
        return state;
    }

    private void refuseSeam(FieldMotion motion, double t) {
        double found = motion.field(line.left() + line.length(), t);
        double expected = line.boundary().beyond(motion.field(line.left(), t));
        if (!(Math.abs(found - expected) < SEAM)) {
            throw new InvalidProblem(
                    "the field jumps by " + (found - expected) + " at the seam between the line's ends and"
                            + " would radiate from there; a single kink takes the antiperiodic boundary (phi4) or the twisted one"
                            + " (sine-Gordon), other fields a longer line");
        }
    }

    @Override
    public double kinetic(double[] state) {
        double sum = 0;
        for (int j = n; j < 2 * n; j++) {
            sum += state[j] * state[j];
        }
        return 0.5 * sum;
    }

    @Override
    public double potential(double[] state) {
        line.secondDerivative(state, scratch);
        double rise = line.boundary() instanceof Boundary.Twisted twisted ? twisted.rise() : 0;
        double sum = 0.5 * rise * rise * n / (line.length() * line.length());
        for (int j = 0; j < n; j++) {
            sum += potential.value(state[j]) - 0.5 * (state[j] - rise * j / n) * scratch[j];
        }
        return sum;
    }

    @Override
    public void velocity(double[] state, double[] velocity) {
        System.arraycopy(state, n, velocity, 0, n);
    }

    @Override
    public void force(double[] state, double[] force) {
        line.secondDerivative(state, force);
        for (int j = 0; j < n; j++) {
            force[j] -= potential.slope(state[j]);
        }
    }

    @Override
    public void kick(double[] state, double h, double[] laplacian) {
        line.secondDerivative(state, laplacian);
        potential.kick(state, laplacian, h);
    }

    @Override
    public void drift(double[] state, double h, double[] unused) {
        for (int j = 0; j < n; j++) {
            state[j] += h * state[n + j];
        }
    }

    /** {@code E = dx sum (pi^2 / 2 + phi_x^2 / 2 + V)}. */
    public double totalEnergy(double[] state) {
        return line.spacing() * energy(state);
    }

    /** {@code P = -dx sum pi phi_x}. */
    public double momentum(double[] state) {
        line.derivative(state, scratch);
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum -= state[n + j] * scratch[j];
        }
        return line.spacing() * sum;
    }

    /**
     * {@code (phi(right end) - phi(left end)) / period} with the right end continued across the boundary: the number of
     * kinks less that of antikinks.
     *
     * @param period distance of neighbouring vacua, {@code 2 v} for phi four, {@code 2 pi} for sine-Gordon
     */
    public double charge(double[] state, double period) {
        return (line.boundary().beyond(state[0]) - state[0]) / period;
    }

    @Override
    public double largestWaveNumber() {
        return line.largestWaveNumber();
    }

    @Override
    public double steepestCurvature(double[] state) {
        return Math.max(
                0, Arrays.stream(state, 0, n).map(potential::curvature).max().orElse(0));
    }
}
