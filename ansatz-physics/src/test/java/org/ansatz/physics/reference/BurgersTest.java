package org.ansatz.physics.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.tensor.jet.MultiIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BurgersTest {
    private static final double NU = 0.01 / Math.PI;

    /**
     * Basdevant et al., Computers and Fluids 14 (1986), equation 2.6: the Cole-Hopf formula. The trapezoidal rule on the
     * line converges geometrically here; the weight peaks at y = 1 and -1, far from z = 0, out of reach of Gauss-Hermite nodes.
     */
    private static double coleHopf(double x, double t) {
        double above = 0;
        double below = 0;
        int points = 2000;
        for (int k = 0; k <= points; k++) {
            double z = -20 + 40.0 * k / points;
            double y = x - 2 * Math.sqrt(NU * t) * z;
            double weight = Math.exp(-z * z - (Math.cos(Math.PI * y) + 1) / (2 * Math.PI * NU));
            above += Math.sin(Math.PI * y) * weight;
            below += weight;
        }
        return -above / below;
    }

    @Test
    void solutionAgreesWithTheColeHopfFormulaAndComesBackFromItsFile(@TempDir Path folder) throws Exception {
        Problem problem = Problems.example("burgers");
        Solution solution = Problems.solve(problem);
        double difference = 0;
        double norm = 0;
        for (double t = 0.05; t <= 1; t += 0.05) {
            for (double x = -0.995; x < 1; x += 0.03) {
                double exact = coleHopf(x, t);
                double own = solution.at(x, t)[0];
                difference += (own - exact) * (own - exact);
                norm += exact * exact;
            }
        }
        assertThat(Math.sqrt(difference / norm)).isLessThan(1e-6);
        assertThat(solution.errorEstimate().get("u")).isLessThan(1e-6);

        solution.save(folder);
        Solution back = new ClassicalSolver().load(problem, Settings.empty(), folder);
        double[][] points = {{-0.3, 0.01, 0.9}, {0.2, 0.6, 1}};
        List<FieldTerm> terms = List.of(problem.term("u"), new FieldTerm("u", MultiIndex.of(2, 1)));
        assertThat(back.evaluate(points, terms)).isDeepEqualTo(solution.evaluate(points, terms));
        assertThat(back.parameterCount()).isEqualTo(solution.parameterCount());
        assertThat(back.errorEstimate()).isEqualTo(solution.errorEstimate());
    }

    @Test
    void stretchedBasisDifferentiatesAsFiniteDifferencesDo() {
        Basis basis = new MappedChebyshevBasis(new org.ansatz.physics.problem.Interval(-1, 2), 0.3, 0.05);
        double h = 1e-6;
        for (double x : new double[] {-0.7, 0.28, 0.31, 1.4}) {
            for (int order = 0; order < 4; order++) {
                double[] ahead = basis.row(x + h, order, 8);
                double[] back = basis.row(x - h, order, 8);
                double[] next = basis.row(x, order + 1, 8);
                for (int k = 0; k < 8; k++) {
                    double slope = (ahead[k] - back[k]) / (2 * h);
                    assertThat(Math.abs(next[k] - slope)).isLessThan(1e-4 * (1 + Math.abs(slope)));
                }
            }
        }
    }
}
