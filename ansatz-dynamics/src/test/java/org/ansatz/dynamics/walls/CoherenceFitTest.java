package org.ansatz.dynamics.walls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Parallel;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class CoherenceFitTest {
    private static final int FIRST = 2;
    private static final int LAST = 6;

    private static NetworkWaves network(long limit) {
        WallSimulation simulation = new WallSimulation(
                new Lattice3D(16, 5),
                WallModel.constantWidth(PowerLawBackground.radiation(1)),
                new InitialNetwork.Flat(4, 0.5),
                2.5,
                2,
                0.25,
                true);
        try (Parallel parallel = new Parallel(1)) {
            return NetworkWaves.run(simulation, 1, 20, limit, new double[] {2}, e -> true, parallel);
        }
    }

    /** Against a spectrum that a model made. */
    private static CoherenceFit against(NetworkWaves network, CoherenceModel model) {
        double[] spectrum = new CoherenceFit(
                        network.forecast(), network.correlator(), false, FIRST, LAST, network.direct())
                .spectrum(model);
        double[] direct = new double[LAST + 1];
        System.arraycopy(spectrum, 0, direct, FIRST, spectrum.length);
        return new CoherenceFit(network.forecast(), network.correlator(), false, FIRST, LAST, direct);
    }

    @Test
    void modelsAreFoundInTheirOwnSpectra() {
        NetworkWaves network = network(1 << 24);
        CoherenceFit.Found gaussian =
                against(network, new CoherenceModel.Gaussian(0.8)).gaussian();
        assertThat(gaussian.parameter()).isCloseTo(0.8, Percentage.withPercentage(1));
        assertThat(gaussian.misfit()).isLessThan(0.01);
        CoherenceFit.Found incoherent =
                against(network, new CoherenceModel.Incoherent(1.3)).incoherent();
        assertThat(incoherent.parameter()).isCloseTo(1.3, Percentage.withPercentage(1));
        CoherenceFit coherent = against(network, new CoherenceModel.Coherent());
        assertThat(coherent.coherent().misfit()).isCloseTo(0, within(1e-12));
        assertThat(coherent.of(new CoherenceModel.Gaussian(0), 0).misfit()).isCloseTo(0, within(1e-12));
        assertThat(coherent.of(new CoherenceModel.TopHat(1e3), 1e3).misfit()).isCloseTo(0, within(1e-12));
        assertThat(coherent.of(new CoherenceModel.TopHat(0.5), 0.5).misfit()).isGreaterThan(0.05);
    }

    @Test
    void spectraOfAllModesAreTakenAtTheTimesAskedForAndAtTheEnd() {
        NetworkWaves network = network(1 << 24);
        assertThat(network.spectra()).hasSize(2);
        assertThat(network.spectra().get(0).time()).isBetween(2.0, 2.2);
        assertThat(network.lastSpectrum().time()).isEqualTo(2.5);
        assertThat(network.efficiency(network.lastSpectrum())).isPositive();
        assertThat(network.efficiencySince(network.spectra().get(0)))
                .isLessThan(network.efficiency(network.lastSpectrum()));
    }

    @Test
    void stressesThatOutgrowTheirMemoryAreRefused() {
        assertThatThrownBy(() -> network(1 << 12))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("fewer modes per shell");
    }
}
