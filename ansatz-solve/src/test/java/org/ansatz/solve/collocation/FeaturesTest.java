package org.ansatz.solve.collocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeaturesTest {
    private static double value(Features features, double x, double y, double t) {
        double[] out = new double[1];
        features.jets(JetBasis.of(3, List.of(MultiIndex.zero(3))), new double[][] {{x}, {t}, {y}}, 0, out, 1, 0);
        return out[0];
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cornerFeatureIsHarmonicAndItsJetsAgreeWithFiniteDifferences(boolean imaginary) {
        Features features = new Features(
                3, List.of(new Features.Corner(List.of(0, 2), List.of(0.2, -0.1), 2.3, 2.0 / 3, 1.7, imaginary)));
        JetBasis basis = JetBasis.of(
                3,
                List.of(
                        MultiIndex.of(2, 0, 0),
                        MultiIndex.of(0, 0, 2),
                        MultiIndex.of(1, 0, 1),
                        MultiIndex.of(0, 1, 0)));
        double h = 1e-4;
        for (double[] p : new double[][] {{-0.5, 0.4}, {0.1, 0.7}, {-0.3, -0.6}, {0.6, 0.5}}) {
            double[] jets = new double[basis.size()];
            features.jets(basis, new double[][] {{p[0]}, {0.3}, {p[1]}}, 0, jets, 1, 0);
            double x = p[0];
            double y = p[1];
            double slopeX = (value(features, x + h, y, 0) - value(features, x - h, y, 0)) / (2 * h);
            double slopeY = (value(features, x, y + h, 0) - value(features, x, y - h, 0)) / (2 * h);
            double mixed = (value(features, x + h, y + h, 0)
                            - value(features, x - h, y + h, 0)
                            - value(features, x + h, y - h, 0)
                            + value(features, x - h, y - h, 0))
                    / (4 * h * h);
            double bend = (value(features, x + h, y, 0) - 2 * jets[0] + value(features, x - h, y, 0)) / (h * h);
            assertThat(jets[0]).isEqualTo(value(features, x, y, 1));
            assertThat(jets[basis.position(MultiIndex.of(1, 0, 0))]).isCloseTo(slopeX, within(1e-6));
            assertThat(jets[basis.position(MultiIndex.of(0, 0, 1))]).isCloseTo(slopeY, within(1e-6));
            assertThat(jets[basis.position(MultiIndex.of(1, 0, 1))]).isCloseTo(mixed, within(1e-5));
            assertThat(2 * jets[basis.position(MultiIndex.of(2, 0, 0))]).isCloseTo(bend, within(1e-5));
            assertThat(jets[basis.position(MultiIndex.of(0, 0, 2))])
                    .isCloseTo(-jets[basis.position(MultiIndex.of(2, 0, 0))], within(1e-12));
            assertThat(jets[basis.position(MultiIndex.of(0, 1, 0))]).isZero();
        }
    }

    /** On both sides of a corner of 270 degrees one of the two features vanishes, as a solution does that is zero there. */
    @org.junit.jupiter.api.Test
    void realPartVanishesOnBothSidesOfItsCorner() {
        Features features = new Features(
                3, List.of(new Features.Corner(List.of(0, 2), List.of(0.0, 0.0), 0.75 * Math.PI, 2.0 / 3, 1, false)));
        assertThat(value(features, 0.4, 0, 0)).isCloseTo(0, within(1e-15));
        assertThat(value(features, 0, -0.7, 0)).isCloseTo(0, within(1e-15));
        assertThat(value(features, -0.4, 0.4, 0)).isGreaterThan(0.1);
    }
}
