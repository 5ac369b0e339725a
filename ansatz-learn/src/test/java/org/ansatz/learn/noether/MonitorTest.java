package org.ansatz.learn.noether;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.ansatz.learn.noether.ChargeTrack.Column;
import org.ansatz.learn.noether.SymmetryGenerator.Charged;
import org.ansatz.learn.noether.SymmetryGenerator.Scale;
import org.ansatz.learn.noether.SymmetryGenerator.Translation;
import org.ansatz.learn.optim.Adam;
import org.ansatz.learn.optim.GradientDescent;
import org.ansatz.learn.optim.Optimizers;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.optim.Sgd;
import org.ansatz.learn.optim.UpdateRule;
import org.ansatz.learn.train.Objective;
import org.ansatz.learn.train.TensorTrainer;
import org.ansatz.learn.train.Term;
import org.ansatz.learn.train.Trainer;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.junit.jupiter.api.Test;

class MonitorTest {
    private static List<Charged> symmetries(NormalisedNetwork network) {
        return SymmetryAudit.of(
                        network.objective,
                        SymmetryAudit.around(network.objective.point()),
                        SymmetryFamily.candidates(network.objective.layout()),
                        SymmetryAudit.DOUBLE_TOLERANCE)
                .symmetric();
    }

    private static void train(NormalisedNetwork network, UpdateRule rule, NoetherMonitor monitor, int steps) {
        GradientDescent descent = new GradientDescent(network.objective, network.objective.point(), rule);
        descent.watch(monitor);
        for (int n = 0; n < steps; n++) {
            network.draw((7L * n) % 13);
            descent.step();
        }
    }

    private static NoetherMonitor monitored(NormalisedNetwork network, Schedule rates, double beta, double k) {
        Sgd rule = new Sgd(network.objective.dimension(), rates, beta, k, false);
        NoetherMonitor monitor = NoetherMonitor.of(symmetries(network), DiscreteLaw.of(rule), 30);
        train(network, rule, monitor, 30);
        return monitor;
    }

    @Test
    void theExactLawHoldsForEverySymmetryWhateverMomentumDecayAndSchedule() {
        Schedule constant = Schedule.constant(0.1);
        Schedule changing = Schedule.cosine(0.3, 0.01, 30).warmUp(5);
        List<Supplier<NormalisedNetwork>> networks = List.of(
                () -> NormalisedNetwork.batchNorm(0), NormalisedNetwork::layerNorm, NormalisedNetwork::rectified);
        for (Supplier<NormalisedNetwork> made : networks) {
            for (double[] constants : new double[][] {{0, 0}, {0.9, 5e-3}, {0.5, 0.1}}) {
                try (NormalisedNetwork network = made.get()) {
                    Schedule rates = constants[0] == 0.9 ? constant : changing;
                    NoetherMonitor monitor = monitored(network, rates, constants[0], constants[1]);
                    assertThat(monitor.steps()).isEqualTo(30);
                    assertThat(monitor.tracks()).hasSizeGreaterThan(8);
                    assertThat(monitor.residual()).isLessThan(1e-12);
                }
            }
        }
    }

    @Test
    void theLawFailsForGroupsThatAreNoSymmetries() {
        try (NormalisedNetwork network = NormalisedNetwork.batchNorm(0)) {
            Sgd rule = new Sgd(network.objective.dimension(), Schedule.constant(0.1), 0.9, 5e-3, false);
            var last = SymmetryFamily.scale(network.objective.layout().blocks().get(2));
            NoetherMonitor monitor = NoetherMonitor.of(last.generators(), DiscreteLaw.of(rule), 30);
            train(network, rule, monitor, 30);
            assertThat(monitor.residual()).isGreaterThan(1e-3);
            assertThat(monitor.tracks().get(0).largestViolation()).isGreaterThan(1e-3);
        }
    }

    @Test
    void biasesInFrontOfASoftmaxDecayToRoundOff() {
        try (NormalisedNetwork network = NormalisedNetwork.batchNorm(0)) {
            Sgd rule = new Sgd(network.objective.dimension(), Schedule.constant(0.1), 0, 0.02, false);
            var bias = network.objective.layout().blocks().get(3);
            ParameterGroup group = ParameterGroup.stretch(bias.name(), bias.offset(), bias.size());
            NoetherMonitor monitor = NoetherMonitor.of(List.of(new Translation(group)), DiscreteLaw.of(rule), 100);
            train(network, rule, monitor, 100);
            double[] charge = monitor.tracks().get(0).column(Column.CHARGE);
            for (int n = 0; n < 100; n++) {
                assertThat(charge[n]).isCloseTo(charge[0] * Math.pow(1 - 0.1 * 0.02, n), within(1e-14));
            }
        }
    }

