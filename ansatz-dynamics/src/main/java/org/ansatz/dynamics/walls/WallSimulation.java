package org.ansatz.dynamics.walls;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Parallel;
import org.ansatz.tensor.RandomStream;

/**
 * What decides a run but for its seed.
 *
 * @param end conformal time of its end; it starts where its background does
 * @param stepsPerSample the number of steps is a multiple of this
 * @param courant largest step over the lattice spacing
 * @param waves whether gravitational waves are evolved too
 */
public record WallSimulation(
        Lattice3D lattice,
        WallModel model,
        InitialNetwork initial,
        double end,
        int stepsPerSample,
        double courant,
        boolean waves) {
    // A wall on fewer cells sticks to the lattice; on fewer than twice as many its waves are wrong.
    private static final double UNRESOLVED = 1;
    private static final double COARSE = 2;
    private static final int WAVE_FIELDS = 12;
    private static final int NETWORK_FIELDS = 2;

    /** @throws InvalidProblem if the end does not follow the start, the step is unstable, or walls slip through the lattice */
    public WallSimulation {
        double start = model.background().start();
        if (!(end > start) || !Double.isFinite(end)) {
            throw new InvalidProblem("a run from conformal time " + start + " must end later, got " + end);
        }
        if (stepsPerSample < 1) {
            throw new InvalidProblem("steps per sample must be positive, got " + stepsPerSample);
        }
        if (!(courant > 0) || courant > 1 / Math.sqrt(3)) {
            throw new InvalidProblem("dt / dx = " + courant + ": expected a positive number up to 1/sqrt(3) = "
                    + 1 / Math.sqrt(3) + ", where the leapfrog becomes unstable");
        }
        double cells = model.cellsAcrossWall(end, lattice.spacing());
        if (cells < UNRESOLVED) {
            throw new InvalidProblem(String.format(
                    Locale.ROOT,
                    "at the end, tau = %s, a wall is %.2f cells wide; expected at least %.0f:"
                            + " a finer lattice, an earlier end, or walls of constant comoving width (s = 0)",
                    end,
                    cells,
                    UNRESOLVED));
        }
    }

    /** Steps to the end. */
    public int steps() {
        double least = (end - model.background().start()) / (courant * lattice.spacing());
        return stepsPerSample * (int) Math.ceil(least / stepsPerSample - 1e-9);
    }

    public double step() {
        return (end - model.background().start()) / steps();
    }

    /** Bytes of the fields. */
    public long fieldBytes() {
        return (long) (NETWORK_FIELDS + (waves ? WAVE_FIELDS : 0)) * lattice.sites() * Double.BYTES;
    }

    /** Bytes at the peak: fields and, while spectra of a tensor are measured, its half spectrum. */
    public long peakBytes() {
        long n = lattice.n();
        long spectra = TensorModes.PAIRS.length * n * n * (n + 2) * Double.BYTES;
        return fieldBytes() + spectra;
    }

    /**
     * What a user should know before the run.
     *
     * @param further bytes that something else of the run needs, such as a store of stresses
     * @throws InvalidProblem if it needs more memory than Java has
     */
    public List<String> warnings(long further) {
        long needed = peakBytes() + further;
        long limit = Runtime.getRuntime().maxMemory();
        if (needed > limit) {
            throw new InvalidProblem(String.format(
                    Locale.ROOT,
                    "a lattice of %d^3 needs %.1f GB (%d fields of 8 bytes per site, spectra, %.1f GB of stored"
                            + " stresses), and Java has %.1f GB: a smaller lattice, or more memory (-Xmx)",
                    lattice.n(),
                    needed * 1e-9,
                    NETWORK_FIELDS + (waves ? WAVE_FIELDS : 0),
                    further * 1e-9,
                    limit * 1e-9));
        }
        List<String> warnings = new ArrayList<>();
        double cells = model.cellsAcrossWall(end, lattice.spacing());
        if (cells < COARSE) {
            warnings.add(String.format(
                    Locale.ROOT, "at tau = %s a wall is only %.2f cells wide; 2 or more resolve it", end, cells));
        }
        if (end > (1 + 1e-9) * lattice.length() / 2) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "from tau = L/2 = %s on, before the end at %s, signals go around the box: the network feels its size",
                    lattice.length() / 2,
                    end));
        }
        return warnings;
    }

    /** A network at its start. */
    public WallEvolution begin(long seed, Parallel parallel) {
        return new WallEvolution(
                model,
                initial.draw(lattice, RandomStream.seeded(seed), parallel),
                waves ? Optional.of(TensorModes.zero(lattice)) : Optional.empty(),
                model.background().start(),
                step(),
                parallel);
    }
}
