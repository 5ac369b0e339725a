package org.ansatz.physics.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.problem.Ansatz;
import org.ansatz.physics.problem.Equation;
import org.ansatz.physics.problem.Exhibit;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Input;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.Observations;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.report.CurvePanel.Curve;
import org.ansatz.physics.report.CurvePanel.Style;

/** The pictures of one solution: itself, its error, its residuals, how it was found. */
final class SolutionFigures {
    /** A picture with what is to be said below it. */
    record Picture(Path file, String caption) {}

    private static final int NODES = 801;
    private static final int CELLS = 240;
    private static final int CURVE_WIDTH = 820;
    private static final int CURVE_HEIGHT = 380;
    private static final int MAP_HEIGHT = 330;
    private static final int[] SNAPSHOTS = {0, 25, 50, 75, 100};
    // Magnitudes further below the largest than this are shown as if they were not smaller.
    private static final double DECADES = 6;

    private final Problem problem;
    private final Solution solution;
    private final ErrorMeasure.Result error;
    private final Path folder;
    private final View view;
    private final List<Picture> pictures = new ArrayList<>();
    private boolean[] mask;

    private SolutionFigures(Problem problem, Solution solution, ErrorMeasure.Result error, Path folder) {
        this.problem = problem;
        this.solution = solution;
        this.error = error;
        this.folder = folder;
        this.view = View.of(problem);
    }

    /** Draws all that can be drawn, in the order of a report. */
    static List<Picture> draw(Problem problem, Solution solution, ErrorMeasure.Result error, Path folder)
            throws IOException {
        SolutionFigures figures = new SolutionFigures(problem, solution, error, folder);
        if (figures.view.isCurve()) {
            figures.curves();
        } else {
            figures.maps();
            figures.snapshots();
        }
        figures.residuals();
        figures.history();
        List<Exhibit> exhibits = solution.exhibits();
        List<Path> files = ExhibitFigures.draw(exhibits, folder, "");
        for (int k = 0; k < files.size(); k++) {
            figures.pictures.add(new Picture(files.get(k), exhibits.get(k).caption()));
        }
        return figures.pictures;
    }

    private List<String> compared() {
        return error.truth()
                .map(truth -> problem.fields().stream()
                        .filter(truth.fields()::contains)
                        .toList())
                .orElse(List.of());
    }

    private String truthName() {
        return switch (error.kind()) {
            case EXACT -> "exact";
            case CLASSICAL -> "classical";
            default -> "second run";
        };
    }

    private void save(FigureSheet sheet, String name, String caption) throws IOException {
        Path file = folder.resolve(name + ".png");
        sheet.write(file);
        String middle = view.middle();
        pictures.add(new Picture(file, middle.isEmpty() ? caption : caption + " At " + middle + "."));
    }

    // ---- one input

    private void curves() throws IOException {
        double[][] points = view.line(NODES);
        double[] x = points[view.horizontal()];
        double[][] values = Evaluation.fields(problem, solution, problem.fields(), points);
        List<String> compared = compared();
        double[][] truth = compared.isEmpty()
                ? new double[0][]
                : Evaluation.fields(problem, error.truth().orElseThrow(), compared, points);
        List<Curve> curves = new ArrayList<>();
        List<Curve> errors = new ArrayList<>();
        for (int f = 0; f < values.length; f++) {
            String field = problem.fields().get(f);
            curves.add(new Curve(field, x, values[f], Style.LINE, f));
            int at = compared.indexOf(field);
            if (at >= 0) {
                curves.add(new Curve(field + ", " + truthName(), x, truth[at], Style.DASHED, f));
                double[] difference = new double[x.length];
                for (int p = 0; p < x.length; p++) {
                    difference[p] = Math.abs(values[f][p] - truth[at][p]);
                }
                errors.add(new Curve(field, x, difference, Style.LINE, f));
            }
        }
        observations(curves);
        String name = view.name(view.horizontal());
        String fields = String.join(", ", problem.fields());
        FigureSheet sheet = new FigureSheet(problem.title() + ": solution", 1, CURVE_WIDTH, CURVE_HEIGHT);
        sheet.add(new CurvePanel("", name, fields, false, curves));
        save(sheet, "solution", "The solution" + (compared.isEmpty() ? "." : "; dashed: " + truthName() + "."));
        if (!errors.isEmpty()) {
            FigureSheet differences =
                    new FigureSheet(problem.title() + ": absolute error", 1, CURVE_WIDTH, CURVE_HEIGHT);
            differences.add(new CurvePanel("", name, "|error|", true, errors));
            save(differences, "error", "Absolute difference to the " + truthName() + " solution.");
        }
    }

