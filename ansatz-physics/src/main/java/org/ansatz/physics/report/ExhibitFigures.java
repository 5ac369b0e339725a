package org.ansatz.physics.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.problem.Exhibit;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.report.CurvePanel.Curve;
import org.ansatz.physics.report.CurvePanel.Style;

/** Draws what solutions have to show of their own workings. */
public final class ExhibitFigures {
    private static final int WIDTH = 820;
    private static final int HEIGHT = 380;
    private static final int ELLIPSES_HEIGHT = 360;
    private static final int COLUMNS = 3;
    private static final double DECADES = 4;

    private ExhibitFigures() {}

    /** Writes {@code prefix + name.png} for each exhibit into a folder and returns the files. */
    public static List<Path> draw(List<Exhibit> exhibits, Path folder, String prefix) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Exhibit exhibit : exhibits) {
            Path file = folder.resolve(prefix + exhibit.name() + ".png");
            sheet(exhibit).write(file);
            files.add(file);
        }
        return files;
    }

    private static FigureSheet sheet(Exhibit exhibit) {
        if (exhibit instanceof Exhibit.Ellipses ellipses) {
            return ellipses(ellipses);
        }
        Exhibit.Curves curves = (Exhibit.Curves) exhibit;
        FigureSheet sheet = new FigureSheet(curves.title(), 1, WIDTH, HEIGHT);
        List<Curve> drawn = new ArrayList<>();
        for (Exhibit.Curve curve : curves.curves()) {
            drawn.add(new Curve(
                    curve.name(), curve.x(), curve.y(), curves.dots() ? Style.DOTS : Style.LINE, drawn.size()));
        }
        sheet.add(new CurvePanel("", curves.horizontal(), curves.vertical(), curves.logarithmic(), drawn));
        return sheet;
    }

    private static FigureSheet ellipses(Exhibit.Ellipses shown) {
        double largest = shown.panels().stream()
                .flatMap(p -> p.ellipses().stream())
                .mapToDouble(Exhibit.Ellipse::value)
                .max()
                .orElse(1);
        double top = Math.log10(Math.max(largest, Double.MIN_NORMAL));
        FigureSheet sheet = new FigureSheet(
                shown.title(),
                Math.min(COLUMNS, shown.panels().size()),
                EllipsePanel.widthFor(ELLIPSES_HEIGHT),
                ELLIPSES_HEIGHT);
        for (Exhibit.EllipsePanel panel : shown.panels()) {
            sheet.add(new EllipsePanel(
                    panel.title(),
                    shown.horizontalName(),
                    shown.horizontal(),
                    shown.verticalName(),
                    shown.vertical(),
                    shown.valueName(),
                    new Interval(top - DECADES, top),
                    panel.ellipses()));
        }
        return sheet;
    }
}
