package org.ansatz.solve.collocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.reference.SingularParts;
import org.ansatz.solve.mlp.MlpSolver;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.Parallel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResidualSystemTest {
    private static Trial trial(Problem problem, TrialFamily family, boolean hard) {
        Features features = family.features(problem, Stretch.whole(problem).bounds(), new SplittableRandom(1));
        return new Trial(
                features,
                family.kernel(features.count(), problem.fields().size(), 1),
                problem.fields(),
                List.of(2.0),
                hard ? new HardConditions(problem, -1).envelopes() : Map.of(),
                hard ? SingularParts.none(problem) : SingularParts.of(problem));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "gated"})
    void tensorsGiveTheSameValueAndGradientAsTheKernel(String architecture) {
        Problem problem = Yaml.problem(Yaml.WAVE.replace("u_tt = u_xx", "u_tt + u*u_x = u_xx*(1 + u^2)")
                + "  - {integral: {over: x, of: u^2, equals: 1 + t}}\n");
        for (String constraints : List.of("soft", "hard")) {
            Settings settings = Settings.empty()
                    .with("hidden", "[5, 5]")
                    .with("points", 20)
                    .with("architecture", architecture)
                    .with("constraints", constraints);
            Stretch stretch = Stretch.whole(problem);
            TrialFamily family = MlpSolver.family(problem, settings);
            Trial trial = trial(problem, family, constraints.equals("hard"));
            Groups groups = new Groups(stretch, trial, constraints.equals("hard"), 20, 9, new SplittableRandom(2));
            try (Parallel parallel = new Parallel(2)) {
                ResidualSystem system =
                        new ResidualSystem(trial, groups.groups(), new UnknownConstants(List.of()), parallel);
                double[] x = family.initial(trial.kernel(), 0, new SplittableRandom(3));
                double[] kernel = new double[x.length];
                double[] tensors = new double[x.length];
                double value = system.valueAndGradient(x, kernel);
                assertThat(new DeviceObjective(
                                        system, family.onDevice(trial.kernel()).orElseThrow(), Device.CPU)
                                .valueAndGradient(x, tensors))
                        .isCloseTo(value, within(1e-12 * value));
                for (int q = 0; q < x.length; q++) {
                    assertThat(tensors[q]).isCloseTo(kernel[q], within(1e-10 * (1 + Math.abs(kernel[q]))));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"soft", "hard"})
    void jacobianAndGradientAgreeWithFiniteDifferences(String constraints) {
        Problem problem = Yaml.problem(Yaml.WAVE.replace("u_tt = u_xx", "u_tt + u*u_x = u_xx*(1 + u^2)"));
        Settings settings = Settings.empty()
                .with("hidden", "[5, 4]")
                .with("points", 20)
                .with("constraints", constraints)
                .with("threads", 2);
        Stretch stretch = Stretch.whole(problem);
        TrialFamily family = MlpSolver.family(problem, settings);
        Trial trial = trial(problem, family, constraints.equals("hard"));
        Groups groups = new Groups(stretch, trial, constraints.equals("hard"), 20, 9, new SplittableRandom(2));
        try (Parallel parallel = new Parallel(2)) {
            ResidualSystem system =
                    new ResidualSystem(trial, groups.groups(), new UnknownConstants(List.of()), parallel);
            double[] x = family.initial(trial.kernel(), 0, new SplittableRandom(3));
            int n = system.residuals();
            int p = system.parameters();
            double[] r = new double[n];
            double[] jt = new double[n * p];
            system.linearise(x, r, jt);
            double[] gradient = new double[p];
            system.valueAndGradient(x, gradient);
            double[] up = new double[n];
            double[] down = new double[n];
            double h = 1e-5;
            for (int q = 0; q < p; q++) {
                double keep = x[q];
                x[q] = keep + h;
                system.residuals(x, up);
                x[q] = keep - h;
                system.residuals(x, down);
                x[q] = keep;
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    double slope = (up[i] - down[i]) / (2 * h);
                    assertThat(Math.abs(jt[q * n + i] - slope)).isLessThan(1e-6 * (1 + Math.abs(slope)));
                    sum += jt[q * n + i] * r[i];
                }
                assertThat(Math.abs(gradient[q] - sum)).isLessThan(1e-11 * (1 + Math.abs(sum)));
            }
        }
    }
}
