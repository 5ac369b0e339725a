package org.ansatz.dynamics.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ansatz.physics.problem.InvalidProblem;
import org.junit.jupiter.api.Test;

class FourierBoxTest {
    private static final double TWO_PI = 2 * Math.PI;

    private static FourierBox box() {
        return new FourierBox(List.of(
                new FourierLine(12, 0, TWO_PI, Boundary.PERIODIC),
                new FourierLine(16, -1, 2, Boundary.ANTIPERIODIC),
                new FourierLine(10, 0, 1, Boundary.PERIODIC)));
    }

    private static double[] field(FourierBox box) {
        double[][] x = box.coordinates();
        double[] field = new double[box.size()];
        for (int j = 0; j < field.length; j++) {
            field[j] = Math.sin(2 * x[0][j]) * Math.cos(Math.PI / 2 * x[1][j]) * Math.cos(TWO_PI * x[2][j]);
        }
        return field;
    }

    @Test
    void derivativesAreThoseOfPlaneWaves() {
        FourierBox box = box();
        double[] field = field(box);
        double[] shifted = new double[box.size() + 3];
        System.arraycopy(field, 0, shifted, 3, field.length);
        double[] found = new double[box.size()];
        box.laplacian(shifted, 3, found);
        double eigenvalue = -(4 + Math.PI * Math.PI / 4 + TWO_PI * TWO_PI);
        double[] second = new double[box.size()];
        box.derivative(field, 0, 1, 2, second);
        double[] first = new double[box.size()];
        box.derivative(field, 0, 0, 1, first);
        double[][] x = box.coordinates();
        for (int j = 0; j < found.length; j++) {
            assertThat(found[j]).isCloseTo(eigenvalue * field[j], within(1e-11));
            assertThat(second[j]).isCloseTo(-Math.PI * Math.PI / 4 * field[j], within(1e-11));
            double slope = 2 * Math.cos(2 * x[0][j]) * Math.cos(Math.PI / 2 * x[1][j]) * Math.cos(TWO_PI * x[2][j]);
            assertThat(first[j]).isCloseTo(slope, within(1e-11));
        }
    }

    @Test
    void aFilterOfOnesChangesNothingAndAnEdgeRemovesAWave() {
        FourierBox box = box();
        double[] field = field(box);
        List<double[]> ones =
                box.axes().stream().map(axis -> axis.symbol(k -> 1)).toList();
        double[] same = field.clone();
        box.filter(same, ones);
        assertThat(same).containsExactly(field, within(1e-13));
        List<double[]> low = box.axes().stream()
                .map(axis -> axis.symbol(k -> k < 1.9 ? 1 : 0))
                .toList();
        box.filter(same, low);
        assertThat(same).containsOnly(new double[] {0}, within(1e-13));
    }

    @Test
    void volumesAndWaveNumbers() {
        FourierBox box = box();
        assertThat(box.size()).isEqualTo(12 * 16 * 10);
        assertThat(box.volume()).isCloseTo(4 * Math.PI, within(1e-12));
        assertThat(box.cellVolume() * box.size()).isCloseTo(box.volume(), within(1e-12));
        assertThat(box.largestWaveNumber())
                .isCloseTo(Math.sqrt(36 + Math.pow(15 * Math.PI / 2, 2) + Math.pow(10 * Math.PI, 2)), within(1e-12));
    }

    @Test
    void fourAxesAreRefused() {
        FourierLine line = new FourierLine(8, 0, 1, Boundary.PERIODIC);
        assertThatThrownBy(() -> new FourierBox(List.of(line, line, line, line)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("one to three axes, got 4");
    }
}
