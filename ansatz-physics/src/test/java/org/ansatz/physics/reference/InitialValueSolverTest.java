package org.ansatz.physics.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solution.Status;
import org.ansatz.tensor.jet.MultiIndex;
import org.junit.jupiter.api.Test;

class InitialValueSolverTest {
    @Test
    void secondOrderEquationFollowsItsClosedForm() {
        Problem problem = Problems.of("""
                coordinates: {t: [0, 10]}
                fields: [u]
                equations: ["u_tt + 0.2*u_t + 4.01*u = 0"]
                conditions: [{at: t = 0, u: 1, u_t: -0.1}]
                exact: {u: exp(-0.1*t)*cos(2*t)}
                """);
        Solution solution = Problems.solve(problem);
        assertThat(solution.outcome().status()).isEqualTo(Status.CONVERGED);
        assertThat(Problems.error(problem, solution)).isLessThan(1e-10);
        double[] slope = solution.evaluate(new double[][] {{3.3}}, List.of(new FieldTerm("u", MultiIndex.of(1))))[0];
        double exact = Math.exp(-0.33) * (-0.1 * Math.cos(6.6) - 2 * Math.sin(6.6));
        assertThat(Math.abs(slope[0] - exact)).isLessThan(1e-8);
    }

    @Test
    void derivativeThatOccursNonlinearlyIsSolvedFor() {
        Problem problem = Problems.of("""
                coordinates: {t: [0, 2]}
                fields: [u]
                equations: ["u_t^3 + u_t = exp(3*t) + u"]
                conditions: [{at: t = 0, u: 1}]
                exact: {u: exp(t)}
                """);
        assertThat(Problems.error(problem, Problems.solve(problem))).isLessThan(1e-10);
    }

    @Test
    void algebraicEquationGoesToRadau() {
        Problem problem = Problems.of("""
                coordinates: {t: [0, 2]}
                fields: [u, v]
                equations: ["u_t = -v", "v*(1 + u^2) = u*(1 + u^2)"]
                conditions: [{at: t = 0, u: 1}]
                exact: {u: exp(-t), v: exp(-t)}
                """);
        Solution solution = Problems.solve(problem);
        assertThat(solution.outcome().detail()).contains("Radau IIA");
        assertThat(Problems.error(problem, solution)).isLessThan(1e-9);
    }

    @Test
    void stiffEquationIsSolvedWithFewSlabs() {
        Problem problem = Problems.of("""
                coordinates: {t: [0, 3]}
                fields: [u]
                equations: ["u_t = -1e8*(u - cos(t)) - sin(t)"]
                conditions: [{at: t = 0, u: 1}]
                exact: {u: cos(t)}
                """);
        Solution solution = Problems.solve(problem);
        assertThat(Problems.error(problem, solution)).isLessThan(1e-9);
        assertThat(solution.parameterCount()).isLessThan(2000);
    }

    /** 0.5 (prey + predator) - 0.8 log(prey) - log(predator) is constant along every orbit. */
    @Test
    void lotkaVolterraKeepsItsInvariant() {
        Solution solution = Problems.solve(Problems.example("lotka-volterra"));
        double first = Double.NaN;
        for (double t = 0; t <= 20; t += 0.37) {
            double[] u = solution.at(t);
            double invariant = 0.5 * (u[0] + u[1]) - 0.8 * Math.log(u[0]) - Math.log(u[1]);
            first = Double.isNaN(first) ? invariant : first;
            assertThat(Math.abs(invariant - first)).isLessThan(1e-9);
        }
    }

    @Test
    void lorenzRunsAgreeToTheTolerance() {
        Solution solution = Problems.solve(Problems.example("lorenz"));
        assertThat(solution.outcome().status()).isEqualTo(Status.CONVERGED);
        assertThat(solution.errorEstimate().values()).allMatch(e -> e < 1e-9);
    }
}
