package org.ansatz.physics.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ansatz.learn.optim.Adam;
import org.ansatz.learn.optim.GradientDescent;
import org.ansatz.learn.optim.Optimizers;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.optim.Sgd;
import org.ansatz.learn.optim.SmoothObjective;
import org.ansatz.learn.optim.UpdateRule;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoetherSessionTest {
    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    /** {@code |W u - (1, 2)|^2 / 2} with u the direction of the second array: its scale is a symmetry, W's is none. */
    private record Loss() implements SmoothObjective {
        @Override
        public int dimension() {
            return layout().size();
        }

        @Override
        public ParameterLayout layout() {
            return ParameterLayout.empty().matrix("w", 2, 3).vector("u", 3);
        }

        @Override
        public double value(double[] x) {
            return valueAndGradient(x, new double[9]);
        }

        @Override
        public double valueAndGradient(double[] x, double[] g) {
            double norm = Math.sqrt(x[6] * x[6] + x[7] * x[7] + x[8] * x[8]);
            double value = 0;
            double[] slope = new double[3];
            for (int i = 0; i < 2; i++) {
                double residual = -1 - i;
                for (int j = 0; j < 3; j++) {
                    residual += x[3 * i + j] * x[6 + j] / norm;
                }
                value += residual * residual / 2;
                for (int j = 0; j < 3; j++) {
                    g[3 * i + j] = residual * x[6 + j] / norm;
                    slope[j] += residual * x[3 * i + j];
                }
            }
            double along = (slope[0] * x[6] + slope[1] * x[7] + slope[2] * x[8]) / norm;
            for (int j = 0; j < 3; j++) {
                g[6 + j] = (slope[j] - along * x[6 + j] / norm) / norm;
            }
            return value;
        }
    }

    private Run run() {
        return new Run() {
            @Override
            public long seed() {
                return 1;
            }

            @Override
            public Optional<Path> folder() {
                return Optional.of(folder);
            }

            @Override
            public void say(String message) {
                said.add(message);
            }

            @Override
            public void progress(double fraction, String stage, long step, Map<String, Double> figures) {}

            @Override
            public boolean stopRequested() {
                return false;
            }
        };
    }

    private NoetherSession trained(String monitor, UpdateRule rule, String optimizer) {
        double[] start = {0.3, -0.2, 0.5, 0.1, 0.7, -0.4, 1, 0.5, -0.3};
        Loss loss = new Loss();
        NoetherSession session = NoetherSession.begin(
                MonitorChoice.parse(monitor).orElseThrow(), loss, start, rule, optimizer, false, 50, run());
        GradientDescent descent = new GradientDescent(loss, start, rule).watch(session);
        for (int n = 0; n < 50; n++) {
            descent.step();
        }
        session.finish();
        return session;
    }

    private String told() {
        return String.join("\n", said);
    }

    @Test
    void aSymmetryIsFoundItsLawHoldsAndTheFilesAreWritten() throws Exception {
        NoetherSession session = trained("noether", new Sgd(9, Schedule.constant(0.05), 0.9, 0.01, false), "sgd");
        assertThat(told())
                .contains("scale of u: holds", "scale of w: broken, |<g,X>|/(|g||X|) = ")
                .contains("the exact law holds to ", "of each charge (1 charges, 50 steps)");
        assertThat(session.residual()).isLessThan(1e-13);
        List<String> lines = Files.readAllLines(folder.resolve("noether.csv"));
        assertThat(lines.get(0)).startsWith("charge of,step,charge,move_square");
        assertThat(lines).anyMatch(line -> line.startsWith("scale of u,49,"));
        // Of the broken one the charge is recorded and nothing predicted.
        assertThat(lines).anyMatch(line -> line.startsWith("scale of w,0,") && line.endsWith(",,,,,"));
        assertThat(Files.readString(folder.resolve("noether-audit.csv"))).contains("scale of u,1,1,");
        assertThat(folder.resolve("figures/noether.png")).exists();
        trained("noether", new Sgd(9, Schedule.constant(0.05), 0, false), "sgd");
        assertThat(folder.resolve("noether-2.csv")).exists();
    }

    @Test
    void forcedPredictionsOfABrokenSymmetryAreOff() {
        NoetherSession session =
                trained("noether(force=true rows=20)", new Sgd(9, Schedule.constant(0.05), 0, false), "sgd");
        assertThat(session.residual()).isGreaterThan(1e-4);
        assertThat(session.tracks()).hasSize(2);
    }

    @Test
    void otherOptimizersAreRecordedAndTheLawsRuleIsNamed() {
        NoetherSession session = trained("noether", Adam.of(9, Schedule.constant(0.01)), "adam");
        assertThat(told())
                .contains(
                        "no law is checked and nothing predicted: Noether's law covers gradient descent with momentum")
                .contains("(optimizer adam); charges are recorded");
        assertThat(session.residual()).isNaN();
        assertThat(session.tracks()).hasSize(2);
    }

    @Test
    void nesterovsFormAndChangingRatesAreToldApart() {
        trained("noether", new Sgd(9, Schedule.constant(0.05), 0.9, true), "sgd(nesterov=true)");
        assertThat(told()).contains("the rule here is Nesterov's form");
        said.clear();
        NoetherSession session = trained("noether", new Sgd(9, Schedule.cosine(0.1, 0.01, 50), 0.9, false), "sgd");
        assertThat(session.residual()).isLessThan(1e-13);
        assertThat(told()).contains("the learning rate changes");
    }

    @Test
    void choicesThatCannotBeReadAreRefused() {
        assertThat(MonitorChoice.parse("none")).isEmpty();
        assertThat(MonitorChoice.parse(" noether ")).contains(new MonitorChoice(false, 0));
        assertThat(MonitorChoice.parse("noether(force=true rows=9)")).contains(new MonitorChoice(true, 9));
        for (String wrong : List.of("noeter", "noether(", "noether(force=1)", "noether(rows=1)", "noether(x=1)")) {
            assertThatThrownBy(() -> MonitorChoice.parse(wrong)).isInstanceOf(InvalidProblem.class);
        }
        assertThatThrownBy(() -> MonitorChoice.parse("noeter")).hasMessageContaining("noether");
        assertThatThrownBy(() -> MonitorChoice.requireFirstOrder(Optimizers.named("lm")))
                .hasMessageContaining("first-order optimizer; lm is none");
    }
}