    private void observations(List<Curve> curves) {
        for (Observations data : problem.observations()) {
            for (int f = 0; f < data.fields().size(); f++) {
                String field = data.fields().get(f);
                curves.add(new Curve(
                        field + ", data",
                        data.points().inputs()[view.horizontal()],
                        data.values()[f],
                        Style.DOTS,
                        problem.fields().indexOf(field)));
            }
        }
    }

    // ---- two inputs and more

    private void maps() throws IOException {
        List<String> compared = compared();
        int stations = view.stations().length;
        Set<String> unbounded = unbounded();
        double[][][][] values = new double[problem.fields().size()][stations][][];
        double[][][][] differences = new double[compared.size()][stations][][];
        for (int k = 0; k < stations; k++) {
            double[][] points = view.cells(k, CELLS, CELLS);
            boolean[] inside = inside(points);
            double[][] here = masked(solution, problem.fields(), points, inside);
            for (int f = 0; f < here.length; f++) {
                values[f][k] = rows(here[f]);
            }
            if (!compared.isEmpty()) {
                double[][] truth = masked(error.truth().orElseThrow(), compared, points, inside);
                for (int c = 0; c < truth.length; c++) {
                    double[] own = here[problem.fields().indexOf(compared.get(c))];
                    for (int p = 0; p < own.length; p++) {
                        truth[c][p] = own[p] - truth[c][p];
                    }
                    differences[c][k] = rows(truth[c]);
                }
            }
        }
        FigureSheet sheet = sheet("solution", problem.fields().size());
        for (int f = 0; f < values.length; f++) {
            Interval range = unbounded.contains(problem.fields().get(f))
                    ? ColourScale.bulk(values[f])
                    : ColourScale.whole(values[f]);
            for (int k = 0; k < stations; k++) {
                sheet.add(map(problem.fields().get(f), k, values[f][k], Palette.VIRIDIS, range, false));
            }
        }
        String clipped = clipped(unbounded);
        save(sheet, "solution", "The solution." + clipped);
        if (!compared.isEmpty()) {
            FigureSheet errors = sheet("error", compared.size());
            for (int c = 0; c < compared.size(); c++) {
                boolean hasBound = !unbounded.contains(compared.get(c));
                Interval range = ColourScale.symmetric(
                        hasBound ? ColourScale.whole(differences[c]) : ColourScale.bulk(differences[c]));
                for (int k = 0; k < stations; k++) {
                    errors.add(
                            map("error of " + compared.get(c), k, differences[c][k], Palette.DIVERGING, range, false));
                }
            }
            save(errors, "error", "Signed difference to the " + truthName() + " solution." + clipped);
        }
    }

    /** Fields that are infinite in a corner of the picture, in the solution or in the truth. */
    private Set<String> unbounded() {
        Set<String> found = new LinkedHashSet<>();
        List<Ansatz> drawn = new ArrayList<>(List.of(solution));
        error.truth().ifPresent(drawn::add);
        for (int k = 0; k < view.stations().length; k++) {
            for (Ansatz ansatz : drawn) {
                List<String> fields = problem.fields().stream()
                        .filter(ansatz.fields()::contains)
                        .toList();
                double[][] values = Evaluation.fields(problem, ansatz, fields, view.corners(k));
                for (int f = 0; f < values.length; f++) {
                    if (Arrays.stream(values[f]).anyMatch(Double::isInfinite)) {
                        found.add(fields.get(f));
                    }
                }
            }
        }
        return found;
    }

