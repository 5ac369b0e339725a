package org.ansatz.physics.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Ansatz;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solver;
import org.ansatz.physics.report.Figure.Better;

/**
 * How far a solution is from the truth, or from the best stand-in for it: closed forms, a reference file, the classical
 * solver, another run of the method, or the solver's own estimate, in this order.
 *
 * <p>The relative L2 error of a field is {@code sqrt(sum (u - v)^2 / sum v^2)} over a dense grid of a box in one or two
 * inputs, over Sobol points of any other domain (errors of the quadrature are far below those that are measured). Points
 * at which the truth is infinite are left out and counted in a note.
 */
public final class ErrorMeasure {
    private static final int GRID_1D = 4001;
    private static final int GRID_2D = 241;
    private static final int SOBOL = 20_000;
    private static final int BOUNDARY = 2000;
    // The points are part of the definition of the figure: the same in every run.
    private static final long POINT_SEED = 20240117;

    private ErrorMeasure() {}

    /** What a solution was compared with. */
    public enum Kind {
        EXACT,
        REFERENCE_FILE,
        CLASSICAL,
        ESTIMATE,
        NONE
    }

    /**
     * Errors of one field.
     *
     * @param l2 relative to the norm of the truth, unless {@code absolute}
     * @param max largest absolute difference, NaN if unknown
     * @param absolute whether the truth is zero, so that {@code l2} is the root mean square difference
     */
    public record FieldError(double l2, double max, boolean absolute) {}

    /**
     * @param sentence how the error was measured, for the report
     * @param fields errors by field, in the problem's order
     * @param truth what can be drawn beside the solution, if it is known everywhere
     * @param notes what the reader must know besides
     */
    public record Result(
            Kind kind, String sentence, Map<String, FieldError> fields, Optional<Ansatz> truth, List<String> notes) {

        /**
         * {@code relative_l2.<field>} and {@code max_error.<field>}, or {@code error_estimate.<field>} where no independent
         * truth is known; {@code absolute_l2.<field>} where the truth is zero.
         */
        public List<Figure> figures() {
            List<Figure> figures = new ArrayList<>();
            fields.forEach((field, error) -> {
                boolean estimate = kind == Kind.ESTIMATE;
                String name = estimate ? "error_estimate." : error.absolute() ? "absolute_l2." : "relative_l2.";
                figures.add(Figure.of(name + field, error.l2(), Better.LOWER));
                if (!estimate && !Double.isNaN(error.max())) {
                    figures.add(Figure.of("max_error." + field, error.max(), Better.LOWER));
                }
            });
            return figures;
        }

        /** The largest of the fields' errors, NaN if none is known. */
        public double worst() {
            return fields.values().stream().mapToDouble(FieldError::l2).max().orElse(Double.NaN);
        }
    }

    /**
     * Reads a problem's reference file and forgets it, so that a mistake in it is told before work starts.
     *
     * @throws InvalidProblem if the file does not fit the problem
     */
    public static void checkReference(Problem problem) {
        if (problem.reference() != null) {
            ReferencePoints.read(problem);
        }
    }

    /**
     * Measures a solution. The classical solver of {@code source}, if it takes the problem, is run here and may take its time;
     * leave it out if the solution is its own.
     *
     * @throws InvalidProblem if the reference file does not fit the problem
     */
    public static Result of(Problem problem, Solution solution, ReferenceSource source) {
        if (!problem.exact().isEmpty()) {
            Ansatz exact = new ExactFields(problem);
            return against(problem, solution, exact, Kind.EXACT, "against the exact solution", List.of());
        }
        if (problem.reference() != null) {
            return againstFile(problem, solution, ReferencePoints.read(problem));
        }
        List<String> notes = new ArrayList<>();
        Optional<Solution> classical = source.classical().flatMap(solver -> classical(problem, solver, source, notes));
        if (classical.isPresent()) {
            return againstClassical(problem, solution, classical.get());
        }
        if (source.secondRun().isPresent()) {
            Solution second = source.secondRun().get().get();
            String sentence = "estimated by the difference to a second, independent run; no exact solution is known";
            return against(problem, solution, second, Kind.ESTIMATE, sentence, notes);
        }
        if (!solution.errorEstimate().isEmpty()) {
            Map<String, FieldError> fields = new LinkedHashMap<>();
            solution.errorEstimate().forEach((f, e) -> fields.put(f, new FieldError(e, Double.NaN, false)));
            String sentence = "the solver's own estimate, from its two finest resolutions";
            return new Result(Kind.ESTIMATE, sentence, fields, Optional.empty(), notes);
        }
        String sentence = "not measured: no exact solution, reference, classical solver or second run is at hand";
        return new Result(Kind.NONE, sentence, Map.of(), Optional.empty(), notes);
    }