    @Test
    void angularMomentumDecaysByTheMomentumAlone() {
        // A central loss in the plane: angular momenta of displacements shrink by beta r_n each step.
        Rotation turn = new Rotation(ParameterGroup.stretch("q", 0, 2), new double[][] {{0, -1}, {1, 0}});
        DiscreteLaw law = new DiscreteLaw(Schedule.exponential(0.1, 0.5, 20), 0.9, 0.01, DiscreteLaw.Decay.COUPLED);
        Sgd rule = new Sgd(2, law.rates(), 0.9, 0.01, false);
        double[] q = {1, 0.5};
        double[] noise = {0.3, -0.8};
        rule.step(q, noise);
        double[] move = {q[0] - 1, q[1] - 0.5};
        for (int n = 1; n < 30; n++) {
            double[] before = q.clone();
            double radius = q[0] * q[0] + q[1] * q[1];
            rule.step(q, new double[] {radius * q[0], radius * q[1]});
            double[] next = {q[0] - before[0], q[1] - before[1]};
            assertThat(law.residual(turn, n, move, next, before)).isCloseTo(0, within(1e-16));
            assertThat(turn.along(before, next)).isNotCloseTo(0, within(1e-12));
            move = next;
        }
        assertThatThrownBy(() -> new Rotation(ParameterGroup.stretch("q", 0, 2), new double[][] {{0, 1}, {1, 0}}))
                .hasMessageContaining("antisymmetric");
    }

    @Test
    void decoupledDecayHasALawOfItsOwn() {
        RayleighQuotient loss = new RayleighQuotient();
        Schedule rates = Schedule.exponential(0.2, 0.7, 10);
        double beta = 0.8;
        double k = 0.05;
        DiscreteLaw law = new DiscreteLaw(rates, beta, k, DiscreteLaw.Decay.DECOUPLED);
        Scale scale = new Scale(ParameterGroup.stretch("w", 0, 4));
        double[] q = RayleighQuotient.START.clone();
        double[] v = new double[4];
        double[] g = new double[4];
        DiscreteLaw.Pair previous = null;
        DiscreteLaw coupled = new DiscreteLaw(rates, beta, k, DiscreteLaw.Decay.COUPLED);
        double other = 0;
        for (int n = 0; n < 40; n++) {
            loss.valueAndGradient(q, g);
            double[] before = q.clone();
            double[] move = new double[4];
            for (int i = 0; i < 4; i++) {
                v[i] = beta * v[i] + g[i];
                q[i] = (1 - rates.rate(n) * k) * q[i] - rates.rate(n) * v[i];
                move[i] = q[i] - before[i];
            }
            DiscreteLaw.Pair pair = new DiscreteLaw.Pair(scale.charge(before), scale.charge(q), scale.speed(move));
            assertThat(law.residual(scale, n, previous, pair)).isCloseTo(0, within(1e-14 * pair.before()));
            other = Math.max(other, Math.abs(coupled.residual(scale, n, previous, pair)));
            previous = pair;
        }
        assertThat(other).isGreaterThan(1e-3);
    }

    /** 256 points of {@code y = tanh(2 x.w) + noise}, the model {@code tanh(2 x.u)} with {@code u = w / |w|}. */
    @Test
    void theNormalisedNeuronStepsAsTheTheorySays() {
        NormalisedNeuron neuron = new NormalisedNeuron(3);
        Sgd rule = new Sgd(20, Schedule.constant(0.1), 0.9, 5e-3, false);
        Scale scale = new Scale(ParameterGroup.stretch("w", 0, 20));
        NoetherMonitor monitor = NoetherMonitor.of(List.of(scale), DiscreteLaw.of(rule), 2000);
        GradientDescent descent = new GradientDescent(neuron, neuron.start(), rule).watch(monitor);
        for (int n = 0; n < 2000; n++) {
            neuron.draw(n);
            descent.step();
        }
        ChargeTrack track = monitor.tracks().get(0);
        assertThat(monitor.residual()).isLessThan(1e-13);
        double theory = new NoetherLaw(0.1, 0.9, 5e-3).angularStep();
        assertThat(track.angularStep(1000)).isCloseTo(theory, within(0.03 * theory));
        assertThat(track.largestError()).isLessThan(0.05);
    }

