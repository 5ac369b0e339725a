package org.ansatz.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.ansatz.learn.train.GradientAnnealing.Denominator;
import org.ansatz.learn.train.GradientAnnealing.LayerReduction;
import org.ansatz.learn.train.LossBalancer.TermGradients;
import org.junit.jupiter.api.Test;

class GradientAnnealingTest {
    private static final List<double[]> RESIDUAL = List.of(new double[] {3, -4}, new double[] {1});
    private static final List<double[]> BOUNDARY = List.of(new double[] {0.1, -0.3}, new double[] {0.4});
    private final List<String> warnings = new ArrayList<>();

    private GradientAnnealing annealing(Denominator denominator, LayerReduction reduction) {
        return new GradientAnnealing("residual", 0.9, 10, denominator, reduction, 1e6, warnings::add);
    }

    private static TermGradients gradients(List<double[]> residual, List<double[]> boundary) {
        Map<String, List<double[]>> layers = Map.of("residual", residual, "boundary", boundary);
        return new TermGradients() {
            @Override
            public List<String> terms() {
                return List.of("residual", "boundary");
            }

            @Override
            public List<double[]> of(String term) {
                return layers.get(term);
            }
        };
    }

    private static List<double[]> times(double factor, List<double[]> layers) {
        return layers.stream()
                .map(layer ->
                        java.util.Arrays.stream(layer).map(v -> factor * v).toArray())
                .toList();
    }

    @Test
    void theDenominatorIsTheMeanOfLayerMeansNotThePooledMean() {
        GradientAnnealing balancer = annealing(Denominator.WEIGHTED, LayerReduction.MAX_MEAN);
        assertThat(GradientAnnealing.target(RESIDUAL, BOUNDARY, 1, LayerReduction.MAX_MEAN))
                .isCloseTo(4 / 0.3, within(1e-12));
        balancer.update(0, gradients(RESIDUAL, BOUNDARY));
        assertThat(balancer.weight("boundary")).isCloseTo(0.9 + 0.1 * 4 / 0.3, within(1e-12));
        assertThat(balancer.weight("residual")).isEqualTo(1);
    }

    @Test
    void theCavityScriptTakesTheLargestLayerRatio() {
        assertThat(GradientAnnealing.target(RESIDUAL, BOUNDARY, 1, LayerReduction.PER_LAYER_RATIO_MAX))
                .isCloseTo(20, within(1e-12));
    }

    @Test
    void weightedAnnealingConvergesToTheRootOfTheRatioUnweightedToTheRatio() {
        List<double[]> residual = List.of(new double[] {100, 5});
        List<double[]> boundary = List.of(new double[] {1, -1});
        GradientAnnealing weighted = annealing(Denominator.WEIGHTED, LayerReduction.MAX_MEAN);
        GradientAnnealing unweighted = annealing(Denominator.UNWEIGHTED, LayerReduction.MAX_MEAN);
        for (int k = 0; k < 400; k++) {
            weighted.update(10L * k, gradients(residual, boundary));
            unweighted.update(10L * k, gradients(residual, boundary));
        }
        assertThat(weighted.weight("boundary")).isCloseTo(10, within(1e-9));
        assertThat(unweighted.weight("boundary")).isCloseTo(100, within(1e-9));
    }

    @Property(tries = 100)
    void scalingATermDividesItsTargetAndScalingTheResidualMultipliesIt(
            @ForAll @DoubleRange(min = 0.01, max = 1e3) double c) {
        double plain = GradientAnnealing.target(RESIDUAL, BOUNDARY, 1, LayerReduction.MAX_MEAN);
        assertThat(GradientAnnealing.target(RESIDUAL, times(c, BOUNDARY), 1, LayerReduction.MAX_MEAN) * c / plain)
                .isCloseTo(1, within(1e-12));
        assertThat(GradientAnnealing.target(times(c, RESIDUAL), BOUNDARY, 1, LayerReduction.MAX_MEAN) / (c * plain))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void aZeroGradientKeepsTheWeightAndWarns() {
        GradientAnnealing balancer = annealing(Denominator.WEIGHTED, LayerReduction.MAX_MEAN);
        balancer.update(20, gradients(RESIDUAL, times(0, BOUNDARY)));
        assertThat(balancer.weight("boundary")).isEqualTo(1);
        assertThat(warnings).singleElement().asString().contains("step 20", "boundary", "zero gradient");
    }

    @Test
    void aWeightBeyondTheCapIsClampedWithAWarning() {
        GradientAnnealing balancer = annealing(Denominator.UNWEIGHTED, LayerReduction.MAX_MEAN);
        balancer.update(0, gradients(times(1e9, RESIDUAL), BOUNDARY));
        assertThat(balancer.weight("boundary")).isEqualTo(1e6);
        assertThat(warnings).singleElement().asString().contains("clamped");
    }

    @Test
    void aGradientThatIsNotFiniteNamesTheTerm() {
        GradientAnnealing balancer = annealing(Denominator.WEIGHTED, LayerReduction.MAX_MEAN);
        assertThatThrownBy(() -> balancer.update(30, gradients(RESIDUAL, times(Double.NaN, BOUNDARY))))
                .isInstanceOf(TrainingFailure.class)
                .hasMessage("the gradient of term boundary is not finite at step 30");
    }

    @Test
    void aMissingResidualTermIsAConfigurationError() {
        GradientAnnealing balancer = GradientAnnealing.published("pde", warnings::add);
        assertThatThrownBy(() -> balancer.update(0, gradients(RESIDUAL, BOUNDARY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"pde\"");
    }

    @Test
    void aRestoredStateHasTheSameWeights() {
        GradientAnnealing balancer = annealing(Denominator.WEIGHTED, LayerReduction.MAX_MEAN);
        balancer.update(0, gradients(RESIDUAL, BOUNDARY));
        GradientAnnealing other = annealing(Denominator.WEIGHTED, LayerReduction.MAX_MEAN);
        other.restore(balancer.state());
        assertThat(other.weight("boundary")).isEqualTo(balancer.weight("boundary"));
    }
}
