package org.ansatz.dynamics.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PhaseTrajectoryTest {
    private static final TrajectoryPlan FEW = new TrajectoryPlan(4, 4, 10, 200);

    @Test
    void everySystemKeepsItsEnergyAndStartsWithinItsBounds() {
        for (String name : SystemLibrary.names()) {
            PhaseSystem system = SystemLibrary.get(name);
            for (PhaseTrajectory trajectory : FEW.draw(system, RandomStream.seeded(3))) {
                double[] energies = trajectory.energies();
                if (system.damping() > 0) {
                    assertThat(trajectory.driftWarning())
                            .isPresent()
                            .get()
                            .asString()
                            .contains("damped-oscillator");
                } else {
                    assertThat(Arrays.stream(energies)
                                    .map(e -> e / energies[0] - 1)
                                    .map(Math::abs)
                                    .max()
                                    .orElseThrow())
                            .as(name)
                            .isLessThan(1e-7);
                    assertThat(trajectory.driftWarning()).isEmpty();
                }
                assertThat(trajectory.scale()).isBetween(0.25, 4.0);
                assertThat(trajectory.energy(trajectory.features()[7])).isCloseTo(energies[7], within(1e-14));
            }
        }
        double unit = FEW.draw(SystemLibrary.get("pendulum"), RandomStream.seeded(3))
                        .get(0)
                        .energies()[0]
                / FEW.draw(SystemLibrary.get("pendulum"), RandomStream.seeded(3))
                        .get(0)
                        .scale();
        assertThat(unit).isBetween(0.1, 1.7);
    }

    @Test
    void ratesAreDifferencesOfStates() {
        for (String name : List.of("magnetic-mirror", "three-body", "damped-oscillator")) {
            PhaseTrajectory motion = new TrajectoryPlan(1, 1, 1, 1001)
                    .draw(SystemLibrary.get(name), RandomStream.seeded(4))
                    .get(0);
            for (int i = 0; i < motion.features()[0].length; i++) {
                double difference = (motion.features()[501][i] - motion.features()[499][i]) / 2e-3;
                assertThat(difference).as(name).isCloseTo(motion.rates()[500][i], within(1e-4));
            }
        }
    }

    @Test
    void motionsAlongALineHaveNoSecondComponent() {
        PhaseTrajectory spring = FEW.draw(SystemLibrary.get("mass-spring"), RandomStream.seeded(5))
                .get(0);
        for (int k = 0; k < spring.points(); k++) {
            assertThat(spring.features()[k][1]).isZero();
            assertThat(spring.features()[k][3]).isZero();
            assertThat(spring.rates()[k][1]).isZero();
            assertThat(spring.rates()[k][3]).isZero();
        }
    }

    /** Rows of the linear map from (a, b, c) of H = a q^2/2 + b q p + c p^2/2 to the field (b q + c p, -a q - b p). */
    private static double fitQuadratic(List<double[]> states, List<double[]> slopes) {
        double[] rows = new double[6 * states.size()];
        double[] values = new double[2 * states.size()];
        for (int k = 0; k < states.size(); k++) {
            double q = states.get(k)[0];
            double p = states.get(k)[1];
            System.arraycopy(new double[] {0, q, p, -q, -p, 0}, 0, rows, 6 * k, 6);
            System.arraycopy(slopes.get(k), 0, values, 2 * k, 2);
        }
        Tensor a = Tensor.of(rows, 2L * states.size(), 3);
        Tensor b = Tensor.of(values, 2L * states.size(), 1);
        Tensor best = Linalg.solve(a.mT().matmul(a), a.mT().matmul(b));
        return a.matmul(best).sub(b).norm().item() / b.norm().item();
    }

    @Test
    void aQuadraticHamiltonianFitsTheSpringExactly() {
        PhaseTrajectory spring = FEW.draw(SystemLibrary.get("mass-spring"), RandomStream.seeded(6))
                .get(1);
        List<double[]> states =
                Arrays.stream(spring.features()).map(spring.system()::state).toList();
        List<double[]> slopes =
                Arrays.stream(spring.rates()).map(spring.system()::state).toList();
        assertThat(fitQuadratic(states, slopes)).isLessThan(1e-10);
    }

    @Test
    void noQuadraticHamiltonianFitsADampedOscillatorBetterThanItsDivergenceAllows() {
        double damping = 0.2;
        RandomStream random = RandomStream.seeded(7);
        List<double[]> states = new ArrayList<>();
        List<double[]> slopes = new ArrayList<>();
        double[] slope = new double[2];
        for (int k = 0; k < 100_000; k++) {
            double[] z = random.normal(2);
            SystemLibrary.get("damped-oscillator").field(1).slope(z, slope);
            states.add(z);
            slopes.add(slope.clone());
        }
        assertThat(fitQuadratic(states, slopes))
                .isCloseTo(damping / Math.sqrt(4 + 2 * damping * damping), within(1e-3));
    }

    @Test
    void supportAndQueryPointsDiffer() {
        TaskSampler sampler = TaskSampler.of(
                List.of(SystemLibrary.get("henon-heiles")), new TrajectoryPlan(1, 1, 10, 40), RandomStream.seeded(8));
        TaskSampler.Drawn drawn = sampler.draw(RandomStream.seeded(9), 1, 20, 20, DType.FLOAT64);
        double[] z = Tensor.cat(1, drawn.support().z(), drawn.query().z())
                .select(3, 0)
                .toDoubles();
        assertThat(Arrays.stream(z).distinct().count()).isEqualTo(40);
    }

    @Test
    void wrongInputIsRefused() {
        TaskSampler sampler = TaskSampler.of(
                List.of(SystemLibrary.get("pendulum"), SystemLibrary.get("two-body")),
                new TrajectoryPlan(1, 1, 1, 30),
                RandomStream.seeded(8));
        assertThatThrownBy(() -> sampler.draw(RandomStream.seeded(0), 1, 20, 20, DType.FLOAT64))
                .hasMessageContaining("40 points of a trajectory of pendulum that has 30");
        assertThatThrownBy(() -> sampler.draw(RandomStream.seeded(0), 2, 5, 5, DType.FLOAT64))
                .hasMessageContaining("pendulum has 1, two-body 2");
        assertThatThrownBy(() -> new LeaveOneOut(List.of(SystemLibrary.get("pendulum")), SystemLibrary.get("pendulum")))
                .hasMessageContaining("held-out system pendulum is also trained on");
        assertThatThrownBy(() -> SystemLibrary.get("pendulums")).hasMessageContaining("three-body");
        assertThatThrownBy(() -> new TrajectoryPlan(3, 0.5, 1, 10)).hasMessageContaining("0.5");
    }
}
