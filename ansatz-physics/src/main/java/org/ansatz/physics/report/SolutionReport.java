package org.ansatz.physics.report;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.SolutionFigures.Picture;

/** Writes everything that a finished run leaves behind. */
public final class SolutionReport {
    private SolutionReport() {}

    /**
     * Writes the run folder: {@code config.yaml}, {@code metrics.json}, {@code history.csv}, the model, {@code solution.npz},
     * files for ParaView, figures, {@code report.html}. Numbers come first: if drawing fails they are there.
     *
     * @return what {@code metrics.json} holds
     */
    public static Metrics write(
            RunFolder folder, Problem problem, Solution solution, ErrorMeasure.Result error, RunFacts facts)
            throws IOException {
        Files.createDirectories(folder.path());
        RunConfig.of(problem, facts).write(folder);
        HistoryFile.write(folder.history(), solution.outcome().history());
        solution.save(folder.path());
        ResidualNorms norms = ResidualNorms.of(problem, solution);
        List<String> warnings = new ArrayList<>(facts.warnings());
        Metrics metrics = metrics(problem, solution, error, norms, facts, warnings);
        metrics.write(folder.metrics());
        warnings.addAll(UnsolvedEquations.in(metrics.figures()));
        SampledRegion region = SampledRegion.of(problem);
        SolutionArrays.write(folder.solution(), problem, solution, region);
        VtkFiles.write(problem, solution, region, folder.path());
        if (solution.outcome().status() == Solution.Status.INTERRUPTED) {
            warnings.add("The run was interrupted: this is the best answer so far.");
        }
        List<Picture> pictures = List.of();
        try {
            pictures = SolutionFigures.draw(problem, solution, error, folder.figures());
        } catch (LinkageError | InternalError | NullPointerException e) {
            // What Java throws on systems without fonts; a result must not be lost to that.
            warnings.add("No figures: this system cannot draw text (" + e + "); install fontconfig and a font.");
        }
        new SolutionPage(problem, solution, error, norms, facts, metrics).write(folder, pictures, warnings);
        return metrics;
    }

    private static Metrics metrics(
            Problem problem,
            Solution solution,
            ErrorMeasure.Result error,
            ResidualNorms norms,
            RunFacts facts,
            List<String> warnings) {
        List<Figure> figures = new ArrayList<>(error.figures());
        solution.parameters().forEach((name, estimate) -> {
            figures.add(Figure.of("parameter." + name, estimate.value(), Better.NEITHER));
            figures.add(Figure.of("parameter." + name + ".standard_error", estimate.standardError(), Better.LOWER));
        });
        problem.outputs().forEach((name, output) -> {
            try {
                double value = OutputValues.value(name, output, problem, solution);
                figures.add(Figure.of("output." + name, value, Better.NEITHER));
            } catch (InvalidProblem e) {
                // A solution is not thrown away for an output that it cannot deliver.
                warnings.add(e.getMessage());
                figures.add(Figure.of("output." + name, Double.NaN, Better.NEITHER));
            }
        });
        norms.byName().forEach((name, value) -> figures.add(Figure.of(name, value, Better.LOWER)));
        figures.add(Figure.of("solve_seconds", solution.outcome().seconds(), Better.LOWER)
                .in("s"));
        return new Metrics(
                problem.name(), null, null, facts.seed(), facts.wallSeconds(), Metrics.peakResident(), figures);
    }
}
