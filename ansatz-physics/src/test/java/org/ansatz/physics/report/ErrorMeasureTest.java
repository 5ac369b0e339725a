package org.ansatz.physics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemFile;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solver;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorMeasureTest {
    private static final String PLANE = """
            coordinates: {x: [0, 1], y: [0, 2]}
            fields: [u]
            equations: ["laplacian(u) = 0"]
            conditions:
              - {at: boundary, u: x}
            """;

    @TempDir
    Path temporary;

    private Problem problem(String text) {
        return ProblemFile.parse(text, temporary.resolve("problem.yaml"));
    }

    @Test
    void theErrorAgainstAClosedFormIsThatComputedByHand() {
        Problem problem = problem(PLANE + "exact: {u: x}\n");
        // u - v = x*y/100: L2 norms over [0,1]x[0,2] are sqrt(8/9)/100 and sqrt(2/3).
        ErrorMeasure.Result result = measure(problem, "x + x*y/100", ReferenceSource.none());
        assertThat(result.kind()).isEqualTo(ErrorMeasure.Kind.EXACT);
        assertThat(result.fields().get("u").l2()).isCloseTo(0.01 * Math.sqrt(8 / 9.0 * 1.5), within(1e-4));
        assertThat(result.fields().get("u").max()).isCloseTo(0.02, within(1e-12));
        assertThat(result.figures()).extracting(Figure::name).containsExactly("relative_l2.u", "max_error.u");
        assertThat(result.sentence()).isEqualTo("against the exact solution, at 58081 points");
    }

    @Test
    void pointsWhereTheTruthIsInfiniteAreLeftOutAndCounted() {
        Problem problem = problem(PLANE + "exact: {u: 1/sqrt(x^2 + y^2)}\n");
        ErrorMeasure.Result result = measure(problem, "1.01/sqrt(x^2 + y^2)", ReferenceSource.none());
        assertThat(result.fields().get("u").l2()).isCloseTo(0.01, within(1e-12));
        assertThat(result.notes()).containsExactly("the true u is infinite at 1 of the points, which are left out");
        // A solution that is undefined elsewhere stays undefined.
        ErrorMeasure.Result broken = measure(problem, "1.01/sqrt(x^2 + y^2) + sqrt(0.5 - x)", ReferenceSource.none());
        assertThat(broken.fields().get("u").l2()).isNaN();
    }

    @Test
    void onADiscTheNormIsThatOfTheDisc() {
        Problem problem = problem("""
                coordinates: {x: [-1, 1], y: [-1, 1]}
                fields: [u]
                shapes: {disc: {disk: {center: [0, 0], radius: 1}}}
                region: disc
                equations: ["laplacian(u) = 4"]
                conditions: [{at: boundary, u: 1}]
                exact: {u: 1}
                """);
        // The mean of r^4 over the unit disc is 1/3.
        ErrorMeasure.Result result = measure(problem, "1 + (x^2 + y^2)/1000", ReferenceSource.none());
        assertThat(result.fields().get("u").l2()).isCloseTo(1e-3 / Math.sqrt(3), within(1e-6));
        assertThat(result.fields().get("u").max()).isCloseTo(1e-3, within(1e-9));
    }

    @Test
    void whereTheTruthIsZeroTheErrorIsAbsoluteAndSaysSo() {
        Problem problem = problem(PLANE + "exact: {u: 0}\n");
        ErrorMeasure.Result result = measure(problem, "0.003", ReferenceSource.none());
        assertThat(result.fields().get("u").l2()).isCloseTo(0.003, within(1e-15));
        assertThat(result.figures().get(0).name()).isEqualTo("absolute_l2.u");
        assertThat(result.notes()).containsExactly("the true u is zero: its error is absolute");
    }

    @Test
    void aGridFileIsComparedAtItsOwnPoints() throws Exception {
        double[] x = {0, 0.5, 1};
        double[] y = {0, 2};
        double[] u = {0, 0, 0.5, Double.NaN, 1, 1};
        Npz.write(
                temporary.resolve("reference.npz"),
                Map.of("x", NdArray.of(x), "y", NdArray.of(y), "u", new NdArray(new long[] {3, 2}, u)));
        Problem problem = problem(PLANE + "reference: reference.npz\n");
        ErrorMeasure.Result result = measure(problem, "x + 0.1*y", ReferenceSource.none());
        // Differences 0, 0.2, 0, 0, 0.2 at the five defined entries; squares of the reference sum to 2.25.
        assertThat(result.fields().get("u").l2()).isCloseTo(Math.sqrt(0.08 / 2.25), within(1e-14));
        assertThat(result.kind()).isEqualTo(ErrorMeasure.Kind.REFERENCE_FILE);
        assertThat(result.sentence()).isEqualTo("against the reference file reference.npz, at its 5 points");
        assertThat(result.notes())
                .containsExactly("1 entries of reference.npz lie outside the domain or are undefined");
    }

    @Test
    void aScatteredFileIsComparedAtItsPointsInTheDomain() throws Exception {
        Npz.write(
                temporary.resolve("points.npz"),
                Map.of("x", NdArray.of(0.5, 1, 9), "y", NdArray.of(1, 1, 1), "u", NdArray.of(1, 1, 1)));
        Problem problem = problem(PLANE + "reference: points.npz\n");
        ErrorMeasure.Result result = measure(problem, "x", ReferenceSource.none());
        assertThat(result.fields().get("u").l2()).isCloseTo(Math.sqrt(0.25 / 2), within(1e-15));
    }

    @Test
    void aReferenceOfTheWrongShapeIsRefusedWithBothShapes() throws Exception {
        Npz.write(
                temporary.resolve("bad.npz"),
                Map.of(
                        "x",
                        NdArray.of(0, 0.5, 1),
                        "y",
                        NdArray.of(0, 2),
                        "u",
                        new NdArray(new long[] {2, 3}, new double[6])));
        assertThatThrownBy(() -> ErrorMeasure.checkReference(problem(PLANE + "reference: bad.npz\n")))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("[2, 3]")
                .hasMessageContaining("[3, 2]");
    }

    @Test
    void theClassicalSolverIsTheReferenceWithItsOwnAgreementTold() {
        Problem problem = problem(PLANE);
        ReferenceSource source = ReferenceSource.none().withClassical(new Oracle("x", 3e-10, null));
        ErrorMeasure.Result result = measure(problem, "1.01*x", source);
        assertThat(result.kind()).isEqualTo(ErrorMeasure.Kind.CLASSICAL);
        assertThat(result.fields().get("u").l2()).isCloseTo(0.01, within(1e-12));
        assertThat(result.sentence())
                .isEqualTo("against the classical solver (Chebyshev, 128 x 96; its own two finest resolutions agree to"
                        + " 3e-10), at 58081 points");
        assertThat(result.notes()).isEmpty();
        ErrorMeasure.Result poor =
                measure(problem, "1.01*x", ReferenceSource.none().withClassical(new Oracle("x", 5e-3, null)));
        assertThat(poor.notes()).hasSize(1).first().asString().contains("not ten times as exact");
    }

    @Test
    void aRefusalOfTheClassicalSolverLeadsToTheSecondRunLabelledAnEstimate() {
        Problem problem = problem(PLANE);
        ReferenceSource source = ReferenceSource.none()
                .withClassical(new Oracle("x", 0, "classical: too many inputs"))
                .withSecondRun(() -> FormulaSolution.of(problem, Map.of("u", "1.02*x")));
        ErrorMeasure.Result result = measure(problem, "x", source);
        assertThat(result.kind()).isEqualTo(ErrorMeasure.Kind.ESTIMATE);
        assertThat(result.figures()).extracting(Figure::name).containsExactly("error_estimate.u");
        assertThat(result.worst()).isCloseTo(0.02 / 1.02, within(1e-12));
        assertThat(result.notes()).containsExactly("no classical reference: classical: too many inputs");
    }

    @Test
    void aClassicalSolverThatBreaksDownIsNotedAndLeavesNothingMeasured() {
        Oracle broken = new Oracle("x", 0, null) {
            @Override
            public Solution solve(Problem problem, Settings settings, Run run) {
                throw new NumericalFailure("Newton diverges at step 3");
            }
        };
        ErrorMeasure.Result result =
                measure(problem(PLANE), "x", ReferenceSource.none().withClassical(broken));
        assertThat(result.kind()).isEqualTo(ErrorMeasure.Kind.NONE);
        assertThat(result.worst()).isNaN();
        assertThat(result.notes()).containsExactly("the classical reference failed: Newton diverges at step 3");
    }

    private static ErrorMeasure.Result measure(Problem problem, String u, ReferenceSource source) {
        return ErrorMeasure.of(problem, FormulaSolution.of(problem, Map.of("u", u)), source);
    }

    /** A solver that knows the answer. */
    private static class Oracle implements Solver {
        private final String answer;
        private final double estimate;
        private final String refusal;

        Oracle(String answer, double estimate, String refusal) {
            this.answer = answer;
            this.estimate = estimate;
            this.refusal = refusal;
        }

        @Override
        public String name() {
            return "oracle";
        }

        @Override
        public String summary() {
            return "knows the answer";
        }

        @Override
        public List<Settings.Setting> settings() {
            return List.of();
        }

        @Override
        public Optional<String> refuses(Problem problem, Settings settings) {
            return Optional.ofNullable(refusal);
        }

        @Override
        public Solution solve(Problem problem, Settings settings, Run run) {
            Map<String, String> formulas = new LinkedHashMap<>();
            problem.fields().forEach(f -> formulas.put(f, answer));
            FormulaSolution known = FormulaSolution.of(problem, formulas);
            return known.ending("Chebyshev, 128 x 96").estimating(Map.of("u", estimate));
        }

        @Override
        public Solution load(Problem problem, Settings settings, Path folder) {
            return solve(problem, settings, Run.silent(1));
        }
    }
}
