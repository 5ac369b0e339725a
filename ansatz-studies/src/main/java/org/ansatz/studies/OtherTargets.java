package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.dynamics.learning.Adaptation;
import org.ansatz.dynamics.learning.AdaptationTrace;
import org.ansatz.dynamics.learning.GraphHamiltonian;
import org.ansatz.dynamics.learning.LeaveOneOut;
import org.ansatz.dynamics.learning.MotionErrors;
import org.ansatz.dynamics.learning.PhaseTrajectory;
import org.ansatz.dynamics.learning.SystemLibrary;
import org.ansatz.dynamics.learning.TrajectoryPlan;
import org.ansatz.dynamics.statistics.Summary;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.physics.mechanics.PlanarGravity;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.studies.MetaTrial.Distribution;
import org.ansatz.studies.MetaTrial.Size;
import org.ansatz.tensor.RandomStream;

/**
 * Targets of other kinds for models that learned from all four single bodies with unit constants: two bodies on the graph (E2), and
 * the damped oscillator, which no Hamiltonian has.
 */
final class OtherTargets {
    // The least relative error of a field without divergence is 0.099 for isotropic states.
    private static final double DAMPED_FLOOR = 0.08;
    private static final int DAMPED_STEPS = 200;
    private static final int ORBIT_POINTS = 100;
    private static final int ORBIT_STEPS = 200;
    static final int ORBIT_TRAININGS = 2;
    private static final double[] SELF_LOOPS = {2, 5};

    private final Size size;
    private final boolean barred;
    private final Run run;
    private final List<Figure> figures = new ArrayList<>();

    /** @param barred whether the bars hold: they were set for the standard size */
    OtherTargets(Size size, boolean barred, Run run) {
        this.size = size;
        this.barred = barred;
        this.run = run;
    }

    private MetaTrial trial(String target) {
        LeaveOneOut split =
                LeaveOneOut.of(List.of("mass-spring", "pendulum", "henon-heiles", "magnetic-mirror"), target);
        // Every system has a task in every iteration.
        Size all = size.withTasks(Math.max(size.tasks(), split.training().size()));
        return new MetaTrial(Distribution.U, split, all, run.seed(), run);
    }

    /** The negative control. */
    List<Figure> damped() throws IOException {
        MetaTrial trial = trial("damped-oscillator");
        try (Adaptation tests = trial.tests(MetaTrial.SUPPORT);
                TensorParameters meta = trial.train(MetaTrial.META, run)) {
            tests.trajectories().get(0).driftWarning().ifPresent(run::say);
            AdaptationTrace trace =
                    tests.run(meta.tensors(), trial.rate(), new int[] {0, MetaTrial.STEPS, DAMPED_STEPS}, DAMPED_STEPS);
            for (int steps : new int[] {MetaTrial.STEPS, DAMPED_STEPS}) {
                Figure error = Figure.of("control.damped.field_" + steps, trace.field(steps), Better.HIGHER);
                figures.add(barred ? error.bar(DAMPED_FLOOR) : error);
            }
        }
        return figures;
    }

    /** E2: with the self loops of the adjacency matrix, and with stronger ones, which keep bodies apart better. */
    List<Figure> twoBodies() throws IOException {
        MetaTrial trial = trial("two-body");
        RandomStream random = RandomStream.seeded(run.seed()).child(-1);
        TrajectoryPlan plan = new TrajectoryPlan(size.tests(), 1, 10, 200);
        List<PhaseTrajectory> orbits = plan.draw(SystemLibrary.get("two-body"), random.child(1));
        List<String> models = List.of(MetaTrial.META, MetaTrial.PRE, MetaTrial.RANDOM);
        for (String model : models) {
            // A random model needs no training.
            Run part = RunPart.of(run, models.indexOf(model), ORBIT_TRAININGS, model);
            try (TensorParameters parameters = trial.train(model, part)) {
                for (double selfLoops : SELF_LOOPS) {
                    GraphHamiltonian graph = MetaTrial.MODEL.withSelfLoops(selfLoops);
                    try (Adaptation tests = new Adaptation(
                            graph, orbits, ORBIT_POINTS, trial.plan().type(), random.child(2))) {
                        orbits(
                                model,
                                selfLoops,
                                tests.run(parameters.tensors(), trial.rate(), new int[] {0, ORBIT_STEPS}, ORBIT_STEPS),
                                orbits);
                    }
                }
            }
        }
        return figures;
    }

    private void orbits(String model, double selfLoops, AdaptationTrace trace, List<PhaseTrajectory> orbits) {
        double[] means = new double[orbits.size()];
        double[] largest = new double[orbits.size()];
        for (int task = 0; task < orbits.size(); task++) {
            PhaseTrajectory truth = orbits.get(task);
            double period = new PlanarGravity(2).period(truth.energies()[0]);
            int once =
                    (int) Arrays.stream(truth.times()).filter(t -> t <= period).count();
            double[] errors = Arrays.copyOf(MotionErrors.ofEnergy(trace.paths()[task], truth::energy), once);
            means[task] = MotionErrors.geometricMean(errors);
            largest[task] = Arrays.stream(errors).max().orElseThrow();
        }
        String prefix = String.format("E2.loops_%.0f.%s", selfLoops, model.replaceAll("-.*", ""));
        Figure mean = Figure.of(prefix + ".orbit_energy", Summary.of(means).median(), Better.LOWER);
        figures.add(barred && model.equals(MetaTrial.META) ? mean.bar(0.05) : mean);
        figures.add(
                Figure.of(prefix + ".orbit_energy_largest", Summary.of(largest).median(), Better.LOWER));
        figures.add(Figure.of(prefix + ".field", trace.field(ORBIT_STEPS), Better.LOWER));
        figures.add(Figure.of(prefix + ".path", trace.path(ORBIT_STEPS), Better.LOWER));
    }
}
