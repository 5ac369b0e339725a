package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.statistics.LogLogCurve;
import org.ansatz.dynamics.walls.NetworkMeasurement;
import org.ansatz.dynamics.walls.NetworkWaves;
import org.ansatz.dynamics.walls.WallEvolution;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.physics.report.Pictures.FieldMap;

/** The pictures of networks of domain walls and their waves. */
final class WallPictures {
    private static final int COLUMNS = 3;
    private static final int SHOWN = 4;

    /** The plane x = 0 of a field at chosen times and at the last one seen. */
    static final class Slices {
        private final double[] times;
        private final List<FieldMap> maps = new ArrayList<>();
        private FieldMap last;

        Slices(double[] times) {
            this.times = times.clone();
        }

        /** Keeps the slice if its time has come. */
        void see(WallEvolution network) {
            Lattice3D lattice = network.lattice();
            double[][] values = new double[lattice.n()][lattice.n()];
            for (int y = 0; y < lattice.n(); y++) {
                System.arraycopy(network.network().field(), y * lattice.n(), values[y], 0, lattice.n());
            }
            last = new FieldMap(String.format(Locale.ROOT, "tau = %.2f", network.time()), values, "f");
            if (maps.size() < times.length && network.time() >= times[maps.size()] - 1e-9) {
                maps.add(last);
            }
        }

        List<FieldMap> maps() {
            List<FieldMap> all = new ArrayList<>(maps);
            if (!all.contains(last)) {
                all.add(last);
            }
            return all;
        }
    }

    private final Pictures pictures;

    WallPictures(Optional<Path> folder) {
        pictures = new Pictures(folder);
    }

    void slices(String file, Lattice3D lattice, Slices slices) throws IOException {
        double[] side = {0, lattice.length()};
        pictures.fields(file, "the field in a plane", "y", side, "z", side, COLUMNS, slices.maps());
    }

    /** Area parameter and square velocity over time. */
    void areas(String file, long[] seeds, List<NetworkWaves> networks) throws IOException {
        List<Curve> curves = new ArrayList<>();
        for (int s = 0; s < seeds.length; s++) {
            double[] times = networks.get(s).history().times();
            curves.add(new Curve(
                    "seed " + seeds[s], times, networks.get(s).history().values(NetworkMeasurement::areaParameter)));
        }
        pictures.lines(file, "physical walls in radiation", "tau", "area parameter xi", false, curves);
    }

    /** Spectra of waves at several times, and the collapse of the equal-time correlator. */
    void waves(NetworkWaves network) throws IOException {
        List<Curve> spectra = new ArrayList<>();
        List<NetworkWaves.Spectrum> all = network.spectra();
        // Before walls have formed there are no waves to speak of.
        for (NetworkWaves.Spectrum spectrum : all.subList(Math.max(0, all.size() - SHOWN), all.size())) {
            LogLogCurve curve = network.curve(spectrum.time(), spectrum.density());
            spectra.add(logarithmic(String.format(Locale.ROOT, "tau = %.2f", spectrum.time()), curve));
        }
        pictures.lines(
                "E1-waves.png", "spectra of gravitational waves", "log10 k tau", "d rho / d ln k", true, spectra);
        List<Curve> collapse = new ArrayList<>();
        double[] times = network.correlator().times();
        for (int part = SHOWN - 1; part >= 0; part--) {
            int sample = (times.length - 1) * (10 - part) / 10;
            collapse.add(logarithmic(
                    String.format(Locale.ROOT, "tau = %.2f", times[sample]), network.scalingFunction(sample)));
        }
        pictures.lines(
                "E1-collapse.png",
                "equal-time correlator in scaling form",
                "log10 k tau",
                "F = U / (a^2 tau)",
                true,
                collapse);
    }

    static Curve logarithmic(String name, LogLogCurve curve) {
        return new Curve(name, Arrays.stream(curve.x()).map(Math::log10).toArray(), curve.y());
    }

    void correlation(Curve... curves) throws IOException {
        pictures.lines(
                "E1-correlation.png",
                "correlation of the stress with itself earlier, in the shell nearest to k tau = 31",
                "k dtau",
                "U / sqrt(U U)",
                false,
                List.of(curves));
    }

    void models(List<Curve> curves) throws IOException {
        pictures.lines("E1-models.png", "waves measured and forecast", "k tau", "d rho / d ln k", true, curves);
    }

    void correlators(List<Curve> curves) throws IOException {
        pictures.lines(
                "E3-correlators.png",
                "equal-time correlators of two cosmologies",
                "log10 k tau",
                "F(k tau) / F(10)",
                true,
                curves);
    }
}
