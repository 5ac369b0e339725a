package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ansatz.physics.problem.History.Row;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.report.ExhibitFigures;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.studies.Contest.Answer;

/** The pictures of arXiv 2412.05994: fields and errors, where the Gaussians go, errors over time, loss terms. */
final class GaussianPictures {
    private static final int CELLS = 120;

    private final Optional<Path> folder;
    private final Pictures pictures;

    GaussianPictures(Optional<Path> runFolder) {
        folder = runFolder.map(run -> run.resolve("figures"));
        pictures = new Pictures(runFolder);
    }

    /** All pictures of a contest, from one answer of each contestant. */
    void contest(String name, Contest contest) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        List<Answer> answers = contest.first();
        fields(name, contest.problem(), answers);
        List<Curve> errors = new ArrayList<>();
        for (Answer answer : answers) {
            errors.add(overTime(answer, "error.u", answer.contestant().name()));
        }
        pictures.lines(
                name + "-error-over-time.png",
                contest.problem().title() + ": error",
                "wall time in s",
                "relative L2 error",
                true,
                errors);
        Answer moving = answers.get(0);
        List<Curve> losses = new ArrayList<>();
        for (String column : moving.solution().outcome().history().columns()) {
            if (!column.startsWith("error.")) {
                losses.add(overTime(moving, column, column));
            }
        }
        pictures.lines(
                name + "-losses.png",
                contest.problem().title() + ": mean squares of the Gaussians' residuals",
                "wall time in s",
                "mean square",
                true,
                losses);
        ExhibitFigures.draw(moving.solution().exhibits(), folder.get(), name + "-");
    }

    private static Curve overTime(Answer answer, String column, String label) {
        List<Row> rows = answer.solution().outcome().history().rows();
        return new Curve(
                label,
                rows.stream().mapToDouble(Row::seconds).toArray(),
                rows.stream()
                        .mapToDouble(row -> row.values().getOrDefault(column, Double.NaN))
                        .toArray());
    }

    /** Exact and found fields above, errors on one scale below; a third input stands at its end. */
    private void fields(String name, Problem problem, List<Answer> answers) throws IOException {
        double[] low = {
            problem.inputs().get(0).interval().min(),
            problem.inputs().get(1).interval().min()
        };
        double[] high = {
            problem.inputs().get(0).interval().max(),
            problem.inputs().get(1).interval().max()
        };
        double[][] points = new double[problem.dimension()][CELLS * CELLS];
        for (int p = 0; p < CELLS * CELLS; p++) {
            int column = p / CELLS;
            points[0][p] = low[0] + (high[0] - low[0]) * (column + 0.5) / CELLS;
            points[1][p] = low[1] + (high[1] - low[1]) * (p % CELLS + 0.5) / CELLS;
            for (int i = 2; i < points.length; i++) {
                points[i][p] = problem.inputs().get(i).interval().max();
            }
        }
        double[] exact = problem.values(problem.exact().get("u"), points);
        List<MapSheet.Map> found = new ArrayList<>();
        List<MapSheet.Map> errors = new ArrayList<>();
        found.add(new MapSheet.Map("exact", square(exact)));
        for (Answer answer : answers) {
            double[] values = values(problem, answer.solution(), points);
            double[] error = new double[values.length];
            for (int p = 0; p < error.length; p++) {
                error[p] = Math.abs(values[p] - exact[p]);
            }
            String label =
                    String.format(Locale.ROOT, "%s, %.1e", answer.contestant().name(), answer.relativeL2());
            found.add(new MapSheet.Map(answer.contestant().name(), square(values)));
            errors.add(new MapSheet.Map(label, square(error)));
        }
        String title = problem.title() + ": fields and absolute errors"
                + (problem.dimension() > 2 ? " at " + problem.inputNames().get(2) + " = " + points[2][0] : "");
        new MapSheet(title, problem.inputNames().get(0), problem.inputNames().get(1), low, high)
                .row(0, found, false)
                .row(1, errors, true)
                .write(folder.orElseThrow().resolve(name + "-fields.png"));
    }

    private static double[] values(Problem problem, Solution solution, double[][] points) {
        return solution.evaluate(points, List.of(problem.term("u")))[0];
    }

    private static double[][] square(double[] values) {
        double[][] square = new double[CELLS][CELLS];
        for (int p = 0; p < values.length; p++) {
            square[p / CELLS][p % CELLS] = values[p];
        }
        return square;
    }
}
