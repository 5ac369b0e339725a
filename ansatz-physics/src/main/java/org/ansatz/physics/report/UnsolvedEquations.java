package org.ansatz.physics.report;

import java.util.List;
import java.util.Locale;

/** Equations whose terms do not balance in an answer: what a reader must know before using it. */
public final class UnsolvedEquations {
    static final String FIGURE = "relative_residual.";
    // Fronts and corners leave residuals of some per cent in answers that are good.
    private static final double UNBALANCED = 0.2;

    private UnsolvedEquations() {}

    /** A sentence for each of them, from the figures of a run. */
    public static List<String> in(List<Figure> figures) {
        return figures.stream()
                .filter(figure -> figure.name().startsWith(FIGURE) && figure.value() > UNBALANCED)
                .map(figure -> String.format(
                        Locale.ROOT,
                        "`%s` is not solved: what is left of it is %.0f %% of the size of its terms (root mean squares)",
                        figure.name().substring(FIGURE.length()),
                        100 * figure.value()))
                .toList();
    }
}
