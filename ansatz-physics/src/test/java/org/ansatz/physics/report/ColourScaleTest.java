package org.ansatz.physics.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.ansatz.physics.problem.Interval;
import org.junit.jupiter.api.Test;

class ColourScaleTest {
    /** Two snapshots of one row each that hold 0, 1, ..., 999 between them, one of them beside NaN and infinity. */
    private static double[][][] thousand() {
        double[][][] stations = {{new double[500]}, {new double[502]}};
        for (int k = 0; k < 1000; k++) {
            stations[k % 2][0][k / 2] = k;
        }
        stations[1][0][500] = Double.NaN;
        stations[1][0][501] = Double.POSITIVE_INFINITY;
        return stations;
    }

    @Test
    void wholeRunsOverAllFiniteValues() {
        assertThat(ColourScale.whole(thousand())).isEqualTo(new Interval(0, 999));
        assertThat(ColourScale.whole(new double[][][] {{{Double.NaN}}})).isEqualTo(new Interval(0, 1));
        assertThat(ColourScale.whole(new double[][][] {{{3, 3}}})).isEqualTo(new Interval(2.5, 3.5));
    }

    @Test
    void bulkLeavesOutOnePercentAtEachEnd() {
        assertThat(ColourScale.bulk(thousand())).isEqualTo(new Interval(10, 989));
    }

    @Test
    void symmetricHasZeroInItsMiddle() {
        assertThat(ColourScale.symmetric(new Interval(-1, 3))).isEqualTo(new Interval(-3, 3));
    }
}
