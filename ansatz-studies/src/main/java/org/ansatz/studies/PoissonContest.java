package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.operator.conv.ConvNet;
import org.ansatz.operator.conv.ConvNetSettings;
import org.ansatz.operator.conv.KernelFormat;
import org.ansatz.operator.fno.Fno;
import org.ansatz.operator.fno.FnoSettings;
import org.ansatz.operator.fno.FnoSettings.Backbone;
import org.ansatz.operator.fno.FnoSettings.Norm;
import org.ansatz.operator.fno.FnoSettings.Skip;
import org.ansatz.operator.lord.LordNet;
import org.ansatz.operator.lord.LordSettings;
import org.ansatz.operator.lord.ResidualConvNet;
import org.ansatz.operator.lord.SpatialMap;
import org.ansatz.operator.spectral.SpectralModes;
import org.ansatz.operator.spectral.WeightFormat;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.studies.PoissonExperiment.Architecture;
import org.ansatz.studies.PoissonExperiment.Contestant;
import org.ansatz.studies.PoissonExperiment.Outcome;
import org.ansatz.studies.PoissonExperiment.Training;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * An experiment of the study on Poisson's equation: what is solved, by which networks, and how long they learn.
 *
 * @param rates of which each network takes its best
 */
record PoissonContest(
        String name,
        Supplier<PoissonTask> task,
        int batch,
        int steps,
        List<Double> rates,
        List<Contestant> contestants) {
    private static final List<Double> RATES = List.of(3e-3, 6e-3, 1e-2);
    private static final int POINTS = 16;
    // The characteristic size of the solution of -Lap u = f on the unit square, and on the unit cube.
    private static final double SCALE = 1.0 / 40;
    private static final double CUBE_SCALE = 1.0 / 60;
    private static final int LARGE_POINTS = 32;
    private static final int CUBE_POINTS = 12;
    private static final Map<String, Double> BARS = Map.of("E1.lordnet.error", 0.06, "E1.lordnet_by_cnn", 0.5);

    static List<PoissonContest> all() {
        return List.of(e1(), boundary(), box(), large());
    }

    /** Zero boundary values, 16 x 16 interior nodes. */
    private static PoissonContest e1() {
        Architecture lord = (parameters, random) ->
                new LordNet(parameters, LordSettings.of(2, SpatialMap.dense(16, POINTS, POINTS), SCALE), random);
        Architecture cnn = (parameters, random) -> new ResidualConvNet(parameters, 1, 16, 4, SCALE, random);
        return new PoissonContest(
                "E1",
                () -> new ZeroBoundaryTask(POINTS, POINTS),
                32,
                800,
                RATES,
                List.of(
                        new Contestant("lordnet", lord, false),
                        new Contestant("cnn", cnn, false),
                        new Contestant("fno", PoissonContest::fourier, false),
                        new Contestant("labels", lord, true)));
    }

    /** Random boundary values as a second channel, 18 x 18 nodes with those of the boundary. */
    private static PoissonContest boundary() {
        int n = POINTS + 2;
        LordSettings settings = new LordSettings(2, 1, 2, SpatialMap.dense(16, n, n), false, SCALE);
        Architecture lord = (parameters, random) -> scaled(new LordNet(parameters, settings, random));
        Architecture cnn = (parameters, random) -> scaled(new ResidualConvNet(parameters, 2, 16, 4, SCALE, random));
        return new PoissonContest(
                "boundary",
                () -> new BoundaryDataTask(POINTS),
                32,
                800,
                RATES,
                List.of(new Contestant("lordnet", lord, false), new Contestant("cnn", cnn, false)));
    }

    /** The network on f and g / scale, which are both of order one. */
    private static TensorLayer scaled(TensorLayer network) {
        return data -> network.forward(data.mul(Tensor.of(new float[] {1, (float) (1 / SCALE)}, 1, 2, 1, 1)));
    }

    /** Zero boundary values in space, 12 x 12 x 12 interior nodes. */
    private static PoissonContest box() {
        SpatialMap spatial = SpatialMap.dense(12, CUBE_POINTS, CUBE_POINTS, CUBE_POINTS);
        Architecture lord =
                (parameters, random) -> new LordNet(parameters, LordSettings.of(2, spatial, CUBE_SCALE), random);
        return new PoissonContest(
                "box",
                () -> new ZeroBoundaryTask(CUBE_POINTS, CUBE_POINTS, CUBE_POINTS),
                8,
                1500,
                RATES,
                List.of(
                        new Contestant("lordnet", lord, false),
                        new Contestant("cnn", PoissonContest::convolutions, false)));
    }

    /** Convolutions in space of about as many parameters as the Lord network has. */
    private static TensorLayer convolutions(TensorParameters parameters, RandomStream random) {
        ConvNet network =
                new ConvNetSettings(1, 1, 3, 8, 8, 3, KernelFormat.dense(), true, false).create(parameters, random);
        return f -> network.forward(f).mul(CUBE_SCALE);
    }

    /** A Lord network on 32 x 32 interior nodes. */
    private static PoissonContest large() {
        SpatialMap spatial = SpatialMap.dense(32, LARGE_POINTS, LARGE_POINTS);
        Architecture lord = (parameters, random) -> new LordNet(parameters, LordSettings.of(3, spatial, SCALE), random);
        return new PoissonContest(
                "large",
                () -> new ZeroBoundaryTask(LARGE_POINTS, LARGE_POINTS),
                32,
                4000,
                List.of(2e-3),
                List.of(new Contestant("lordnet", lord, false)));
    }

    /** A Fourier neural operator of as many parameters as E1's Lord network, padded because fields are not periodic. */
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

    /** With the user's steps and rates, where there are some. */
    PoissonContest with(StudySettings given) {
        return new PoissonContest(
                name, task, batch, given.positive("steps", steps), given.numbers("rates", rates), contestants);
    }

    /** The work of training some networks, in multiplications with matrices along the axes by channel and block. */
    double load(List<String> networks) {
        long[] grid = task.get().operator().grid();
        double points = Arrays.stream(grid).asDoubleStream().reduce(1, (a, b) -> a * b);
        return points * Arrays.stream(grid).sum() * batch * steps * trainings(networks);
    }

    private int trainings(List<String> networks) {
        return contestants.stream()
                .filter(contestant -> networks.contains(contestant.name()))
                .mapToInt(contestant -> rates(contestant.name()).size())
                .sum();
    }

    private List<Double> rates(String network) {
        return network.equals("cnn") ? lower(rates) : rates;
    }

    /** Ready to train some networks. */
    PoissonExperiment experiment(List<String> networks, OptimizerChoice optimizer, Run run) {
        return new PoissonExperiment(task.get(), new Training(batch, steps, optimizer), trainings(networks), run);
    }

    /** Trains those of some networks that take part, and tells how they did. */
    List<Figure> figures(PoissonExperiment experiment, List<String> networks) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (String network : networks) {
            for (Contestant contestant : contestants) {
                if (contestant.name().equals(network)) {
                    Outcome outcome = experiment.train(contestant, rates(network));
                    figures.addAll(figures(outcome));
                }
            }
        }
        if (experiment.outcomes().containsKey("cnn")) {
            double cnn = experiment.of("cnn").error();
            figures.add(figure("lordnet_by_cnn", experiment.of("lordnet").error() / cnn, Better.LOWER)
                    .against("cnn", cnn));
        }
        return figures;
    }

    private List<Figure> figures(Outcome outcome) {
        String head = outcome.contestant().name() + ".";
        Figure calls = figure(head + "solver_calls_in_training", (double) outcome.solverCalls(), Better.LOWER);
        List<Figure> figures = new ArrayList<>(List.of(
                figure(head + "error", outcome.error(), Better.LOWER),
                figure(head + "parameters", (double) outcome.parameters().count(), Better.NEITHER),
                figure(head + "rate", outcome.rate(), Better.NEITHER),
                figure(head + "bound_by_error", outcome.bound(), Better.LOWER),
                outcome.contestant().labelled() ? calls : calls.bar(0)));
        if (name.equals("large")) {
            figures.add(
                    figure(head + "seconds", outcome.seconds(), Better.LOWER).in("s"));
        }
        return figures;
    }

    private Figure figure(String what, double value, Better better) {
        String full = name + "." + what;
        return Figure.of(full, value, better).bar(BARS.getOrDefault(full, Double.NaN));
    }

    /** With the two smaller rates that the paper's comparison gives convolutional networks. */
    private static List<Double> lower(List<Double> rates) {
        return Stream.concat(Stream.of(1e-3, 2e-3), rates.stream()).distinct().toList();
    }
}
