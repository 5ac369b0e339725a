package org.ansatz.solve.implicit;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/** The velocity without the gradient of the pressure: fitted to {@code u - grad p}, normal component zero on the walls. */
public record ProjectionStep(String velocity, String pressure, FlowBox box, InnerSolver inner) implements SplitStep {
    @Override
    public String name() {
        return "project";
    }

    private static double[][] target(NeuralField u, NeuralField p, double[][] points) {
        double[][] values = u.at(points);
        for (int axis = 0; axis < 2; axis++) {
            double[] slope = p.derivative(points, MultiIndex.unit(2, axis))[0];
            for (int k = 0; k < slope.length; k++) {
                values[axis][k] -= slope[k];
            }
        }
        return values;
    }

    @Override
    public Stage apply(FieldState before, double dt, RandomGenerator random, String when) {
        NeuralField u = before.field(velocity);
        NeuralField p = before.field(pressure);
        JetBasis basis = JetBasis.of(2, List.of());
        StepProblem problem = generator -> {
            double[][] points = box.interior(generator);
            List<Rows> rows = new ArrayList<>();
            rows.add(new PointRows(
                    "project", u.network(), points, basis, LinearResidual.values(target(u, p, points)), 1));
            rows.addAll(box.wallRows(u.network(), false, generator));
            return new FieldLeastSquares(u.layout(), rows);
        };
        InnerSolver.Fit fit = inner.minimise(problem, u.weights(), random, when + ", stage " + name());
        return new Stage(
                name(), before.with(velocity, u.with(fit.weights())), fit.loss(), fit.iterations(), fit.converged());
    }
}