    @Test
    void bothTrainersCanBeWatched() throws Exception {
        Map<String, String> given = Map.of("momentum", "0.9", "weight_decay", "0.005");
        try (NormalisedNetwork network = NormalisedNetwork.batchNorm(0)) {
            List<Charged> symmetries = symmetries(network);
            var rule = Optimizers.named("sgd").rule(network.objective.layout(), given, r -> Schedule.constant(0.1));
            var update = Optimizers.named("sgd").update(network.parameters(), given, r -> Schedule.constant(0.1));
            TensorTrainer trainer = new TensorTrainer(network.parameters(), update, step -> {
                network.draw(step);
                return network.loss();
            });
            NoetherMonitor monitor =
                    NoetherMonitor.of(symmetries, DiscreteLaw.of(rule), 20).attach(trainer);
            trainer.train(20);
            assertThat(monitor.steps()).isEqualTo(20);
            assertThat(monitor.residual()).isPositive().isLessThan(1e-12);
        }
        NormalisedNeuron neuron = new NormalisedNeuron(3);
        Term term = new Term() {
            @Override
            public String name() {
                return "neuron";
            }

            @Override
            public void draw(RandomGenerator random) {
                neuron.draw(random.nextInt(100));
            }

            @Override
            public double valueAndGradient(double[] w, double[] gradient) {
                return neuron.valueAndGradient(w, gradient);
            }
        };
        Objective objective = new Objective(20, List.of(term));
        List<Charged> scale = List.of(new Scale(ParameterGroup.stretch("w", 0, 20)));
        Trainer trainer = new Trainer(
                objective, Optimizers.named("sgd").with(Map.of("rate", "0.1", "momentum", "0.5")), neuron.start(), 1);
        NoetherMonitor monitor =
                NoetherMonitor.of(scale, DiscreteLaw.constant(0.1, 0.5, 0), 20).attach(trainer);
        trainer.fit(20);
        assertThat(monitor.residual()).isPositive().isLessThan(1e-13);
        Trainer searching = new Trainer(objective, Optimizers.named("bfgs").with(Map.of()), neuron.start(), 1);
        assertThatThrownBy(() -> monitor.attach(searching)).hasMessageContaining("first-order methods can be watched");
        NoetherMonitor nowhere = NoetherMonitor.recording(scale);
        double[] zero = new double[20];
        assertThatThrownBy(() -> nowhere.onStep(0, zero, zero, zero))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("direction undefined for group w");
    }

