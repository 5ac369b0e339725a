package org.ansatz.physics.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.report.ComparisonReport.Entry;
import org.ansatz.physics.report.CurvePanel.Curve;
import org.ansatz.physics.report.CurvePanel.Style;

/** How the losses of a comparison's answers fell: against the step and, beside it, against wall time. */
final class LossFigure {
    private static final String LOSS = "loss";
    private static final int WIDTH = 620;
    private static final int HEIGHT = 420;

    private LossFigure() {}

    /**
     * Draws the picture.
     *
     * @return whether any answer has a history of losses; if none has, nothing is written
     */
    static boolean draw(ComparisonReport report, Path file) throws IOException {
        List<Curve> bySteps = curves(report, History.Row::step);
        List<Curve> bySeconds = curves(report, History.Row::seconds);
        if (bySteps.isEmpty()) {
            return false;
        }
        FigureSheet sheet = new FigureSheet(report.problem().title() + ": loss", 2, WIDTH, HEIGHT);
        sheet.add(new CurvePanel("", "step", LOSS, true, bySteps));
        sheet.add(new CurvePanel("", "wall time in s", LOSS, true, bySeconds));
        sheet.write(file);
        return true;
    }

    private static List<Curve> curves(ComparisonReport report, ToDoubleFunction<History.Row> abscissa) {
        List<Curve> curves = new ArrayList<>();
        for (int k = 0; k < report.entries().size(); k++) {
            Entry entry = report.entries().get(k);
            List<History.Row> rows = entry.solution().outcome().history().rows().stream()
                    .filter(row -> row.values().containsKey(LOSS))
                    .toList();
            if (!rows.isEmpty()) {
                curves.add(new Curve(
                        entry.label(),
                        rows.stream().mapToDouble(abscissa).toArray(),
                        rows.stream().mapToDouble(row -> row.values().get(LOSS)).toArray(),
                        Style.LINE,
                        k));
            }
        }
        return curves;
    }
}
