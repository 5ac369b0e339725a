package org.ansatz.solve.gp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a learned spectrum says against the grid and the range of frequencies that it was sought in. */
final class SpectrumWarnings {
    private static final double UPPER_END = 0.97;

    private SpectrumWarnings() {}

    static List<String> of(String field, GridAxis axis, SpectralMixture kernel, double topFrequency) {
        List<String> warnings = new ArrayList<>();
        SpectralMixture.Peak heaviest = kernel.spectrum().get(0);
        double length = axis.interval().length();
        if (axis.points() < 2 * heaviest.frequency() * length) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "gp: %s has the frequency %.4g along %s, but the grid has %d points there, fewer than two per period;"
                            + " at least %d are needed",
                    field,
                    heaviest.frequency(),
                    axis.name(),
                    axis.points(),
                    (int) Math.ceil(2 * heaviest.frequency() * length)));
        }
        if (kernel.components() > 1 && heaviest.frequency() >= UPPER_END * topFrequency) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "gp: the heaviest frequency %.4g of %s along %s sits at the upper end of those that were sought; set"
                            + " frequency above %.4g",
                    heaviest.frequency(),
                    field,
                    axis.name(),
                    topFrequency));
        }
        return warnings;
    }
}
