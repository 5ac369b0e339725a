package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.operator.fno.Fno;
import org.ansatz.operator.fno.FnoSettings;
import org.ansatz.operator.fno.FnoSettings.Backbone;
import org.ansatz.operator.fno.FnoSettings.Norm;
import org.ansatz.operator.fno.FnoSettings.Skip;
import org.ansatz.operator.lord.LinearLord;
import org.ansatz.operator.lord.LordNet;
import org.ansatz.operator.lord.LordSettings;
import org.ansatz.operator.lord.ResidualConvNet;
import org.ansatz.operator.lord.SpatialMap;
import org.ansatz.operator.spectral.SpectralModes;
import org.ansatz.operator.spectral.WeightFormat;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.studies.PoissonExperiment.Architecture;
import org.ansatz.studies.PoissonExperiment.Contestant;
import org.ansatz.studies.PoissonExperiment.Outcome;
import org.ansatz.tensor.Engine;
import org.ansatz.tensor.RandomStream;

/**
 * "LordNet: An Efficient Neural Network for Learning to Solve Parametric PDEs without Simulated Data", arXiv 2206.09418: E1,
 * Poisson's equation learned from residuals; E2, implicit time steps of a lid-driven cavity; E3, predictions as first guesses
 * of conjugate gradients.
 */
public final class LordNetStudy implements Study {
    private static final List<String> EXPERIMENTS = List.of("E1", "E2", "E3");
    private static final List<String> NETWORKS = List.of("lordnet", "cnn", "fno", "labels");
    // The characteristic size of the solution of -Lap u = f on the unit square.
    private static final double SCALE = 1.0 / 40;
    // One over the largest eigenvalue 8 / h^2 on 8 x 8 nodes: a sum of four unit matrices times 1/40 begins with
    // residuals of some hundred times the source, and 400 steps do not get over that.
    private static final double LINEAR_SCALE = 1.0 / (8 * 9 * 9);
    private static final double LINEAR_RATE = 3e-2;
    private static final int POINTS = 16;
    private static final int BATCH = 32;

