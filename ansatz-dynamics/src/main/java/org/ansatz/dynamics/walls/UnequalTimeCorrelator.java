package org.ansatz.dynamics.walls;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * {@code U(k, tau_1, tau_2) = L^3 / N^6 Re <S_ij(k, tau_1) S_ij*(k, tau_2)>} of the transverse traceless stress over shells, from the
 * amplitudes of a {@link ModeSubset} at sampled times. At equal times it is the equal-time correlator, which in the scaling
 * regime is {@code a^(2 s) tau F(k tau)} for walls whose width falls as {@code a^-s}.
 */
public final class UnequalTimeCorrelator {
    private final ModeSubset modes;
    private final long limit;
    private final List<Double> times = new ArrayList<>();
    private final List<double[]> samples = new ArrayList<>();

    /**
     * An empty one.
     *
     * @param limit of the samples' memory in bytes
     */
    public UnequalTimeCorrelator(ModeSubset modes, long limit) {
        this.modes = modes;
        this.limit = limit;
    }

    /** Bytes that a simulation's samples take at most. */
    public static long bytes(WallSimulation simulation, int modesPerShell) {
        int samples = simulation.steps() / simulation.stepsPerSample() + 1;
        return bytes(simulation.lattice().n() / 2 * modesPerShell, samples);
    }

    private static long bytes(int modes, int samples) {
        return (long) samples * ModeSubset.NUMBERS * modes * Double.BYTES;
    }

    public ModeSubset modes() {
        return modes;
    }

    /**
     * Samples a network.
     *
     * @throws InvalidProblem if the samples outgrow their memory
     */
    public void sample(WallEvolution evolution) {
        if (bytes(modes.size(), samples.size() + 1) > limit) {
            throw new InvalidProblem("the stresses of " + modes.size() + " modes at more than " + samples.size()
                    + " times outgrow " + limit + " bytes; fewer modes per shell or a longer interval between samples");
        }
        add(evolution.time(), modes.ofStress(evolution.network().field()));
    }

    /** Adds a sample that was kept in a file. */
    void add(double time, double[] amplitudes) {
        times.add(time);
        samples.add(amplitudes);
    }

    /** Conformal times of the samples. */
    public double[] times() {
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    List<double[]> samples() {
        return samples;
    }

    /** U of two samples. */
    public double at(int shell, int a, int b) {
        return modes.product(samples.get(a), samples.get(b), shell);
    }

    /** U of all pairs of samples. */
    public double[][] matrix(int shell) {
        int n = samples.size();
        double[][] matrix = new double[n][n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b <= a; b++) {
                matrix[a][b] = at(shell, a, b);
                matrix[b][a] = matrix[a][b];
            }
        }
        return matrix;
    }

    /** U at equal times, by shell; shell zero is zero. */
    public double[] equalTime(int sample) {
        double[] values = new double[modes.shellCount()];
        for (int s = 1; s < values.length; s++) {
            values[s] = at(s, sample, sample);
        }
        return values;
    }

    /** {@code F(k tau) = U(k, tau, tau) / (a^(2 s) tau)}, by shell. */
    public double[] scalingFunction(WallModel model, int sample) {
        double tau = times.get(sample);
        double unit = Math.pow(model.background().scale(tau), 2 * model.s()) * tau;
        double[] values = equalTime(sample);
        for (int s = 1; s < values.length; s++) {
            values[s] /= unit;
        }
        return values;
    }
}
