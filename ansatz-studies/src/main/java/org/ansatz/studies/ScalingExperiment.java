package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.dynamics.walls.InitialNetwork;
import org.ansatz.dynamics.walls.NetworkHistory;
import org.ansatz.dynamics.walls.NetworkMeasurement;
import org.ansatz.dynamics.walls.WallModel;
import org.ansatz.dynamics.walls.WallSimulation;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.tensor.Parallel;

/** E2: the area of networks over a factor of six in conformal time, in three cosmologies and from five initial fields. */
final class ScalingExperiment {
    private static final double START = 4;
    private static final double END = 24;
    private static final double SCALING = 9;
    private static final InitialNetwork FLAT = new InitialNetwork.Flat(1, 0.1);
    private static final List<InitialNetwork> OTHERS = List.of(
            new InitialNetwork.Flat(0.5, 0.1),
            new InitialNetwork.Flat(2, 0.1),
            new InitialNetwork.Vacuum(1, 0.1),
            new InitialNetwork.Correlated(4, 10));

    /** A cosmology and the interval of {@code rho_wall / (2 H sigma)} at the end that independent runs allow. */
    private record Cosmology(String name, PowerLawBackground background, double low, double high) {}

    private static final List<Cosmology> COSMOLOGIES = List.of(
            new Cosmology("radiation", PowerLawBackground.radiation(START), 0.7, 1.0),
            new Cosmology("matter", PowerLawBackground.matter(START), 0.36, 0.50),
            new Cosmology("kination", PowerLawBackground.kination(START), 1.4, 2.0));
    // Radiation, standard value of the literature (Hiramatsu, Kawasaki, Saikawa 2013).
    private static final double STANDARD = 0.8;

    private final long[] seeds;
    private final Run run;
    private final Parallel parallel;
    private final Pictures pictures;

    ScalingExperiment(long[] seeds, Run run, Parallel parallel) {
        this.seeds = seeds;
        this.run = run;
        this.parallel = parallel;
        pictures = new Pictures(run.folder());
    }

    /** The order in the step at which the energy of a small physical network is balanced: two for the leapfrog. */
    Figure energyOrder() {
        double[] imbalance = new double[2];
        for (int k = 0; k < 2; k++) {
            PowerLawBackground background = PowerLawBackground.radiation(1);
            WallSimulation simulation = new WallSimulation(
                    new Lattice3D(32, 8),
                    WallModel.physical(background),
                    new InitialNetwork.Flat(3, 0.1),
                    3,
                    1,
                    k == 0 ? 0.08 : 0.04,
                    false);
            imbalance[k] = NetworkHistory.run(
                            simulation.begin(seeds[0], parallel), simulation.steps(), 1, e -> true, parallel)
                    .energyImbalance(background);
        }
        double order = Math.log(imbalance[0] / imbalance[1]) / Math.log(2);
        return Figure.of("energy_balance_order", order, Better.HIGHER).bar(1.8);
    }

    List<Figure> figures() throws IOException {
        List<Figure> figures = new ArrayList<>();
        Map<String, List<NetworkHistory>> areas = new LinkedHashMap<>();
        int part = 0;
        for (Cosmology cosmology : COSMOLOGIES) {
            List<NetworkHistory> histories = histories(cosmology.background(), FLAT, part++);
            areas.put(cosmology.name(), histories);
            figures.addAll(figures(cosmology, histories));
        }
        double[] ends = areas.values().stream()
                .mapToDouble(h -> mean(h, NetworkMeasurement::hubbleAreaParameter, END))
                .toArray();
        figures.add(Figure.of("E2.ordering", Math.min(ends[2] / ends[0], ends[0] / ends[1]), Better.HIGHER)
                .bar(1));
        Map<String, List<NetworkHistory>> starts = new LinkedHashMap<>();
        starts.put(FLAT.label(), areas.get("radiation"));
        for (InitialNetwork initial : OTHERS) {
            starts.put(initial.label(), histories(COSMOLOGIES.get(0).background(), initial, part++));
        }
        double[] from = starts.values().stream()
                .mapToDouble(h -> mean(h, NetworkMeasurement::areaParameter, END))
                .toArray();
        figures.add(Figure.of("E2.initial_fields_spread", spread(from), Better.NEITHER));
        draw("E2-scaling.png", "area parameter rho_wall / (2 H sigma)", areas, NetworkMeasurement::hubbleAreaParameter);
        draw("E2-initial.png", "area parameter xi in radiation", starts, NetworkMeasurement::areaParameter);
        double face = lattice().length() * lattice().length();
        draw("E2-area.png", "comoving area of walls over L^2", areas, m -> m.area() / face);
        return figures;
    }

