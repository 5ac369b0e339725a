package org.ansatz.physics.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.geometry.Region.Spread;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../examples"))) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    /** Replaces fields by the exact solution and checks every equation and condition at random points. */
    @ParameterizedTest
    @MethodSource("examples")
    void exactSolutionsSatisfyEquationsAndConditions(Path file) {
        Problem problem = ProblemFile.read(file);
        assertThat(problem.equations()).isNotEmpty();
        boolean inverse = !problem.unknowns().isEmpty();
        boolean far = problem.name().startsWith("schroedinger");
        SplittableRandom random = new SplittableRandom(7);
        PointSet inside = problem.domain().interior(50, Spread.SOBOL, random);
        if (problem.exact().size() == problem.fields().size() && !inverse) {
            for (Equation e : problem.equations()) {
                check(problem, e.residual(), inside, 1e-9, e.name());
            }
        }
        for (Condition c : problem.conditions()) {
            if (c instanceof Condition.Pointwise p) {
                PointSet points = problem.domain().on(p, 40, Spread.LATIN_HYPERCUBE, random);
                assertThat(points.size()).as(c.name()).isPositive();
                if (problem.exact().size() == problem.fields().size()) {
                    // The soliton's tail is not zero at the ends, only below 1e-10.
                    check(problem, p.equation().residual(), points, far ? 1e-10 : 1e-9, c.name());
                }
            }
        }
    }

    private static void check(Problem problem, Expr residual, PointSet points, double bound, String what) {
        Expr given = org.ansatz.physics.expr.Exprs.transform(problem.expand(residual), node -> {
            if (!(node instanceof Expr.FieldTerm f)) {
                return node;
            }
            Expr e = problem.exact().get(f.field());
            for (int axis = 0; axis < problem.dimension(); axis++) {
                for (int k = 0; k < f.orders().get(axis); k++) {
                    e = org.ansatz.physics.expr.Exprs.derivative(
                            e, problem.inputNames().get(axis), axis);
                }
            }
            return e;
        });
        int n = points.size();
        double[][] out = new double[1][n];
        problem.compile(List.of(given), List.of())
                .evaluate(
                        new org.ansatz.physics.expr.Program.Batch(
                                n,
                                points.inputs(),
                                points.normals(),
                                new double[problem.unknowns().size()],
                                new double[0][]),
                        out);
        assertThat(Arrays.stream(out[0]).map(Math::abs).max().orElse(0))
                .as(what)
                .isLessThan(bound);
    }
}