    @Test
    void missedStepsAndForeignMovesStopTheMonitor() {
        Scale scale = new Scale(ParameterGroup.stretch("w", 0, 2));
        DiscreteLaw law = DiscreteLaw.constant(0.1, 0, 0);
        NoetherMonitor missing = NoetherMonitor.of(List.of(scale), law, 10);
        double[] g = {0.5, -0.5};
        missing.onStep(0, new double[] {1, 1}, g, new double[] {0.95, 1.05});
        assertThatThrownBy(() -> missing.onStep(2, new double[] {0.95, 1.05}, g, new double[] {0.9, 1.1}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("saw step 0 and then step 2");
        assertThatThrownBy(() -> missing.onStep(1, new double[] {0.9, 1.05}, g, new double[] {0.9, 1.1}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("moved between steps 0 and 1");
    }

    @Test
    void otherRulesAreRecordedWithoutALaw() {
        try (NormalisedNetwork network = NormalisedNetwork.batchNorm(0)) {
            NoetherMonitor monitor = NoetherMonitor.recording(symmetries(network));
            train(network, Adam.of(network.objective.dimension(), Schedule.constant(0.01)), monitor, 20);
            assertThat(monitor.residual()).isNaN();
            assertThat(monitor.predicts()).isFalse();
            assertThat(monitor.tracks()).allSatisfy(track -> {
                assertThat(track.largestViolation()).isLessThan(1e-10);
                assertThat(track.column(Column.CHARGE)).hasSize(20).doesNotContain(Double.NaN);
                assertThat(track.column(Column.PREDICTED)).containsOnly(Double.NaN);
            });
        }
    }

    @Test
    void rowsAreThinnedButEveryStepIsChecked() {
        NormalisedNeuron neuron = new NormalisedNeuron(3);
        Sgd rule = new Sgd(20, Schedule.constant(0.1), 0.9, 5e-3, false);
        List<Scale> scale = List.of(new Scale(ParameterGroup.stretch("w", 0, 20)));
        NoetherMonitor whole = NoetherMonitor.of(scale, DiscreteLaw.of(rule), 300);
        NoetherMonitor thin = whole.keeping(16);
        GradientDescent descent = new GradientDescent(neuron, neuron.start(), rule).watch((n, before, g, after) -> {
            whole.onStep(n, before, g, after);
            thin.onStep(n, before, g, after);
        });
        for (int n = 0; n < 300; n++) {
            neuron.draw(n);
            descent.step();
        }
        double[] steps = thin.tracks().get(0).column(Column.STEP);
        assertThat(steps.length).isBetween(8, 16);
        assertThat(steps[1] - steps[0]).isEqualTo(32);
        double[] kept = thin.tracks().get(0).column(Column.PREDICTED);
        double[] all = whole.tracks().get(0).column(Column.PREDICTED);
        for (int i = 0; i < steps.length; i++) {
            assertThat(steps[i]).isEqualTo(32.0 * i);
            assertThat(kept[i]).isEqualTo(all[32 * i]);
        }
        assertThat(thin.residual()).isEqualTo(whole.residual());
    }

    @Test
    void aResumedTrainingIsCheckedFromItsSecondStepOn() {
        NormalisedNeuron neuron = new NormalisedNeuron(3);
        Sgd rule = new Sgd(20, Schedule.constant(0.1), 0.9, 5e-3, false);
        GradientDescent descent = new GradientDescent(neuron, neuron.start(), rule);
        for (int n = 0; n < 10; n++) {
            neuron.draw(n);
            descent.step();
        }
        NoetherMonitor monitor =
                NoetherMonitor.of(List.of(new Scale(ParameterGroup.stretch("w", 0, 20))), DiscreteLaw.of(rule), 300);
        descent.watch(monitor);
        for (int n = 10; n < 40; n++) {
            neuron.draw(n);
            descent.step();
        }
        assertThat(monitor.residual()).isPositive().isLessThan(1e-13);
        assertThat(monitor.tracks().get(0).column(Column.RESIDUAL)[0]).isNaN();
    }

    @Test
    void singlePrecisionLosesTheLawAtAMillionth() {
        try (NormalisedNetwork network = NormalisedNetwork.tanh(DType.FLOAT32)) {
            var bias = network.objective.layout().blocks().get(5);
            ParameterGroup group = ParameterGroup.stretch(bias.name(), bias.offset(), bias.size());
            network.draw(1);
            double[] g = new double[network.objective.dimension()];
            network.objective.valueAndGradient(network.objective.point(), g);
            assertThat(SymmetryAudit.violation(new Translation(group), network.objective.point(), g))
                    .isBetween(0.0, 1e-5);
        }
    }

    @Test
    void frozenNormsStayAndDirectionsMoveOnTheirSpheres() {
        NormalisedNeuron neuron = new NormalisedNeuron(3);
        List<ParameterGroup> groups = List.of(ParameterGroup.stretch("w", 0, 20));
        double[] q = RandomStream.seeded(1).normal(20);
        double norm = groups.get(0).norm(q);
        FrozenNorms frozen = new FrozenNorms(groups, q);
        DirectionRmsProp directions =
                new DirectionRmsProp(groups, q, new RmsPropForm(0.1, 0, 5e-3), RmsPropForm.Gradients.WHITE);
        double[] g = new double[20];
        double first = neuron.valueAndGradient(q, g);
        for (int n = 0; n < 200; n++) {
            neuron.draw(n);
            neuron.valueAndGradient(q, g);
            directions.step(q, g);
            assertThat(groups.get(0).norm(q)).isCloseTo(norm, within(1e-12));
        }
        assertThat(neuron.value(q)).isLessThan(first);
        groups.get(0).scale(3, q);
        frozen.project(q);
        assertThat(groups.get(0).norm(q)).isCloseTo(norm, within(1e-12));
        assertThatThrownBy(() -> new FrozenNorms(groups, new double[20])).hasMessageContaining("direction undefined");
    }
}