    private static Lattice3D lattice() {
        return new Lattice3D(96, 48);
    }

    private List<NetworkHistory> histories(PowerLawBackground background, InitialNetwork initial, int part) {
        WallSimulation simulation =
                new WallSimulation(lattice(), WallModel.constantWidth(background), initial, END, 5, 0.25, false);
        simulation.warnings(0).forEach(run::say);
        int parts = (COSMOLOGIES.size() + OTHERS.size()) * seeds.length;
        List<NetworkHistory> histories = new ArrayList<>();
        for (int s = 0; s < seeds.length; s++) {
            int before = part * seeds.length + s;
            String stage = "E2 network " + (before + 1) + " of " + parts;
            histories.add(NetworkHistory.run(
                    simulation.begin(seeds[s], parallel),
                    simulation.steps(),
                    5,
                    network -> {
                        double done = (double) network.steps() / simulation.steps();
                        run.progress((before + done) / parts, stage, network.steps(), Map.of("tau", network.time()));
                        return !run.stopRequested();
                    },
                    parallel));
        }
        return histories;
    }

    private List<Figure> figures(Cosmology cosmology, List<NetworkHistory> histories) {
        String prefix = "E2." + cosmology.name();
        double end = mean(histories, NetworkMeasurement::hubbleAreaParameter, END);
        double[] means = histories.get(0).entries().stream()
                .mapToDouble(NetworkMeasurement::time)
                .filter(time -> time > SCALING)
                .map(time -> mean(histories, NetworkMeasurement::hubbleAreaParameter, time))
                .toArray();
        double middle = 0.5 * (cosmology.low() + cosmology.high());
        return List.of(
                Figure.of(prefix + ".A_H", end, Better.NEITHER)
                        .paper(cosmology.name().equals("radiation") ? STANDARD : Double.NaN)
                        .against("CosmoLattice's estimator", end * mean(histories, ScalingExperiment::ratio, END)),
                Figure.of(prefix + ".A_t", mean(histories, NetworkMeasurement::areaParameter, END), Better.NEITHER),
                Figure.of(prefix + ".A_H_off_middle", Math.abs(end - middle), Better.LOWER)
                        .bar(cosmology.high() - middle),
                Figure.of(prefix + ".A_H_spread", spread(means), Better.LOWER).bar(0.2),
                Figure.of(
                        prefix + ".square_velocity",
                        mean(histories, NetworkMeasurement::squareVelocity, END),
                        Better.NEITHER));
    }

    private static double ratio(NetworkMeasurement measurement) {
        return measurement.cosmolatticeArea() / measurement.area();
    }

    /** The mean over seeds at a time. */
    static double mean(List<NetworkHistory> histories, ToDoubleFunction<NetworkMeasurement> quantity, double time) {
        return histories.stream()
                .mapToDouble(history -> quantity.applyAsDouble(history.at(time)))
                .average()
                .orElseThrow();
    }

    private static double spread(double[] values) {
        double high = Arrays.stream(values).max().orElseThrow();
        double low = Arrays.stream(values).min().orElseThrow();
        return (high - low) / Arrays.stream(values).average().orElseThrow();
    }

    private void draw(
            String file,
            String quantity,
            Map<String, List<NetworkHistory>> groups,
            ToDoubleFunction<NetworkMeasurement> value)
            throws IOException {
        List<Curve> curves = new ArrayList<>();
        groups.forEach((name, histories) -> {
            double[] times = histories.get(0).times();
            curves.add(new Curve(
                    name,
                    times,
                    Arrays.stream(times)
                            .map(time -> mean(histories, value, time))
                            .toArray()));
        });
        pictures.lines(file, "mean of " + seeds.length + " networks", "tau", quantity, false, curves);
    }
}
