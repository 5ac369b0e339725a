package org.ansatz.dynamics.walls;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.ansatz.dynamics.lattice.LatticeMomentum;
import org.ansatz.dynamics.lattice.PowerSpectrum;
import org.ansatz.dynamics.lattice.WaveShells;
import org.ansatz.dynamics.statistics.LogLogCurve;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Parallel;
import org.ansatz.tensor.RandomStream;

/**
 * A run with everything that its gravitational waves are judged by: stresses at regular times, spectra of waves at chosen
 * times, and the spectrum at the end over the modes whose stresses were kept.
 *
 * @param spectra in order of time
 * @param direct energy density of waves per logarithm of the wave number at the end, by shell, over the correlator's modes
 */
public record NetworkWaves(
        WallSimulation simulation,
        NetworkHistory history,
        UnequalTimeCorrelator correlator,
        List<Spectrum> spectra,
        double[] direct) {
    /**
     * Waves at a time.
     *
     * @param time conformal
     * @param scale a
     * @param density per logarithm of the wave number, by shell, over all modes
     * @param total energy density of all waves
     */
    public record Spectrum(double time, double scale, double[] density, double total) {}

    /**
     * Runs a simulation with waves.
     *
     * @param modesPerShell whose stresses are kept
     * @param limit memory of the stresses in bytes
     * @param outputs times at which spectra are taken, at the next sample of stresses; the end is one always
     * @param watcher is shown the network at every sample
     * @throws CancellationException if the watcher does not want to go on
     * @throws InvalidProblem if the simulation has no waves
     */
    public static NetworkWaves run(
            WallSimulation simulation,
            long seed,
            int modesPerShell,
            long limit,
            double[] outputs,
            NetworkHistory.Watcher watcher,
            Parallel parallel) {
        if (!simulation.waves()) {
            throw new InvalidProblem("the simulation evolves no gravitational waves");
        }
        WaveShells shells = new WaveShells(simulation.lattice());
        ModeSubset modes =
                new ModeSubset(shells, modesPerShell, RandomStream.seeded(seed).child(1), parallel);
        UnequalTimeCorrelator correlator = new UnequalTimeCorrelator(modes, limit);
        TensorSpectrum tensor = new TensorSpectrum(shells, LatticeMomentum.NEUTRAL, parallel);
        List<Spectrum> spectra = new ArrayList<>();
        WallEvolution evolution = simulation.begin(seed, parallel);
        NetworkHistory history = NetworkHistory.run(
                evolution,
                simulation.steps(),
                simulation.stepsPerSample(),
                network -> {
                    correlator.sample(network);
                    boolean last = network.steps() == simulation.steps();
                    if (last || spectra.size() < outputs.length && network.time() >= outputs[spectra.size()] - 1e-9) {
                        spectra.add(spectrum(network, tensor));
                    }
                    return watcher.sees(network);
                },
                parallel);
        double scale = simulation.model().background().scale(evolution.time());
        return new NetworkWaves(
                simulation,
                history,
                correlator,
                List.copyOf(spectra),
                WaveForecast.direct(modes, evolution.waves().orElseThrow(), scale));
    }

    private static Spectrum spectrum(WallEvolution network, TensorSpectrum tensor) {
        double scale = network.model().background().scale(network.time());
        PowerSpectrum momenta = tensor.of(network.waves().orElseThrow().q());
        return new Spectrum(
                network.time(),
                scale,
                TensorSpectrum.waveEnergy(momenta, scale),
                TensorSpectrum.totalWaveEnergy(momenta, scale));
    }

    public Spectrum lastSpectrum() {
        return spectra.get(spectra.size() - 1);
    }

    /** {@code rho_GW / (G xi^2 sigma^2)} of waves at a time, that is {@code 8 pi rho_GW / (xi^2 sigma^2)} in program units. */
    public double efficiency(Spectrum waves) {
        return efficiency(waves.total(), waves.time());
    }

    /**
     * The same for the waves that were emitted after a time, without the burst in which the network formed: from the growth of
     * {@code a^4 rho_GW}.
     */
    public double efficiencySince(Spectrum formation) {
        Spectrum end = lastSpectrum();
        double grown = end.total() - formation.total() * Math.pow(formation.scale() / end.scale(), 4);
        return efficiency(grown, end.time());
    }

    private double efficiency(double density, double time) {
        double wall = history.at(time).areaParameter() * WallModel.TENSION;
        return 8 * Math.PI * density / (wall * wall);
    }

    /** The closure relation at the end: a forecast for the times of the correlator. */
    public WaveForecast forecast() {
        return new WaveForecast(simulation.model().background(), correlator.modes(), correlator.times());
    }

    /** The scaling function {@code F(k tau)} at a sample. */
    public LogLogCurve scalingFunction(int sample) {
        double tau = correlator.times()[sample];
        double[] values = correlator.scalingFunction(simulation.model(), sample);
        return curve(tau, values);
    }

    /** A quantity of shells over {@code k tau}, without shell zero. */
    public LogLogCurve curve(double tau, double[] byShell) {
        int count = correlator.modes().shellCount() - 1;
        double[] x = new double[count];
        double[] y = new double[count];
        for (int s = 1; s <= count; s++) {
            x[s - 1] = tau * correlator.modes().shells().waveNumber(s);
            y[s - 1] = byShell[s];
        }
        return new LogLogCurve(x, y);
    }
}
