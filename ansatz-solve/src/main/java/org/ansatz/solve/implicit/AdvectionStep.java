package org.ansatz.solve.implicit;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ansatz.tensor.jet.JetBasis;

/**
 * Advection of the velocity by itself, semi-Lagrangian: the new field is fitted to {@code u(clamp(x - dt u(x)))}, its normal
 * component to zero on the walls. First order in dt, stable for every dt.
 *
 * @param velocity name of the field
 */
public record AdvectionStep(String velocity, FlowBox box, InnerSolver inner) implements SplitStep {
    @Override
    public String name() {
        return "advect";
    }

    /** The values that the field has where its points come from. */
    static double[][] traced(NeuralField velocity, FlowBox box, double[][] points, double dt) {
        double[][] speed = velocity.at(points);
        double[][] origin = new double[2][points[0].length];
        for (int i = 0; i < 2; i++) {
            for (int p = 0; p < origin[i].length; p++) {
                origin[i][p] = points[i][p] - dt * speed[i][p];
            }
        }
        box.clamp(origin);
        return velocity.at(origin);
    }

    @Override
    public Stage apply(FieldState before, double dt, RandomGenerator random, String when) {
        NeuralField old = before.field(velocity);
        JetBasis basis = JetBasis.of(2, List.of());
        StepProblem problem = generator -> {
            double[][] points = box.interior(generator);
            List<Rows> rows = new ArrayList<>();
            LinearResidual target = LinearResidual.values(traced(old, box, points, dt));
            rows.add(new PointRows("advect", old.network(), points, basis, target, 1));
            rows.addAll(box.wallRows(old.network(), false, generator));
            return new FieldLeastSquares(old.layout(), rows);
        };
        InnerSolver.Fit fit = inner.minimise(problem, old.weights(), random, when + ", stage " + name());
        return new Stage(
                name(), before.with(velocity, old.with(fit.weights())), fit.loss(), fit.iterations(), fit.converged());
    }
}
