package org.ansatz.solve.collocation;

import java.util.List;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * What trial functions see of a point: affine images of the inputs in [-1, 1], sines and cosines where a coordinate is
 * periodic, and waves {@code sin(k x + c)} for Fourier features. Gives the jets by the physical inputs, so derivatives are
 * physical.
 */
public record Features(int inputs, List<Feature> features) {
    public sealed interface Feature {}

    /** {@code (x_input - centre) / scale}. */
    public record Affine(int input, double centre, double scale) implements Feature {}

    /** {@code sin(sum_i wave_i x_i + phase)}. */
    public record Wave(List<Double> wave, double phase) implements Feature {}

    /**
     * Real or imaginary part of {@code ((x - corner) e^(-i bisector) / scale)^power}: what solutions of elliptic equations
     * look like in a re-entrant corner of a plane region, with {@code power = pi / angle} (Kondrat'ev 1967). Its derivatives
     * are infinite in the corner; its cut lies outside of the region.
     *
     * @param inputs the two coordinates
     * @param bisector direction of the region's middle, as seen from the corner
     */
    public record Corner(
            List<Integer> inputs, List<Double> at, double bisector, double power, double scale, boolean imaginary)
            implements Feature {
        public Corner {
            inputs = List.copyOf(inputs);
            at = List.copyOf(at);
        }
    }

    public Features {
        features = List.copyOf(features);
    }

    public int count() {
        return features.size();
    }

    /** Whether all features have this period in an input, so that every function of them has. */
    boolean isPeriodic(int input, double period) {
        for (Feature feature : features) {
            if (feature instanceof Affine affine && affine.input() == input
                    || feature instanceof Corner corner && corner.inputs().contains(input)) {
                return false;
            }
            if (feature instanceof Wave wave) {
                double turns = wave.wave().get(input) * period / (2 * Math.PI);
                if (Math.abs(turns - Math.rint(turns)) > 1e-9) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Writes the Taylor coefficients of all features at a point: {@code out[(feature * size + k) * stride + offset]}.
     */
    void jets(JetBasis basis, double[][] points, int p, double[] out, int stride, int offset) {
        int size = basis.size();
        for (int f = 0; f < features.size(); f++) {
            int row = f * size;
            Feature feature = features.get(f);
            if (feature instanceof Affine affine) {
                affineJets(affine, basis, points, p, out, row, stride, offset);
            } else if (feature instanceof Wave wave) {
                waveJets(wave, basis, points, p, out, row, stride, offset);
            } else if (feature instanceof Corner corner) {
                cornerJets(corner, basis, points, p, out, row, stride, offset);
            }
        }
    }

    private static void cornerJets(
            Corner corner, JetBasis basis, double[][] points, int p, double[] out, int row, int stride, int offset) {
        int first = corner.inputs().get(0);
        int second = corner.inputs().get(1);
        double x = (points[first][p] - corner.at().get(0)) / corner.scale();
        double y = (points[second][p] - corner.at().get(1)) / corner.scale();
        double radius = Math.hypot(x, y);
        double angle = Math.atan2(y, x) - corner.bisector();
        angle -= 2 * Math.PI * Math.rint(angle / (2 * Math.PI));
        for (int k = 0; k < basis.size(); k++) {
            MultiIndex index = basis.indices().get(k);
            int n = index.get(first) + index.get(second);
            double value = 0;
            if (n == index.order()) {
                // Taylor coefficient of z^power, times (dx + i dy)^n multiplied out; a derivative by x turns by
                // -bisector.
                double factor = 1;
                for (int j = 0; j < n; j++) {
                    factor *= (corner.power() - j) / (j + 1) / corner.scale();
                }
                int turns = index.get(second);
                for (int j = 1; j <= turns; j++) {
                    factor *= (double) (n - turns + j) / j;
                }
                double phase = (corner.power() - n) * angle - n * corner.bisector() + turns * Math.PI / 2;
                double part = corner.imaginary() ? Math.sin(phase) : Math.cos(phase);
                value = factor * Math.pow(radius, corner.power() - n) * part;
            }
            out[(row + k) * stride + offset] = value;
        }
    }

    private static void affineJets(
            Affine affine, JetBasis basis, double[][] points, int p, double[] out, int row, int stride, int offset) {
        for (int k = 0; k < basis.size(); k++) {
            MultiIndex index = basis.indices().get(k);
            double value = 0;
            if (index.order() == 0) {
                value = (points[affine.input()][p] - affine.centre()) / affine.scale();
            } else if (index.order() == 1 && index.get(affine.input()) == 1) {
                value = 1 / affine.scale();
            }
            out[(row + k) * stride + offset] = value;
        }
    }

    private void waveJets(
            Wave wave, JetBasis basis, double[][] points, int p, double[] out, int row, int stride, int offset) {
        double angle = wave.phase();
        for (int i = 0; i < inputs; i++) {
            angle += wave.wave().get(i) * points[i][p];
        }
        double[] cycle = {Math.sin(angle), Math.cos(angle), -Math.sin(angle), -Math.cos(angle)};
        for (int k = 0; k < basis.size(); k++) {
            MultiIndex index = basis.indices().get(k);
            double value = cycle[index.order() % 4] / index.factorial();
            for (int i = 0; i < inputs; i++) {
                for (int power = 0; power < index.get(i); power++) {
                    value *= wave.wave().get(i);
                }
            }
            out[(row + k) * stride + offset] = value;
        }
    }
}
