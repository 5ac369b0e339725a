package org.ansatz.physics.reference.fem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.ansatz.physics.geometry.TetrahedralMesh;
import org.junit.jupiter.api.Test;

class ElasticTetrahedraTest {
    private static TetrahedralMesh cube(int cells) {
        return TetrahedralMesh.box(new double[] {-1, -1, -1}, new double[] {1, 1, 1}, cells, cells, cells);
    }

    private static ElasticTetrahedra.Load load(double contact) {
        return new ElasticTetrahedra.Load(2, 3, 4, new double[] {1, 0, -8}, 2, contact, -1);
    }

    @Test
    void theGradientOfTheStepsPotentialAgreesWithDifferences() {
        ElasticTetrahedra body = new ElasticTetrahedra(cube(1), load(5), 0.1);
        Random random = new Random(1);
        double[] x = random.doubles(body.unknowns(), -0.2, 0.2).toArray();
        double[] linear = random.doubles(body.unknowns(), -1, 1).toArray();
        double[] gradient = new double[x.length];
        body.potential(x, linear, gradient);
        for (int k = 0; k < x.length; k++) {
            double saved = x[k];
            x[k] = saved + 1e-6;
            double up = body.potential(x, linear, new double[x.length]);
            x[k] = saved - 1e-6;
            double down = body.potential(x, linear, new double[x.length]);
            x[k] = saved;
            assertThat(gradient[k]).isCloseTo((up - down) / 2e-6, within(1e-6 * (1 + Math.abs(gradient[k]))));
        }
    }

    @Test
    void aBodyInFreeFallGainsDtForceOverTwiceTheDensityPerStepAndKeepsItsShape() {
        ElasticTetrahedra body = new ElasticTetrahedra(cube(2), load(0), 0.1);
        // Speeds of -0.2, -0.4, then no force.
        double[] heights = {-0.02, -0.06, -0.1};
        for (double height : heights) {
            body.step();
            double[] same = new double[27];
            Arrays.fill(same, height);
            assertThat(body.displacement()[2]).containsExactly(same, within(1e-6));
        }
        assertThat(body.strainEnergy()).isCloseTo(0, within(1e-9));
    }

    @Test
    void aBodyThatLandsIsCompressedAndSentBackUp() {
        ElasticTetrahedra body = new ElasticTetrahedra(cube(2), load(200), 0.1);
        double lowest = 0;
        double strained = 0;
        double last = 0;
        double speed = 0;
        for (int step = 0; step < 16; step++) {
            body.step();
            double height = Arrays.stream(body.displacement()[2]).average().orElseThrow();
            speed = height - last;
            last = height;
            lowest = Math.min(lowest, height);
            strained = Math.max(strained, body.strainEnergy());
        }
        assertThat(speed).isPositive();
        assertThat(lowest).isBetween(-0.6, -0.05);
        assertThat(strained).isGreaterThan(1e-3);
    }
}
