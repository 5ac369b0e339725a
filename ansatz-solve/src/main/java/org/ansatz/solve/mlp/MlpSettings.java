package org.ansatz.solve.mlp;

import java.util.List;
import java.util.stream.Stream;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.solve.collocation.FitSettings;

/**
 * The settings of {@code method: mlp}, typed: those of the network.
 *
 * @param corners re-entrant corners of a plane region have features of their own
 * @param gain NaN for several values, one after the other
 */
record MlpSettings(
        List<Integer> hidden, boolean gated, int fourier, double fourierScale, double gain, boolean corners) {
    static final List<Setting> DECLARED = Stream.of(
                    List.of(
                            new Setting("hidden", "auto", "widths of the hidden layers, such as [32, 32, 32]"),
                            new Setting("architecture", "plain", "plain, or gated (modified MLP, arXiv 2001.04536)"),
                            new Setting(
                                    "fourier",
                                    "0",
                                    "number of random Fourier features sin(2 pi b.x), cos(2 pi b.x) of the inputs"),
                            new Setting("fourier_scale", "1", "standard deviation of b, in waves across the domain"),
                            new Setting(
                                    "gain",
                                    "auto",
                                    "slope of the first layer's units across the domain; auto is 1.5, other values when"
                                            + " that fails")),
                    FitSettings.DECLARED,
                    List.of(FitSettings.DEVICE, new Setting("method", "mlp", "this method")))
            .flatMap(List::stream)
            .toList();

    static MlpSettings of(Problem problem, Settings s) {
        String architecture = FitSettings.choose(s, "architecture", "plain", List.of("plain", "gated"));
        List<Integer> hidden = FitSettings.auto(s, "hidden")
                ? standardWidths(problem.isOrdinary(), problem.fields().size(), problem.dimension())
                : s.integers("hidden", List.of());
        if (hidden.isEmpty() || hidden.stream().anyMatch(w -> w < 1 || w > 1000)) {
            throw new InvalidProblem("solve: hidden: " + s.text("hidden", "") + ": expected widths between 1 and 1000");
        }
        return new MlpSettings(
                hidden,
                architecture.equals("gated"),
                s.integer("fourier", 0),
                s.number("fourier_scale", 1),
                FitSettings.auto(s, "gain") ? Double.NaN : s.number("gain", 1),
                FitSettings.of(problem, s).closedCorners());
    }

    private static List<Integer> standardWidths(boolean ordinary, int fields, int inputs) {
        if (ordinary) {
            return List.of(20, 20);
        }
        int width = fields > 2 ? 28 : fields > 1 || inputs > 2 ? 24 : 20;
        return List.of(width, width, width);
    }
}
