package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.dynamics.statistics.LogLogCurve;
import org.ansatz.dynamics.walls.InitialNetwork;
import org.ansatz.dynamics.walls.NetworkWaves;
import org.ansatz.dynamics.walls.UnequalTimeCorrelator;
import org.ansatz.dynamics.walls.WallModel;
import org.ansatz.dynamics.walls.WallSimulation;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.tensor.Parallel;

/**
 * E1: gravitational waves of physical walls in radiation; area and efficiency, the equal-time correlator, and the spectrum as the
 * closure relation and coherence models have it.
 *
 * @param lattice whose half length is the end of the run
 */
record WallWaveExperiment(Lattice3D lattice, long[] seeds, Run run, Parallel parallel) {
    private static final InitialNetwork INITIAL = new InitialNetwork.Flat(3, 0.1);
    private static final int STEPS_PER_SAMPLE = 2;
    private static final int MODES_PER_SHELL = 150;
    private static final double[] OUTPUTS = {2, 3, 4, 4.5, 5};
    private static final double EARLY = 4.5;
    // Of the outputs: 4.5, when walls have formed.
    private static final int FORMED = 3;
    // Standard value of the literature (Hiramatsu, Kawasaki, Saikawa 2013).
    private static final double STANDARD_AREA = 0.8;
    private static final double STANDARD_EFFICIENCY = 0.7;
    // F at k tau = 10, 15, 20 of an independent run with the same settings, means of two seeds.
    private static final double[][] SCALING_FUNCTION = {{10, 0.00735}, {15, 0.0022}, {20, 0.000835}};

    List<Figure> figures() throws IOException {
        WallSimulation simulation = new WallSimulation(
                lattice,
                WallModel.physical(PowerLawBackground.radiation(1)),
                INITIAL,
                lattice.length() / 2,
                STEPS_PER_SAMPLE,
                0.25,
                true);
        long memory = UnequalTimeCorrelator.bytes(simulation, MODES_PER_SHELL);
        simulation.warnings(memory).forEach(run::say);
        WallPictures pictures = new WallPictures(run.folder());
        List<NetworkWaves> networks = new ArrayList<>();
        List<WallCoherence> coherence = new ArrayList<>();
        for (int s = 0; s < seeds.length; s++) {
            double from = (double) s / seeds.length;
            Run part = Contest.part(run, seeds[s], from, 1.0 / seeds.length, "E1 seed " + seeds[s]);
            WallPictures.Slices slices = new WallPictures.Slices(OUTPUTS);
            networks.add(NetworkWaves.run(
                    simulation,
                    seeds[s],
                    MODES_PER_SHELL,
                    memory,
                    OUTPUTS,
                    network -> {
                        slices.see(network);
                        double share = (double) network.steps() / simulation.steps();
                        part.progress(share, "walls and waves", network.steps(), Map.of("tau", network.time()));
                        return !run.stopRequested();
                    },
                    parallel));
            coherence.add(new WallCoherence(networks.get(s)));
            if (s == 0) {
                pictures.slices("E1-slices.png", lattice, slices);
                pictures.waves(networks.get(0));
                coherence.get(0).draw(pictures);
            }
        }
        pictures.areas("E1-area.png", seeds, networks);
        List<Figure> figures = new ArrayList<>(network(networks));
        figures.addAll(WallCoherence.figures(coherence));
        return figures;
    }

    private List<Figure> network(List<NetworkWaves> networks) {
        double end = lattice.length() / 2;
        double area = mean(networks, n -> n.history().last().areaParameter());
        double early = mean(networks, n -> n.history().at(EARLY).areaParameter());
        double efficiency = mean(networks, n -> n.efficiency(n.lastSpectrum()));
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of("E1.area_parameter", area, Better.NEITHER)
                        .paper(STANDARD_AREA)
                        .against(
                                "CosmoLattice's estimator",
                                mean(
                                        networks,
                                        n -> n.history().last().areaParameter()
                                                * n.history().last().cosmolatticeArea()
                                                / n.history().last().area())),
                Figure.of("E1.area_parameter_off_middle", Math.abs(area - 0.85), Better.LOWER)
                        .bar(0.25),
                Figure.of("E1.area_parameter_change", Math.abs(area / early - 1), Better.LOWER)
                        .bar(0.25),
                Figure.of(
                        "E1.square_velocity",
                        mean(networks, n -> n.history().last().squareVelocity()),
                        Better.NEITHER),
                Figure.of("E1.efficiency", efficiency, Better.NEITHER).paper(STANDARD_EFFICIENCY),
                Figure.of("E1.efficiency_off_middle", Math.abs(efficiency - 0.65), Better.LOWER)
                        .bar(0.45),
                Figure.of(
                        "E1.efficiency_since_4.5",
                        mean(networks, n -> n.efficiencySince(n.spectra().get(FORMED))),
                        Better.NEITHER)));
        double slope = mean(networks, n -> scaling(n).slope(8, 30));
        figures.add(Figure.of("E1.etc_slope", slope, Better.NEITHER));
        figures.add(Figure.of("E1.etc_slope_off_middle", Math.abs(slope + 3.25), Better.LOWER)
                .bar(0.75));
        for (double[] point : SCALING_FUNCTION) {
            double value = mean(networks, n -> scaling(n).at(point[0]));
            figures.add(Figure.of(
                            "E1.etc_ratio_at_" + (int) point[0],
                            Math.max(value / point[1], point[1] / value),
                            Better.LOWER)
                    .bar(1.6));
        }
        double[] slopes = networks.stream()
                .mapToDouble(n -> n.curve(end, n.lastSpectrum().density()).slope(10, 40))
                .toArray();
        figures.add(
                Figure.of("E1.wave_slope", Trials.mean(slopes), Better.NEITHER).paper(-1));
        figures.add(Figure.of("E1.wave_slope_standard_error", Trials.standardError(slopes), Better.NEITHER));
        figures.add(Figure.of(
                        "E1.wave_peak_k_tau",
                        mean(networks, n -> n.curve(end, n.lastSpectrum().density())
                                .peak()),
                        Better.NEITHER)
                .paper(2 * Math.PI));
        return figures;
    }

    private static LogLogCurve scaling(NetworkWaves network) {
        return network.scalingFunction(network.correlator().times().length - 1);
    }

    private static double mean(List<NetworkWaves> networks, ToDoubleFunction<NetworkWaves> quantity) {
        return Trials.mean(networks.stream().mapToDouble(quantity).toArray());
    }
}
