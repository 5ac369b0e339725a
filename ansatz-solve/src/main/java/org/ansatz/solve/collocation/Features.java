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

    public Features {
        features = List.copyOf(features);
    }

    public int count() {
        return features.size();
    }

    /** Whether all features have this period in an input, so that every function of them has. */
    boolean isPeriodic(int input, double period) {
        for (Feature feature : features) {
            if (feature instanceof Affine affine && affine.input() == input) {
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
            }
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
