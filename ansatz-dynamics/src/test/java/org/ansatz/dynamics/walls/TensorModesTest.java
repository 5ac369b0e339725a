package org.ansatz.dynamics.walls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.LatticeMomentum;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.dynamics.lattice.PowerSpectrum;
import org.ansatz.dynamics.lattice.WaveShells;
import org.ansatz.tensor.Parallel;
import org.ansatz.tensor.RandomStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorModesTest {
    private static final Parallel PARALLEL = new Parallel(1);

    @AfterAll
    static void end() {
        PARALLEL.close();
    }

    /** The largest error over eps of a standing wave j0(k tau) cos(k z) from tau = 1 to 4. */
    private static double freeWaveError(int n) {
        Lattice3D lattice = new Lattice3D(n, 4);
        double k = 2 * Math.PI / 4;
        PowerLawBackground radiation = PowerLawBackground.radiation(1);
        TensorModes waves = TensorModes.zero(lattice);
        // h_xx = -h_yy = j0(k tau) cos(k z); q = a^2 u' with a = 1 at the start.
        double[] shape = WallFields.sample(lattice, p -> Math.cos(k * p[2]));
        double u = Math.sin(k) / k;
        double rate = Math.cos(k) - Math.sin(k) / k;
        for (int i = 0; i < shape.length; i++) {
            waves.u()[0][i] = u * shape[i];
            waves.u()[3][i] = -u * shape[i];
            waves.q()[0][i] = rate * shape[i];
            waves.q()[3][i] = -rate * shape[i];
        }
        double step = 0.25 * lattice.spacing();
        WallEvolution evolution = new WallEvolution(
                WallModel.physical(radiation),
                ScalarNetwork.atRest(lattice, new double[lattice.sites()]),
                Optional.of(waves),
                1,
                step,
                PARALLEL);
        evolution.advance((int) Math.round(3 / step));
        double tau = evolution.time();
        double error = 0;
        for (int i = 0; i < shape.length; i++) {
            error = Math.max(error, Math.abs(waves.u()[0][i] - Math.sin(k * tau) / (k * tau) * shape[i]));
            error = Math.max(error, Math.abs(waves.u()[3][i] + waves.u()[0][i]));
        }
        return error;
    }

    @Test
    void aFreeWaveInRadiationIsASphericalBesselFunction() {
        double coarse = freeWaveError(16);
        double fine = freeWaveError(32);
        assertThat(fine).isLessThan(2e-3);
        assertThat(coarse / fine).isBetween(3.5, 4.5);
    }

    @ParameterizedTest
    @EnumSource(LatticeMomentum.class)
    void whatIsProjectedIsTransverseAndTraceless(LatticeMomentum momentum) {
        Lattice3D lattice = new Lattice3D(8, 3);
        TransverseTraceless projector = new TransverseTraceless(lattice, momentum);
        RandomStream random = RandomStream.seeded(7);
        double[][] columns = new double[6][];
        for (int c = 0; c < 6; c++) {
            columns[c] = random.normal(16);
        }
        int[] places = {3, 6, 2};
        double[][][] h = projector.tensor(places[0], places[1], places[2], columns);
        double power = 0;
        double[] trace = new double[2];
        for (int j = 0; j < 3; j++) {
            double[] along = new double[2];
            for (int i = 0; i < 3; i++) {
                double re = momentum.real(lattice, places[i]);
                double im = momentum.imaginary(lattice, places[i]);
                along[0] += re * h[i][j][0] + im * h[i][j][1];
                along[1] += re * h[i][j][1] - im * h[i][j][0];
                power += h[i][j][0] * h[i][j][0] + h[i][j][1] * h[i][j][1];
            }
            trace[0] += h[j][j][0];
            trace[1] += h[j][j][1];
            assertThat(Math.hypot(along[0], along[1])).isLessThan(1e-12);
        }
        assertThat(Math.hypot(trace[0], trace[1])).isLessThan(1e-12);
        assertThat(projector.power(places[0], places[1], places[2], columns)).isCloseTo(power, within(1e-12));
        // Both polarisations together are the whole.
        if (momentum == LatticeMomentum.NEUTRAL) {
            double[] polarisations = new double[4];
            projector.polarisations(places[0], places[1], places[2], columns, polarisations, 0);
            double sum = 0;
            for (double p : polarisations) {
                sum += p * p;
            }
            assertThat(sum).isCloseTo(power, within(1e-12));
        }
    }

    @Test
    void aSphereEmitsNoWavesAndAFlatWallNoneAtAll() {
        Lattice3D lattice = new Lattice3D(48, 24);
        WaveShells shells = new WaveShells(lattice);
        TensorSpectrum spectrum = new TensorSpectrum(shells, LatticeMomentum.NEUTRAL, PARALLEL);
        double[] sphere = WallFields.wall(lattice, p -> 6 - WallFields.radius(p, 12, 3));
        double[] network = new InitialNetwork.Flat(3, 1)
                .draw(lattice, RandomStream.seeded(1), PARALLEL)
                .field();
        assertThat(transverse(spectrum, sphere)).isLessThan(1e-3);
        assertThat(transverse(spectrum, network)).isGreaterThan(0.05);
        double[] flat = WallFields.wall(lattice, p -> WallFields.pair(p[1] + 0.1, 24));
        assertThat(spectrum.ofStress(flat).meanSquare()).isZero();
    }

    /** The share of the transverse traceless part in the stress' mean square. */
    private static double transverse(TensorSpectrum spectrum, double[] field) {
        Lattice3D lattice = spectrum.shells().lattice();
        double total = 0;
        double[] plane = new double[lattice.n() * lattice.n()];
        for (int c = 0; c < 6; c++) {
            double weight = TensorModes.PAIRS[c][0] == TensorModes.PAIRS[c][1] ? 1 : 2;
            for (int x = 0; x < lattice.n(); x++) {
                TensorSource.stress(lattice, field).get(c).fill(x, plane);
                for (double value : plane) {
                    total += weight * value * value;
                }
            }
        }
        return spectrum.ofStress(field).meanSquare() / (total / lattice.sites());
    }

    @Test
    void transverseTracelessFieldsKeepTheirMeanSquare() {
        // Waves along the axes in both polarisations and a diagonal one, all transverse and traceless by themselves.
        Lattice3D lattice = new Lattice3D(12, 5);
        double k = 2 * Math.PI / 5;
        double[][] h = new double[6][];
        h[0] = WallFields.sample(lattice, p -> Math.cos(k * p[2] + 1));
        h[1] = WallFields.sample(lattice, p -> 0.3 * Math.sin(2 * k * p[2]));
        h[2] = new double[lattice.sites()];
        h[3] = WallFields.sample(lattice, p -> -Math.cos(k * p[2] + 1) + Math.cos(3 * k * p[0]));
        h[4] = WallFields.sample(lattice, p -> 0.7 * Math.sin(k * p[0]));
        h[5] = WallFields.sample(lattice, p -> -Math.cos(3 * k * p[0]));
        double square = 0;
        for (int c = 0; c < 6; c++) {
            double weight = TensorModes.PAIRS[c][0] == TensorModes.PAIRS[c][1] ? 1 : 2;
            for (double value : h[c]) {
                square += weight * value * value / lattice.sites();
            }
        }
        PowerSpectrum spectrum = new TensorSpectrum(new WaveShells(lattice), LatticeMomentum.NEUTRAL, PARALLEL).of(h);
        assertThat(spectrum.meanSquare()).isCloseTo(square, within(1e-10));
    }

    @Test
    void theResponseIsTheClosedFormOfEveryBackgroundThatHasOne() {
        double k = 3;
        double end = 6;
        double[] times = new double[40];
        for (int a = 0; a < times.length; a++) {
            times[a] = 1 + (end - 1) * a / (times.length - 1.0);
        }
        double[] radiation = WaveForecast.response(PowerLawBackground.radiation(1), k, times);
        double[] flat = WaveForecast.response(PowerLawBackground.flat(1), k, times);
        double[] kination = WaveForecast.response(PowerLawBackground.kination(1), k, times);
        for (int a = 0; a < times.length; a++) {
            double phase = k * (end - times[a]);
            double expected = 2 * times[a] * (Math.cos(phase) / end - Math.sin(phase) / (k * end * end));
            assertThat(radiation[a]).isCloseTo(expected, within(1e-6));
            assertThat(flat[a]).isCloseTo(2 * Math.cos(phase), within(1e-6));
        }
        // u = tau^nu Z_nu(k tau) with nu = 0: g = pi k tau' (Y_1(k tau_f) J_0(k tau') - J_1(k tau_f) Y_0(k tau')) (-1).
        double j1 = -0.18799488548806959;
        double y1 = 0.008155132278221;
        double j0 = -0.2600519549019334;
        double y0 = 0.3768500100127903;
        assertThat(times[0]).isEqualTo(1);
        double expected = -Math.PI * k * times[0] * (y1 * j0 - j1 * y0);
        assertThat(kination[0]).isCloseTo(expected, within(1e-6));
    }

    @Test
    void wavesOfANetworkAreForecastFromItsStress() {
        WallSimulation simulation = new WallSimulation(
                new Lattice3D(24, 4.5),
                WallModel.physical(PowerLawBackground.radiation(1)),
                new InitialNetwork.Flat(4, 0.3),
                3,
                1,
                0.25,
                true);
        WallEvolution evolution = simulation.begin(4, PARALLEL);
        ModeSubset modes = new ModeSubset(new WaveShells(evolution.lattice()), 40, RandomStream.seeded(1), PARALLEL);
        UnequalTimeCorrelator correlator = new UnequalTimeCorrelator(modes, 1L << 30);
        for (int step = 0; step <= simulation.steps(); step++) {
            correlator.sample(evolution);
            if (step < simulation.steps()) {
                evolution.advance(1);
            }
        }
        WaveForecast forecast = new WaveForecast(simulation.model().background(), modes, correlator.times());
        double[] direct = WaveForecast.direct(modes, evolution.waves().orElseThrow(), 3);
        double[] expected = forecast.modeByMode(correlator);
        for (int shell = 1; shell < 8; shell++) {
            assertThat(direct[shell]).as("shell %d", shell).isCloseTo(expected[shell], Percentage.withPercentage(4));
            // A shell's mean frequency is a rougher answer.
            assertThat(forecast.density(shell, forecast.instantaneous(shell), correlator.matrix(shell)))
                    .isBetween(0.5 * direct[shell], 2 * direct[shell]);
        }
    }
}