    private static Optional<Solution> classical(
            Problem problem, Solver solver, ReferenceSource source, List<String> notes) {
        Optional<String> refusal = solver.refuses(problem, Settings.empty());
        if (refusal.isPresent()) {
            notes.add("no classical reference: " + refusal.get());
            return Optional.empty();
        }
        try {
            return Optional.of(solver.solve(problem, Settings.empty(), source.run()));
        } catch (NumericalFailure | InvalidProblem e) {
            notes.add("the classical reference failed: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Result againstClassical(Problem problem, Solution solution, Solution classical) {
        double own = classical.errorEstimate().values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(Double.NaN);
        String agreement = Double.isNaN(own)
                ? "without an estimate of its own error"
                : String.format(Locale.ROOT, "its own two finest resolutions agree to %.1g", own);
        String sentence = "against the classical solver (" + classical.outcome().detail() + "; " + agreement + ")";
        Result result = against(problem, solution, classical, Kind.CLASSICAL, sentence, List.of());
        // A reference is trusted to one digit more than what it measures.
        if (!(own <= 0.1 * result.worst())) {
            List<String> notes = new ArrayList<>(result.notes());
            notes.add("the reference is not ten times as exact as the answer: the figure measures both");
            return new Result(result.kind(), sentence, result.fields(), result.truth(), notes);
        }
        return result;
    }

    private static Result against(
            Problem problem, Solution solution, Ansatz truth, Kind kind, String sentence, List<String> before) {
        List<String> fields =
                problem.fields().stream().filter(truth.fields()::contains).toList();
        List<String> notes = new ArrayList<>(before);
        if (fields.size() < problem.fields().size()) {
            notes.add("no truth is known for "
                    + String.join(
                            ", ",
                            problem.fields().stream()
                                    .filter(f -> !fields.contains(f))
                                    .toList()));
        }
        double[][] points = points(problem);
        double[][] extreme = boundary(problem);
        double[][] u = Evaluation.fields(problem, solution, fields, points);
        double[][] v = Evaluation.fields(problem, truth, fields, points);
        double[][] uBoundary = Evaluation.fields(problem, solution, fields, extreme);
        double[][] vBoundary = Evaluation.fields(problem, truth, fields, extreme);
        Map<String, FieldError> errors = new LinkedHashMap<>();
        for (int f = 0; f < fields.size(); f++) {
            FieldError inner = difference(u[f], v[f]);
            double max =
                    Math.max(inner.max(), difference(uBoundary[f], vBoundary[f]).max());
            errors.put(fields.get(f), new FieldError(inner.l2(), max, inner.absolute()));
            if (inner.absolute()) {
                notes.add("the true " + fields.get(f) + " is zero: its error is absolute");
            }
            long infinite = Arrays.stream(v[f]).filter(Double::isInfinite).count();
            if (infinite > 0) {
                notes.add("the true " + fields.get(f) + " is infinite at " + infinite
                        + " of the points, which are left out");
            }
        }
        return new Result(kind, sentence + ", at " + points[0].length + " points", errors, Optional.of(truth), notes);
    }

    private static Result againstFile(Problem problem, Solution solution, ReferencePoints data) {
        List<String> notes = new ArrayList<>();
        List<String> fields = List.copyOf(data.values().keySet());
        double[][] u = Evaluation.fields(problem, solution, fields, data.points());
        Map<String, FieldError> errors = new LinkedHashMap<>();
        for (String field : problem.fields()) {
            if (!fields.contains(field)) {
                notes.add(data.file() + " holds no values of " + field);
                continue;
            }
            FieldError error =
                    difference(u[fields.indexOf(field)], data.values().get(field));
            errors.put(field, error);
            if (error.absolute()) {
                notes.add("the reference " + field + " is zero: its error is absolute");
            }
        }
        if (data.left() > 0) {
            notes.add(data.left() + " entries of " + data.file() + " lie outside the domain or are undefined");
        }
        String sentence =
                "against the reference file " + data.file() + ", at its " + data.points()[0].length + " points";
        return new Result(Kind.REFERENCE_FILE, sentence, errors, Optional.empty(), notes);
    }

    static FieldError difference(double[] u, double[] v) {
        double squares = 0;
        double norm = 0;
        double max = 0;
        for (int p = 0; p < u.length; p++) {
            if (Double.isInfinite(v[p])) {
                continue;
            }
            double d = u[p] - v[p];
            squares += d * d;
            norm += v[p] * v[p];
            // NaN must not vanish in a maximum.
            max = Double.isNaN(d) ? Double.NaN : Math.max(max, Math.abs(d));
        }
        return norm > 0
                ? new FieldError(Math.sqrt(squares / norm), max, false)
                : new FieldError(Math.sqrt(squares / u.length), max, true);
    }

    private static double[][] points(Problem problem) {
        int d = problem.dimension();
        if (problem.domain().region().isEmpty() && d <= 2) {
            double[][] axes = new double[d][];
            for (int i = 0; i < d; i++) {
                axes[i] = Grid.nodes(problem.inputs().get(i).interval(), d == 1 ? GRID_1D : GRID_2D);
            }
            return Grid.product(axes);
        }
        return problem.domain().interior(SOBOL, Spread.SOBOL, random()).inputs();
    }

    private static double[][] boundary(Problem problem) {
        return problem.spaceIndices().isEmpty()
                ? points(problem)
                : problem.domain()
                        .onPiece("boundary", BOUNDARY, Spread.SOBOL, random())
                        .inputs();
    }

    private static RandomGenerator random() {
        return new SplittableRandom(POINT_SEED);
    }
}