    private static String clipped(Set<String> unbounded) {
        return unbounded.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        " In a corner %s has no bound; its colours leave out the lowest and the highest %.0f %% of its values.",
                        String.join(", ", unbounded),
                        100 * ColourScale.LEFT_OUT);
    }

    private double[][] masked(Ansatz ansatz, List<String> fields, double[][] points, boolean[] inside) {
        double[][] some = pick(points, inside);
        double[][] values = Evaluation.fields(problem, ansatz, fields, some);
        return spread(values, inside);
    }

    /** Which cells of a snapshot lie in the domain; the same in all unless they lie in different places. */
    private boolean[] inside(double[][] points) {
        boolean moving =
                view.varied() >= 0 && problem.inputs().get(view.varied()).kind() == Input.Kind.SPACE;
        if (mask == null || moving) {
            mask = Grid.inside(problem.domain(), points);
        }
        return mask;
    }

    private static double[][] pick(double[][] points, boolean[] inside) {
        int[] kept = java.util.stream.IntStream.range(0, inside.length)
                .filter(p -> inside[p])
                .toArray();
        return Arrays.stream(points)
                .map(axis -> Arrays.stream(kept).mapToDouble(p -> axis[p]).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] spread(double[][] values, boolean[] inside) {
        double[][] all = new double[values.length][inside.length];
        for (int f = 0; f < values.length; f++) {
            int at = 0;
            for (int p = 0; p < inside.length; p++) {
                all[f][p] = inside[p] ? values[f][at++] : Double.NaN;
            }
        }
        return all;
    }

    private static double[][] rows(double[] cells) {
        double[][] rows = new double[CELLS][];
        for (int r = 0; r < CELLS; r++) {
            rows[r] = Arrays.copyOfRange(cells, r * CELLS, (r + 1) * CELLS);
        }
        return rows;
    }

    private FigureSheet sheet(String what, int rows) {
        // One snapshot of several fields stands side by side, snapshots in a row per field.
        int columns = view.stations().length > 1 ? view.stations().length : Math.min(rows, 3);
        int width = view.isPlane()
                ? MapPanel.widthFor(view.interval(view.horizontal()), view.interval(view.vertical()), MAP_HEIGHT)
                : columns == 1 ? 620 : 440;
        return new FigureSheet(
                problem.title() + ": " + what, columns, Math.max(width, columns == 1 ? 520 : 0), MAP_HEIGHT);
    }

    private MapPanel map(
            String what, int station, double[][] values, Palette palette, Interval range, boolean logarithmic) {
        String at = view.station(station);
        return new MapPanel(
                at.isEmpty() ? what : what + " at " + at,
                view.name(view.horizontal()),
                view.interval(view.horizontal()),
                view.name(view.vertical()),
                view.interval(view.vertical()),
                values,
                palette,
                range,
                logarithmic,
                view.isPlane());
    }

    /** A field over one space coordinate and time, as profiles at five times. */
    private void snapshots() throws IOException {
        boolean profile = problem.dimension() == 2
                && problem.spaceIndices().size() == 1
                && problem.inputs().get(view.horizontal()).kind() == Input.Kind.TIME;
        if (!profile) {
            return;
        }
        int time = view.horizontal();
        int space = view.vertical();
        List<String> compared = compared();
        int columns = Math.min(2, problem.fields().size());
        FigureSheet sheet = new FigureSheet(
                problem.title() + ": profiles", columns, columns == 1 ? CURVE_WIDTH : 640, CURVE_HEIGHT);
        for (String field : problem.fields()) {
            List<Curve> curves = new ArrayList<>();
            List<Curve> truths = new ArrayList<>();
            for (int k = 0; k < SNAPSHOTS.length; k++) {
                double[][] points = new double[2][NODES];
                points[space] = Grid.nodes(view.interval(space), NODES);
                double at = view.interval(time).min() + view.interval(time).length() * SNAPSHOTS[k] / 100;
                Arrays.fill(points[time], at);
                String label = view.name(time) + " = " + Ticks.label(at);
                double[] values = Evaluation.fields(problem, solution, List.of(field), points)[0];
                curves.add(new Curve(label, points[space], values, Style.LINE, k));
                if (compared.contains(field)) {
                    double[] truth = Evaluation.fields(problem, error.truth().orElseThrow(), List.of(field), points)[0];
                    truths.add(new Curve(k == 0 ? truthName() : null, points[space], truth, Style.DASHED, k));
                }
            }
            curves.addAll(truths);
            sheet.add(new CurvePanel("", view.name(space), field, false, curves));
        }
        save(sheet, "profiles", "Profiles" + (compared.isEmpty() ? "." : "; dashed: " + truthName() + "."));
    }

    // ---- residuals and history

    private void residuals() throws IOException {
        List<Equation> shown = problem.equations().stream()
                .filter(e ->
                        Evaluation.of(problem, solution, List.of(e.residual())).isDelivered())
                .toList();
        if (shown.isEmpty()) {
            return;
        }
        List<Expr> expressions = shown.stream().map(Equation::residual).toList();
        Evaluation evaluation = Evaluation.of(problem, solution, expressions);
        String caption = "What is left of the equations (left minus right side), in their own units.";
        if (view.isCurve()) {
            double[][] points = view.line(NODES);
            double[][] values = evaluation.at(points, null);
            List<Curve> curves = new ArrayList<>();
            for (int e = 0; e < values.length; e++) {
                double[] magnitude = Arrays.stream(values[e]).map(Math::abs).toArray();
                curves.add(new Curve(shown.get(e).name(), points[view.horizontal()], magnitude, Style.LINE, e));
            }
            FigureSheet sheet = new FigureSheet(problem.title() + ": residual", 1, CURVE_WIDTH, CURVE_HEIGHT);
            sheet.add(new CurvePanel("", view.name(view.horizontal()), "|residual|", true, curves));
            save(sheet, "residual", caption);
            return;
        }
        double[][][][] maps = new double[shown.size()][view.stations().length][][];
        for (int k = 0; k < view.stations().length; k++) {
            double[][] points = view.cells(k, CELLS, CELLS);
            boolean[] inside = inside(points);
            double[][] values = spread(evaluation.at(pick(points, inside), null), inside);
            for (int e = 0; e < values.length; e++) {
                maps[e][k] = rows(Arrays.stream(values[e])
                        .map(v -> Math.log10(Math.max(Math.abs(v), Double.MIN_NORMAL)))
                        .toArray());
            }
        }
        FigureSheet sheet = sheet("residual", shown.size());
        for (int e = 0; e < shown.size(); e++) {
            Interval all = ColourScale.whole(maps[e]);
            Interval range = new Interval(Math.max(all.min(), all.max() - DECADES), all.max());
            for (int k = 0; k < view.stations().length; k++) {
                sheet.add(map("|" + shown.get(e).name() + "|", k, maps[e][k], Palette.MAGMA, range, true));
            }
        }
        save(sheet, "residual", caption);
    }

    private void history() throws IOException {
        History history = solution.outcome().history();
        Set<String> columns = history.columns();
        if (history.rows().size() < 2 || columns.isEmpty()) {
            return;
        }
        double[] seconds =
                history.rows().stream().mapToDouble(History.Row::seconds).toArray();
        List<Curve> curves = new ArrayList<>();
        int color = 0;
        for (String column : columns) {
            double[] values = history.rows().stream()
                    .mapToDouble(r -> r.values().getOrDefault(column, Double.NaN))
                    .toArray();
            curves.add(new Curve(column, seconds, values, Style.LINE, color++));
        }
        FigureSheet sheet = new FigureSheet(problem.title() + ": history", 1, CURVE_WIDTH, CURVE_HEIGHT);
        sheet.add(new CurvePanel("", "seconds", "loss terms", true, curves));
        Path file = folder.resolve("history.png");
        sheet.write(file);
        pictures.add(new Picture(
                file,
                String.format(
                        Locale.ROOT,
                        "Figures recorded over %d steps.",
                        solution.outcome().steps())));
    }
}
