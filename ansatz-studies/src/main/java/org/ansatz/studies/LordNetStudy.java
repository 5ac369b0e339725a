package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.operator.lord.LinearLord;
import org.ansatz.operator.lord.LordNet;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.studies.PoissonExperiment.Architecture;
import org.ansatz.studies.PoissonExperiment.Contestant;
import org.ansatz.studies.PoissonExperiment.Outcome;
import org.ansatz.studies.PoissonExperiment.Training;
import org.ansatz.tensor.Engine;

/**
 * "LordNet: An Efficient Neural Network for Learning to Solve Parametric PDEs without Simulated Data", arXiv 2206.09418: E1,
 * Poisson's equation learned from residuals; E2, implicit time steps of a lid-driven cavity; E3, predictions as first guesses
 * of conjugate gradients; Poisson's equation with boundary data, in a box, and on a large grid.
 */
public final class LordNetStudy implements Study {
    private static final List<String> EXPERIMENTS = List.of("E1", "E2", "E3", "boundary", "box", "large");
    private static final List<String> NETWORKS = List.of("lordnet", "cnn", "fno", "labels");
    // One over the largest eigenvalue 8 / h^2 on 8 x 8 nodes: a sum of four unit matrices times 1/40 begins with
    // residuals of some hundred times the source, and 400 steps do not get over that.
    private static final double LINEAR_SCALE = 1.0 / (8 * 9 * 9);
    private static final double LINEAR_RATE = 3e-2;
    private static final int LINEAR_POINTS = 8;
    private static final int LINEAR_BATCH = 16;
    private static final int LINEAR_STEPS = 400;

    @Override
    public String name() {
        return "lordnet";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting(
                        "experiments",
                        "E1,E2,E3",
                        "which experiments to run (E1 at tiny scale), also boundary: Poisson's equation with boundary data,"
                                + " box: in three dimensions, large: on 32 x 32 nodes; E3 needs E1"),
                new Setting(
                        "networks",
                        "lordnet,cnn,fno,labels",
                        "which of them learn Poisson's equation; lordnet must; only cnn stands beside it in boundary and"
                                + " box, none in large"),
                new Setting(
                        "steps",
                        "800",
                        "training steps on Poisson's equation (box 1500, large 4000, 400 at tiny scale)"),
                new Setting(
                        "rates",
                        "3e-3,6e-3,1e-2",
                        "learning rates of which each network takes its best (large 2e-3); the convolutional one also tries 1e-3"
                                + " and 2e-3"),
                new Setting("optimizer", "adam", "of all trainings, of first order, at these rates and E2's own"),
                new Setting("cavity_steps", "1800", "training steps on cavity flow"),
                new Setting(
                        "cavity_outputs",
                        "inverse",
                        "inverse: the network gives vorticity, fixed factors of the inverse Laplacian the stream function;"
                                + " plain: the network gives the stream function"),
                new Setting(
                        "cavity_losses",
                        "energy",
                        "energy: the residual's norm by the inverse Laplacian; msr: its mean square"),
                new Setting("threads", "1", "threads of libtorch"));
    }

    @Override
    public StudyReport run(Scale scale, Settings settings, Run run) throws IOException {
        StudySettings given = new StudySettings(this, settings);
        boolean tiny = scale == Scale.TINY;
        List<String> experiments = given.experiments(EXPERIMENTS, tiny ? "E1" : "E1,E2,E3");
        List<String> networks = given.words("networks", NETWORKS, String.join(",", NETWORKS));
        if (!networks.contains("lordnet") || (experiments.contains("E3") && (tiny || !experiments.contains("E1")))) {
            throw new InvalidProblem(
                    "study lordnet: networks must contain lordnet, and E3 needs E1 beyond tiny scale, whose network it uses");
        }
        int linearSteps = given.positive("steps", LINEAR_STEPS);
        List<PoissonContest> contests = PoissonContest.all().stream()
                .map(contest -> contest.with(given))
                .toList();
        List<String> output = given.words("cavity_outputs", List.of("plain", "inverse"), "inverse");
        List<String> loss = given.words("cavity_losses", List.of("msr", "energy"), "energy");
        OptimizerChoice optimizer = given.optimizerAt("rates");
        int cavitySteps = given.positive("cavity_steps", 1800);
        Engine.setThreads(given.positive("threads", 1));
        long begin = System.nanoTime();
        List<Figure> figures = new ArrayList<>();
        LordPictures pictures = new LordPictures(run.folder());
        pictures.ranks();
        Map<String, Double> loads = new LinkedHashMap<>();
        contests.stream()
                .filter(contest -> experiments.contains(contest.name()))
                .forEach(contest -> loads.put(contest.name(), contest.load(networks)));
        if (experiments.contains("E2")) {
            loads.put("E2", CavityExperiment.load(cavitySteps));
        }
        for (PoissonContest contest : contests) {
            if (tiny && contest.name().equals("E1") && experiments.contains("E1")) {
                figures.addAll(linear(linearSteps, optimizer, run));
            } else if (experiments.contains(contest.name())) {
                Run part = RunPart.of(run, loads, contest.name());
                try (PoissonExperiment poisson = contest.experiment(networks, optimizer, part)) {
                    figures.addAll(contest.figures(poisson, networks));
                    pictures.poisson(contest.name(), poisson);
                    if (contest.name().equals("E1")) {
                        pictures.matrices((LordNet) poisson.of("lordnet").network());
                    }
                    if (contest.name().equals("E1") && experiments.contains("E3")) {
                        figures.addAll(WarmStart.figures(
                                poisson.task().inside(), poisson.of("lordnet").network(), poisson.test()));
                    }
                }
            }
        }
        if (experiments.contains("E2")) {
            Run part = RunPart.of(run, loads, "E2");
            try (CavityExperiment e2 = new CavityExperiment(
                    cavitySteps, output.equals(List.of("inverse")), loss.equals(List.of("energy")), optimizer, part)) {
                figures.addAll(e2.figures());
                pictures.cavity(e2);
            }
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }

    /** One linear layer of rank 4 on 8 x 8 nodes. */
    private static List<Figure> linear(int steps, OptimizerChoice optimizer, Run run) throws IOException {
        PoissonTask task = new ZeroBoundaryTask(LINEAR_POINTS, LINEAR_POINTS);
        Training training = new Training(LINEAR_BATCH, steps, optimizer);
        try (PoissonExperiment small = new PoissonExperiment(task, training, 1, run)) {
            Architecture layer = (parameters, random) ->
                    new LinearLord(parameters, 4, LINEAR_SCALE, random, LINEAR_POINTS, LINEAR_POINTS);
            Outcome outcome = small.train(new Contestant("linear", layer, false), List.of(LINEAR_RATE));
            return List.of(
                    Figure.of("E1.linear.error", outcome.error(), Better.LOWER).bar(0.1),
                    Figure.of("E1.linear.bound_by_error", outcome.bound(), Better.LOWER),
                    Figure.of("E1.linear.solver_calls_in_training", (double) outcome.solverCalls(), Better.LOWER)
                            .bar(0));
        }
    }
}