    @Override
    public String name() {
        return "lordnet";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("experiments", "E1,E2,E3", "which experiments to run (E1 at tiny scale); E3 needs E1"),
                new Setting(
                        "networks", "lordnet,cnn,fno,labels", "which of them learn Poisson's equation; lordnet must"),
                new Setting("steps", "800", "training steps on Poisson's equation (400 at tiny scale)"),
                new Setting(
                        "rates",
                        "3e-3,6e-3,1e-2",
                        "learning rates of which each network takes its best; the convolutional one also tries 1e-3 and 2e-3"),
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
        int steps = given.positive("steps", tiny ? 400 : 800);
        List<Double> rates = given.numbers("rates", List.of(3e-3, 6e-3, 1e-2));
        List<String> output = given.words("cavity_outputs", List.of("plain", "inverse"), "inverse");
        List<String> loss = given.words("cavity_losses", List.of("msr", "energy"), "energy");
        OptimizerChoice optimizer = given.optimizerAt("rates");
        int cavitySteps = given.positive("cavity_steps", 1800);
        Engine.setThreads(given.positive("threads", 1));
        long begin = System.nanoTime();
        List<Figure> figures = new ArrayList<>();
        LordPictures pictures = new LordPictures(run.folder());
        pictures.ranks();
        if (tiny && experiments.contains("E1")) {
            figures.addAll(linear(steps, optimizer, run));
        } else if (experiments.contains("E1")) {
            try (PoissonExperiment e1 = new PoissonExperiment(POINTS, BATCH, steps, optimizer, run)) {
                figures.addAll(poisson(e1, networks, rates));
                pictures.poisson(e1);
                if (experiments.contains("E3")) {
                    figures.addAll(
                            WarmStart.figures(e1.operator(), e1.of("lordnet").network(), e1.test()));
                }
            }
        }
        if (experiments.contains("E2")) {
            try (CavityExperiment e2 = new CavityExperiment(
                    cavitySteps, output.equals(List.of("inverse")), loss.equals(List.of("energy")), optimizer, run)) {
                figures.addAll(e2.figures());
                pictures.cavity(e2);
            }
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }

    /** One linear layer of rank 4 on 8 x 8 nodes. */
    private static List<Figure> linear(int steps, OptimizerChoice optimizer, Run run) throws IOException {
        try (PoissonExperiment small = new PoissonExperiment(8, 16, steps, optimizer, run)) {
            Architecture layer = (parameters, random) -> new LinearLord(parameters, 4, LINEAR_SCALE, random, 8, 8);
            Outcome outcome = small.train(new Contestant("linear", layer, false), List.of(LINEAR_RATE));
            return List.of(
                    Figure.of("E1.linear.error", outcome.error(), Better.LOWER).bar(0.1),
                    Figure.of("E1.linear.bound_by_error", outcome.bound(), Better.LOWER),
                    Figure.of("E1.linear.solver_calls_in_training", (double) outcome.solverCalls(), Better.LOWER)
                            .bar(0));
        }
    }

    private static List<Figure> poisson(PoissonExperiment e1, List<String> networks, List<Double> rates)
            throws IOException {
        Architecture lord = (parameters, random) ->
                new LordNet(parameters, LordSettings.of(2, SpatialMap.dense(16, POINTS, POINTS), SCALE), random);
        List<Figure> figures = new ArrayList<>();
        for (String network : networks) {
            Outcome outcome =
                    switch (network) {
                        case "lordnet" -> e1.train(new Contestant(network, lord, false), rates);
                        case "labels" -> e1.train(new Contestant(network, lord, true), rates);
                        case "cnn" ->
                            e1.train(
                                    new Contestant(
                                            network,
                                            (parameters, random) ->
                                                    new ResidualConvNet(parameters, 1, 16, 4, SCALE, random),
                                            false),
                                    lower(rates));
                        case "fno" -> e1.train(new Contestant(network, LordNetStudy::fourier, false), rates);
                        default -> throw new IllegalStateException(network);
                    };
            String head = "E1." + network + ".";
            figures.add(Figure.of(head + "error", outcome.error(), Better.LOWER)
                    .bar(network.equals("lordnet") ? 0.06 : Double.NaN));
            figures.add(
                    Figure.of(head + "parameters", (double) outcome.parameters().count(), Better.NEITHER));
            figures.add(Figure.of(head + "rate", outcome.rate(), Better.NEITHER));
            figures.add(Figure.of(head + "bound_by_error", outcome.bound(), Better.LOWER));
            Figure calls = Figure.of(head + "solver_calls_in_training", (double) outcome.solverCalls(), Better.LOWER);
            figures.add(network.equals("labels") ? calls : calls.bar(0));
        }
        if (networks.contains("cnn")) {
            double cnn = e1.of("cnn").error();
            figures.add(Figure.of("E1.lordnet_by_cnn", e1.of("lordnet").error() / cnn, Better.LOWER)
                    .against("cnn", cnn)
                    .bar(0.5));
        }
        return figures;
    }

    /** With the two smaller rates that the experiment gives the convolutional network. */
    private static List<Double> lower(List<Double> rates) {
        return Stream.concat(Stream.of(1e-3, 2e-3), rates.stream()).distinct().toList();
    }

    /** A Fourier neural operator of as many parameters, padded with zeros because fields are not periodic. */
    private static TensorLayer fourier(TensorParameters parameters, RandomStream random) {
        FnoSettings settings = new FnoSettings(
                1,
                1,
                7,
                new SpectralModes(8, 8),
                4,
                WeightFormat.DENSE,
                Backbone.PLAIN,
                Norm.NONE,
                false,
                Skip.IDENTITY,
                1,
                1,
                2,
                true,
                0.25);
        Fno network = new Fno(parameters, settings, random);
        return f -> network.forward(f).mul(SCALE);
    }
}
