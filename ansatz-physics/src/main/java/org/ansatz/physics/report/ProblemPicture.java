package org.ansatz.physics.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Observations;
import org.ansatz.physics.problem.PointSet;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.report.CurvePanel.Curve;
import org.ansatz.physics.report.CurvePanel.Style;

/**
 * The domain of a problem with collocation points and the points of its conditions, a colour for each. With three inputs and
 * more it is the projection on the two that the solution's maps have; with one, a line.
 */
public final class ProblemPicture {
    // So many are drawn and a part of them shown: few points would be drawn from the beginning of a boundary only.
    private static final int ON_CONDITION = 640;
    private static final int SHOWN = 80;
    private static final int COLLOCATION_COLOR = 6;
    private static final int WIDTH = 760;
    private static final int HEIGHT = 460;

    private ProblemPicture() {}

    /**
     * Draws a PNG.
     *
     * @param points number of collocation points shown
     * @throws org.ansatz.physics.problem.InvalidProblem if a condition meets no point of the domain
     */
    public static void draw(Problem problem, Path file, int points, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        View view = View.of(problem);
        List<Curve> sets = new ArrayList<>();
        double[][] inside =
                problem.domain().interior(points, Spread.SOBOL, random).inputs();
        if (problem.domain().region().isEmpty() && !view.isCurve()) {
            sets.add(outline(view));
        }
        sets.add(dots("collocation", view, inside, COLLOCATION_COLOR));
        int color = 0;
        for (Condition condition : problem.conditions()) {
            if (condition instanceof Condition.Pointwise pointwise) {
                PointSet set = problem.domain().on(pointwise, ON_CONDITION, Spread.SOBOL, random);
                if (set.size() > 0) {
                    sets.add(dots(condition.name(), view, some(set.inputs()), next(color++)));
                }
            } else if (condition instanceof Condition.Periodic periodic) {
                sets.add(dots(condition.name(), view, some(ends(problem, periodic, random)), next(color++)));
            }
        }
        for (Observations data : problem.observations()) {
            sets.add(dots(data.name(), view, data.points().inputs(), next(color++)));
        }
        FigureSheet sheet = new FigureSheet(problem.title(), 1, WIDTH, view.isCurve() ? HEIGHT / 2 : HEIGHT);
        String vertical = view.isCurve() ? "" : view.name(view.vertical());
        sheet.add(new CurvePanel("", view.name(view.horizontal()), vertical, false, view.isPlane(), sets));
        sheet.write(file);
    }

    private static Curve outline(View view) {
        var x = view.interval(view.horizontal());
        var y = view.interval(view.vertical());
        return new Curve(
                null,
                new double[] {x.min(), x.max(), x.max(), x.min(), x.min()},
                new double[] {y.min(), y.min(), y.max(), y.max(), y.min()},
                Style.LINE,
                COLLOCATION_COLOR);
    }

    private static double[][] some(double[][] points) {
        int stride = Math.max(1, points[0].length / SHOWN);
        int n = (points[0].length + stride - 1) / stride;
        double[][] kept = new double[points.length][n];
        for (int i = 0; i < kept.length; i++) {
            for (int k = 0; k < n; k++) {
                kept[i][k] = points[i][k * stride];
            }
        }
        return kept;
    }

    private static int next(int index) {
        return index < COLLOCATION_COLOR ? index : index + 1;
    }

    private static double[][] ends(Problem problem, Condition.Periodic periodic, SplittableRandom random) {
        int axis = problem.inputNames().indexOf(periodic.coordinate());
        double[][] points =
                problem.domain().interior(ON_CONDITION, Spread.SOBOL, random).inputs();
        var interval = problem.inputs().get(axis).interval();
        for (int p = 0; p < ON_CONDITION; p++) {
            points[axis][p] = p < ON_CONDITION / 2 ? interval.min() : interval.max();
        }
        return points;
    }

    private static Curve dots(String name, View view, double[][] points, int color) {
        double[] y = new double[points[0].length];
        if (view.isCurve()) {
            // On a line the sets lie below each other.
            java.util.Arrays.fill(y, -(double) ((color + 1) % (COLLOCATION_COLOR + 1)));
        } else {
            y = points[view.vertical()];
        }
        return new Curve(name, points[view.horizontal()], y, Style.DOTS, color);
    }
}
