package org.ansatz.learn.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.ansatz.learn.module.ModifiedMlp.Gating;
import org.ansatz.learn.module.StreamFunction.Flow;
import org.ansatz.tensor.jet.JetBasis;
import org.junit.jupiter.api.Test;

class StreamFunctionTest {
    private static final double H = 1e-4;
    private final Module module = new ModifiedMlp(
            List.of(2, 9, 9, 2),
            Activation.TANH,
            Initialisation.GLOROT_NORMAL,
            Normalization.uniform(new double[] {0, 0}, new double[] {1, 1}),
            Gating.PUBLISHED_CODE);
    private final double[] weights = module.initialise(new Random(3));

    private Flow flow(double x, double y) {
        Derivatives psi = module.derivatives(JetBasis.of(2, StreamFunction.wanted()), 1);
        psi.evaluate(weights, new double[] {x, y});
        return new StreamFunction(psi, 0).at(0);
    }

    @Test
    void theFlowIsFreeOfDivergenceForRandomWeights() {
        for (double x = 0.05; x < 1; x += 0.3) {
            for (double y = 0.05; y < 1; y += 0.3) {
                Flow flow = flow(x, y);
                assertThat(flow.uX() + flow.vY()).isCloseTo(0, within(1e-12));
                double differences = (flow(x + H, y).u()
                                - flow(x - H, y).u()
                                + flow(x, y + H).v()
                                - flow(x, y - H).v())
                        / (2 * H);
                assertThat(differences).isCloseTo(0, within(1e-5));
            }
        }
    }

    @Test
    void derivativesOfTheVelocityAreItsDifferences() {
        double x = 0.4;
        double y = 0.7;
        Flow flow = flow(x, y);
        Flow east = flow(x + H, y);
        Flow west = flow(x - H, y);
        Flow north = flow(x, y + H);
        Flow south = flow(x, y - H);
        assertThat(flow.uX()).isCloseTo((east.u() - west.u()) / (2 * H), within(1e-5));
        assertThat(flow.uY()).isCloseTo((north.u() - south.u()) / (2 * H), within(1e-5));
        assertThat(flow.vX()).isCloseTo((east.v() - west.v()) / (2 * H), within(1e-5));
        assertThat(flow.laplacianU())
                .isCloseTo((east.uX() - west.uX() + north.uY() - south.uY()) / (2 * H), within(1e-4));
        assertThat(flow.laplacianV())
                .isCloseTo((east.vX() - west.vX() + north.vY() - south.vY()) / (2 * H), within(1e-4));
    }
}
