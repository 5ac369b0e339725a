package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.ansatz.learn.optim.Adam;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.sequence.DecoderSettings;
import org.ansatz.learn.sequence.MomentumAttention;
import org.ansatz.learn.sequence.TransformerDecoder;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerStudiesTest {
    static Stream<Study> studies() {
        return Stream.of(new AdaptiveMemoryMomentum(), new Auon(), new Fismo(), new NoetherLearningDynamics());
    }

    @ParameterizedTest
    @MethodSource("studies")
    void theTinyStudyMeetsItsBars(Study study) throws Exception {
        StudyReport report = study.run(Scale.TINY, Settings.empty(), Run.silent(0));
        assertThat(report.figures()).isNotEmpty();
        assertThat(report.missed()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("studies")
    void experimentsThatItHasNotAreRefused(Study study) {
        Settings unknown = Settings.empty().with("experiments", "X");
        assertThatThrownBy(() -> study.run(Scale.TINY, unknown, Run.silent(0)))
                .hasMessageContaining("has no experiment \"X\"");
    }

    private static void gradientIsTheSlope(OptimizerTask task, double tolerance) {
        double[] x = task.start();
        Random random = new Random(7);
        double[] gradient = new double[x.length];
        double[] unused = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] += 0.1 * random.nextGaussian();
        }
        task.loss(3, x, gradient);
        double[] direction = random.doubles(x.length, -1, 1).toArray();
        double slope = 0;
        for (int i = 0; i < x.length; i++) {
            slope += gradient[i] * direction[i];
        }
        double h = 1e-5;
        double[] ahead = x.clone();
        double[] behind = x.clone();
        for (int i = 0; i < x.length; i++) {
            ahead[i] += h * direction[i];
            behind[i] -= h * direction[i];
        }
        double difference = (task.loss(3, ahead, unused) - task.loss(3, behind, unused)) / (2 * h);
        assertThat(slope).isCloseTo(difference, within(tolerance * Math.abs(difference)));
    }

    @Test
    void gradientsOfTheTasksAreTheirSlopes() {
        gradientIsTheSlope(QuadraticTask.of(5, 100), 1e-7);
        gradientIsTheSlope(new LogisticTask(1), 1e-7);
        try (TeacherTask teacher = new TeacherTask(TeacherTask.Size.TINY, 1)) {
            gradientIsTheSlope(teacher, 1e-6);
        }
        gradientIsTheSlope(new NeuronTask(1), 1e-7);
        try (NormalisedTask normalised = new NormalisedTask(NormalisedTask.Size.TINY, 1, 1)) {
            gradientIsTheSlope(normalised, 1e-5);
        }
    }

    @Test
    void theStochasticGradientOfTheMatrixRegressionIsTheSlopeInTheMean() {
        KroneckerTask task = new KroneckerTask(3, 4, 1);
        double[] x = task.start();
        double[] mean = new double[x.length];
        double[] gradient = new double[x.length];
        int draws = 4000;
        for (int step = 0; step < draws; step++) {
            task.loss(step, x, gradient);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += gradient[i] / draws;
            }
        }
        // Against the gradient of the loss, by central differences; both up to the unit of the score.
        double[] slopes = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double[] moved = x.clone();
            moved[i] = 1e-4;
            slopes[i] = task.score(moved);
            moved[i] = -1e-4;
            slopes[i] = (slopes[i] - task.score(moved)) / 2e-4;
        }
        double product = 0;
        double meanSquare = 0;
        double slopeSquare = 0;
        for (int i = 0; i < x.length; i++) {
            product += mean[i] * slopes[i];
            meanSquare += mean[i] * mean[i];
            slopeSquare += slopes[i] * slopes[i];
        }
        assertThat(product / Math.sqrt(meanSquare * slopeSquare)).isGreaterThan(0.9999);
    }

    @Test
    void theLanguageHasTheEntropyThatItsProbabilitiesSay() {
        assertThat(MarkovTask.entropy()).isCloseTo(1.11, within(0.01));
        DecoderSettings shape = TransformerDecoder.builder()
                .symbols(5)
                .width(8)
                .hidden(8)
                .attention(MomentumAttention.standard(2))
                .settings();
        try (MarkovTask task = new MarkovTask(new MarkovTask.Size(shape, 400, 8, 2), 1)) {
            double before = task.score(task.start());
            OptimizerTrace trained = OptimizerTrace.of(
                    task, "adam", 1e-2, Adam.of(task.layout().size(), Schedule.constant(1e-2)), 150, Run.silent(0));
            assertThat(before).isGreaterThan(Math.log(5));
            assertThat(trained.score()).isLessThan(Math.log(5));
        }
    }

    @Test
    void exponentsOfTimingsAreSlopesBetweenTheOrders() {
        Map<Integer, Double> cubic = new LinkedHashMap<>();
        for (int n = 64; n <= 1024; n *= 2) {
            cubic.put(n, n < 256 ? 1 : 1e-9 * n * n * n);
        }
        UpdateCost cost = new UpdateCost(Map.of("muon", cubic), Run.silent(0));
        assertThat(cost.exponent("muon", 256, 1024)).isCloseTo(3, within(1e-12));
    }

    @Test
    void aRateThatDivergesScoresInfinite() {
        QuadraticTask task = QuadraticTask.of(4, 100);
        var huge = new OptimizerContenders(Schedule::constant).momentum("sgd", 0, List.of(1e3));
        OptimizerTrace trace =
                OptimizerTrace.of(task, "sgd", 1e3, huge.rule().make(task.layout(), 1e3), 200, Run.silent(0));
        assertThat(trace.score()).isInfinite();
        assertThat(trace.largestLoss(200)).isInfinite();
    }
}
