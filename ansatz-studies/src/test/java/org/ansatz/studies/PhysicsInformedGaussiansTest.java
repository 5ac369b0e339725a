package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.solve.Solvers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhysicsInformedGaussiansTest {
    @Test
    void theTinyStudyReachesItsBars() throws Exception {
        StudyReport report = new PhysicsInformedGaussians().run(Scale.TINY, Settings.empty(), Run.silent(0));
        assertThat(report.figures()).hasSize(2);
        assertThat(report.missed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"helmholtz", "flow-mixing", "layer", "regression"})
    void exactSolutionsHaveNoResidual(String name) {
        Problem problem = GaussianProblems.all().get(name);
        double[][] points = problem.domain()
                .interior(50, Spread.SOBOL, new SplittableRandom(4))
                .inputs();
        for (double r : residualOfExact(problem, points)) {
            assertThat(r).isBetween(-1e-9, 1e-9);
        }
    }

    @Test
    void theVortexTurnsByItsLimitInTheMiddle() {
        Problem problem = GaussianProblems.flowMixing();
        double[][] point = {{1e-8}, {0}, {2}};
        // There v / r is 1, so omega is 1 / vmax.
        double expected = Math.tanh(0.5e-8 * Math.sin(2 / 0.385));
        assertThat(problem.values(problem.exact().get("u"), point)[0])
                .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-14));
    }

    @Test
    void gaussiansOfAUniformStartAreNearTheLayerByTheShareOfItsStrip() throws Exception {
        Contest contest = new Contest(GaussianProblems.layer(), 20)
                .run(
                        List.of(new Contest.Contestant(
                                "Gaussians",
                                Solvers.gaussians(),
                                Settings.of("gaussians=100", "steps=0", "points=50", "grow=false", "optimizer=adam"))),
                        new long[] {1},
                        Run.silent(1));
        double share = GaussianExperiments.share(contest.first().get(0).solution(), true, false);
        assertThat(share).isBetween(0.14, 0.26);
    }

    @Test
    void anUnknownExperimentOrACountBelowOneIsRefused() {
        PhysicsInformedGaussians study = new PhysicsInformedGaussians();
        assertThatThrownBy(() -> study.run(Scale.TINY, Settings.empty().with("experiments", "E1,E9"), Run.silent(0)))
                .hasMessageContaining("no experiment \"E9\"; it has [E1, E2, E3]");
        assertThatThrownBy(() -> study.run(Scale.TINY, Settings.empty().with("seeds", 0), Run.silent(0)))
                .hasMessageContaining("seeds must be at least 1, got 0");
        assertThatThrownBy(() -> study.run(Scale.TINY, Settings.empty().with("secons", 1), Run.silent(0)))
                .hasMessageContaining("\"secons\"");
    }

    /** The residual with the closed form put in for the field. */
    private static double[] residualOfExact(Problem problem, double[][] points) {
        Expr residual = Exprs.transform(
                problem.expand(problem.equations().get(0).residual()),
                e -> e instanceof Expr.FieldTerm term ? exactDerivative(problem, term) : e);
        return problem.values(residual, points);
    }

    private static Expr exactDerivative(Problem problem, Expr.FieldTerm term) {
        Expr exact = problem.expand(problem.exact().get(term.field()));
        for (int axis = 0; axis < problem.dimension(); axis++) {
            for (int k = 0; k < term.orders().get(axis); k++) {
                exact = Exprs.derivative(exact, problem.inputNames().get(axis), axis);
            }
        }
        return exact;
    }
}
